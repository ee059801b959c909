//! What the person does beside the call: chats and callbacks.

use super::machine::Desk;
use super::told::Hand;
use super::view::Look;
use bellpull_protocol::ContactId;
use bellpull_protocol::operator::{ChatState, FromOperator, OwedCallback, TryOutcome};

impl Desk {
    pub(super) fn show_chat(&mut self, contact: &ContactId) {
        if self.shown_chats().any(|shown| shown == contact) {
            self.chats.open(contact);
            self.look = Look::Chats;
        }
    }

    pub(super) fn show_next_chat(&mut self) {
        let open = self.open_chat();
        let after = self
            .shown_chats()
            .skip_while(|contact| Some(*contact) != open);
        let next = after.skip(1).chain(self.shown_chats()).next().cloned();
        if let Some(contact) = next {
            self.show_chat(&contact);
        }
    }

    pub(super) fn end_chat(&mut self, contact: ContactId) {
        if self.chats.is_going_on(&contact) && !self.wishes.end_chats.contains(&contact) {
            self.say([FromOperator::HangUp {
                contact: contact.clone(),
            }]);
            self.wishes.end_chats.push(contact);
        }
    }

    /// The chat on show, if only its outcome is open.
    pub(super) fn ended_chat(&self) -> Option<ContactId> {
        let open = self.open_chat()?;
        (self.chats.state(open) == Some(ChatState::Ended)).then(|| open.clone())
    }

    /// Whether this callback can be taken out of turn. Only while connected: dialling must not begin by itself
    /// minutes later.
    pub(super) fn may_take(&self, row: &OwedCallback) -> bool {
        let free = match self.told.as_ref().map(|told| &told.hand) {
            Some(Hand::Empty) => true,
            Some(Hand::WrapUp { caller, .. }) => self.outcomes.is_finished(&caller.contact),
            Some(
                Hand::Ringing { .. }
                | Hand::RingingBack { .. }
                | Hand::Dialling { .. }
                | Hand::Connecting { .. }
                | Hand::Talking { .. },
            )
            | None => false,
        };
        row.by_phone && !row.taken && free && self.link.is_live() && self.wishes.take.is_none()
    }

    pub(super) fn take_callback(&mut self, contact: &ContactId) {
        let mut rows = self.owed.rows.iter();
        if rows.any(|row| row.contact == *contact && self.may_take(row)) {
            self.say([FromOperator::TakeCallback {
                contact: contact.clone(),
            }]);
            self.wishes.take = Some(contact.clone());
            self.look = Look::Desk;
        }
    }

    pub(super) fn tell_try(&mut self, outcome: TryOutcome) {
        let dialled = self.told.as_ref().and_then(|told| told.hand.dialled());
        let Some(contact) = dialled.cloned().filter(|_| self.wishes.tried.is_none()) else {
            return;
        };
        // While the contact is still in hand; a try that failed takes it away.
        if self.link.is_live() {
            let unsent = self.outcomes.due(u64::MAX);
            self.say(unsent);
        }
        self.say([FromOperator::Tried {
            contact: contact.clone(),
            outcome,
        }]);
        self.wishes.tried = Some((contact, outcome));
    }
}
