//! Between an operator's desk and the edge, over one WebSocket at `/ws/desk`.
//!
//! As for visitors, [`ToOperator::Desk`] tells the whole state at every change, and so does [`ToOperator::Chats`] for
//! the chats beside it. What rings in either is answered by `Accept` or `Decline`. The offer rule is the same: while `activity` is `connecting` or `talking` and `leg` is `none` or `lost`, send [`FromOperator::Offer`]
//! with `attempt` one above the one told.

mod colleagues;
mod presence;

pub use colleagues::{
    Colleague, ColleagueActivity, Consult, ConsultState, DepartmentRow, PlannedBreak,
};
pub use presence::{Activity, AwayReason, Presence, PresenceChoice};

use crate::chat::LineFrom;
use crate::visitor::{Channel, EndReason, LegState};
use crate::{
    ContactId, DepartmentId, HotlineId, LineText, Note, OperatorId, PageId, PageUrl, PersonName,
    PhoneNumber, RefusalCode, RequestId, Sdp, SocketTicket,
};
use serde::{Deserialize, Serialize};

/// What a desk says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FromOperator {
    /// The first message. `ready`: sound is unlocked and the microphone works in this page, so it may ring.
    Hello {
        version: u32,
        page_id: PageId,
        ticket: SocketTicket,
        ready: bool,
    },
    /// What the person chose.
    Presence {
        presence: PresenceChoice,
        /// Of a break: `break`, `lunch`, `training`, or one of the welcome's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The break ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
    },
    /// A break that is to come; without `from_ms` and `until_ms` it is taken back.
    PlanBreak {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from_ms: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
    },
    /// Give a call or chat in hand away, without a word. Exactly one of `operator`, `department`; with neither back to
    /// its queue, or with `escalate` to where its department escalates.
    Transfer {
        contact: ContactId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        operator: Option<OperatorId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
        #[serde(default)]
        escalate: bool,
    },
    /// Ask a colleague about the call in hand before transferring it.
    Consult {
        contact: ContactId,
        operator: OperatorId,
    },
    /// Three in one call, or the two operators alone.
    ConsultTogether { contact: ContactId, together: bool },
    /// The colleague has the call from here on.
    CompleteTransfer { contact: ContactId },
    /// The first operator goes on with the visitor; either operator may say so.
    CancelConsult { contact: ContactId },
    /// Tell the colleagues and departments there are.
    Colleagues,
    /// Answer a ring; followed at once by an `Offer`.
    Accept { contact: ContactId, ring: u32 },
    /// Send a ring back to the queue.
    Decline { contact: ContactId, ring: u32 },
    /// Open, or open again, the operator's leg.
    Offer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    /// End the call or the chat; while the visitor's page rings, give the callback up for now. Idempotent.
    HangUp { contact: ContactId },
    /// How dialling the phone of a callback went.
    Tried {
        contact: ContactId,
        outcome: TryOutcome,
    },
    /// Take a phone callback out of turn, also before it is due.
    TakeCallback { contact: ContactId },
    /// One line, as for visitors.
    Line {
        contact: ContactId,
        key: RequestId,
        text: LineText,
    },
    /// Tell all lines above `after` again.
    Lines { contact: ContactId, after: u32 },
    /// The operator is typing.
    Typing { contact: ContactId },
    /// Save the outcome of a contact, during the call, in wrap-up or shortly after; repeated freely.
    /// With `finish` the wrap-up ends, and an ended chat leaves the desk.
    WrapUp {
        contact: ContactId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disposition: Option<Disposition>,
        /// One of the hotline's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Note>,
        finish: bool,
    },
    /// More time for the wrap-up.
    MoreTime { contact: ContactId },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// What the edge says to a desk.
