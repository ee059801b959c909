//! Callbacks: what is owed, how it is tried and how that went.

use super::Switchboard;
use crate::channel::{Channel, TryOutcome, Way};
use crate::contact::{Contact, ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::FactKind;
use crate::leg::Leg;
use crate::operator::Activity;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::OwedRow;
use bellpull_protocol::{ContactId, OperatorId, VisitorId};

impl Switchboard {
    /// `RingingBack → Connecting`: from here on it is a call.
    pub(super) fn answer_ring_back(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        id: &ContactId,
    ) -> Result<(), Refusal> {
        let contact = self.live_contact_of(visitor, id)?;
        let operator = match &contact.state {
            ContactState::RingingBack { operator, .. } => operator.clone(),
            ContactState::Connecting { .. } | ContactState::Bridged { .. } => {
                self.changed_contacts.insert(id.clone());
                return Ok(());
            }
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Chatting { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return Err(Refusal::WrongState),
        };
        self.renew_contact_lease(now, id, now);
        let until = now.after(self.settings.connecting);
        self.with_contact(id, |contact| {
            contact.channel = Channel::Call;
            contact.state = ContactState::Connecting {
                operator,
                operator_leg: Leg::none(now),
                until,
                ring: contact.rings,
            };
        });
        let contact = id.clone();
        let channel = Channel::Call.kind();
        self.journal(now, FactKind::ChannelChanged { contact, channel });
        Ok(())
    }

    /// How dialling went. Said again it is harmless.
    pub(super) fn tried(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        outcome: TryOutcome,
    ) -> Result<(), Refusal> {
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        let dials = matches!(contact.state, ContactState::Dialling { .. });
        if contact.last_operator() != Some(operator) {
            return Err(Refusal::RingOver);
        }
        if contact.has_ended() {
            self.changed_operators.insert(operator.clone());
            return Ok(());
        }
        if !dials {
            return Err(Refusal::WrongState);
        }
        match outcome {
            TryOutcome::Reached => {
                self.count_try(now, id, outcome);
                self.with_contact(id, |contact| contact.answered = true);
                self.with_operator(operator, |operator| operator.contacts_this_shift += 1);
                self.end(now, id, EndReason::CalledBack);
            }
            TryOutcome::NoAnswer | TryOutcome::Engaged | TryOutcome::WrongNumber => {
                self.try_failed(now, id, outcome);
            }
        }
        Ok(())
    }

    /// A ring that its operator asked for and answered at once, out of turn and also while it pauses.
    pub(super) fn take_callback(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
    ) -> Result<(), Refusal> {
        let known = self.operators.get(operator);
        let known = known.ok_or(Refusal::UnknownOperator)?;
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        match &contact.state {
            ContactState::Ended { .. } => return Err(Refusal::ContactEnded),
            ContactState::Ringing { operators, .. } if operators.contains(operator) => {
                self.accepted(now, id, operator);
                return Ok(());
            }
            ContactState::Dialling { operator: by, .. } if by == operator => {
                self.changed_operators.insert(operator.clone());
                return Ok(());
            }
            ContactState::Ringing { .. } | ContactState::Dialling { .. } => {
                return Err(Refusal::RingOver);
            }
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. } => return Err(Refusal::WrongState),
            ContactState::Queued => {}
        }
        let by_phone = match &contact.channel {
            Channel::Callback(callback) => callback.way != Way::Browser,
            Channel::Call | Channel::Chat | Channel::Message => false,
        };
        if !by_phone || known.activity != Activity::Idle {
            return Err(Refusal::WrongState);
        }
        self.ring(now, id, operator);
        self.accepted(now, id, operator);
        Ok(())
    }

    /// `RingingBack | Dialling → Queued` with a pause, or the end when it was tried often enough.
    pub(super) fn try_failed(&mut self, now: Timestamp, id: &ContactId, outcome: TryOutcome) {
        let Some(tries) = self.count_try(now, id, outcome) else {
            return;
        };
        let most = self.contacts.get(id).map(|contact| self.tries(contact));
        if outcome == TryOutcome::WrongNumber || most.is_some_and(|most| tries >= most) {
            self.end(now, id, EndReason::NotReached);
        } else {
            self.requeue(now, id);
        }
    }

    /// `Dialling → Queued` without a try; it does not ring at the same operator at once.
    pub(super) fn give_back(&mut self, now: Timestamp, id: &ContactId) {
        let operator = self.contacts.get(id).and_then(Contact::operator).cloned();
        self.requeue(now, id);
        let pause = now.after(self.settings.decline_pause);
        if let Some(operator) = operator {
            self.with_contact(id, |contact| contact.declined.insert(operator, pause));
        }
    }

    /// All operators are told what is owed, by its place.
    pub(super) fn tell_owed(&mut self) {
        if !std::mem::take(&mut self.owed_changed) {
            return;
        }
        let first = self.owed.iter().take(self.settings.waiting_rows);
        let rows = first.filter_map(|place| owed_row(self.contacts.get(&place.contact)?));
        let rows = rows.collect();
        let total = u32::try_from(self.owed.len()).unwrap_or(u32::MAX);
        self.effects.push_back(Effect::TellOwed { total, rows });
    }

    fn count_try(&mut self, now: Timestamp, id: &ContactId, outcome: TryOutcome) -> Option<u32> {
        let known = self.contacts.get(id)?;
        let operator = known.operator()?.clone();
        let pause = match &known.channel {
            Channel::Callback(callback) => self.retry_span(known, &callback.way),
            Channel::Call | Channel::Chat | Channel::Message => return None,
        };
        let tried = self.with_contact(id, |contact| match &mut contact.channel {
            Channel::Callback(callback) => {
                callback.tries += 1;
                // Taken before its window, it still rings in it only.
                let begins = callback.window.map_or(now, |window| window.from);
                callback.due = now.after(pause).max(begins);
                Some(callback.tries)
            }
            Channel::Call | Channel::Chat | Channel::Message => None,
        })??;
        let contact = id.clone();
        self.journal(
            now,
            FactKind::Tried {
                contact,
                operator,
                tried,
                outcome,
            },
        );
        Some(tried)
    }
}

fn owed_row(contact: &Contact) -> Option<OwedRow> {
    let Channel::Callback(callback) = &contact.channel else {
        return None;
    };
    let taken = contact.state != ContactState::Queued;
    Some(OwedRow {
        contact: contact.id.clone(),
        hotline: contact.hotline.clone(),
        language: contact.language.clone(),
        entered: contact.entered,
        callback: callback.clone(),
        reachable: callback.way != Way::Browser || !contact.away,
        taken,
    })
}
