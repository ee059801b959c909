//! Between a visitor's widget and the edge, over one WebSocket at `/ws/visitor/{hotline}`.
//!
//! The edge tells the *whole* state of the visitor's contact at every change, so a widget that missed messages
//! needs no history: the last [`ToVisitor::Contact`] is the truth.
//!
//! A widget offers media by one rule: when the contact's channel is `call`, it has not ended and its `leg` is `none`
//! or `lost`, send [`FromVisitor::Offer`] with `attempt` one above the one told. After a reconnection it repeats an
//! unanswered offer unchanged.
//!
//! Lines of a chat are told one by one; [`crate::chat`] says how none is lost or doubled.

mod door;

pub use door::{MenuEntry, OpenHours, Opening};

use crate::chat::LineFrom;
use crate::promotion::ShownPromotion;
use crate::wire::wire;
use crate::{
    ContactId, DepartmentId, LineText, PageId, PageUrl, PersonName, PhoneNumber, RefusalCode,
    Remark, RequestId, Sdp, VisitorToken,
};

wire! { message
    /// What a widget says.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum FromVisitor {
        /// The first message. Without a token the edge makes a new visitor.
        #[serde(rename = "hello")]
        Hello {
            version: u32,
            page_id: PageId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            token: Option<VisitorToken>,
            /// BCP 47, such as `de-AT`.
            language: String,
            /// Where the bell was pulled, as far as the host page's referrer policy tells.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            page: Option<PageUrl>,
        },
        /// Enter the queue to talk. Repeating it with the same `request` gives the same contact. Without a `department`
        /// the first of the menu.
        #[serde(rename = "call")]
        Call {
            request: RequestId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            department: Option<DepartmentId>,
        },
        /// Enter the queue to chat.
        #[serde(rename = "chat")]
        Chat {
            request: RequestId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            department: Option<DepartmentId>,
        },
        /// Leave a message for later, also while closed: a contact with its first line, which needs no open page.
        #[serde(rename = "message")]
        Message {
            request: RequestId,
            key: RequestId,
            text: LineText,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            department: Option<DepartmentId>,
        },
        /// Be called back. A contact that waits becomes the callback and keeps its place; else a new one enters the queue.
        /// With a `number` by phone, `zone` being the name of the visitor's time zone; without one in this browser.
        #[serde(rename = "callback")]
        Callback {
            request: RequestId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            number: Option<PhoneNumber>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            zone: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            department: Option<DepartmentId>,
            /// When to be called; both or neither. Neither is as soon as possible.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            from_ms: Option<u64>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            until_ms: Option<u64>,
        },
        /// Wait on in another department of the menu.
        #[serde(rename = "choose_department")]
        ChooseDepartment {
            contact: ContactId,
            department: DepartmentId,
        },
        /// Go on by another channel, with the place, the time waited and the lines there are: a chat becomes a call, or
        /// something that waits a call or a chat.
        #[serde(rename = "change_channel")]
        ChangeChannel {
            contact: ContactId,
            channel: Channel,
        },
        /// Answer the ring of this page; an `Offer` follows as for a call.
        #[serde(rename = "answer_ring_back")]
        AnswerRingBack { contact: ContactId },
        /// One line. `key` is chosen by the page, so that repeating it is harmless; acknowledged by a `Line` with it.
        #[serde(rename = "line")]
        Line {
            contact: ContactId,
            key: RequestId,
            text: LineText,
        },
        /// Tell all lines above `after` again.
        #[serde(rename = "lines")]
        Lines { contact: ContactId, after: u32 },
        /// The visitor is typing; at most every [`crate::limits::TYPING_EVERY_MS`].
        #[serde(rename = "typing")]
        Typing { contact: ContactId },
        /// One to five stars for a contact that ended after somebody had answered; confirmed by the `Contact`'s `stars`.
        #[serde(rename = "rate")]
        Rate {
            contact: ContactId,
            stars: u8,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            remark: Option<Remark>,
            /// Would recommend it, 0 to 10.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            recommend: Option<u8>,
            /// What they wanted is settled.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            settled: Option<bool>,
        },
        /// Open, or open again, the visitor's leg. Answered by [`ToVisitor::Answer`] with the same `attempt`.
        #[serde(rename = "offer")]
        Offer {
            contact: ContactId,
            attempt: u32,
            sdp: Sdp,
        },
        /// End the contact, in whatever state. Idempotent; confirmed by a `Contact` in state `ended`.
        #[serde(rename = "hang_up")]
        HangUp { contact: ContactId },
        else
        /// A kind of a later version.
        Unknown
    }
}

