//! What an operator does with chats and callbacks, beside or instead of a call.

use crate::coverage::Situation;
use crate::world::World;
use bellpull_hotline::{Channel, ContactState, DeskContact, Disposition, Input, TryOutcome, Way};
use bellpull_protocol::{ContactId, LineText, RequestId};

impl World {
    pub fn operator_chats(&mut self, index: usize) {
        let desk = self.operators[index].page.as_ref();
        let chats = desk.map(|desk| desk.chats.clone()).unwrap_or_default();
        for chat in chats {
            let contact = chat.contact;
            self.operator_keeps_transcript(index, &contact);
            match &contact.state {
                ContactState::Ringing { .. } => self.operator_is_rung(index, &contact),
                ContactState::Chatting { .. } => self.operator_chats_on(index, &contact),
                ContactState::Ended { .. } if self.chance.percent(8) => {
                    let input = Input::WrapUp {
                        operator: self.operators[index].id.clone(),
                        contact: contact.contact.clone(),
                        disposition: Some(Disposition::Resolved),
                        note: None,
                        finish: true,
                        topic: None,
                    };
                    self.operator_sends(index, input);
                }
                ContactState::Queued
                | ContactState::Connecting { .. }
                | ContactState::Bridged { .. }
                | ContactState::RingingBack { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ended { .. } => {}
            }
        }
    }

    fn operator_chats_on(&mut self, index: usize, whole: &DeskContact) {
        let operator = self.operators[index].id.clone();
        let contact = whole.contact.clone();
        let done = if self.is_calm() { 10 } else { 2 };
        if self.chance.percent(done) {
            self.operator_sends(index, Input::OperatorHangUp { operator, contact });
        } else if self.operator_transfers(index, whole) {
        } else if self.chance.percent(3) {
            self.operator_sends(index, Input::OperatorTyping { operator, contact });
        }
    }

    /// Says how dialling went, sooner or later.
    pub fn operator_dials(&mut self, index: usize, contact: &DeskContact) {
        let calm = self.is_calm();
        if !self.chance.percent(if calm { 30 } else { 8 }) {
            return;
        }
        let outcomes = [
            TryOutcome::Reached,
            TryOutcome::Reached,
            TryOutcome::NoAnswer,
            TryOutcome::NoAnswer,
            TryOutcome::Engaged,
            TryOutcome::WrongNumber,
        ];
        let input = Input::Tried {
            operator: self.operators[index].id.clone(),
            contact: contact.contact.clone(),
            outcome: self.chance.pick(&outcomes),
        };
        if self.chance.percent(10) {
            self.operator_sends(index, input.clone());
        }
        self.operator_sends(index, input);
    }

    /// Takes some callback out of turn. Which are owed is told to all desks; here the heart is asked.
    pub fn operator_takes_callback(&mut self, index: usize) {
        if self.is_calm() || !self.chance.percent(2) {
            return;
        }
        let contacts = self.edge.memory.iter().flat_map(|heart| heart.contacts());
        let owed = contacts.filter(|contact| match &contact.channel {
            Channel::Callback(callback) => callback.way != Way::Browser,
            Channel::Call | Channel::Chat | Channel::Message => false,
        });
        let owed: Vec<ContactId> = owed.map(|contact| contact.id.clone()).collect();
        if owed.is_empty() {
            return;
        }
        let contact = owed[self.chance.index(owed.len())].clone();
        let operator = self.operators[index].id.clone();
        self.operator_sends(index, Input::TakeCallback { operator, contact });
    }

    /// As for visitors; whoever has a contact in hand writes.
    pub fn operator_keeps_transcript(&mut self, index: usize, contact: &DeskContact) {
        let writes = !self.is_calm() && self.chance.percent(6);
        let in_hand = match contact.state {
            ContactState::Queued | ContactState::Ringing { .. } | ContactState::Ended { .. } => {
                false
            }
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => true,
        };
        let operator = &mut self.operators[index];
        operator.written += 1;
        let text = format!("{}-line-{}", operator.id, operator.written);
        let Some(desk) = operator.page.as_mut() else {
            return;
        };
        let id = contact.contact.clone();
        let transcript = desk.transcripts.entry(id.clone()).or_default();
        if writes && in_hand {
            let line = (RequestId::new(text.clone()).unwrap(), LineText::new(text));
            transcript.unsaid.push(line);
        }
        let unsaid = transcript.unsaid.clone();
        let missing = transcript.missing_after();
        let operator = operator.id.clone();
        for (key, text) in unsaid {
            if !self.chance.percent(50) {
                continue;
            }
            let input = Input::OperatorLine {
                operator: operator.clone(),
                contact: id.clone(),
                key,
                text,
            };
            self.operator_sends(index, input);
        }
        if let Some(after) = missing.filter(|_| self.chance.percent(50)) {
            self.coverage.reach(Situation::LinesAskedAgainByDesk);
            let contact = id;
            self.operator_sends(
                index,
                Input::OperatorLines {
                    operator,
                    contact,
                    after,
                },
            );
        }
    }
}
