//! What operators do with each other.

use crate::hotline::{Hotline, operator, operator_leg};
use bellpull_hotline::{
    Activity, AwayReason, ConsultOutcome, Effect, FactKind, Input, Presence, Refusal, TransferTo,
};
use bellpull_protocol::ContactId;

/// How far a consult has got.
pub const STATES: [&str; 4] = ["ringing", "connecting", "private", "together"];

impl Hotline {
    pub fn try_consult(
        &mut self,
        name: &str,
        contact: &ContactId,
        colleague: &str,
    ) -> Result<(), Refusal> {
        self.try_input(Input::Consult {
            operator: operator(name),
            contact: contact.clone(),
            colleague: operator(colleague),
        })
    }

    pub fn try_together(
        &mut self,
        name: &str,
        contact: &ContactId,
        together: bool,
    ) -> Result<(), Refusal> {
        self.try_input(Input::ConsultTogether {
            operator: operator(name),
            contact: contact.clone(),
            together,
        })
    }

    pub fn try_complete(&mut self, name: &str, contact: &ContactId) -> Result<(), Refusal> {
        self.try_input(Input::CompleteTransfer {
            operator: operator(name),
            contact: contact.clone(),
        })
    }

    pub fn try_cancel(&mut self, name: &str, contact: &ContactId) -> Result<(), Refusal> {
        self.try_input(Input::CancelConsult {
            operator: operator(name),
            contact: contact.clone(),
        })
    }

    pub fn try_transfer(
        &mut self,
        name: &str,
        contact: &ContactId,
        to: TransferTo,
    ) -> Result<(), Refusal> {
        self.try_input(Input::Transfer {
            operator: operator(name),
            contact: contact.clone(),
            to,
        })
    }

    pub fn transfer_to(&mut self, name: &str, contact: &ContactId, colleague: &str) {
        let to = TransferTo::Operator(operator(colleague));
        self.try_transfer(name, contact, to).unwrap();
    }

    /// Anna talks to the visitor `v1`; Berta is free.
    pub fn two_operators() -> (Self, ContactId) {
        let mut hotline = Self::open();
        hotline.online("anna");
        hotline.advance(1);
        hotline.online("berta");
        let contact = hotline.talk("v1", "anna");
        hotline.assert_nobody_hears_silence(&contact);
        (hotline, contact)
    }

    /// Anna has asked Berta, and it has come so far.
    pub fn consulting(state: &str) -> (Self, ContactId) {
        let (mut hotline, contact) = Self::two_operators();
        hotline.try_consult("anna", &contact, "berta").unwrap();
        if state != "ringing" {
            hotline.accept("berta", &contact);
        }
        if state == "private" || state == "together" {
            hotline.operator_sounds("berta", &contact);
        }
        if state == "together" {
            hotline.try_together("anna", &contact, true).unwrap();
        }
        assert_eq!(hotline.consult_state(&contact), state);
        hotline.assert_nobody_hears_silence(&contact);
        (hotline, contact)
    }

    pub fn has_in_hand(&self, name: &str, contact: &ContactId) -> bool {
        self.contact(contact).operator() == Some(&operator(name))
    }

    pub fn talks_about(&self, name: &str, contact: &ContactId) -> bool {
        let contact = contact.clone();
        self.operator(name).activity == Activity::Talking { contact }
    }

    pub fn writes_up(&self, name: &str, contact: &ContactId) -> bool {
        matches!(&self.operator(name).activity, Activity::WrapUp { contact: of, .. } if of == contact)
    }

    pub fn is_away(&self, name: &str, reason: AwayReason) -> bool {
        self.presence(name) == Presence::Unavailable { reason }
    }

    /// How consults ended so far.
    pub fn consult_outcomes(&self) -> Vec<ConsultOutcome> {
        let facts = self.facts.iter();
        facts
            .filter_map(|fact| {
                let FactKind::ConsultEnded { outcome, .. } = &fact.kind else {
                    return None;
                };
                Some(*outcome)
            })
            .collect()
    }

    /// How often the tone began in mid-call, and how often it ended.
    pub fn holds(&self) -> (usize, usize) {
        let began = |fact: &FactKind| matches!(fact, FactKind::HeldBegan { .. });
        let ended = |fact: &FactKind| matches!(fact, FactKind::HeldEnded { .. });
        (self.count_facts(began), self.count_facts(ended))
    }

    /// The consult is over, and the operator talks to the visitor.
    pub fn assert_goes_on_alone(&self, contact: &ContactId) {
        self.assert_nobody_hears_silence(contact);
        assert_eq!(self.bridges(), ["o1+v"]);
        assert_eq!(self.consult_state(contact), "none");
        assert!(self.talks_about("anna", contact));
    }

    /// The colleague talks to the visitor.
    pub fn assert_has_changed_hands(&self, contact: &ContactId) {
        self.assert_nobody_hears_silence(contact);
        assert_eq!(self.bridges(), ["o2+v"]);
        assert!(self.has_in_hand("berta", contact) && self.talks_about("berta", contact));
    }

    /// The leg of this ring was closed.
    pub fn closes(&self, contact: &ContactId, ring: u32) -> bool {
        let leg = operator_leg(contact, ring);
        self.did(&Effect::CloseLeg { leg })
    }
}
