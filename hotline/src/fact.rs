//! Facts for the journal: append-only, pseudonymous, enough to recompute every figure.

use crate::channel::{ChannelKind, TryOutcome, Window};
use crate::contact::EndReason;
use crate::operator::{BreakReason, Disposition, Presence};
use crate::time::Timestamp;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, VisitorId};
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
        #[serde(default = "DepartmentId::general")]
        department: DepartmentId,
        language: String,
        #[serde(default = "call")]
        channel: ChannelKind,
    },
    /// Waits on in another department, with the original time.
    DepartmentChanged {
        contact: ContactId,
        department: DepartmentId,
        why: WhyMoved,
    },
    /// The visitor was told, for the first time, how long it takes: within so long after entering.
    Estimated {
        contact: ContactId,
        within_ms: u64,
    },
    CallbackOffered {
        contact: ContactId,
        why: OfferWhy,
    },
    /// When the visitor wants to be called back; follows the fact that made it a callback.
    WindowChosen {
        contact: ContactId,
        window: Window,
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
    /// In mid-call: the visitor hears the waiting tone instead of anybody.
    HeldBegan {
        contact: ContactId,
    },
    HeldEnded {
        contact: ContactId,
    },
    /// The operator gave it away and is done with it.
    Transferred {
        contact: ContactId,
        operator: OperatorId,
        to: TransferredTo,
    },
    /// The operator asked a colleague about it. The colleague's ring follows, and ends like any other.
    Consulted {
        contact: ContactId,
        operator: OperatorId,
        colleague: OperatorId,
    },
    ConsultEnded {
        contact: ContactId,
        operator: OperatorId,
        colleague: OperatorId,
        outcome: ConsultOutcome,
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
    /// What the visitor answered after rating; at least one is there.
    Surveyed {
        contact: ContactId,
        /// 0 to 10.
        recommend: Option<u8>,
        settled: Option<bool>,
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
    WrapUpBegan {
        contact: ContactId,
        operator: OperatorId,
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
    /// What it was about, as the operator says.
    Topic {
        contact: ContactId,
        operator: OperatorId,
        topic: String,
    },
    PresenceChanged {
        operator: OperatorId,
        presence: Presence,
        /// Of a break.
        #[serde(default)]
        reason: Option<BreakReason>,
    },
    /// The organisation works as this revision of the configuration says.
    Configured {
        revision: u64,
    },
}

impl FactKind {
    /// The contact it is about; some facts are about operators, hotlines or the organisation.
    #[must_use]
    pub fn contact(&self) -> Option<&ContactId> {
        match self {
            FactKind::Entered { contact, .. }
            | FactKind::ChannelChanged { contact, .. }
            | FactKind::Rang { contact, .. }
            | FactKind::RingEnded { contact, .. }
            | FactKind::Bridged { contact, .. }
            | FactKind::ChatAccepted { contact, .. }
            | FactKind::LineWritten { contact, .. }
            | FactKind::Tried { contact, .. }
            | FactKind::Rated { contact, .. }
            | FactKind::Requeued { contact, .. }
            | FactKind::DepartmentChanged { contact, .. }
            | FactKind::Estimated { contact, .. }
            | FactKind::CallbackOffered { contact, .. }
            | FactKind::WindowChosen { contact, .. }
            | FactKind::HeldBegan { contact }
            | FactKind::HeldEnded { contact }
            | FactKind::Transferred { contact, .. }
            | FactKind::Consulted { contact, .. }
            | FactKind::ConsultEnded { contact, .. }
            | FactKind::Surveyed { contact, .. }
            | FactKind::WrapUpBegan { contact, .. }
            | FactKind::Topic { contact, .. }
            | FactKind::Ended { contact, .. }
            | FactKind::WrapUpEnded { contact, .. }
            | FactKind::Disposed { contact, .. } => Some(contact),
            FactKind::HotlineOpened { .. }
            | FactKind::HotlineClosed { .. }
            | FactKind::PresenceChanged { .. }
            | FactKind::Configured { .. } => None,
        }
    }
}

/// Why a contact changed its department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyMoved {
    /// Its visitor chose another.
    Chosen,
    Transferred,
    Escalated,
    /// It had waited for as long as the department lets wait.
    Overflowed,
    /// The department is no longer in the configuration.
    Configured,
}

/// Why a callback was offered to somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferWhy {
    LongWait,
    Closing,
    NobodyThere,
}

/// Where a contact was transferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferredTo {
    Operator(OperatorId),
    Department(DepartmentId),
}

/// How asking a colleague ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultOutcome {
    /// The colleague has the contact.
    Transferred,
    /// The operator goes on with the visitor.
    Cancelled,
    /// The colleague did not answer, declined, or had no sound.
    NotAnswered,
    /// The contact ended.
    VisitorLeft,
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
    /// It rang at several operators, and another one accepted.
    Elsewhere,
    /// The configuration, or whoever asked for this ring, took it back.
    Withdrawn,
}

/// Before there were others.
fn call() -> ChannelKind {
    ChannelKind::Call
}
