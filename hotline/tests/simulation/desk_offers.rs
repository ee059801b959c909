//! The desk's half of the offer rule.

use crate::sound::Pc;
use crate::world::World;
use bellpull_hotline::{ConsultState, ContactState, DeskContact, Input, LegState};
use bellpull_protocol::Sdp;

impl World {
    /// As for visitors.
    pub fn operator_offers_by_the_rule(&mut self, index: usize, contact: &DeskContact) {
        let own_id = &self.operators[index].id;
        let asked = contact.consult.as_ref();
        let asked = asked.filter(|consult| consult.colleague == *own_id);
        let told = match &contact.state {
            _ if asked.is_some() => match asked.map(|consult| &consult.state) {
                None | Some(ConsultState::Ringing { .. }) => return,
                Some(
                    ConsultState::Connecting { leg, .. }
                    | ConsultState::Private { leg }
                    | ConsultState::Together { leg },
                ) => *leg,
            },
            ContactState::Connecting { operator_leg, .. }
            | ContactState::Bridged { operator_leg, .. } => *operator_leg,
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return,
        };
        let Some(desk) = self.operators[index].page.as_mut() else {
            return;
        };
        if desk.waits_for_state {
            return;
        }
        let id = &contact.contact;
        let own = desk.pc.as_ref();
        let own = own.filter(|pc| pc.contact == *id && pc.ring == contact.ring);
        let attempt = match own {
            Some(pc) if pc.attempt > told.attempt || !pc.is_answered => {
                if !self.chance.percent(10) {
                    return;
                }
                pc.attempt
            }
            Some(_) => match told.state {
                LegState::None { .. } | LegState::Lost { .. } => told.attempt + 1,
                LegState::Opening { .. } | LegState::Up => return,
            },
            None => told.attempt + 1,
        };
        if own.is_none_or(|pc| pc.attempt != attempt) {
            desk.pc = Some(Pc::offering(id.clone(), contact.ring, attempt));
        }
        let input = Input::OperatorOffer {
            operator: self.operators[index].id.clone(),
            contact: id.clone(),
            attempt,
            sdp: Sdp::new("offer"),
        };
        self.operator_sends(index, input);
    }
}
