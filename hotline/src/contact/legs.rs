//! The legs of a contact: the visitor's, the operator's and that of a colleague who is asked.

use super::{Contact, ContactState};
use crate::leg::{Leg, LegState};
use bellpull_protocol::{LegId, OperatorId};

impl Contact {
    /// The name of the visitor's leg; contact ids of ours always leave room for it.
    #[must_use]
    pub fn visitor_leg_id(&self) -> Option<LegId> {
        LegId::of_visitor(&self.id).ok()
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

    /// The name of the current operator's leg.
    #[must_use]
    pub fn operator_leg_id(&self) -> Option<LegId> {
        LegId::of_operator(&self.id, self.accepted_ring()).ok()
    }

    /// The leg of the operator, or of the colleague who is asked.
    #[must_use]
    pub fn leg_of(&self, operator: &OperatorId) -> Option<&Leg> {
        match self.consult() {
            Some(consult) if consult.colleague == *operator => consult.leg(),
            Some(_) | None => self.operator_leg().filter(|_| self.is_of(operator)),
        }
    }

    pub(crate) fn leg_of_mut(&mut self, operator: &OperatorId) -> Option<&mut Leg> {
        if self.consults(operator) {
            return self.consult_mut()?.as_mut()?.leg_mut();
        }
        if !self.is_of(operator) {
            return None;
        }
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

    /// Its name, while there is one.
    #[must_use]
    pub fn leg_id_of(&self, operator: &OperatorId) -> Option<LegId> {
        self.leg_of(operator)?;
        LegId::of_operator(&self.id, self.ring_of(operator)?).ok()
    }

    /// The leg that a new one is opened beside, so that one media thread has all of a call: the first that a node may
    /// know. `own` is the new one.
    pub(crate) fn beside(&self, own: &LegId) -> Option<LegId> {
        let operators = [
            self.operator(),
            self.consult().map(|consult| &consult.colleague),
        ];
        let operators = operators.into_iter().flatten();
        let theirs = operators.filter_map(|id| Some((self.leg_id_of(id)?, *self.leg_of(id)?)));
        let visitor = self.visitor_leg_id().map(|id| (id, self.leg));
        let others: Vec<_> = visitor
            .into_iter()
            .chain(theirs)
            .filter(|(id, _)| id != own)
            .collect();
        let known = others.iter().find(|(_, leg)| match leg.state {
            LegState::None { .. } => false,
            LegState::Opening { .. } | LegState::Up | LegState::Lost { .. } => true,
        });
        known.or(others.first()).map(|(id, _)| id.clone())
    }

    /// The number of the ring that brought it to this desk, where it rings or is in hand.
    #[must_use]
    pub fn ring_of(&self, operator: &OperatorId) -> Option<u32> {
        match self.consult() {
            Some(consult) if consult.colleague == *operator => Some(consult.ring),
            Some(_) | None if self.rings_at(operator) => Some(self.rings),
            Some(_) | None => self.is_of(operator).then(|| self.accepted_ring()),
        }
    }

    /// Records of before have no number: it was the last ring.
    pub(crate) fn accepted_ring(&self) -> u32 {
        let ring = match self.state {
            ContactState::Connecting { ring, .. } | ContactState::Bridged { ring, .. } => ring,
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => 0,
        };
        if ring == 0 { self.rings } else { ring }
    }

    fn is_of(&self, operator: &OperatorId) -> bool {
        self.operator() == Some(operator)
    }
}
