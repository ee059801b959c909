//! What can be seen of the stand: how everybody stands, and what they were told.

use crate::hotline::{Hotline, operator, operator_leg, visitor, visitor_leg};
use bellpull_hotline::{
    Activity, Contact, ContactState, ContactViewState, DeskView, Effect, EndReason, FactKind,
    Operator, Presence,
};
use bellpull_protocol::ContactId;

impl Hotline {
    pub fn contact(&self, id: &ContactId) -> &Contact {
        self.switchboard.contact(id).unwrap()
    }

    pub fn operator(&self, name: &str) -> &Operator {
        let mut all = self.switchboard.operators();
        all.find(|known| known.id == operator(name)).unwrap()
    }

    pub fn presence(&self, name: &str) -> Presence {
        self.operator(name).presence
    }

    pub fn is_idle(&self, name: &str) -> bool {
        self.operator(name).activity == Activity::Idle
    }

    pub fn is_queued(&self, contact: &ContactId) -> bool {
        self.contact(contact).state == ContactState::Queued
    }

    pub fn is_bridged(&self, contact: &ContactId) -> bool {
        matches!(self.contact(contact).state, ContactState::Bridged { .. })
    }

    pub fn rings_at(&self, contact: &ContactId, name: &str) -> bool {
        self.contact(contact).rings_at(&operator(name))
    }

    pub fn end_reason(&self, contact: &ContactId) -> Option<EndReason> {
        match &self.contact(contact).state {
            ContactState::Ended { reason, .. } => Some(*reason),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => None,
        }
    }

    pub fn did(&self, effect: &Effect) -> bool {
        self.effects().contains(effect)
    }

    /// The last state that the visitor was told since [`Hotline::take_effects`].
    pub fn told_visitor(&self, name: &str) -> Option<ContactViewState> {
        self.effects().iter().rev().find_map(|effect| {
            let Effect::TellVisitor { visitor: to, view } = effect else {
                return None;
            };
            (*to == visitor(name)).then(|| view.state.clone())
        })
    }

    pub fn told_operator(&self, name: &str) -> Option<DeskView> {
        self.effects().iter().rev().find_map(|effect| {
            let Effect::TellOperator { operator: to, view } = effect else {
                return None;
            };
            (*to == operator(name)).then(|| view.clone())
        })
    }

    /// The media server was told to let the contact's legs hear each other.
    pub fn did_bridge(&self, contact: &ContactId) -> bool {
        let a = visitor_leg(contact);
        let b = operator_leg(contact, self.contact(contact).rings);
        self.did(&Effect::Bridge { a, b, third: None })
    }

    pub fn count_facts(&self, is_it: impl Fn(&FactKind) -> bool) -> usize {
        self.facts.iter().filter(|fact| is_it(&fact.kind)).count()
    }
}
