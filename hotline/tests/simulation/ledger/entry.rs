//! One contact as the journal has it.

use super::{Entry, Stands};
use bellpull_hotline::{ChannelKind, RingOutcome};
use bellpull_protocol::OperatorId;

impl Entry {
    /// Of a contact that rings at several only the last end, or an acceptance, leads on.
    pub(super) fn ring_ends(&mut self, operator: &OperatorId, outcome: RingOutcome) -> bool {
        if outcome == RingOutcome::Elsewhere && self.losers.remove(operator) {
            return true;
        }
        let Stands::Ringing(operators) = &mut self.stands else {
            return false;
        };
        let rang = operators.remove(operator);
        let others = std::mem::take(operators);
        self.stands = match outcome {
            RingOutcome::Accepted => {
                self.losers = others;
                Stands::Accepted(operator.clone())
            }
            RingOutcome::Declined
            | RingOutcome::NoAnswer
            | RingOutcome::VisitorLeft
            | RingOutcome::OperatorLeft
            | RingOutcome::ChannelChanged
            | RingOutcome::Elsewhere
            | RingOutcome::Withdrawn
                if !others.is_empty() =>
            {
                Stands::Ringing(others)
            }
            RingOutcome::VisitorLeft => Stands::Leaving,
            RingOutcome::Declined
            | RingOutcome::NoAnswer
            | RingOutcome::OperatorLeft
            | RingOutcome::ChannelChanged
            | RingOutcome::Elsewhere
            | RingOutcome::Withdrawn => Stands::Waiting,
        };
        rang
    }

    pub(super) fn moves(&mut self, from: &[Stands], to: Stands) -> bool {
        from.contains(&std::mem::replace(&mut self.stands, to))
    }

    pub(super) fn operator(&self) -> Option<&OperatorId> {
        match &self.stands {
            Stands::Accepted(operator) | Stands::Talking(operator) | Stands::Chatting(operator) => {
                Some(operator)
            }
            Stands::Ended(_, operator) => operator.as_ref(),
            Stands::Waiting | Stands::Ringing(_) | Stands::Leaving => None,
        }
    }
}

pub(super) fn is_written(channel: ChannelKind) -> bool {
    match channel {
        ChannelKind::Chat | ChannelKind::Message => true,
        ChannelKind::Call | ChannelKind::Callback => false,
    }
}
