//! The moves of the state machine. Each keeps the contact and its operator in step.

use super::Switchboard;
use crate::channel::Channel;
use crate::contact::{ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::{ConsultOutcome, Fact, FactKind, RingOutcome};
use crate::operator::Activity;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// In an operator's hands `→ Queued`, with the original time. The operator is idle, without wrap-up: nothing was
    /// finished.
    pub(super) fn requeue(&mut self, now: Timestamp, contact: &ContactId) {
        self.drop_consult(
            now,
            contact,
            ConsultOutcome::Cancelled,
            RingOutcome::Withdrawn,
        );
        let Some(known) = self.contacts.get(contact) else {
            return;
        };
        let Some(operator) = known.operator().cloned() else {
            return;
        };
        self.take_from(now, contact, &operator);
        self.with_contact(contact, |contact| contact.back_to_queue(now));
        self.journal(
            now,
            FactKind::Requeued {
                contact: contact.clone(),
                operator,
            },
        );
    }

    /// The operator has nothing more to do with what they had in hand; its visitor hears the waiting tone. The contact's
    /// state is left to the caller.
    pub(super) fn take_from(&mut self, now: Timestamp, id: &ContactId, operator: &OperatorId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        if contact.operator_leg().is_some() {
            let close = contact.operator_leg_id();
            let close = close.map(|leg| Effect::CloseLeg { leg });
            let hold = contact.visitor_leg_id().map(|leg| Effect::Hold { leg });
            self.effects.extend(close.into_iter().chain(hold));
        }
        self.let_go(now, operator, id);
        let lease = self.settings.visitor_lease;
        self.with_contact(id, |contact| {
            if let ContactState::Bridged { .. } | ContactState::Chatting { .. } = contact.state {
                // In mid-contact nobody was given up by signs of life alone.
                contact.lease.seen(now, lease);
                contact.away = false;
            }
        });
    }

    /// Any live state `→ Ended`: the one place where a contact ends.
    pub(super) fn end(&mut self, now: Timestamp, contact: &ContactId, reason: EndReason) {
        let left = ConsultOutcome::VisitorLeft;
        self.drop_consult(now, contact, left, RingOutcome::VisitorLeft);
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
            self.let_go(now, operator, contact);
            if was_chat {
                self.with_operator(operator, |operator| {
                    operator.chat_outcomes.insert(contact.clone())
                });
            }
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
                operator: operator.clone(),
            },
        );
        if let Some(operator) = operator.filter(|_| wrap_up) {
            self.begin_wrap_up(now, &operator, contact);
        }
    }

    /// Time to write up a contact that is over for this operator.
    pub(super) fn begin_wrap_up(&mut self, now: Timestamp, operator: &OperatorId, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let until = now.after(self.wrap_up_span(contact));
        self.with_operator(operator, |operator| {
            let contact = id.clone();
            operator.activity = Activity::WrapUp { contact, until };
        });
        let (contact, operator) = (id.clone(), operator.clone());
        self.journal(now, FactKind::WrapUpBegan { contact, operator });
    }

    /// The operator is free of the contact; the contact is left to the caller.
    pub(super) fn let_go(&mut self, now: Timestamp, operator: &OperatorId, id: &ContactId) {
        let talked = self
            .contacts
            .get(id)
            .map_or(0, |contact| match contact.state {
                ContactState::Bridged { since, .. } => now.since(since).as_millis(),
                ContactState::Queued
                | ContactState::Ringing { .. }
                | ContactState::Connecting { .. }
                | ContactState::Chatting { .. }
                | ContactState::RingingBack { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ended { .. } => 0,
            });
        let talked = u64::try_from(talked).unwrap_or(u64::MAX);
        self.with_operator(operator, |operator| {
            operator.talked_this_shift_ms = operator.talked_this_shift_ms.saturating_add(talked);
            if !operator.chats.remove(id) {
                operator.activity = Activity::Idle;
            }
        });
    }

    pub(super) fn journal(&mut self, at: Timestamp, kind: FactKind) {
        self.effects.push_back(Effect::Journal(Fact { at, kind }));
    }
}
