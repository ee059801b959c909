//! After every change: match, then say what has to be kept and told.

use super::Switchboard;
use crate::contact::{Contact, ContactState};
use crate::effect::{Effect, Record};
use crate::operator::Activity;
use crate::time::Timestamp;
use crate::view::{ContactView, ContactViewState, DeskChat, DeskContact, DeskView, WaitingRow};
use bellpull_protocol::{ContactId, OperatorId};
use std::mem;

impl Switchboard {
    pub(super) fn settle(&mut self, now: Timestamp) {
        self.begin_due_pauses(now);
        self.match_waiting(now);
        self.learn_from_operators(now);
        self.keep_flows();
        self.estimate_changed(now);
        self.keep_and_tell_operators();
        self.tell_chats();
        self.keep_contacts();
        self.tell_staffed();
        self.tell_places(now);
        self.tell_waiting();
        self.tell_owed();
    }

    fn keep_and_tell_operators(&mut self) {
        for id in mem::take(&mut self.changed_operators) {
            let Some(operator) = self.operators.get(&id) else {
                continue;
            };
            let contact = match &operator.activity {
                Activity::Idle => None,
                Activity::Ringing { contact }
                | Activity::Talking { contact }
                | Activity::WrapUp { contact, .. } => self.desk_contact(contact, &id),
            };
            let view = DeskView {
                presence: operator.presence,
                pause: operator.pause.clone(),
                planned: operator.planned.clone(),
                back_at: operator.back_at,
                activity: operator.activity.clone(),
                contact,
            };
            self.effects
                .push_back(Effect::Keep(Record::Operator(operator.clone())));
            self.effects
                .push_back(Effect::TellOperator { operator: id, view });
        }
    }

    /// All chats of an operator at every change, those that ring first.
    fn tell_chats(&mut self) {
        for id in mem::take(&mut self.changed_chats) {
            let Some(operator) = self.operators.get(&id) else {
                continue;
            };
            let ring = operator.chat_ring.iter();
            // What comes back may ring beside its open outcome.
            let open = operator.chat_outcomes.iter();
            let open = open.filter(|chat| operator.chat_ring.as_ref() != Some(*chat));
            let all = ring.chain(&operator.chats).chain(open);
            let chats = all.filter_map(|chat| self.desk_chat(chat, &id)).collect();
            let operator = id;
            self.effects
                .push_back(Effect::TellChats { operator, chats });
        }
    }

    fn desk_chat(&self, id: &ContactId, at: &OperatorId) -> Option<DeskChat> {
        let visitor_here = !self.contacts.get(id)?.away;
        let contact = self.desk_contact(id, at)?;
        Some(DeskChat {
            contact,
            visitor_here,
        })
    }

    fn desk_contact(&self, id: &ContactId, at: &OperatorId) -> Option<DeskContact> {
        let contact = self.contacts.get(id)?;
        Some(DeskContact::of(contact, at, self.last_line(id)))
    }

    /// Keeps every changed contact; the visitors of those outside the queue are told here, the others with their
    /// places. Of an older contact its visitor is not told: the last that a page is told is the truth for it.
    fn keep_contacts(&mut self) {
        for id in mem::take(&mut self.changed_contacts) {
            let Some(contact) = self.contacts.get(&id) else {
                continue;
            };
            self.effects
                .push_back(Effect::Keep(Record::Contact(contact.clone())));
            self.places.forget_told(&id);
            let is_newest = self.by_visitor.get(&contact.visitor) == Some(&id);
            match view_state(contact) {
                Some(state) if is_newest => {
                    let told = self.tell(contact, state);
                    self.effects.push_back(told);
                }
                Some(_) => {}
                None => self.places.change(&contact.department, contact.place()),
            }
        }
    }

    fn tell_staffed(&mut self) {
        let staffed = self.is_staffed();
        if staffed != self.told_staffed {
            self.told_staffed = staffed;
            self.effects.push_back(Effect::TellStaffed { staffed });
        }
    }

    /// Tells the operators who is waiting.
    fn tell_waiting(&mut self) {
        if !mem::take(&mut self.waiting_changed) {
            return;
        }
        let first = self.waiting.iter().take(self.settings.waiting_rows);
        let rows = first
            .filter_map(|place| self.waiting_row(&place.contact))
            .collect();
        let total = u32::try_from(self.waiting.len()).unwrap_or(u32::MAX);
        self.effects.push_back(Effect::TellWaiting { total, rows });
    }

    fn waiting_row(&self, id: &ContactId) -> Option<WaitingRow> {
        let contact = self.contacts.get(id)?;
        Some(WaitingRow {
            contact: id.clone(),
            hotline: contact.hotline.clone(),
            department: contact.department.clone(),
            language: contact.language.clone(),
            channel: contact.channel.kind(),
            entered: contact.entered,
            ringing: matches!(contact.state, ContactState::Ringing { .. }),
        })
    }

    pub(super) fn tell(&self, contact: &Contact, state: ContactViewState) -> Effect {
        let view = ContactView {
            contact: contact.id.clone(),
            request: contact.request.clone(),
            department: contact.department.clone(),
            channel: contact.channel.clone(),
            entered: contact.entered,
            offered_callback: contact.offered_callback,
            leg: contact.leg,
            lines: self.last_line(&contact.id),
            answered: contact.answered,
            stars: contact.stars,
            state,
        };
        Effect::TellVisitor {
            visitor: contact.visitor.clone(),
            view,
        }
    }
}

/// `None` while queued: the view then depends on the place.
fn view_state(contact: &Contact) -> Option<ContactViewState> {
    match contact.state.clone() {
        ContactState::Queued => None,
        ContactState::Ringing { .. } => Some(ContactViewState::Ringing),
        ContactState::Connecting {
            operator,
            operator_leg,
            ..
        } => Some(ContactViewState::Connecting {
            operator,
            operator_leg,
        }),
        ContactState::Bridged {
            operator,
            operator_leg,
            since,
            ..
        } => Some(ContactViewState::Talking {
            operator,
            operator_leg,
            since,
            on_hold: contact.is_held(),
        }),
        ContactState::Chatting { operator, since } => {
            Some(ContactViewState::Chatting { operator, since })
        }
        ContactState::RingingBack { operator, until } => {
            Some(ContactViewState::RingingBack { operator, until })
        }
        ContactState::Dialling { operator, .. } => Some(ContactViewState::Dialling { operator }),
        ContactState::Ended { reason, .. } => Some(ContactViewState::Ended { reason }),
    }
}
