//! What visitors and operators are told: always the whole state, so that nothing depends on what was told before.

use crate::channel::{Callback, Channel, ChannelKind};
use crate::contact::{Contact, ContactState, EndReason};
use crate::leg::Leg;
use crate::operator::{Activity, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, HotlineId, OperatorId, PageUrl, RequestId};

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
    pub channel: Channel,
    pub entered: Timestamp,
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

/// An operator as their desk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskView {
    pub presence: Presence,
    pub activity: Activity,
    /// The contact of `activity`; gone when its record was deleted in the meantime.
    pub contact: Option<DeskContact>,
}

/// The contact in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskContact {
    pub contact: ContactId,
    pub ring: u32,
    pub hotline: HotlineId,
    pub language: String,
    pub page: Option<PageUrl>,
    pub entered: Timestamp,
    pub channel: Channel,
    /// The number of the last line.
    pub lines: u32,
    pub visitor_leg: Leg,
    pub state: ContactState,
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
    #[must_use]
    pub fn of(contact: &Contact, lines: u32) -> Self {
        Self {
            contact: contact.id.clone(),
            ring: contact.rings,
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
    pub language: String,
    pub channel: ChannelKind,
    pub entered: Timestamp,
    pub ringing: bool,
}