#[allow(
    clippy::large_enum_variant,
    reason = "a message is written or read once, and most are the desk's state"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToOperator {
    Welcome {
        version: u32,
        operator: OperatorId,
        name: PersonName,
        organisation_name: String,
        now_ms: u64,
        /// Reasons for a break beside `break`, `lunch` and `training`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        breaks: Vec<String>,
    },
    /// The whole state of this operator.
    Desk {
        presence: Presence,
        /// Why `presence` is `unavailable`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        away_reason: Option<AwayReason>,
        /// Why `presence` is `break`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        break_reason: Option<String>,
        /// When the break, or being unavailable, ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        presence_until_ms: Option<u64>,
        /// The break that is to come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        planned: Option<PlannedBreak>,
        activity: Activity,
        /// The contact in hand, from ringing to wrap-up, with what is known about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<ContactId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ring: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hotline: Option<HotlineId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hotline_name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department_name: Option<String>,
        /// What to say when answering for this hotline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        greeting: Option<String>,
        /// What it may have been about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        topics: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<String>,
        /// The colleague who gave it here, or asks about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from_name: Option<PersonName>,
        /// A colleague is asked about it, here or there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consult: Option<Consult>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<PageUrl>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_ms: Option<u64>,
        /// When ringing or wrap-up ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        talking_since_ms: Option<u64>,
        /// This operator's leg.
        leg: LegState,
        attempt: u32,
        /// The visitor's leg, so that the desk can say who is silent.
        visitor_leg: LegState,
        /// How the contact in wrap-up ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<EndReason>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        /// The number of the contact's last line.
        #[serde(default)]
        lines: u32,
        /// What to dial, once the callback was accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<PhoneNumber>,
        /// The visitor's time zone, as far as a callback told it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
        /// How often the callback was tried before.
        #[serde(default)]
        tries: u32,
    },
    /// The chats of this operator: the one that rings, those in hand, and ended ones whose outcome is open.
    Chats { chats: Vec<DeskChat> },
    /// Answers `colleagues`.
    Colleagues {
        colleagues: Vec<Colleague>,
        departments: Vec<DepartmentRow>,
    },
    /// How the organisation works has changed: what pages were told of names and texts may be others.
    Configured { breaks: Vec<String> },
    /// All callbacks that are owed, by their place.
    Callbacks {
        total: u32,
        callbacks: Vec<OwedCallback>,
    },
    /// One line of a contact in hand.
    Line {
        contact: ContactId,
        /// From 1, without gaps.
        seq: u32,
        from: LineFrom,
        key: RequestId,
        at_ms: u64,
        text: LineText,
    },
    /// The visitor is typing.
    Typing { contact: ContactId },
    /// What is live on this hotline, or somebody's entry, is another than before: ask again.
    PromotionsChanged { hotline: HotlineId },
    /// Who is waiting, longest first; at most 50 rows of `total`.
    Waiting {
        total: u32,
        contacts: Vec<WaitingContact>,
    },
    /// The media server's answer to an offer.
    Answer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    /// The outcome of this contact is durable.
    Saved { contact: ContactId },
    /// What was asked is not done. `about` repeats the kind that was refused.
    Refused {
        code: RefusalCode,
        sentence: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
    },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// One row of the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingContact {
    pub contact: ContactId,
    pub hotline_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department_name: String,
    pub language: String,
    pub channel: Channel,
    pub entered_ms: u64,
    /// Rings at some desk at this moment.
    pub ringing: bool,
}

/// A chat at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskChat {
    pub contact: ContactId,
    pub ring: u32,
    pub state: ChatState,
    pub channel: Channel,
    pub hotline: HotlineId,
    pub hotline_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageUrl>,
    pub language: String,
    pub entered_ms: u64,
    /// When the ring ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<u64>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_ms: Option<u64>,
    /// The number of its last line.
    pub lines: u32,
    /// Whether the visitor's page is there.
    pub visitor_here: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<EndReason>,
}

/// Where a chat stands, for its operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatState {
    Ringing,
    Chatting,
    Ended,
}

/// A callback that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedCallback {
    pub contact: ContactId,
    pub hotline_name: String,
    pub language: String,
    pub entered_ms: u64,
    pub by_phone: bool,
    /// The visitor's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Not before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<u64>,
    /// Asked for before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_until_ms: Option<u64>,
    pub tries: u32,
    /// The page is there to be rung, or there is a phone to dial.
    pub reachable: bool,
    /// Rings or is in hand at some desk.
    pub taken: bool,
}

/// How dialling a phone went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TryOutcome {
    Reached,
    NoAnswer,
    Engaged,
    WrongNumber,
    /// An outcome of a later version.
    #[serde(other)]
    Unknown,
}

/// The operator's outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    Resolved,
    FollowUp,
    NotResolved,
    WrongNumber,
    Spam,
    /// An outcome of a later version.
    #[serde(other)]
    Unknown,
}
