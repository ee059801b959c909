//! What visitors and operators are told: always the whole state, so that nothing depends on what was told before.

use crate::channel::{Callback, Channel, ChannelKind};
use crate::contact::Consult;
use crate::contact::{Contact, ContactState, EndReason};
use crate::leg::Leg;
use crate::operator::{Activity, Pause, PlannedPause, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, PageUrl, RequestId};

/// Whose leg it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Visitor,
    Operator,
}

/// A contact as its visitor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactView {
    pub contact: ContactId,
    pub request: RequestId,
    pub department: DepartmentId,
    pub channel: Channel,
    pub entered: Timestamp,
    /// A callback was offered and is not taken yet.
    pub offered_callback: bool,
    pub leg: Leg,
    /// The number of the last line.
    pub lines: u32,
    pub answered: bool,
    pub stars: Option<u8>,
    pub state: ContactViewState,
}

/// Where the contact stands, for its visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactViewState {
    /// `place` 1 is next.
    Waiting {
        place: u32,
        /// Without one, nobody knows.
        estimate: Option<EstimateView>,
    },
    /// Keeps the place it had.
    Ringing,
    Connecting {
        operator: OperatorId,
        operator_leg: Leg,
    },
    Talking {
        operator: OperatorId,
        operator_leg: Leg,
        since: Timestamp,
        /// Hears the waiting tone while the operator asks a colleague.
        on_hold: bool,
    },
    Chatting {
        operator: OperatorId,
        since: Timestamp,
    },
    RingingBack {
        operator: OperatorId,
        until: Timestamp,
    },
    Dialling {
        operator: OperatorId,
    },
    Ended {
        reason: EndReason,
    },
}

/// How long it takes, as far as the last contacts tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EstimateView {
    /// 8 of 10 are answered within so long from now.
    pub within_ms: u64,
    /// How many percent of the last were answered within what they were told; `None` with too few to say.
    pub kept_percent: Option<u8>,
}

/// An operator as their desk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskView {
    pub presence: Presence,
    pub pause: Option<Pause>,
    pub planned: Option<PlannedPause>,
    /// Unavailable until then.
    pub back_at: Option<Timestamp>,
    pub activity: Activity,
    /// The contact of `activity`; gone when its record was deleted in the meantime.
    pub contact: Option<DeskContact>,
}

/// The contact in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskContact {
    pub contact: ContactId,
    /// The one that brought it to this desk, and names this operator's leg.
    pub ring: u32,
    pub hotline: HotlineId,
    pub department: DepartmentId,
    pub language: String,
    pub page: Option<PageUrl>,
    pub entered: Timestamp,
    pub channel: Channel,
    /// The topic said so far.
    pub topic: Option<String>,
    /// Who transferred it to this desk, where it rings, or asks this operator about it.
    pub from_colleague: Option<OperatorId>,
    /// The consult under way, for both operators.
    pub consult: Option<Consult>,
    /// The number of the last line.
    pub lines: u32,
    pub visitor_leg: Leg,
    pub state: ContactState,
}

/// A colleague, as the directory shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub operator: OperatorId,
    pub presence: Presence,
    pub pause: Option<Pause>,
    pub activity: ColleagueActivity,
    /// What is in hand beside calls.
    pub chats: u32,
    /// Whom they serve; empty is everybody.
    pub departments: Vec<DepartmentId>,
    pub responsible_for: String,
    /// A call may be transferred to them now.
    pub free: bool,
}

/// What a colleague does; with whom is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColleagueActivity {
    Idle,
    Ringing,
    Talking,
    WrapUp,
}

/// A department, as the directory shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentView {
    pub department: DepartmentId,
    pub responsible_for: String,
    pub open: bool,
    pub waiting: u32,
    /// Operators at a desk who serve it.
    pub staffed: u32,
    /// Of those, how many are idle.
    pub free: u32,
}

/// A chat at the desk: ringing, in hand, or ended with its outcome open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskChat {
    pub contact: DeskContact,
    /// Whether the visitor's page is there.
    pub visitor_here: bool,
}

/// A callback that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedRow {
    pub contact: ContactId,
    pub hotline: HotlineId,
    pub language: String,
    pub entered: Timestamp,
    pub callback: Callback,
    /// There is a phone to dial, or the page is there.
    pub reachable: bool,
    /// Rings or is in hand somewhere.
    pub taken: bool,
}

/// Whether a hotline is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningView {
    pub open: bool,
    pub next_change: Option<Timestamp>,
    /// The hours of the next seven days: when it opens and when it closes.
    pub hours: Vec<(Timestamp, Timestamp)>,
}

impl DeskContact {
    /// As the desk of `operator` shows it.
    #[must_use]
    pub fn of(contact: &Contact, operator: &OperatorId, lines: u32) -> Self {
        let is_asked = contact.consults(operator);
        let by = if is_asked {
            contact.operator()
        } else {
            contact.goes_back_to().filter(|by| *by != operator)
        };
        // Whoever gave it away has no part in what others ask each other.
        let is_party = is_asked || contact.operator() == Some(operator);
        Self {
            contact: contact.id.clone(),
            ring: contact.ring_of(operator).unwrap_or(contact.rings),
            department: contact.department.clone(),
            topic: contact.topic.clone(),
            from_colleague: by.cloned(),
            consult: contact.consult().filter(|_| is_party).cloned(),
            hotline: contact.hotline.clone(),
            language: contact.language.clone(),
            page: contact.page.clone(),
            entered: contact.entered,
            channel: contact.channel.clone(),
            lines,
            visitor_leg: contact.leg,
            state: contact.state.clone(),
        }
    }
}

/// One row of the waiting list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    pub contact: ContactId,
    pub hotline: HotlineId,
    pub department: DepartmentId,
    pub language: String,
    pub channel: ChannelKind,
    pub entered: Timestamp,
    pub ringing: bool,
}
