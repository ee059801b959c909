//! What visitors and operators are told: always the whole state, so that nothing depends on what was told before.

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
    pub entered: Timestamp,
    pub leg: Leg,
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
    pub visitor_leg: Leg,
    pub state: ContactState,
}

impl From<&Contact> for DeskContact {
    fn from(contact: &Contact) -> Self {
        Self {
            contact: contact.id.clone(),
            ring: contact.rings,
            hotline: contact.hotline.clone(),
            language: contact.language.clone(),
            page: contact.page.clone(),
            entered: contact.entered,
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
    pub entered: Timestamp,
    pub ringing: bool,
}
