//! What operators do.

use super::Switchboard;
use crate::contact::{ContactState, EndReason};
use crate::effect::{Effect, Record};
use crate::fact::{FactKind, RingOutcome};
use crate::lease::Lease;
use crate::operator::{Activity, AwayReason, Disposition, Operator, Presence, PresenceChoice};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::Side;
use bellpull_protocol::{ContactId, Note, OperatorId, Sdp};
use std::collections::BTreeSet;

impl Switchboard {
    /// A desk that is not ready cannot ring, so its operator has to go online again and what rang rings elsewhere. One who was only cut off
    /// comes back as before.
    pub(super) fn operator_connected(&mut self, now: Timestamp, id: &OperatorId, ready: bool) {
        let lease = Lease::from(now, self.settings.operator_lease);
        let Some(known) = self.operators.get(id) else {
            self.changed_operators.insert(id.clone());
            self.waiting_changed = true;
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
        if let (Activity::Ringing { contact }, false) = (known.activity.clone(), ready) {
            self.ring_over(now, &contact, RingOutcome::OperatorLeft);
        }
        self.with_operator(id, |operator| operator.lease = lease);
        self.set_presence(now, id, presence);
        self.waiting_changed = true;
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
            Activity::Idle => {}
            Activity::Ringing { contact } => {
                self.ring_over(now, &contact, RingOutcome::OperatorLeft)
            }
            Activity::Talking { contact } => self.requeue(now, &contact),
            Activity::WrapUp { contact, .. } => self.finish_wrap_up(now, id, &contact),
        }
        self.set_presence(now, id, Presence::Offline);
    }

    pub(super) fn choose_presence(
        &mut self,
        now: Timestamp,
        id: &OperatorId,
        choice: PresenceChoice,
    ) -> Result<(), Refusal> {
        let operator = self.operators.get(id).ok_or(Refusal::UnknownOperator)?;
        let presence = match choice {
            PresenceChoice::Available => Presence::Available,
            PresenceChoice::Break => Presence::Break,
            PresenceChoice::Offline => Presence::Offline,
        };
        if presence != Presence::Available
            && let Activity::Ringing { contact } = operator.activity.clone()
        {
            self.ring_over(now, &contact, RingOutcome::OperatorLeft);
        }
        self.renew_operator_lease(id, now);
        self.set_presence(now, id, presence);
        self.changed_operators.insert(id.clone());
        Ok(())
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
        if known.rings != ring || known.operator() != Some(operator) {
            return Err(Refusal::RingOver);
        }
        match known.state {
            ContactState::Ringing { .. } => {
                self.start_connecting(now, contact);
                Ok(())
            }
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => {
                self.changed_operators.insert(operator.clone());
                Ok(())
            }
            ContactState::Queued | ContactState::Ended { .. } => Err(Refusal::RingOver),
        }
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
            ContactState::Ringing { operator: rung, .. }
                if rung == operator && known.rings == ring =>
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
        if known.operator() != Some(operator) {
            return Err(Refusal::UnknownContact);
        }
        if known.operator_leg().is_none() {
            return Err(Refusal::WrongState);
        }
        if !self.media {
            return Err(Refusal::NoMedia);
        }
        let accepted = self.with_contact(contact, |contact| {
            contact
                .operator_leg_mut()
                .is_some_and(|leg| leg.offered(now, attempt))
        });
        let Some(known) = self
            .contacts
            .get(contact)
            .filter(|_| accepted == Some(true))
        else {
            return Ok(());
        };
        let beside = known.visitor_leg_id();
        if let Some(leg) = known.operator_leg_id() {
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
        match &known.state {
            ContactState::Connecting { operator: who, .. }
            | ContactState::Bridged { operator: who, .. }
                if who == operator =>
            {
                self.end(now, contact, EndReason::OperatorHungUp);
                Ok(())
            }
            ContactState::Ringing { operator: who, .. } if who == operator => {
                Err(Refusal::WrongState)
            }
            ContactState::Ended {
                operator: Some(who),
                ..
            } if who == operator => {
                self.changed_operators.insert(operator.clone());
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

    /// The outcome may be saved from the acceptance on, and late: also after the wrap-up's timer ended.
    pub(super) fn save_outcome(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        contact: &ContactId,
        (disposition, note): (Option<Disposition>, Option<Note>),
    ) -> Result<(), Refusal> {
        let known = self.contacts.get(contact).ok_or(Refusal::UnknownContact)?;
        let who = match &known.state {
            ContactState::Connecting { operator, .. }
            | ContactState::Bridged { operator, .. }
            | ContactState::Chatting { operator, .. }
            | ContactState::RingingBack { operator, .. }
            | ContactState::Dialling { operator, .. } => Some(operator),
            ContactState::Ended { operator, .. } => operator.as_ref(),
            ContactState::Queued | ContactState::Ringing { .. } => None,
        };
        if who != Some(operator) {
            return Err(Refusal::UnknownContact);
        }
        if let Some(disposition) = disposition.filter(|_| disposition != known.disposition) {
            self.with_contact(contact, |contact| contact.disposition = Some(disposition));
            let (contact, operator) = (contact.clone(), operator.clone());
            self.journal(
                now,
                FactKind::Disposed {
                    contact,
                    operator,
                    disposition,
                },
            );
        }
        if let Some(note) = note {
            self.effects.push_back(Effect::Keep(Record::Note {
                contact: contact.clone(),
                note,
            }));
        }
        self.effects.push_back(Effect::TellSaved {
            operator: operator.clone(),
            contact: contact.clone(),
        });
        Ok(())
    }

    /// Prolongs the wrap-up, at most for as long as its contact is remembered: every wrap-up ends.
    pub(super) fn more_time(
        &mut self,
        operator: &OperatorId,
        contact: &ContactId,
    ) -> Result<(), Refusal> {
        let known = self
            .operators
            .get(operator)
            .ok_or(Refusal::UnknownOperator)?;
        let until = match &known.activity {
            Activity::WrapUp { contact: of, until } if of == contact => *until,
            Activity::Idle
            | Activity::Ringing { .. }
            | Activity::Talking { .. }
            | Activity::WrapUp { .. } => return Err(Refusal::WrongState),
        };
        let latest = self
            .contacts
            .get(contact)
            .and_then(|contact| contact.next_deadline(&self.settings));
        let prolonged = until.after(self.settings.more_time);
        let prolonged = latest.map_or(prolonged, |latest| prolonged.min(latest));
        if prolonged <= until {
            return Err(Refusal::WrongState);
        }
        let contact = contact.clone();
        self.with_operator(operator, |operator| {
            operator.activity = Activity::WrapUp {
                contact,
                until: prolonged,
            };
        });
        Ok(())
    }
}
