//! The contact: one visitor's request, whatever the channel.

mod consult;
mod deadlines;
mod legs;
mod transfer;

pub use consult::{Consult, ConsultState};

use crate::channel::{Channel, Way};
use crate::lease::Lease;
use crate::leg::Leg;
use crate::operator::Disposition;
use crate::time::Timestamp;
use bellpull_protocol::{
    ContactId, DepartmentId, HotlineId, OperatorId, PageUrl, RequestId, VisitorId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One visitor's request. It exists durably before any sound does; its leg is a state within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub visitor: VisitorId,
    pub request: RequestId,
    pub hotline: HotlineId,
    /// The queue it waits in, or was answered from.
    #[serde(default = "DepartmentId::general")]
    pub department: DepartmentId,
    /// BCP 47.
    pub language: String,
    pub page: Option<PageUrl>,
    #[serde(default)]
    pub channel: Channel,
    /// When it entered the queue (`t_q`). Never changes, so a contact that comes back keeps its place.
    pub entered: Timestamp,
    /// Since when it waits live in its department without having been in hand, where that is not `entered`.
    #[serde(default)]
    pub waits_since: Option<Timestamp>,
    /// When what is owed has been owed for too long, where its department or its window says so.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Points added to those of its department: rings that were missed, transfers, a callback that is due.
    #[serde(default)]
    pub raised: i32,
    /// Its place among those who wait, as the time in milliseconds at which somebody without points would have had to
    /// enter: see [`crate::configuration::RoutingRules`]. Follows from `entered`, `raised` and the plan.
    #[serde(default)]
    pub rank: Option<i64>,
    /// How many of its department's steps are behind it: tiers that were reached and preferences that are over.
    #[serde(default)]
    pub step: u32,
    /// Who had it in hand when it came back through nobody's fault; rings there first.
    #[serde(default)]
    pub affinity: Option<OperatorId>,
    /// Its visitor was offered a callback, and waits on until they take it.
    #[serde(default)]
    pub offered_callback: bool,
    /// What its visitor was told when they were first told how long it takes.
    #[serde(default)]
    pub estimated: Option<Estimated>,
    pub lease: Lease,
    /// The page of a chat or callback was gone when its lease was over, and gave no sign of life since.
    #[serde(default)]
    pub away: bool,
    /// Its hotline was closed when it had been owed for long enough: it gets this much longer, once.
    #[serde(default)]
    pub owed_until: Option<Timestamp>,
    pub leg: Leg,
    /// How often it has rung; the current ring has this number.
    pub rings: u32,
    /// Operators who declined it, and until when it does not ring there again.
    pub declined: BTreeMap<OperatorId, Timestamp>,
    /// The operator's outcome, so that saving it again is not another fact.
    #[serde(default)]
    pub disposition: Option<Disposition>,
    /// Operators who gave it away, or talked to its visitor beside its operator, with the outcome they said: they may
    /// still be writing it up.
    #[serde(default)]
    pub former: BTreeMap<OperatorId, Option<Disposition>>,
    /// What it was about, by the operator.
    #[serde(default)]
    pub topic: Option<String>,
    /// Somebody answered, in whatever channel; only then it may be rated.
    #[serde(default)]
    pub answered: bool,
    /// What its visitor thought of it, one to five.
    #[serde(default)]
    pub stars: Option<u8>,
    pub state: ContactState,
}

/// ```text
///          match            accept, by channel
/// Queued ───────▶ Ringing ─┬─ call ─────────────────────▶ Connecting ──────────▶ Bridged
///   ▲               │      ├─ chat, message ──▶ Chatting      ▲     both legs up    │
///   │               │      ├─ callback, page ─▶ RingingBack ──┘ the page answers    │
///   │               │      └─ callback, phone ▶ Dialling                            │
///   │ declined,     │              │              │                                 │
///   │ unanswered    │              │ not answered │ no sound, operator lost,        │
///   └───────────────┴──────────────┴──────────────┴──── chat becomes a call ────────┘
/// transferred: Bridged, Chatting ──▶ Ringing at a colleague, or Queued. Nobody takes it: rings at whoever gave it away.
/// A colleague is asked: Bridged with a [`Consult`]. Completed: Bridged with the colleague.
/// from everywhere: hung up, abandoned, visitor lost, called back, not reached, expired ──▶ Ended
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    Queued,
    Ringing {
        /// Several when all ring at once; never none.
        #[serde(alias = "operator", deserialize_with = "one_or_more")]
        operators: BTreeSet<OperatorId>,
        until: Timestamp,
        /// The operator who transferred it here, and gets it back when nobody takes it.
        #[serde(default)]
        recall: Option<OperatorId>,
    },
    Connecting {
        operator: OperatorId,
        operator_leg: Leg,
        until: Timestamp,
        /// The ring that was accepted, which names the operator's leg; 0 is the last one.
        #[serde(default)]
        ring: u32,
    },
    Bridged {
        operator: OperatorId,
        operator_leg: Leg,
        since: Timestamp,
        #[serde(default)]
        ring: u32,
        #[serde(default)]
        consult: Option<Consult>,
    },
    /// A chat or message in an operator's hands.
    Chatting {
        operator: OperatorId,
        since: Timestamp,
    },
    /// A callback to the browser: the operator is there and the visitor's page rings.
    RingingBack {
        operator: OperatorId,
        until: Timestamp,
    },
    /// A callback by phone: the operator dials until they say how it went.
    Dialling {
        operator: OperatorId,
        until: Timestamp,
    },
    Ended {
        reason: EndReason,
        at: Timestamp,
        operator: Option<OperatorId>,
    },
}

