//! A ring: from the queue to one operator or several, and what becomes of it.

use super::Switchboard;
use super::classes::rules;
use crate::channel::{Channel, Way};
use crate::configuration::Strategy;
use crate::contact::{Contact, ContactState};
use crate::fact::{FactKind, RingOutcome};
use crate::leg::Leg;
use crate::operator::{Activity, AwayReason, Presence, Serving};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeSet;
use std::time::Duration;

impl Switchboard {
    /// `Queued → Ringing` at one operator.
    pub(super) fn ring(&mut self, now: Timestamp, contact: &ContactId, operator: &OperatorId) {
        self.ring_at(now, contact, &BTreeSet::from([operator.clone()]));
    }

    /// `Queued → Ringing` at all of them, with one number. Chats and messages ring beside whatever an operator does, the
    /// others instead of it. Whoever becomes free while it rings does not join, and so is there for the next who waits.
    pub(super) fn ring_at(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        operators: &BTreeSet<OperatorId>,
    ) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        let is_chat = known.channel.is_written();
        let until = now.after(self.ring_span(known));
        let ring = self.with_contact(contact, |contact| {
            contact.rings += 1;
            contact.state = ContactState::Ringing {
                operators: operators.clone(),
                until,
                recall: None,
            };
            contact.rings
        });
        for operator in operators {
            self.with_operator(operator, |operator| {
                let contact = contact.clone();
                if is_chat {
                    operator.chat_ring = Some(contact);
                } else {
                    operator.activity = Activity::Ringing { contact };
                }
            });
            let (contact, operator) = (contact.clone(), operator.clone());
            self.journal(
                now,
                FactKind::Rang {
                    contact,
                    operator,
                    ring: ring.unwrap_or_default(),
                },
            );
        }
    }

    /// Exactly one accept of a ring wins; repeating it is harmless.
    pub(super) fn accept(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
        ring: u32,
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::RingOver)?;
        if known.ring_of(operator) != Some(ring) {
            return Err(Refusal::RingOver);
        }
        if known.rings_at(operator) {
            self.accepted(now, contact, operator);
        } else {
            self.consult_accepted(now, contact, operator);
            self.changed_operators.insert(operator.clone());
            self.changed_chats.insert(operator.clone());
        }
        Ok(())
    }

    pub(super) fn decline(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
        ring: u32,
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::RingOver)?;
        if known.consult_rings_at(operator) && known.ring_of(operator) == Some(ring) {
            self.colleague_leaves(now, contact, RingOutcome::Declined);
            return Ok(());
        }
        match &known.state {
            ContactState::Ringing { operators, .. }
                if operators.contains(operator) && known.rings == ring =>
            {
                self.stops_at(now, contact, operator, RingOutcome::Declined);
                Ok(())
            }
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => Err(Refusal::RingOver),
        }
    }

    /// `Ringing → Queued`, with the original time: nobody answered. A single operator who did not is taken out and the
    /// contact raised, because it waited for somebody who was not there; but whoever missed a chat because they talked or
    /// wrote up a contact is only spared it for a while. A ring at everybody blames nobody. What was transferred comes
    /// back to whoever did.
    pub(super) fn ring_over(&mut self, now: Timestamp, contact: &ContactId, outcome: RingOutcome) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        let recall = recall(known).cloned();
        let blames = outcome == RingOutcome::NoAnswer && !self.rings_at_all(known);
        let Some(operators) = self.stop_ringing(now, contact, outcome) else {
            return;
        };
        let busy = |operator: &&OperatorId| {
            let operator = self.operators.get(*operator);
            operator.is_some_and(|operator| match &operator.activity {
                Activity::Talking { .. } | Activity::WrapUp { .. } => true,
                Activity::Idle | Activity::Ringing { .. } => false,
            })
        };
        let blamed = operators.iter().filter(|_| blames);
        let (busy, free): (Vec<_>, Vec<_>) = blamed.partition(busy);
        let pause = now.after(self.settings.decline_pause);
        let raise = self.plan.configuration.routing.raise_missed;
        self.with_contact(contact, |contact| {
            contact.back_to_queue(now);
            if blames && recall.is_none() {
                contact.raise(raise);
            }
            let spared = busy.into_iter().map(|operator| (operator.clone(), pause));
            contact.declined.extend(spared);
        });
        for operator in free {
            self.missed(now, operator);
        }
        if let Some(operator) = recall {
            self.recall(now, contact, &operator);
        }
    }

    /// One of those at whom it rings is out; it rings on at the others.
    pub(super) fn stops_at(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        operator: &OperatorId,
        outcome: RingOutcome,
    ) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        if !known.rings_at(operator) {
            return;
        }
        let is_last = known.ringing().len() == 1;
        let pause = now.after(self.settings.decline_pause);
        if outcome == RingOutcome::Declined {
            self.with_contact(contact, |contact| {
                contact.declined.insert(operator.clone(), pause)
            });
        }
        if is_last {
            self.ring_over(now, contact, outcome);
            return;
        }
        self.silence(now, contact, operator, outcome);
        self.with_contact(contact, |contact| contact.no_longer_rings_at(operator));
    }

    /// Taken out, until they say that they are back or, where the configuration says so, for a while.
    pub(super) fn missed(&mut self, now: Timestamp, operator: &OperatorId) {
        let reason = AwayReason::NoAnswer;
        self.set_presence(now, operator, Presence::Unavailable { reason });
        let back = self.plan.configuration.routing.back_after_missed_s;
        let back_at = back.map(|seconds| now.after(Duration::from_secs(seconds.into())));
        self.with_operator(operator, |operator| operator.back_at = back_at);
    }

    /// `Ringing →` what the channel asks for.
    pub(super) fn accepted(&mut self, now: Timestamp, id: &ContactId, by: &OperatorId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let operator = by.clone();
        let state = match &contact.channel {
            Channel::Call => ContactState::Connecting {
                operator,
                operator_leg: Leg::none(now),
                until: now.after(self.settings.connecting),
                ring: contact.rings,
            },
            Channel::Chat | Channel::Message => ContactState::Chatting {
                operator,
                since: now,
            },
            Channel::Callback(callback) => match callback.way {
                Way::Browser => ContactState::RingingBack {
                    operator,
                    until: now.after(self.settings.ring_back),
                },
                Way::Phone { .. } => ContactState::Dialling {
                    operator,
                    until: now.after(self.settings.dialling),
                },
            },
        };
        let is_chat = contact.channel.is_written();
        let serving = Serving {
            department: contact.department.clone(),
            since: now,
        };
        for other in contact.ringing().clone() {
            if other != *by {
                self.silence(now, id, &other, RingOutcome::Elsewhere);
            }
        }
        self.journal_ring_end(now, id, by, RingOutcome::Accepted);
        self.with_contact(id, |contact| {
            contact.answered |= is_chat;
            contact.state = state;
        });
        self.with_operator(by, |operator| {
            let contact = id.clone();
            operator.chat_outcomes.remove(&contact);
            if is_chat {
                operator.chat_ring = None;
                operator.chats.insert(contact);
                operator.contacts_this_shift += 1;
            } else {
                operator.activity = Activity::Talking { contact };
                operator.serving = Some(serving);
            }
        });
        if is_chat {
            let (contact, operator) = (id.clone(), by.clone());
            self.journal(now, FactKind::ChatAccepted { contact, operator });
        }
    }

    /// Frees the operators of a ringing contact and says who they were; the contact's state is left to the caller.
    pub(super) fn stop_ringing(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        outcome: RingOutcome,
    ) -> Option<BTreeSet<OperatorId>> {
        let operators = self.contacts.get(contact)?.ringing().clone();
        for operator in &operators {
            self.silence(now, contact, operator, outcome);
        }
        (!operators.is_empty()).then_some(operators)
    }

    fn silence(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        operator: &OperatorId,
        outcome: RingOutcome,
    ) {
        self.with_operator(operator, |operator| {
            if operator.chat_ring.take_if(|rung| rung == contact).is_none() {
                operator.activity = Activity::Idle;
            }
        });
        self.journal_ring_end(now, contact, operator, outcome);
    }

    /// Its department rings at everybody who is free, so a ring at one of them is one at all there are. A colleague to
    /// whom it was transferred is meant in person.
    fn rings_at_all(&self, contact: &Contact) -> bool {
        let strategy = rules(&self.plan, &contact.department).strategy;
        strategy == Strategy::RingAll && recall(contact).is_none()
    }

    fn journal_ring_end(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        operator: &OperatorId,
        outcome: RingOutcome,
    ) {
        let ring = self
            .contacts
            .get(contact)
            .map_or(0, |contact| contact.rings);
        let (contact, operator) = (contact.clone(), operator.clone());
        self.journal(
            now,
            FactKind::RingEnded {
                contact,
                operator,
                ring,
                outcome,
            },
        );
    }
}

/// Who gets a transferred contact back when nobody takes it.
fn recall(contact: &Contact) -> Option<&OperatorId> {
    match &contact.state {
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