wire! { message
    /// What the edge says to a widget.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum ToVisitor {
        /// Answers the hello. Keep the token for the next hello.
        #[serde(rename = "welcome")]
        Welcome {
            version: u32,
            token: VisitorToken,
            hotline_name: String,
            /// Whether anybody is at the desks.
            staffed: bool,
            opening: Opening,
            now_ms: u64,
            /// What the company says above the ways to reach it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            welcome: Option<String>,
            /// The departments to choose from; empty when there is nothing to choose.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            menu: Vec<MenuEntry>,
            /// Whether to ask, after rating, if it is settled and if they would recommend it.
            #[serde(default, skip_serializing_if = "is_false")]
            survey: bool,
        },
        /// Somebody came to the desks, or the last one left.
        #[serde(rename = "staffed")]
        Staffed { staffed: bool },
        /// It opened or closed.
        #[serde(rename = "opening")]
        Opening { opening: Opening },
        /// What the welcome said of them is different now.
        #[serde(rename = "menu")]
        Menu {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            welcome: Option<String>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            menu: Vec<MenuEntry>,
            #[serde(default, skip_serializing_if = "is_false")]
            survey: bool,
        },
        /// Everything that is live now, in this page's language.
        #[serde(rename = "promotions")]
        Promotions { promotions: Vec<ShownPromotion> },
        /// The whole state of the visitor's contact, but for its lines.
        #[serde(rename = "contact")]
        Contact {
            contact: ContactId,
            request: RequestId,
            channel: Channel,
            state: ContactState,
            entered_ms: u64,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            department: Option<DepartmentId>,
            /// 1 is next; only while waiting.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            place: Option<u32>,
            /// 8 of 10 are answered within so long from now.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            estimate_ms: Option<u64>,
            /// How many percent of the last were answered within what they were told.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            estimate_kept: Option<u8>,
            /// A callback is offered to whoever does not want to wait.
            #[serde(default, skip_serializing_if = "is_false")]
            offered_callback: bool,
            /// In mid-call: the operator asks a colleague, and the waiting tone plays.
            #[serde(default, skip_serializing_if = "is_false")]
            on_hold: bool,
            leg: LegState,
            /// The highest attempt the edge has seen for this leg; 0 before the first.
            attempt: u32,
            /// First name or role of who answered.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            operator_name: Option<PersonName>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            talking_since_ms: Option<u64>,
            /// How the operator's sound stands, from connecting on, so that the widget can say who is silent.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            operator_leg: Option<LegState>,
            /// The number of the last line; 0 without any.
            #[serde(default, skip_serializing_if = "is_zero")]
            lines: u32,
            /// A callback to a phone.
            #[serde(default, skip_serializing_if = "is_false")]
            by_phone: bool,
            /// How often the callback was tried.
            #[serde(default, skip_serializing_if = "is_zero")]
            tries: u32,
            /// The callback does not come before this.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            due_ms: Option<u64>,
            /// The callback was asked for before this.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            window_until_ms: Option<u64>,
            /// When the ring of this page ends by itself.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            until_ms: Option<u64>,
            /// Only when ended.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            reason: Option<EndReason>,
            /// Somebody answered, so it may be rated once it has ended.
            #[serde(default, skip_serializing_if = "is_false")]
            answered: bool,
            /// The rating it got.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            stars: Option<u8>,
        },
        /// One line of the contact, the visitor's own ones too.
        #[serde(rename = "line")]
        Line {
            contact: ContactId,
            /// From 1, without gaps.
            seq: u32,
            from: LineFrom,
            key: RequestId,
            at_ms: u64,
            text: LineText,
        },
        /// The operator is typing.
        #[serde(rename = "typing")]
        Typing { contact: ContactId },
        /// The media server's answer to an offer.
        #[serde(rename = "answer")]
        Answer {
            contact: ContactId,
            attempt: u32,
            sdp: Sdp,
        },
        /// What was asked is not done. `about` repeats the kind that was refused.
        #[serde(rename = "refused")]
        Refused {
            code: RefusalCode,
            sentence: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            about: Option<String>,
        },
        else
        /// A kind of a later version.
        Unknown
    }
}

wire! { words
    /// Where a contact stands, as its visitor sees it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum ContactState {
        /// In the queue; a callback holds its place here.
        #[serde(rename = "waiting")]
        Waiting,
        /// Rings at an operator's desk.
        #[serde(rename = "ringing")]
        Ringing,
        /// A callback to this browser: an operator is there and this page rings.
        #[serde(rename = "ring_back")]
        RingBack,
        /// A callback by phone: an operator is dialling.
        #[serde(rename = "dialling")]
        Dialling,
        #[serde(rename = "connecting")]
        Connecting,
        #[serde(rename = "talking")]
        Talking,
        #[serde(rename = "chatting")]
        Chatting,
        #[serde(rename = "ended")]
        Ended,
    }
}

wire! { words
    /// How a contact reaches us.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Channel {
        #[serde(rename = "call")]
        Call,
        #[serde(rename = "chat")]
        Chat,
        /// Holds its place without an open page.
        #[serde(rename = "callback")]
        Callback,
        /// Left for later; answered as a chat, with or without the visitor.
        #[serde(rename = "message")]
        Message,
        else
        /// A channel of a later version.
        Unknown
    }
}

wire! { words
    /// How a party's sound connection stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum LegState {
        #[serde(rename = "none")]
        None,
        #[serde(rename = "opening")]
        Opening,
        #[serde(rename = "up")]
        Up,
        #[serde(rename = "lost")]
        Lost,
    }
}

wire! { words
    /// Why a contact ended: the technical cause.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum EndReason {
        /// The visitor hung up while talking.
        #[serde(rename = "visitor_hung_up")]
        VisitorHungUp,
        /// The operator hung up.
        #[serde(rename = "operator_hung_up")]
        OperatorHungUp,
        /// The visitor gave up before anybody answered.
        #[serde(rename = "visitor_abandoned")]
        VisitorAbandoned,
        /// The visitor's page was gone for longer than its lease, or its sound did not come back.
        #[serde(rename = "visitor_lost")]
        VisitorLost,
        /// The callback reached the visitor by phone.
        #[serde(rename = "called_back")]
        CalledBack,
        /// The callback did not reach the visitor, however often it was tried.
        #[serde(rename = "not_reached")]
        NotReached,
        /// The callback was not due in time, or the message was not answered.
        #[serde(rename = "expired")]
        Expired,
        /// Nobody could answer for as long as the department lets wait.
        #[serde(rename = "timed_out")]
        TimedOut,
        else
        /// A reason of a later version.
        Unknown
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !*flag
}
