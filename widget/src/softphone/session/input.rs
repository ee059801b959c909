//! What happens to a session, and what its page has to do.

use super::{CallTime, Memory};
use bellpull_protocol::promotion::{EnterDraw, Entry, MyEntries};
use bellpull_protocol::visitor::{FromVisitor, ToVisitor};
use bellpull_protocol::{
    DepartmentId, LineText, PageId, PageUrl, PhoneNumber, PromotionId, RefusalCode, Remark,
    RequestId, Sdp,
};

/// What happens to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The visitor wants a contact, or their contact by another channel. `request` is fresh.
    Ask {
        request: RequestId,
        wish: Wish,
    },
    /// Whom the next wish is for.
    Choose(DepartmentId),
    /// Fill in a form first.
    Open(Form),
    AnswerRingBack,
    /// Hang up, or give up before anybody answered.
    HangUp,
    /// Back: from a form, from the end, from a refusal, from the question for the microphone.
    Dismiss,
    /// Take the visit over from the tab that has it.
    UseHere,

    /// A line that [`super::super::chat::sayable`] lets pass. `key` is fresh.
    Say {
        key: RequestId,
        text: String,
    },
    /// A key was pressed.
    Typing,
    Rate {
        stars: u8,
        remark: Option<Remark>,
    },
    /// `request` is fresh; it is used unless an earlier one is open.
    EnterDraw {
        promotion: PromotionId,
        request: RequestId,
    },
    /// Answers [`Command::EnterDraw`].
    Entered {
        promotion: PromotionId,
        outcome: Result<Entry, RefusalCode>,
    },
    /// Answers [`Command::AskForEntries`].
    Entries(Vec<Entry>),

    /// Ask for the microphone again.
    RetryMicrophone,
    Microphone(Result<(), MicrophoneProblem>),
    /// The device was unplugged or taken by the system.
    MicrophoneLost,
    /// There are other devices than before, or the page is seen again: what was lost may be back.
    DevicesChanged,

    /// The socket is open; a hello goes out.
    LinkUp,
    LinkDown,
    /// The edge closed the socket with a code that forbids coming back unasked.
    LinkClosed {
        code: u16,
    },
    Message(ToVisitor),

    OfferMade {
        attempt: u32,
        sdp: Sdp,
    },
    /// The browser could not make an offer, or its peer connection failed.
    PeerFailed {
        attempt: u32,
    },
    /// About once a second.
    Tick,
}

/// What a visitor can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Call,
    Chat,
    /// Be called back: at `number`, or in this browser without one.
    Callback {
        number: Option<PhoneNumber>,
        /// The visitor's time zone by its IANA name; only with a number.
        zone: Option<String>,
        /// As soon as possible without one.
        at: Option<CallTime>,
    },
    Message {
        key: RequestId,
        text: LineText,
    },
}

/// What is filled in before it can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Callback,
    Message,
}

/// What the page has to do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Send(FromVisitor),
    /// Answered by [`Input::Microphone`].
    AskForMicrophone,
    ReleaseMicrophone,
    /// Close the peer connection there is, make one and report its offer.
    OpenPeer {
        attempt: u32,
    },
    AcceptAnswer {
        attempt: u32,
        sdp: Sdp,
    },
    ClosePeer,
    /// Ring audibly until told otherwise.
    Ring,
    StopRinging,
    /// Post it; answered by [`Input::Entered`].
    EnterDraw(EnterDraw),
    /// Post it; answered by [`Input::Entries`], if at all.
    AskForEntries(MyEntries),
    /// Keep this for after a reload, as far as the browser allows.
    Remember(Memory),
    /// Connect again, although the edge had closed the socket for good.
    Reconnect,
}

/// Why there is no microphone. Each has another way on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MicrophoneProblem {
    /// The visitor, or an earlier decision of theirs, said no.
    Denied,
    /// No device.
    Missing,
    /// Another program has it.
    InUse,
    /// The page that embeds the widget forbids microphones in it.
    BlockedByPage,
    /// The page is not served securely, so browsers offer no microphone.
    Insecure,
    /// The browser cannot make calls at all.
    Unsupported,
    Failed,
}

/// The page a session lives in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub page_id: PageId,
    /// BCP 47.
    pub language: String,
    pub page: Option<PageUrl>,
}
