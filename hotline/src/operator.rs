//! The operator: presence is chosen by the person, activity is set by the switchboard.

use crate::lease::Lease;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody who answers. Names live elsewhere: nothing here is personal but the id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    pub id: OperatorId,
    pub lease: Lease,
    pub presence: Presence,
    pub activity: Activity,
    /// The chat that rings, beside whatever else is in hand.
    #[serde(default)]
    pub chat_ring: Option<ContactId>,
    /// Chats in hand, at most [`Settings::chats`](crate::Settings::chats) with the one that rings.
    #[serde(default)]
    pub chats: BTreeSet<ContactId>,
    /// Ended chats whose outcome is open; they hold nobody up.
    #[serde(default)]
    pub chat_outcomes: BTreeSet<ContactId>,
    /// The idle clock: the later of the last wrap-up's end and the last change to Available. A ring that was not
    /// answered or declined does not reset it.
    pub idle_since: Timestamp,
    /// Contacts bridged since coming online; breaks ties between equally idle operators.
    pub contacts_this_shift: u32,
}

/// Whether this operator takes contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    Available,
    Break,
    Offline,
    /// Taken out by the switchboard.
    Unavailable {
        reason: AwayReason,
    },
}

/// What a person may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresenceChoice {
    Available,
    Break,
    Offline,
}

/// Why the switchboard took an operator out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayReason {
    NoAnswer,
    NoSound,
    ConnectionLost,
}

/// ```text
/// Idle ──▶ Ringing ──▶ Talking ──▶ WrapUp ──▶ Idle
///   ▲ declined, │ no sound, │
///   └───────────┴───────────┘
/// ```
/// `Talking` begins with the acceptance, so it covers the contact's `Connecting` and `Bridged`, and of a callback
/// `RingingBack` and `Dialling`. Chats are beside it: see [`Operator::chats`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Idle,
    Ringing {
        contact: ContactId,
    },
    Talking {
        contact: ContactId,
    },
    WrapUp {
        contact: ContactId,
        until: Timestamp,
    },
}

/// The operator's outcome of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    Resolved,
    FollowUp,
    NotResolved,
    WrongNumber,
    Spam,
}

impl Operator {
    /// May ring now. The order of the result is who rings first: longest idle, then fewest contacts, then id.
    pub(crate) fn idle_rank(&self) -> Option<(Timestamp, u32, OperatorId)> {
        let is_idle = match &self.activity {
            Activity::Idle => true,
            Activity::Ringing { .. } | Activity::Talking { .. } | Activity::WrapUp { .. } => false,
        };
        let may_ring = is_idle && self.presence == Presence::Available;
        may_ring.then(|| (self.idle_since, self.contacts_this_shift, self.id.clone()))
    }

    /// At the desk, even if busy: a reason for visitors to wait.
    pub(crate) fn is_staffing(&self) -> bool {
        match self.presence {
            Presence::Available => true,
            Presence::Break | Presence::Offline | Presence::Unavailable { .. } => {
                matches!(self.activity, Activity::Talking { .. })
            }
        }
    }

    /// When this operator next needs a look.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        match &self.activity {
            Activity::WrapUp { until, .. } => Some(*until),
            // The contact's own deadlines decide here.
            Activity::Ringing { .. } | Activity::Talking { .. } => None,
            Activity::Idle => match self.presence {
                Presence::Available | Presence::Break => Some(self.lease.until),
                Presence::Offline | Presence::Unavailable { .. } => None,
            },
        }
    }
}
