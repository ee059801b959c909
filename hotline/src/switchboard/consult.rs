//! Transfers after a word with the colleague who takes the contact: what operators ask for. How a consult ends otherwise
//! is in `consult_ends.rs`.

use super::Switchboard;
use crate::contact::{Consult, ConsultState, Contact, ContactState};
use crate::fact::{ConsultOutcome, FactKind, RingOutcome};
use crate::leg::Leg;
use crate::operator::Activity;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// A colleague who is free rings; the operator and the visitor go on talking meanwhile.
    pub(super) fn consult(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        colleague: &OperatorId,
    ) -> Result<(), Refusal> {
        let Some(contact) = self.call_of(operator, id)? else {
            return self.tell_again(operator);
        };
        match contact.consult() {
            Some(consult) if consult.colleague == *colleague => return self.tell_again(operator),
            Some(_) => return Err(Refusal::WrongState),
            None => {}
        }
        let known = self.operators.get(colleague);
        let known = known.ok_or(Refusal::UnknownOperator)?;
        if !known.may_ring() {
            return Err(Refusal::ColleagueBusy);
        }
        if !self.media {
            return Err(Refusal::NoMedia);
        }
        let until = now.after(self.ring_span(contact));
        let ring = contact.rings + 1;
        self.with_contact(id, |contact| contact.begin_consult(colleague, until));
        self.with_operator(colleague, |colleague| {
            let contact = id.clone();
            colleague.activity = Activity::Ringing { contact };
        });
        let (contact, operator, colleague) = (id.clone(), operator.clone(), colleague.clone());
        self.journal(
            now,
            FactKind::Consulted {
                contact: contact.clone(),
                operator,
                colleague: colleague.clone(),
            },
        );
        let operator = colleague;
        self.journal(
            now,
            FactKind::Rang {
                contact,
                operator,
                ring,
            },
        );
        Ok(())
    }

    /// The consult's `Ringing → Connecting`.
    pub(super) fn consult_accepted(&mut self, now: Timestamp, id: &ContactId, by: &OperatorId) {
        let contact = self.contacts.get(id);
        let contact = contact.filter(|contact| contact.consult_rings_at(by));
        let Some(Consult {
            colleague,
            ring,
            state: ConsultState::Ringing { .. },
        }) = contact.and_then(Contact::consult).cloned()
        else {
            return;
        };
        let leg = Leg::none(now);
        let until = now.after(self.settings.connecting);
        self.set_consult(id, ConsultState::Connecting { leg, until });
        self.with_operator(&colleague, |colleague| {
            let contact = id.clone();
            colleague.activity = Activity::Talking { contact };
        });
        let (contact, operator) = (id.clone(), colleague);
        self.journal(
            now,
            FactKind::RingEnded {
                contact,
                operator,
                ring,
                outcome: RingOutcome::Accepted,
            },
        );
    }

    /// `Private ↔ Together`, as often as they like.
    pub(super) fn consult_together(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        together: bool,
    ) -> Result<(), Refusal> {
        let Some(contact) = self.call_of(operator, id)? else {
            return self.tell_again(operator);
        };
        let consult = contact.consult().ok_or(Refusal::WrongState)?;
        let (state, fact) = match consult.state {
            ConsultState::Ringing { .. } | ConsultState::Connecting { .. } => {
                return Err(Refusal::WrongState);
            }
            ConsultState::Private { leg } if together => (
                ConsultState::Together { leg },
                FactKind::HeldEnded {
                    contact: id.clone(),
                },
            ),
            ConsultState::Together { leg } if !together => (
                ConsultState::Private { leg },
                FactKind::HeldBegan {
                    contact: id.clone(),
                },
            ),
            ConsultState::Private { .. } | ConsultState::Together { .. } => {
                return self.tell_again(operator);
            }
        };
        self.set_consult(id, state);
        self.journal(now, fact);
        self.say_who_hears_whom(id);
        Ok(())
    }

    /// The colleague has the contact from here on, and the operator writes it up.
    pub(super) fn complete_transfer(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
    ) -> Result<(), Refusal> {
        let Some(contact) = self.call_of(operator, id)? else {
            return self.tell_again(operator);
        };
        if !contact.consult().is_some_and(Consult::may_complete) {
            return Err(Refusal::WrongState);
        }
        self.complete(now, id);
        Ok(())
    }

    /// The operator goes on with the visitor. The colleague may ask for it as well: while it rings, that declines.
    pub(super) fn cancel_consult(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
    ) -> Result<(), Refusal> {
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        if contact.consults(operator) {
            self.colleague_leaves(now, id, RingOutcome::Declined);
            return Ok(());
        }
        let Some(contact) = self.call_of(operator, id)? else {
            return self.tell_again(operator);
        };
        if contact.consult().is_none() {
            return self.tell_again(operator);
        }
        self.consult_over(now, id, ConsultOutcome::Cancelled, RingOutcome::Withdrawn);
        Ok(())
    }

    /// The operator's call. `None` when they gave it away before: then it was done, and is asked for again.
    fn call_of(&self, operator: &OperatorId, id: &ContactId) -> Result<Option<&Contact>, Refusal> {
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        if contact.last_operator() != Some(operator) {
            let had_it = contact.former.contains_key(operator);
            return had_it.then_some(None).ok_or(Refusal::UnknownContact);
        }
        match contact.state {
            ContactState::Bridged { .. } => Ok(Some(contact)),
            ContactState::Ended { .. } => Err(Refusal::ContactEnded),
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => Err(Refusal::WrongState),
        }
    }

    /// Nothing is to be done any more; the desk learns how things stand.
    pub(super) fn tell_again(&mut self, operator: &OperatorId) -> Result<(), Refusal> {
        self.changed_operators.insert(operator.clone());
        self.changed_chats.insert(operator.clone());
        Ok(())
    }

    fn set_consult(&mut self, id: &ContactId, state: ConsultState) {
        self.with_contact(id, |contact| {
            if let Some(Some(consult)) = contact.consult_mut() {
                consult.state = state;
            }
        });
    }
}
