//! What happens to a switchboard.

use crate::channel::{ChannelKind, TryOutcome, Way, Window};
use crate::configuration::Plan;
use crate::hours::{OpeningHours, Zone};
use crate::operator::{BreakReason, Disposition, PlannedPause, PresenceChoice};
use crate::time::Timestamp;
use bellpull_protocol::{
    ContactId, DepartmentId, HotlineId, LegId, LineText, Note, OperatorId, PageUrl, Remark,
    RequestId, Sdp, VisitorId,
};

/// Something that happened. The shell has proved who it comes from; the switchboard checks whether it is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The visitor's page said hello; it is told its contact, if any.
    VisitorConnected {
        visitor: VisitorId,
    },
    /// A sign of life of the visitor's page at `at`, which may be in the past.
    VisitorSeen {
        visitor: VisitorId,
        at: Timestamp,
    },
    /// The visitor's last socket closed; its last sign of life was at `at`. The lease goes on as it was, but is made
    /// durable, because after a restore no socket could tell it again.
    VisitorDisconnected {
        visitor: VisitorId,
        at: Timestamp,
    },
    /// Enter the queue, or ask for something of what waits: see [`Wish`].
    Enter {
        entering: Entering,
        wish: Wish,
    },
    /// Goes on by another channel; everything else stays.
    ChangeChannel {
        visitor: VisitorId,
        contact: ContactId,
        to: ChannelKind,
    },
    /// The visitor answers the ring of a callback.
    AnswerRingBack {
        visitor: VisitorId,
        contact: ContactId,
    },
    VisitorLine {
        visitor: VisitorId,
        contact: ContactId,
        key: RequestId,
        text: LineText,
    },
    /// Asks for all lines above `after`.
    VisitorLines {
        visitor: VisitorId,
        contact: ContactId,
        after: u32,
    },
    VisitorTyping {
        visitor: VisitorId,
        contact: ContactId,
    },
    Rate {
        visitor: VisitorId,
        contact: ContactId,
        stars: u8,
        remark: Option<Remark>,
        survey: Survey,
    },
    /// Goes on in another department of the menu, while it waits.
    ChooseDepartment {
        visitor: VisitorId,
        contact: ContactId,
        department: DepartmentId,
    },
    VisitorOffer {
        visitor: VisitorId,
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    VisitorHangUp {
        visitor: VisitorId,
        contact: ContactId,
    },

    /// The desk said hello. `ready`: its sound is unlocked, so it may ring. Unknown operators become known.
    OperatorConnected {
        operator: OperatorId,
        ready: bool,
    },
    OperatorSeen {
        operator: OperatorId,
        at: Timestamp,
    },
    /// As for visitors.
    OperatorDisconnected {
        operator: OperatorId,
        at: Timestamp,
    },
    /// The session ended: sign-out or revocation.
    OperatorSignedOut {
        operator: OperatorId,
    },
    /// The session is over because its time was up: a call in hand is finished first.
    OperatorSessionExpired {
        operator: OperatorId,
    },
    /// `reason` and `until` belong to a break.
    ChoosePresence {
        operator: OperatorId,
        choice: PresenceChoice,
        reason: BreakReason,
        until: Option<Timestamp>,
    },
    /// A break that is to come; `None` takes it back.
    PlanPause {
        operator: OperatorId,
        pause: Option<PlannedPause>,
    },
    /// A supervisor takes an operator out; a call in hand is finished first.
    ForceOff {
        operator: OperatorId,
    },
    Accept {
        operator: OperatorId,
        contact: ContactId,
        ring: u32,
    },
    Decline {
        operator: OperatorId,
        contact: ContactId,
        ring: u32,
    },
    OperatorOffer {
        operator: OperatorId,
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    OperatorHangUp {
        operator: OperatorId,
        contact: ContactId,
    },
    /// Blind: the operator is done with it.
    Transfer {
        operator: OperatorId,
        contact: ContactId,
        to: TransferTo,
    },
    /// Asks a colleague about the call before transferring it.
    Consult {
        operator: OperatorId,
        contact: ContactId,
        colleague: OperatorId,
    },
    /// Three in one call, or the operators alone.
    ConsultTogether {
        operator: OperatorId,
        contact: ContactId,
        together: bool,
    },
    /// The colleague has the contact from here on.
    CompleteTransfer {
        operator: OperatorId,
        contact: ContactId,
    },
    /// The operator goes on with the visitor; either operator may ask for it.
    CancelConsult {
        operator: OperatorId,
        contact: ContactId,
    },
    /// Asks for the colleagues and departments there are.
    AskColleagues {
        operator: OperatorId,
    },
    /// How dialling went.
    Tried {
        operator: OperatorId,
        contact: ContactId,
        outcome: TryOutcome,
    },
    /// Takes a phone callback out of turn.
    TakeCallback {
        operator: OperatorId,
        contact: ContactId,
    },
    OperatorLine {
        operator: OperatorId,
        contact: ContactId,
        key: RequestId,
        text: LineText,
    },
    OperatorLines {
        operator: OperatorId,
        contact: ContactId,
        after: u32,
    },
    OperatorTyping {
        operator: OperatorId,
        contact: ContactId,
    },
    /// The outcome, as far as it is known; `finish` ends the wrap-up.
    WrapUp {
        operator: OperatorId,
        contact: ContactId,
        disposition: Option<Disposition>,
        /// One of its hotline's.
        topic: Option<String>,
        note: Option<Note>,
        finish: bool,
    },
    MoreTime {
        operator: OperatorId,
        contact: ContactId,
    },

    /// A media node is connected and has these legs.
    MediaConnected {
        legs: Vec<LegReport>,
    },
    /// The switchboard woke from sleep and its link to the media node had outlived it: legs are as they were restored.
    /// The first input after the restore, so that nobody who needs no sound is served before somebody who came earlier.
    MediaStayed,
    /// No media node is connected. Calls under way go on.
    MediaGone,
    LegAnswered {
        leg: LegId,
        attempt: u32,
        sdp: Sdp,
    },
    LegRefused {
        leg: LegId,
        attempt: u32,
    },
    LegUp {
        leg: LegId,
        attempt: u32,
    },
    LegLost {
        leg: LegId,
        attempt: u32,
    },
    LegClosed {
        leg: LegId,
        attempt: u32,
    },

    /// A hotline's hours, at every wake and whenever they change; without any it is always open. `zone` is the one
    /// that the hours name. Ignored where a plan knows the hotline: its hours win.
    Hours {
        hotline: HotlineId,
        hours: Option<(OpeningHours, Zone)>,
    },

    /// How the organisation works, at every wake and whenever that changes. What was entered before goes on.
    Configure(Box<Plan>),

    /// The switchboard woke without any connection: its own outage must cost nobody the place.
    Woke,
}

/// Who enters and from where. `contact` is a fresh id, used unless `request` or a live contact of this visitor is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entering {
    pub visitor: VisitorId,
    pub contact: ContactId,
    pub request: RequestId,
    pub hotline: HotlineId,
    /// Of the hotline's menu; without one the first of it.
    pub department: Option<DepartmentId>,
    pub language: String,
    pub page: Option<PageUrl>,
}

/// What a visitor answers after rating.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Survey {
    /// Would recommend it, 0 to 10.
    pub recommend: Option<u8>,
    /// What they wanted is settled.
    pub settled: Option<bool>,
}

/// Where a contact is transferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransferTo {
    Operator(OperatorId),
    Department(DepartmentId),
    /// To the department it came from.
    Queue,
    /// To where its department escalates.
    Escalation,
}

/// What a visitor wants. A live contact is told again and stays as it is, but for a callback: what waits becomes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    Call,
    Chat,
    /// Left for later, with its first line; also while closed.
    Message {
        key: RequestId,
        text: LineText,
    },
    /// Also while closed; in `window`, or as soon as possible.
    Callback {
        way: Way,
        window: Option<Window>,
    },
}

impl Wish {
    /// A callback as soon as possible.
    #[must_use]
    pub fn callback(way: Way) -> Self {
        Wish::Callback { way, window: None }
    }
}

/// A leg as the media node has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegReport {
    pub leg: LegId,
    pub attempt: u32,
    pub up: bool,
    pub bridged_with: Option<LegId>,
    /// The other one, in a bridge of three.
    pub third: Option<LegId>,
}
