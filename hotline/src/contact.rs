//! The contact: one visitor's request, whatever the channel.

use crate::channel::{Channel, Way};
use crate::lease::Lease;
use crate::leg::Leg;
use crate::operator::Disposition;
use crate::settings::Settings;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, HotlineId, LegId, OperatorId, PageUrl, RequestId, VisitorId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One visitor's request. It exists durably before any sound does; its leg is a state within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub visitor: VisitorId,
    pub request: RequestId,
    pub hotline: HotlineId,
    /// BCP 47.
    pub language: String,
    pub page: Option<PageUrl>,
    #[serde(default)]
    pub channel: Channel,
    /// When it entered the queue (`t_q`). Never changes, so a contact that comes back keeps its place.
    pub entered: Timestamp,
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
/// from everywhere: hung up, abandoned, visitor lost, called back, not reached, expired ──▶ Ended
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    Queued,
    Ringing {
        operator: OperatorId,
        until: Timestamp,
    },
    Connecting {
        operator: OperatorId,
        operator_leg: Leg,
        until: Timestamp,
    },
    Bridged {
        operator: OperatorId,
        operator_leg: Leg,
        since: Timestamp,
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
}

impl Contact {
    /// Who rings, is being connected or talks.
    #[must_use]
    pub fn operator(&self) -> Option<&OperatorId> {
        match &self.state {
            ContactState::Ringing { operator, .. }
            | ContactState::Connecting { operator, .. }
            | ContactState::Bridged { operator, .. }
            | ContactState::Chatting { operator, .. }
            | ContactState::RingingBack { operator, .. }
            | ContactState::Dialling { operator, .. } => Some(operator),
            ContactState::Queued | ContactState::Ended { .. } => None,
        }
    }

    /// The operator's leg once the contact was accepted.
    #[must_use]
    pub fn operator_leg(&self) -> Option<&Leg> {
        match &self.state {
            ContactState::Connecting { operator_leg, .. }
            | ContactState::Bridged { operator_leg, .. } => Some(operator_leg),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => None,
        }
    }

    pub(crate) fn operator_leg_mut(&mut self) -> Option<&mut Leg> {
        match &mut self.state {
            ContactState::Connecting { operator_leg, .. }
            | ContactState::Bridged { operator_leg, .. } => Some(operator_leg),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => None,
        }
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

    /// The name of the visitor's leg; contact ids of ours always leave room for it.
    #[must_use]
    pub fn visitor_leg_id(&self) -> Option<LegId> {
        LegId::of_visitor(&self.id).ok()
    }

    /// The name of the current operator's leg.
    #[must_use]
    pub fn operator_leg_id(&self) -> Option<LegId> {
        LegId::of_operator(&self.id, self.rings).ok()
    }

    /// Our outage is over: the lease is prolonged, and with it everything that could not happen meanwhile.
    pub(crate) fn forgive_outage(&mut self, now: Timestamp, settings: &Settings) {
        self.lease.forgive(now, settings.visitor_lease);
        match &mut self.state {
            ContactState::Ringing { until, .. } => *until = now.after(settings.ring).max(*until),
            ContactState::Connecting { until, .. } => {
                *until = now.after(settings.connecting).max(*until);
            }
            ContactState::Bridged { operator_leg, .. } => {
                self.leg.forgive(now);
                operator_leg.forgive(now);
            }
            ContactState::RingingBack { until, .. } => {
                *until = now.after(settings.ring_back).max(*until);
            }
            ContactState::Queued
            | ContactState::Chatting { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => {}
        }
    }

    /// Waits again, with the time it had. Pauses that are over are dropped, so that they are not due once more.
    pub(crate) fn back_to_queue(&mut self, now: Timestamp) {
        self.declined.retain(|_, until| *until > now);
        if let Channel::Callback(callback) = &mut self.channel
            && callback.due <= now
        {
            callback.due = self.entered;
        }
        self.state = ContactState::Queued;
    }

    /// The operator has it in hand: accepted, and not ended.
    pub(crate) fn in_hand_of(&self) -> Option<&OperatorId> {
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

    /// Who has or had it in hand, or whom it rings at.
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
    pub(crate) fn place(&self) -> (Timestamp, ContactId) {
        (self.entered, self.id.clone())
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

    /// When this contact next needs a look, whoever's fault it is.
    pub(crate) fn next_deadline(&self, settings: &Settings) -> Option<Timestamp> {
        match &self.state {
            ContactState::Queued => {
                let pauses = self.declined.values().copied();
                pauses.chain(self.waits_until(settings)).min()
            }
            ContactState::Ringing { until, .. } | ContactState::Connecting { until, .. } => {
                let lease = (!self.channel.needs_no_page()).then_some(self.lease.until);
                Some(lease.map_or(*until, |lease| lease.min(*until)))
            }
            ContactState::RingingBack { until, .. } | ContactState::Dialling { until, .. } => {
                Some(*until)
            }
            ContactState::Chatting { .. } if !self.away => Some(self.lease.until),
            ContactState::Chatting { .. } => {
                (!self.channel.needs_no_page()).then(|| self.lease.until.after(settings.chat_away))
            }
            ContactState::Bridged { operator_leg, .. } => {
                let visitor = self.visitor_given_up_at(settings);
                let operator = operator_leg
                    .silent_since()
                    .map(|since| since.after(settings.lost_leg));
                visitor.into_iter().chain(operator).min()
            }
            ContactState::Ended { at, .. } => Some(self.remembered_until(*at, settings)),
        }
    }

    /// Once it has ended. Whoever left a message comes back later to read the answer.
    pub(crate) fn remembered_until(&self, ended: Timestamp, settings: &Settings) -> Timestamp {
        ended.after(match self.channel {
            Channel::Call | Channel::Chat | Channel::Callback(_) => settings.remember_ended,
            Channel::Message if self.answered => settings.remember_answer,
            Channel::Message => settings.remember_ended,
        })
    }

    /// When what needs no page has been owed for too long.
    pub(crate) fn expires(&self, settings: &Settings) -> Timestamp {
        let expires = self.entered.after(settings.owed);
        self.owed_until.unwrap_or(expires)
    }

    /// While it waits: the end of the lease, of what is owed, and of the pause after a try.
    fn waits_until(&self, settings: &Settings) -> Vec<Timestamp> {
        let expires = self.expires(settings);
        match &self.channel {
            Channel::Call | Channel::Chat => vec![self.lease.until],
            Channel::Message => vec![expires],
            Channel::Callback(callback) => {
                let pause = self.pauses_until();
                let watched = callback.way == Way::Browser && !self.away;
                let lease = watched.then_some(self.lease.until);
                [Some(expires), pause, lease]
                    .into_iter()
                    .flatten()
                    .collect()
            }
        }
    }

    /// In mid-call a visitor is given up when the sound is gone and either the page is gone too or the sound does
    /// not come back. Lost signalling alone never ends a call that can be heard.
    pub(crate) fn visitor_given_up_at(&self, settings: &Settings) -> Option<Timestamp> {
        let since = self.leg.silent_since()?;
        Some(
            self.lease
                .until
                .max(since.after(settings.lost_leg_min))
                .min(since.after(settings.lost_leg)),
        )
    }
}