/// An estimate as it was told at `at`, in milliseconds from then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimated {
    pub at: Timestamp,
    /// What the place and the flow of the department say…
    pub predicted_ms: u64,
    /// …and what was told: the same, corrected by how the last predictions turned out.
    pub within_ms: u64,
}

/// What orders those who wait: the smaller is served earlier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// See [`Contact::rank`].
    pub rank: i64,
    pub entered: Timestamp,
    pub contact: ContactId,
}

/// The technical cause of the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    VisitorHungUp,
    OperatorHungUp,
    /// Hung up before anybody talked to the visitor.
    VisitorAbandoned,
    /// The page was gone for longer than its lease, or its sound did not come back.
    VisitorLost,
    /// The operator reached the visitor by phone.
    CalledBack,
    /// A callback that was tried as often as it may be.
    NotReached,
    /// A callback or message that nobody could serve for too long.
    Expired,
    /// Waited live for as long as its department lets wait.
    TimedOut,
}

/// Records of before had one operator.
fn one_or_more<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<BTreeSet<OperatorId>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Known {
        One(OperatorId),
        More(BTreeSet<OperatorId>),
    }
    Ok(match Known::deserialize(from)? {
        Known::One(operator) => BTreeSet::from([operator]),
        Known::More(operators) => operators,
    })
}

impl Contact {
    /// Rings at this operator.
    #[must_use]
    pub fn rings_at(&self, operator: &OperatorId) -> bool {
        self.ringing().contains(operator)
    }

    /// Whom it rings at.
    #[must_use]
    pub fn ringing(&self) -> &BTreeSet<OperatorId> {
        const NOBODY: &BTreeSet<OperatorId> = &BTreeSet::new();
        match &self.state {
            ContactState::Ringing { operators, .. } => operators,
            ContactState::Queued
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => NOBODY,
        }
    }

    /// One of several is out.
    pub(crate) fn no_longer_rings_at(&mut self, operator: &OperatorId) {
        match &mut self.state {
            ContactState::Ringing { operators, .. } => {
                operators.remove(operator);
            }
            ContactState::Queued
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => {}
        }
    }

    /// Moves it forward in the queue by so many points.
    pub(crate) fn raise(&mut self, points: u32) {
        let points = i32::try_from(points).unwrap_or(i32::MAX);
        self.raised = self.raised.saturating_add(points);
    }

    /// Everybody at whose desk it is: whom it rings at, or who has it in hand and the colleague asked about it.
    pub(crate) fn at_desks(&self) -> Vec<OperatorId> {
        let colleague = self.consult().map(|consult| &consult.colleague);
        let in_hand = self.operator().into_iter().chain(colleague);
        self.ringing().iter().chain(in_hand).cloned().collect()
    }

    #[must_use]
    pub fn has_ended(&self) -> bool {
        match self.state {
            ContactState::Ended { .. } => true,
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => false,
        }
    }

    /// Waits again, with the time it had. Pauses that are over are dropped, so that they are not due once more.
    pub(crate) fn back_to_queue(&mut self, now: Timestamp) {
        if let Some(operator) = self.operator() {
            self.affinity = Some(operator.clone());
            self.waits_since = Some(now);
        }
        self.declined.retain(|_, until| *until > now);
        if let Channel::Callback(callback) = &mut self.channel
            && callback.due <= now
        {
            callback.due = self.entered;
        }
        self.state = ContactState::Queued;
    }

    /// Who has it in hand: accepted, and not ended.
    #[must_use]
    pub fn operator(&self) -> Option<&OperatorId> {
        match &self.state {
            ContactState::Connecting { operator, .. }
            | ContactState::Bridged { operator, .. }
            | ContactState::Chatting { operator, .. }
            | ContactState::RingingBack { operator, .. }
            | ContactState::Dialling { operator, .. } => Some(operator),
            ContactState::Queued | ContactState::Ringing { .. } | ContactState::Ended { .. } => {
                None
            }
        }
    }

    /// Who has or had it in hand.
    pub(crate) fn last_operator(&self) -> Option<&OperatorId> {
        match &self.state {
            ContactState::Ended { operator, .. } => operator.as_ref(),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => self.operator(),
        }
    }

    /// Where it stands among those who wait.
    pub(crate) fn place(&self) -> Place {
        let entered = i64::try_from(self.entered.as_millis()).unwrap_or(i64::MAX);
        Place {
            rank: self.rank.unwrap_or(entered),
            entered: self.entered,
            contact: self.id.clone(),
        }
    }

    /// A callback that can only ring at a page which is not there.
    pub(crate) fn misses_its_page(&self) -> bool {
        match &self.channel {
            Channel::Call | Channel::Chat | Channel::Message => false,
            Channel::Callback(callback) => callback.way == Way::Browser && self.away,
        }
    }

    /// The end of the pause after a try, which is over when `due` was set back to `entered`.
    pub(crate) fn pauses_until(&self) -> Option<Timestamp> {
        match &self.channel {
            Channel::Call | Channel::Chat | Channel::Message => None,
            Channel::Callback(callback) => (callback.due > self.entered).then_some(callback.due),
        }
    }

    /// Waits live, so that it counts in the waiting room.
    pub(crate) fn waits_live(&self) -> bool {
        let waits = match self.state {
            ContactState::Queued | ContactState::Ringing { .. } => true,
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => false,
        };
        waits && !self.channel.needs_no_page()
    }
}
