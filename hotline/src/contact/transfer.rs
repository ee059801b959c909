//! Who gave a contact away, and who gets it back.

use super::{Contact, ContactState};
use crate::operator::Disposition;
use bellpull_protocol::OperatorId;
use std::mem;

impl Contact {
    /// Its operator is done with it; what they say about it from now on is theirs alone.
    pub(crate) fn given_away_by(&mut self, operator: &OperatorId) {
        let said = mem::take(&mut self.disposition);
        self.former.insert(operator.clone(), said);
    }

    /// The outcome this operator said; `None` when it was never in their hands.
    pub(crate) fn said_by(&self, operator: &OperatorId) -> Option<Option<Disposition>> {
        if self.last_operator() == Some(operator) {
            Some(self.disposition)
        } else {
            self.former.get(operator).copied()
        }
    }

    pub(crate) fn says(&mut self, operator: &OperatorId, disposition: Disposition) {
        if self.last_operator() == Some(operator) {
            self.disposition = Some(disposition);
        } else if let Some(said) = self.former.get_mut(operator) {
            *said = Some(disposition);
        }
    }

    /// When nobody takes it where it rings now.
    pub(crate) fn comes_back_to(&mut self, operator: &OperatorId) {
        if let ContactState::Ringing { recall, .. } = &mut self.state {
            *recall = Some(operator.clone());
        }
    }

    /// Who transferred it to where it rings now.
    #[must_use]
    pub fn goes_back_to(&self) -> Option<&OperatorId> {
        match &self.state {
            ContactState::Ringing { recall, .. } => recall.as_ref(),
            ContactState::Queued
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => None,
        }
    }
}
