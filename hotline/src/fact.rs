//! Facts for the journal: append-only, pseudonymous, enough to recompute every figure.

use crate::channel::{ChannelKind, TryOutcome};
use crate::contact::EndReason;
use crate::operator::{Disposition, Presence};
use crate::time::Timestamp;
use bellpull_protocol::chat::LineFrom;
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
        #[serde(default = "call")]
        channel: ChannelKind,
    },
    /// Goes on by another channel, with the original time.
    ChannelChanged {
        contact: ContactId,
        channel: ChannelKind,
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
    /// An operator took the chat or message in hand (`t_a`).
    ChatAccepted {
        contact: ContactId,
        operator: OperatorId,
    },
    /// A line was written; its text is not here.
    LineWritten {
        contact: ContactId,
        seq: u32,
        from: LineFrom,
    },
    /// An operator tried to call back; `tried` counts from 1.
    Tried {
        contact: ContactId,
        operator: OperatorId,
        tried: u32,
        outcome: TryOutcome,
    },
    Rated {
        contact: ContactId,
        stars: u8,
    },
    /// As far as anybody can see, until the next of these.
    HotlineOpened {
        hotline: HotlineId,
    },
    HotlineClosed {
        hotline: HotlineId,
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
    /// The visitor went on by another channel while it rang.
    ChannelChanged,
}

/// Before there were others.
fn call() -> ChannelKind {
    ChannelKind::Call
}
