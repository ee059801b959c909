//! Facts for the journal: append-only, pseudonymous, enough to recompute every figure.

use crate::contact::EndReason;
use crate::operator::{Disposition, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, HotlineId, OperatorId, VisitorId};
use serde::{Deserialize, Serialize};

/// Something that happened at `at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub at: Timestamp,
    #[serde(flatten)]
    pub kind: FactKind,
}

/// What happened. Mirrors the queue logs of the field (ENTERQUEUE, RINGNOANSWER, CONNECT, COMPLETE…, ABANDON).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum FactKind {
    Entered {
        contact: ContactId,
        visitor: VisitorId,
        hotline: HotlineId,
        language: String,
    },
    Rang {
        contact: ContactId,
        operator: OperatorId,
        ring: u32,
    },
    RingEnded {
        contact: ContactId,
        operator: OperatorId,
        ring: u32,
        outcome: RingOutcome,
    },
    /// Both hear each other (`t_a`).
    Bridged {
        contact: ContactId,
        operator: OperatorId,
    },
    /// Back to the queue with the original time after having been accepted.
    Requeued {
        contact: ContactId,
        operator: OperatorId,
    },
    /// The one closing record of a contact.
    Ended {
        contact: ContactId,
        reason: EndReason,
        operator: Option<OperatorId>,
    },
    WrapUpEnded {
        contact: ContactId,
        operator: OperatorId,
    },
    Disposed {
        contact: ContactId,
        operator: OperatorId,
        disposition: Disposition,
    },
    PresenceChanged {
        operator: OperatorId,
        presence: Presence,
    },
}

/// How a ring ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RingOutcome {
    Accepted,
    Declined,
    NoAnswer,
    /// The visitor left while it rang.
    VisitorLeft,
    /// The operator went offline while it rang.
    OperatorLeft,
}
