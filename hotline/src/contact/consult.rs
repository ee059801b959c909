//! A colleague who is asked about a call before it is transferred to them.

use super::{Contact, ContactState};
use crate::leg::Leg;
use crate::settings::Settings;
use crate::time::Timestamp;
use bellpull_protocol::OperatorId;
use serde::{Deserialize, Serialize};

/// A colleague who is asked about the contact before it is transferred to them.
///
/// ```text
/// Ringing ──▶ Connecting ──▶ Private ◀──▶ Together      completed: the colleague has the contact
///    └────────────┴─────────────┴────────────┴── cancelled, not answered: the operator goes on with the visitor
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consult {
    pub colleague: OperatorId,
    /// Numbered with the rings of the contact; names the colleague's leg.
    pub ring: u32,
    pub state: ConsultState,
}

/// Until it is private the operator goes on talking to the visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultState {
    Ringing {
        until: Timestamp,
    },
    Connecting {
        leg: Leg,
        until: Timestamp,
    },
    /// The operators hear each other, the visitor the waiting tone.
    Private {
        leg: Leg,
    },
    /// Three in one call.
    Together {
        leg: Leg,
    },
}

impl Consult {
    /// The colleague's leg, once they answered.
    #[must_use]
    pub fn leg(&self) -> Option<&Leg> {
        match &self.state {
            ConsultState::Ringing { .. } => None,
            ConsultState::Connecting { leg, .. }
            | ConsultState::Private { leg }
            | ConsultState::Together { leg } => Some(leg),
        }
    }

    pub(super) fn leg_mut(&mut self) -> Option<&mut Leg> {
        match &mut self.state {
            ConsultState::Ringing { .. } => None,
            ConsultState::Connecting { leg, .. }
            | ConsultState::Private { leg }
            | ConsultState::Together { leg } => Some(leg),
        }
    }

    /// The colleague has been heard, so the contact can be theirs.
    pub(crate) fn may_complete(&self) -> bool {
        match self.state {
            ConsultState::Private { .. } | ConsultState::Together { .. } => true,
            ConsultState::Ringing { .. } | ConsultState::Connecting { .. } => false,
        }
    }

    /// When an answer, or sound, has been waited for long enough.
    pub(super) fn next_deadline(&self, settings: &Settings) -> Option<Timestamp> {
        match &self.state {
            ConsultState::Ringing { until } | ConsultState::Connecting { until, .. } => {
                Some(*until)
            }
            ConsultState::Private { leg } | ConsultState::Together { leg } => leg
                .silent_since()
                .map(|since| since.after(settings.lost_leg)),
        }
    }

    /// Our outage is over.
    pub(super) fn forgive(&mut self, now: Timestamp, settings: &Settings) {
        match &mut self.state {
            ConsultState::Ringing { until } => *until = now.after(settings.ring).max(*until),
            ConsultState::Connecting { until, .. } => {
                *until = now.after(settings.connecting).max(*until);
            }
            ConsultState::Private { leg } | ConsultState::Together { leg } => leg.forgive(now),
        }
    }
}

impl Contact {
    /// The consult under way.
    #[must_use]
    pub fn consult(&self) -> Option<&Consult> {
        match &self.state {
            ContactState::Bridged { consult, .. } => consult.as_ref(),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => None,
        }
    }

    /// Rings at the colleague, in mid-call.
    pub(crate) fn begin_consult(&mut self, colleague: &OperatorId, until: Timestamp) {
        let accepted = self.accepted_ring();
        if let ContactState::Bridged { ring, consult, .. } = &mut self.state {
            *ring = accepted;
            self.rings += 1;
            *consult = Some(Consult {
                colleague: colleague.clone(),
                ring: self.rings,
                state: ConsultState::Ringing { until },
            });
        }
    }

    /// The consult of a call, to be changed; `None` outside of calls.
    pub(crate) fn consult_mut(&mut self) -> Option<&mut Option<Consult>> {
        match &mut self.state {
            ContactState::Bridged { consult, .. } => Some(consult),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => None,
        }
    }

    /// This operator is the colleague who is asked.
    pub(crate) fn consults(&self, operator: &OperatorId) -> bool {
        self.consult()
            .is_some_and(|consult| consult.colleague == *operator)
    }

    /// Rings there because the operator asks.
    pub(crate) fn consult_rings_at(&self, operator: &OperatorId) -> bool {
        let consult = self.consult();
        consult.is_some_and(|consult| match consult.state {
            ConsultState::Ringing { .. } => consult.colleague == *operator,
            ConsultState::Connecting { .. }
            | ConsultState::Private { .. }
            | ConsultState::Together { .. } => false,
        })
    }

    /// The visitor hears the waiting tone because the operator asks a colleague.
    #[must_use]
    pub fn is_held(&self) -> bool {
        let state = self.consult().map(|consult| &consult.state);
        match state {
            Some(ConsultState::Private { .. }) => true,
            Some(
                ConsultState::Ringing { .. }
                | ConsultState::Connecting { .. }
                | ConsultState::Together { .. },
            )
            | None => false,
        }
    }
}
