//! The moves of the state machine. Each keeps the contact and its operator in step.

use super::Switchboard;
use crate::channel::Channel;
use crate::contact::{ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::{Fact, FactKind, RingOutcome};
use crate::leg::Leg;
use crate::operator::{Activity, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// `Connecting → Bridged` once both legs are up. For a bridged contact the command is repeated, which mends
    /// a media server that lost it.
    pub(super) fn bridge_if_both_up(&mut self, now: Timestamp, contact: &ContactId) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        let operator_is_up = known.operator_leg().is_some_and(Leg::is_up);
        let (Some(a), Some(b)) = (known.visitor_leg_id(), known.operator_leg_id()) else {
            return;
        };
        if !known.leg.is_up() || !operator_is_up {
            return;
        }
        if let ContactState::Connecting {
            operator,
            operator_leg,
            ring,
            ..
        } = known.state.clone()
        {
            self.with_contact(contact, |contact| {
                contact.answered = true;
                contact.state = ContactState::Bridged {
                    operator: operator.clone(),
                    operator_leg,
                    since: now,
                    ring,
                    consult: None,
                };
            });
            self.with_operator(&operator, |operator| operator.contacts_this_shift += 1);
            self.journal(
                now,
                FactKind::Bridged {
                    contact: contact.clone(),
                    operator,
                },
            );
        }
        self.effects.push_back(Effect::Bridge { a, b, third: None });
    }

    /// In an operator's hands `→ Queued`, with the original time. The operator is idle, without wrap-up: nothing was
    /// finished.
    pub(super) fn requeue(&mut self, now: Timestamp, contact: &ContactId) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        let Some(operator) = known.operator().cloned() else {
            return;
        };
        if known.operator_leg().is_some() {
            let close = known.operator_leg_id().map(|leg| Effect::CloseLeg { leg });
            let hold = known.visitor_leg_id().map(|leg| Effect::Hold { leg });
            self.effects.extend(close.into_iter().chain(hold));
        }
        let lease = self.settings.visitor_lease;
        self.with_contact(contact, |contact| {
            if let ContactState::Bridged { .. } | ContactState::Chatting { .. } = contact.state {
                // In mid-contact nobody was given up by signs of life alone.
                contact.lease.seen(now, lease);
                contact.away = false;
            }
            contact.back_to_queue(now);
        });
        self.let_go(&operator, contact);
        self.journal(
            now,
            FactKind::Requeued {
                contact: contact.clone(),
                operator,
            },
        );
    }

    /// Any live state `→ Ended`: the one place where a contact ends.
    pub(super) fn end(&mut self, now: Timestamp, contact: &ContactId, reason: EndReason) {
        let known = self.contacts.get(contact);
        let Some(known) = known.filter(|known| !known.has_ended()) else {
            return;
        };
        let operator = known.operator().cloned();
        let wrap_up = match known.state {
            ContactState::Bridged { .. } => true,
            ContactState::Dialling { .. } => reason == EndReason::CalledBack,
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Ended { .. } => false,
        };
        let was_chat = matches!(known.state, ContactState::Chatting { .. });
        let visitor_leg = known
            .visitor_leg_id()
            .filter(|_| known.channel == Channel::Call);
        let operator_leg = known.operator_leg().and(known.operator_leg_id());
        let legs = visitor_leg.into_iter().chain(operator_leg);
        self.effects
            .extend(legs.map(|leg| Effect::CloseLeg { leg }));

        self.stop_ringing(now, contact, RingOutcome::VisitorLeft);
        if let Some(operator) = &operator {
            self.let_go(operator, contact);
            let until = now.after(self.settings.wrap_up);
            self.with_operator(operator, |operator| {
                let contact = contact.clone();
                if wrap_up {
                    operator.activity = Activity::WrapUp { contact, until };
                } else if was_chat {
                    operator.chat_outcomes.insert(contact);
                }
            });
        }
        self.with_contact(contact, |contact| {
            contact.state = ContactState::Ended {
                reason,
                at: now,
                operator: operator.clone(),
            };
            contact.leg.closed(now, contact.leg.attempt);
        });
        self.journal(
            now,
            FactKind::Ended {
                contact: contact.clone(),
                reason,
                operator,
            },
        );
    }

    /// Whoever is no longer available is not rung.
    pub(super) fn set_presence(&mut self, now: Timestamp, id: &OperatorId, presence: Presence) {
        let Some(known) = self.operators.get(id) else {
            return;
        };
        let before = known.presence;
        if before == presence {
            return;
        }
        if presence != Presence::Available {
            let rung = match &known.activity {
                Activity::Ringing { contact } => Some(contact.clone()),
                Activity::Idle | Activity::Talking { .. } | Activity::WrapUp { .. } => None,
            };
            for contact in rung.into_iter().chain(known.chat_ring.clone()) {
                self.ring_over(now, &contact, RingOutcome::OperatorLeft);
            }
        }
        self.with_operator(id, |operator| {
            operator.presence = presence;
            if presence == Presence::Available {
                operator.idle_since = now;
                if before == Presence::Offline {
                    operator.contacts_this_shift = 0;
                }
            }
        });
        self.journal(
            now,
            FactKind::PresenceChanged {
                operator: id.clone(),
                presence,
                reason: None,
            },
        );
    }

    /// The operator has nothing more to do with the contact; the contact's state is left to the caller.
    fn let_go(&mut self, operator: &OperatorId, contact: &ContactId) {
        self.with_operator(operator, |operator| {
            if !operator.chats.remove(contact) {
                operator.activity = Activity::Idle;
            }
        });
    }

    pub(super) fn journal(&mut self, at: Timestamp, kind: FactKind) {
        self.effects.push_back(Effect::Journal(Fact { at, kind }));
    }
}
