//! Transfers without a word to whoever takes the contact.

use super::Switchboard;
use crate::channel::Channel;
use crate::contact::{Contact, ContactState};
use crate::fact::{FactKind, RingOutcome, TransferredTo, WhyMoved};
use crate::input::TransferTo;
use crate::operator::{Activity, Operator, Presence};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, OperatorId};

impl Switchboard {
    /// A call or chat in hand. The operator writes it up; its visitor waits on where it goes, in a call with the waiting
    /// tone.
    pub(super) fn transfer(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        to: &TransferTo,
    ) -> Result<(), Refusal> {
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        if contact.operator() != Some(operator) {
            if contact.former.contains_key(operator) {
                return self.tell_again(operator);
            }
            return Err(match contact.last_operator() {
                Some(last) if last == operator => Refusal::ContactEnded,
                Some(_) | None => Refusal::UnknownContact,
            });
        }
        match &contact.state {
            ContactState::Bridged { consult: None, .. } | ContactState::Chatting { .. } => {}
            ContactState::Bridged {
                consult: Some(_), ..
            }
            | ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return Err(Refusal::WrongState),
        }
        let same = contact.department.clone();
        match to {
            TransferTo::Operator(colleague) => {
                self.transfer_to_colleague(now, operator, id, colleague)
            }
            TransferTo::Queue => self.transfer_to_department(now, operator, id, &same, None),
            TransferTo::Department(department) => {
                let why = Some(WhyMoved::Transferred).filter(|_| *department != same);
                self.transfer_to_department(now, operator, id, department, why)
            }
            TransferTo::Escalation => {
                let rules = self.plan.department(&same);
                let higher = rules.and_then(|rules| rules.escalates_to.clone());
                let higher = higher.ok_or(Refusal::UnknownDepartment)?;
                self.transfer_to_department(now, operator, id, &higher, Some(WhyMoved::Escalated))
            }
        }
    }

    /// Nobody took what was transferred here: back to whoever gave it away, if they can take it, else to the queue, where
    /// it is served earlier and rings there first.
    pub(super) fn recall(&mut self, now: Timestamp, id: &ContactId, operator: &OperatorId) {
        let Some((contact, known)) = self.contacts.get(id).zip(self.operators.get(operator)) else {
            return;
        };
        if !self.may_get_back(contact, known) {
            let raise = self.plan.configuration.routing.raise_transferred;
            self.with_contact(id, |contact| {
                contact.raise(raise);
                contact.affinity = Some(operator.clone());
            });
            return;
        }
        let writes_it_up = match &known.activity {
            Activity::WrapUp { contact, .. } => contact == id,
            Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => false,
        };
        if writes_it_up {
            self.finish_wrap_up(now, operator, id);
        }
        self.ring(now, id, operator);
    }

    pub(super) fn journal_transfer(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        operator: &OperatorId,
        to: TransferredTo,
    ) {
        let (contact, operator) = (contact.clone(), operator.clone());
        self.journal(
            now,
            FactKind::Transferred {
                contact,
                operator,
                to,
            },
        );
    }

    fn transfer_to_colleague(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        colleague: &OperatorId,
    ) -> Result<(), Refusal> {
        let known = self.operators.get(colleague);
        let known = known.ok_or(Refusal::UnknownOperator)?;
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        if colleague == operator || !self.has_room(contact, known) {
            return Err(Refusal::ColleagueBusy);
        }
        if contact.channel == Channel::Call && !self.media {
            return Err(Refusal::NoMedia);
        }
        self.leave_hands(
            now,
            operator,
            id,
            TransferredTo::Operator(colleague.clone()),
        );
        self.ring(now, id, colleague);
        self.with_contact(id, |contact| contact.comes_back_to(operator));
        Ok(())
    }

    /// In the queue it is served earlier than those who came with it, and does not ring at whoever gave it away at once.
    fn transfer_to_department(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        department: &DepartmentId,
        moves: Option<WhyMoved>,
    ) -> Result<(), Refusal> {
        let contact = self.contacts.get(id).ok_or(Refusal::UnknownContact)?;
        if moves.is_some() && !self.plan.has_department(&contact.hotline, department) {
            return Err(Refusal::UnknownDepartment);
        }
        if moves.is_some() && !self.is_department_open(department) {
            return Err(Refusal::Closed);
        }
        self.leave_hands(
            now,
            operator,
            id,
            TransferredTo::Department(department.clone()),
        );
        let raise = self.plan.configuration.routing.raise_transferred;
        let pause = now.after(self.settings.decline_pause);
        self.with_contact(id, |contact| {
            contact.back_to_queue(now);
            contact.affinity = None;
            contact.raise(raise);
            contact.declined.insert(operator.clone(), pause);
        });
        if let Some(why) = moves {
            self.move_to_department(now, id, department, why);
        }
        Ok(())
    }

    /// What was in the operator's hands is written up, and its visitor hears the waiting tone.
    fn leave_hands(
        &mut self,
        now: Timestamp,
        operator: &OperatorId,
        id: &ContactId,
        to: TransferredTo,
    ) {
        let channel = self.contacts.get(id).map(|contact| contact.channel.clone());
        let is_written = channel.is_some_and(|channel| channel.is_written());
        self.take_from(now, id, operator);
        self.with_contact(id, |contact| contact.given_away_by(operator));
        self.journal_transfer(now, id, operator, to);
        if is_written {
            self.with_operator(operator, |operator| {
                operator.chat_outcomes.insert(id.clone())
            });
        } else {
            self.begin_wrap_up(now, operator, id);
        }
    }

    /// Whether it can ring at a colleague.
    fn has_room(&self, contact: &Contact, colleague: &Operator) -> bool {
        let (is_idle, has_room) = self.capacity(colleague);
        if contact.channel.is_written() {
            has_room
        } else {
            is_idle
        }
    }

    /// Whether it can ring at whoever gave it away: also while they write it up.
    fn may_get_back(&self, contact: &Contact, operator: &Operator) -> bool {
        if contact.channel == Channel::Call && !self.media {
            return false;
        }
        let writes_it_up = match &operator.activity {
            Activity::WrapUp { contact: of, .. } => *of == contact.id,
            Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => false,
        };
        let could = writes_it_up
            && operator.chat_ring.is_none()
            && operator.presence == Presence::Available;
        could || self.has_room(contact, operator)
    }

    /// Somebody at whom it rings is no longer available.
    pub(super) fn ring_left(&mut self, now: Timestamp, id: &ContactId, operator: &OperatorId) {
        let contact = self.contacts.get(id);
        if contact.is_some_and(|contact| contact.consults(operator)) {
            self.colleague_leaves(now, id, RingOutcome::OperatorLeft);
        } else {
            self.stops_at(now, id, operator, RingOutcome::OperatorLeft);
        }
    }
}
