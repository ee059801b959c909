//! A ring: from the queue to one operator, and what becomes of it.

use super::Switchboard;
use crate::channel::{Channel, Way};
use crate::contact::ContactState;
use crate::fact::{FactKind, RingOutcome};
use crate::leg::Leg;
use crate::operator::{Activity, AwayReason, Presence};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeSet;

impl Switchboard {
    /// `Queued → Ringing`. Chats and messages ring beside whatever the operator does, the others instead of it.
    pub(super) fn ring(&mut self, now: Timestamp, contact: &ContactId, operator: &OperatorId) {
        let until = now.after(self.settings.ring);
        let ring = self.with_contact(contact, |contact| {
            contact.rings += 1;
            contact.state = ContactState::Ringing {
                operators: BTreeSet::from([operator.clone()]),
                until,
                recall: None,
            };
            (contact.rings, contact.channel.is_written())
        });
        let (ring, is_chat) = ring.unwrap_or_default();
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
                ring,
            },
        );
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
        if known.rings != ring || !known.at_desks().contains(operator) {
            return Err(Refusal::RingOver);
        }
        if known.rings_at(operator) {
            self.accepted(now, contact, operator);
        } else {
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
        match &known.state {
            ContactState::Ringing { operators, .. }
                if operators.contains(operator) && known.rings == ring =>
            {
                self.ring_over(now, contact, RingOutcome::Declined);
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

    /// `Ringing → Queued`, with the original time. Whoever missed a chat because they talked or wrote up a contact is
    /// spared the same chat for a while; whoever did not answer for no such reason is taken out.
    pub(super) fn ring_over(&mut self, now: Timestamp, contact: &ContactId, outcome: RingOutcome) {
        let Some(operator) = self.stop_ringing(now, contact, outcome) else {
            return;
        };
        let was_busy =
            self.operators
                .get(&operator)
                .is_some_and(|operator| match &operator.activity {
                    Activity::Talking { .. } | Activity::WrapUp { .. } => true,
                    Activity::Idle | Activity::Ringing { .. } => false,
                });
        let missed = outcome == RingOutcome::NoAnswer;
        let pause = now.after(self.settings.decline_pause);
        self.with_contact(contact, |contact| {
            contact.back_to_queue(now);
            if outcome == RingOutcome::Declined || (missed && was_busy) {
                contact.declined.insert(operator.clone(), pause);
            }
        });
        if missed && !was_busy {
            self.set_presence(
                now,
                &operator,
                Presence::Unavailable {
                    reason: AwayReason::NoAnswer,
                },
            );
        }
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
        self.journal_ring_end(now, id, by, RingOutcome::Accepted);
        self.with_contact(id, |contact| {
            contact.answered |= is_chat;
            contact.state = state;
        });
        self.with_operator(by, |operator| {
            let contact = id.clone();
            if is_chat {
                operator.chat_ring = None;
                operator.chats.insert(contact);
                operator.contacts_this_shift += 1;
            } else {
                operator.activity = Activity::Talking { contact };
            }
        });
        if is_chat {
            let (contact, operator) = (id.clone(), by.clone());
            self.journal(now, FactKind::ChatAccepted { contact, operator });
        }
    }

    /// Frees the operator of a ringing contact and says who it was; the contact's state is left to the caller.
    pub(super) fn stop_ringing(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        outcome: RingOutcome,
    ) -> Option<OperatorId> {
        let known = self.contacts.get(contact)?;
        let operator = match &known.state {
            ContactState::Ringing { operators, .. } => operators.first()?.clone(),
            ContactState::Queued
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return None,
        };
        self.with_operator(&operator, |operator| {
            if operator.chat_ring.take_if(|rung| rung == contact).is_none() {
                operator.activity = Activity::Idle;
            }
        });
        self.journal_ring_end(now, contact, &operator, outcome);
        Some(operator)
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
