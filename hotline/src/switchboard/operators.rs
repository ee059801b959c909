//! What operators do.

use super::Switchboard;
use crate::channel::TryOutcome;
use crate::contact::{ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::RingOutcome;
use crate::lease::Lease;
use crate::operator::{Activity, AwayReason, Operator, Presence};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::Side;
use bellpull_protocol::{ContactId, OperatorId, Sdp};
use std::collections::BTreeSet;

impl Switchboard {
    /// A desk that is not ready cannot ring, so its operator has to go online again, also after a break, and what rang
    /// rings elsewhere. One who was only cut off comes back as before.
    pub(super) fn operator_connected(&mut self, now: Timestamp, id: &OperatorId, ready: bool) {
        let lease = Lease::from(now, self.settings.operator_lease);
        let Some(known) = self.operators.get(id) else {
            self.changed_operators.insert(id.clone());
            self.changed_chats.insert(id.clone());
            self.waiting_changed = true;
            self.owed_changed = true;
            self.insert_operator(Operator {
                id: id.clone(),
                lease,
                presence: Presence::Offline,
                activity: Activity::Idle,
                chat_ring: None,
                chats: BTreeSet::new(),
                chat_outcomes: BTreeSet::new(),
                idle_since: now,
                contacts_this_shift: 0,
                talked_this_shift_ms: 0,
                serving: None,
                pause: None,
                before_pause: None,
                planned: None,
                pause_is_due: false,
                back_at: None,
            });
            return;
        };
        let presence = match (known.presence, ready) {
            (
                Presence::Unavailable {
                    reason: AwayReason::ConnectionLost,
                },
                true,
            ) => Presence::Available,
            (Presence::Available | Presence::Unavailable { .. }, false) => Presence::Offline,
            (presence, true | false) => presence,
        };
        self.set_presence(now, id, presence);
        self.with_operator(id, |operator| {
            operator.lease = lease;
            if presence == Presence::Break && !ready {
                operator.before_pause = Some(Presence::Offline);
            }
        });
        self.changed_chats.insert(id.clone());
        self.waiting_changed = true;
        self.owed_changed = true;
    }

    pub(super) fn operator_seen(&mut self, id: &OperatorId, at: Timestamp) {
        self.renew_operator_lease(id, at);
    }

    pub(super) fn operator_disconnected(&mut self, id: &OperatorId, at: Timestamp) {
        self.renew_operator_lease(id, at);
        if self.operators.contains_key(id) {
            self.changed_operators.insert(id.clone());
        }
    }

    /// Without a session there is no desk: whatever was in hand goes back to the queue.
    pub(super) fn operator_signed_out(&mut self, now: Timestamp, id: &OperatorId) {
        let Some(operator) = self.operators.get(id) else {
            return;
        };
        match operator.activity.clone() {
            // The change of presence stops rings.
            Activity::Idle | Activity::Ringing { .. } => {}
            Activity::Talking { contact } => self.leaves_call(now, id, &contact),
            Activity::WrapUp { contact, .. } => self.finish_wrap_up(now, id, &contact),
        }
        self.leave_chats(now, id);
        self.set_presence(now, id, Presence::Offline);
        self.drop_plan(id);
    }

    /// A session that runs out in mid-call does not cost the caller the call; the operator is offline after it.
    pub(super) fn operator_session_expired(&mut self, now: Timestamp, id: &OperatorId) {
        let Some(operator) = self.operators.get(id) else {
            return;
        };
        let talks = match &operator.activity {
            Activity::Talking { contact } => {
                let contact = self.contacts.get(contact);
                contact.is_some_and(|contact| contact.operator_leg().is_some())
            }
            Activity::Idle | Activity::Ringing { .. } | Activity::WrapUp { .. } => false,
        };
        if !talks {
            return self.operator_signed_out(now, id);
        }
        self.leave_chats(now, id);
        self.set_presence(now, id, Presence::Offline);
        self.drop_plan(id);
    }

    /// Chats in hand go back to the queue, and nobody is there any more to say how the ended ones went.
    fn leave_chats(&mut self, now: Timestamp, id: &OperatorId) {
        self.requeue_chats(now, id);
        self.with_operator(id, |operator| operator.chat_outcomes.clear());
    }

    pub(super) fn requeue_chats(&mut self, now: Timestamp, id: &OperatorId) {
        let chats = self
            .operators
            .get(id)
            .map(|operator| operator.chats.clone());
        for chat in chats.unwrap_or_default() {
            self.requeue(now, &chat);
        }
    }

    pub(super) fn operator_offer(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
        (attempt, sdp): (u32, Sdp),
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::UnknownContact)?;
        if known.has_ended() {
            return Err(Refusal::ContactEnded);
        }
        if !known.at_desks().contains(operator) {
            return Err(Refusal::UnknownContact);
        }
        if known.leg_of(operator).is_none() {
            return Err(Refusal::WrongState);
        }
        if !self.media {
            return Err(Refusal::NoMedia);
        }
        let accepted = self.with_contact(contact, |contact| {
            contact
                .leg_of_mut(operator)
                .is_some_and(|leg| leg.offered(now, attempt))
        });
        let Some(known) = self
            .contacts
            .get(contact)
            .filter(|_| accepted == Some(true))
        else {
            return Ok(());
        };
        if let Some(leg) = known.leg_id_of(operator) {
            let beside = known.beside(&leg);
            self.effects.push_back(Effect::OpenLeg {
                leg,
                attempt,
                side: Side::Operator,
                beside,
                sdp,
            });
        }
        Ok(())
    }

    pub(super) fn operator_hang_up(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::UnknownContact)?;
        if known.last_operator() != Some(operator) && known.former.contains_key(operator) {
            return self.tell_again(operator);
        }
        match &known.state {
            ContactState::Bridged { .. } if known.consult_rings_at(operator) => {
                Err(Refusal::WrongState)
            }
            ContactState::Bridged { .. } if known.consults(operator) => {
                self.colleague_leaves(now, contact, RingOutcome::Declined);
                Ok(())
            }
            ContactState::Bridged {
                operator: who,
                consult: Some(consult),
                ..
            } if who == operator && consult.may_complete() => {
                self.complete(now, contact);
                Ok(())
            }
            ContactState::Connecting { operator: who, .. }
            | ContactState::Bridged { operator: who, .. }
            | ContactState::Chatting { operator: who, .. }
                if who == operator =>
            {
                self.end(now, contact, EndReason::OperatorHungUp);
                Ok(())
            }
            ContactState::RingingBack { operator: who, .. } if who == operator => {
                self.try_failed(now, contact, TryOutcome::NoAnswer);
                Ok(())
            }
            ContactState::Dialling { operator: who, .. } if who == operator => {
                self.give_back(now, contact);
                Ok(())
            }
            ContactState::Ringing { operators, .. } if operators.contains(operator) => {
                Err(Refusal::WrongState)
            }
            ContactState::Ended {
                operator: Some(who),
                ..
            } if who == operator => {
                self.changed_operators.insert(operator.clone());
                self.changed_chats.insert(operator.clone());
                Ok(())
            }
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => Err(Refusal::UnknownContact),
        }
    }
}
