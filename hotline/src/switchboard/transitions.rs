//! The moves of the state machine. Each keeps the contact and its operator in step.

use super::Switchboard;
use crate::contact::{Contact, ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::{Fact, FactKind, RingOutcome};
use crate::leg::Leg;
use crate::operator::{Activity, AwayReason, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// `Queued → Ringing`.
    pub(super) fn ring(&mut self, now: Timestamp, contact: &ContactId, operator: &OperatorId) {
        let until = now.after(self.settings.ring);
        let ring = self.with_contact(contact, |contact| {
            contact.rings += 1;
            contact.state = ContactState::Ringing {
                operator: operator.clone(),
                until,
            };
            contact.rings
        });
        self.with_operator(operator, |operator| {
            operator.activity = Activity::Ringing {
                contact: contact.clone(),
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

    /// `Ringing → Queued`, with the original time.
    pub(super) fn ring_over(&mut self, now: Timestamp, contact: &ContactId, outcome: RingOutcome) {
        let Some(operator) = self.stop_ringing(now, contact, outcome) else {
            return;
        };
        let pause = now.after(self.settings.decline_pause);
        self.with_contact(contact, |contact| {
            contact.back_to_queue(now);
            if outcome == RingOutcome::Declined {
                contact.declined.insert(operator.clone(), pause);
            }
        });
        if outcome == RingOutcome::NoAnswer {
            self.set_presence(
                now,
                &operator,
                Presence::Unavailable {
                    reason: AwayReason::NoAnswer,
                },
            );
        }
    }

    /// `Ringing → Connecting`.
    pub(super) fn start_connecting(&mut self, now: Timestamp, contact: &ContactId) {
        let Some(operator) = self
            .contacts
            .get(contact)
            .and_then(Contact::operator)
            .cloned()
        else {
            return;
        };
        self.journal_ring_end(now, contact, &operator, RingOutcome::Accepted);
        let until = now.after(self.settings.connecting);
        self.with_contact(contact, |contact| {
            let operator = operator.clone();
            contact.state = ContactState::Connecting {
                operator,
                operator_leg: Leg::none(now),
                until,
            };
        });
        self.with_operator(&operator, |operator| {
            operator.activity = Activity::Talking {
                contact: contact.clone(),
            }
        });
    }

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
            ..
        } = known.state.clone()
        {
            self.with_contact(contact, |contact| {
                contact.state = ContactState::Bridged {
                    operator: operator.clone(),
                    operator_leg,
                    since: now,
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
        self.effects.push_back(Effect::Bridge { a, b });
    }

    /// `Connecting | Bridged → Queued`, with the original time. The operator is idle, without wrap-up: nothing was
    /// finished.
    pub(super) fn requeue(&mut self, now: Timestamp, contact: &ContactId) {
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        let Some(operator) = known.operator_leg().and(known.operator()).cloned() else {
            return;
        };
        if let Some(leg) = known.operator_leg_id() {
            self.effects.push_back(Effect::CloseLeg { leg });
        }
        if let Some(leg) = known.visitor_leg_id() {
            self.effects.push_back(Effect::Hold { leg });
        }
        let lease = self.settings.visitor_lease;
        self.with_contact(contact, |contact| {
            if let ContactState::Bridged { .. } = contact.state {
                // In mid-call nobody looked at signs of life.
                contact.lease.seen(now, lease);
            }
            contact.back_to_queue(now);
        });
        self.with_operator(&operator, |operator| operator.activity = Activity::Idle);
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
        let Some(known) = self
            .contacts
            .get(contact)
            .filter(|known| !known.has_ended())
        else {
            return;
        };
        let talked_with = match &known.state {
            ContactState::Bridged { operator, .. } => Some((operator.clone(), true)),
            ContactState::Connecting { operator, .. } => Some((operator.clone(), false)),
            ContactState::Chatting { operator, .. }
            | ContactState::RingingBack { operator, .. }
            | ContactState::Dialling { operator, .. } => Some((operator.clone(), false)),
            ContactState::Queued | ContactState::Ringing { .. } | ContactState::Ended { .. } => {
                None
            }
        };
        let legs = [
            known.visitor_leg_id(),
            talked_with.as_ref().and(known.operator_leg_id()),
        ];
        self.effects.extend(
            legs.into_iter()
                .flatten()
                .map(|leg| Effect::CloseLeg { leg }),
        );

        self.stop_ringing(now, contact, RingOutcome::VisitorLeft);
        let wrap_up_until = now.after(self.settings.wrap_up);
        if let Some((operator, bridged)) = &talked_with {
            self.with_operator(operator, |operator| {
                operator.activity = if *bridged {
                    Activity::WrapUp {
                        contact: contact.clone(),
                        until: wrap_up_until,
                    }
                } else {
                    Activity::Idle
                };
            });
        }
        let operator = talked_with.map(|(operator, _)| operator);
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

    /// `WrapUp → Idle`; the idle clock starts.
    pub(super) fn finish_wrap_up(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
    ) {
        let in_wrap_up =
            self.operators
                .get(operator)
                .is_some_and(|operator| match &operator.activity {
                    Activity::WrapUp { contact: of, .. } => of == contact,
                    Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => false,
                });
        if in_wrap_up {
            self.with_operator(operator, |operator| {
                operator.activity = Activity::Idle;
                operator.idle_since = now;
            });
            let (contact, operator) = (contact.clone(), operator.clone());
            self.journal(now, FactKind::WrapUpEnded { contact, operator });
        }
    }

    pub(super) fn set_presence(&mut self, now: Timestamp, id: &OperatorId, presence: Presence) {
        let Some(before) = self.operators.get(id).map(|operator| operator.presence) else {
            return;
        };
        if before == presence {
            return;
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
            },
        );
    }

    pub(super) fn journal(&mut self, at: Timestamp, kind: FactKind) {
        self.effects.push_back(Effect::Journal(Fact { at, kind }));
    }

    /// Frees the operator of a ringing contact and says who it was; the contact's state is left to the caller.
    fn stop_ringing(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        outcome: RingOutcome,
    ) -> Option<OperatorId> {
        let known = self.contacts.get(contact)?;
        let operator = match &known.state {
            ContactState::Ringing { operator, .. } => operator.clone(),
            ContactState::Queued
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return None,
        };
        self.with_operator(&operator, |operator| operator.activity = Activity::Idle);
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
