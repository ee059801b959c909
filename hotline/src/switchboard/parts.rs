//! The only way to change a contact or an operator: every index follows, and the change is noted for `settle`.

use super::Switchboard;
use super::classes::rules;
use super::crew::CrewChange;
use super::estimate::chats_since;
use crate::agenda::Part;
use crate::channel::Channel;
pub(super) use crate::contact::Place;
use crate::contact::{Contact, ContactState};
use crate::operator::{Activity, Operator};
use crate::routing::{primary, rank, step_at};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, HotlineId, OperatorId};

impl Switchboard {
    /// Changes a contact that will be kept and told. `None` when there is no such contact.
    pub(super) fn with_contact<R>(
        &mut self,
        id: &ContactId,
        change: impl FnOnce(&mut Contact) -> R,
    ) -> Option<R> {
        let mut contact = self.contacts.remove(id)?;
        self.leave_indexes(&contact);
        let stands = |contact: &Contact| {
            let queued = contact.state == ContactState::Queued;
            queued.then(|| (contact.department.clone(), contact.place()))
        };
        let stood = stands(&contact);
        let before = (contact.answered, chats_since(&contact));
        let result = change(&mut contact);
        if contact.state != ContactState::Queued {
            contact.step = 0;
        }
        contact.rank = Some(self.rank_of(&contact));
        self.changed_contacts.insert(id.clone());
        self.note_operator(&contact);
        self.learn_from_contact(before, &contact);
        let stands = stands(&contact);
        if stood != stands {
            if let Some((department, place)) = stood {
                self.places.leave(&department, &place);
            }
            if let Some((department, place)) = stands {
                self.places.enter(&department, place);
            }
        }
        self.index_contact(contact);
        Some(result)
    }

    /// Changes an operator who will be kept and told.
    pub(super) fn with_operator<R>(
        &mut self,
        id: &OperatorId,
        change: impl FnOnce(&mut Operator) -> R,
    ) -> Option<R> {
        let mut operator = self.operators.remove(id)?;
        let wrote_up = matches!(operator.activity, Activity::WrapUp { .. });
        let chats = |operator: &Operator| {
            let ring = operator.chat_ring.clone();
            (ring, operator.chats.clone(), operator.chat_outcomes.clone())
        };
        let before = chats(&operator);
        let result = change(&mut operator);
        self.changed_operators.insert(id.clone());
        if wrote_up && !matches!(operator.activity, Activity::WrapUp { .. }) {
            self.wrote_up.insert(id.clone());
        }
        if chats(&operator) != before {
            self.changed_chats.insert(id.clone());
        }
        self.insert_operator(operator);
        Some(result)
    }

    /// Takes in a contact from storage; of several contacts of one visitor the newest counts, which is the live one
    /// if any is.
    pub(super) fn take_in_contact(&mut self, contact: Contact) {
        let age = |contact: &Contact| (!contact.has_ended(), contact.entered);
        let newer_known = self
            .contact_of(&contact.visitor)
            .is_some_and(|known| age(known) > age(&contact));
        if !newer_known {
            self.by_visitor
                .insert(contact.visitor.clone(), contact.id.clone());
        }
        self.insert_contact(contact);
    }

    /// A contact that did not exist before.
    pub(super) fn add_contact(&mut self, contact: Contact) {
        self.by_visitor
            .insert(contact.visitor.clone(), contact.id.clone());
        self.changed_contacts.insert(contact.id.clone());
        let rank = Some(self.rank_of(&contact));
        self.insert_contact(Contact { rank, ..contact });
    }

    /// Forgets a contact; true when it was known.
    pub(super) fn remove_contact(&mut self, id: &ContactId) -> bool {
        let Some(contact) = self.contacts.remove(id) else {
            return false;
        };
        self.leave_indexes(&contact);
        if contact.state == ContactState::Queued {
            self.places.leave(&contact.department, &contact.place());
        }
        self.agenda.set(Part::Contact(id.clone()), None);
        self.requests
            .remove(&(contact.visitor.clone(), contact.request.clone()));
        if self.by_visitor.get(&contact.visitor) == Some(id) {
            self.by_visitor.remove(&contact.visitor);
        }
        self.places.forget_told(id);
        self.changed_contacts.remove(id);
        self.lines.remove(id);
        let last = contact.last_operator().into_iter();
        for operator in last.chain(contact.former.keys()) {
            self.forget_outcome(operator, id);
        }
        true
    }

    pub(super) fn insert_operator(&mut self, operator: Operator) {
        let capacity = self.capacity(&operator);
        match self.crew.update(&operator, capacity) {
            CrewChange::Joined => {
                self.classes.form_anew();
                self.serving.clear();
            }
            CrewChange::Desk => {
                self.classes.look_who_is_there(&self.crew.there);
                self.estimates_change(&operator.id);
            }
            CrewChange::Nothing => {}
        }
        if operator.is_staffing() {
            self.staffing.insert(operator.id.clone());
        } else {
            self.staffing.remove(&operator.id);
        }
        self.agenda.set(
            Part::Operator(operator.id.clone()),
            operator.next_deadline(),
        );
        self.operators.insert(operator.id.clone(), operator);
    }

    /// A sign of life moves only the deadline: nothing to keep or to tell, unless the page had been missed.
    pub(super) fn renew_contact_lease(&mut self, now: Timestamp, id: &ContactId, at: Timestamp) {
        let span = self.settings.visitor_lease;
        let Some(contact) = self.contacts.get_mut(id) else {
            return;
        };
        contact.lease.seen(at, span);
        let returns = contact.away && at.after(span) > now;
        self.plan_deadline(id);
        if returns {
            self.with_contact(id, |contact| contact.away = false);
        }
    }

    /// The same for an operator.
    pub(super) fn renew_operator_lease(&mut self, id: &OperatorId, at: Timestamp) {
        let span = self.settings.operator_lease;
        let Some(operator) = self.operators.get_mut(id) else {
            return;
        };
        operator.lease.seen(at, span);
        self.agenda
            .set(Part::Operator(id.clone()), operator.next_deadline());
    }

    fn insert_contact(&mut self, contact: Contact) {
        if contact.state == ContactState::Queued {
            self.places.enter(&contact.department, contact.place());
        }
        self.index_contact(contact);
    }

    /// Puts everybody in order again and finds out anew who may answer whom, because the plan is another one.
    pub(super) fn reroute_all(&mut self, now: Timestamp) {
        self.classes.clear();
        self.serving.clear();
        let profiles = self.plan.configuration.operators.values();
        let tongues = profiles.flat_map(|profile| profile.languages.iter().flatten());
        self.tongues = tongues.map(|tag| primary(tag)).collect();
        for id in self.operators.keys().cloned().collect::<Vec<_>>() {
            if let Some(operator) = self.operators.remove(&id) {
                self.insert_operator(operator);
            }
        }
        let live = self.contacts.values().filter(|known| !known.has_ended());
        for id in live.map(|known| known.id.clone()).collect::<Vec<_>>() {
            let Some(mut contact) = self.contacts.remove(&id) else {
                continue;
            };
            self.leave_indexes(&contact);
            if contact.state == ContactState::Queued {
                self.places.leave(&contact.department, &contact.place());
            }
            let department = rules(&self.plan, &contact.department);
            // Steps are for those who wait; others begin anew when they come back, so that a restore agrees.
            contact.step = match contact.state {
                ContactState::Queued => step_at(department, contact.entered, now),
                ContactState::Ringing { .. }
                | ContactState::Connecting { .. }
                | ContactState::Bridged { .. }
                | ContactState::Chatting { .. }
                | ContactState::RingingBack { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ended { .. } => 0,
            };
            contact.rank = Some(self.rank_of(&contact));
            self.insert_contact(contact);
        }
    }

    fn rank_of(&self, contact: &Contact) -> i64 {
        let points = rules(&self.plan, &contact.department).points;
        let ageing = self.plan.configuration.routing.ageing;
        rank(contact.entered, points, contact.raised, ageing)
    }

    /// With one operator more or less who serves them.
    fn estimates_change(&mut self, operator: &OperatorId) {
        let departments = self.places.departments().filter(|known| {
            let estimates = self.flows.contains_key(known);
            estimates && self.serves(operator, known)
        });
        for department in departments.cloned().collect::<Vec<_>>() {
            self.places.all_move(&department);
        }
    }

    /// Every index but the places, which the same contact keeps as long as it waits.
    fn index_contact(&mut self, contact: Contact) {
        let place = contact.place();
        let is_owed = matches!(contact.channel, Channel::Callback(_));
        let waits = match contact.state {
            ContactState::Queued => {
                self.waiting_changed = true;
                true
            }
            ContactState::Ringing { .. } => true,
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => false,
        };
        if is_owed && !contact.has_ended() {
            self.owed_changed = true;
            self.owed.insert(place);
        } else if waits {
            self.waiting_changed = true;
            self.waiting.insert(place);
        }
        if contact.waits_live() {
            self.count_live(&contact.hotline, 1);
        }
        self.join_class(&contact);
        let deadline = self.deadline_of(&contact);
        self.agenda.set(Part::Contact(contact.id.clone()), deadline);
        self.requests
            .insert((contact.visitor.clone(), contact.request.clone()));
        self.contacts.insert(contact.id.clone(), contact);
    }

    fn leave_indexes(&mut self, contact: &Contact) {
        let place = contact.place();
        let waited = self.waiting.remove(&place);
        if contact.state == ContactState::Queued || waited {
            self.waiting_changed = true;
        }
        if contact.waits_live() {
            self.count_live(&contact.hotline, -1);
        }
        self.leave_class(contact);
        if self.owed.remove(&place) {
            self.owed_changed = true;
        }
    }

    fn count_live(&mut self, hotline: &HotlineId, more: isize) {
        let known = self.waiting_live.get(hotline).copied().unwrap_or_default();
        let count = known.saturating_add_signed(more);
        if count == 0 {
            self.waiting_live.remove(hotline);
        } else {
            self.waiting_live.insert(hotline.clone(), count);
        }
    }

    /// The desk of whoever has the contact has to be told.
    fn note_operator(&mut self, contact: &Contact) {
        let had = contact.last_operator().cloned();
        for id in contact.at_desks().into_iter().chain(had) {
            let Some(operator) = self.operators.get(&id) else {
                continue;
            };
            // A chat that became a call may ring where its outcome is open.
            let is_on_it = match &operator.activity {
                Activity::Ringing { contact: of } | Activity::Talking { contact: of } => {
                    *of == contact.id
                }
                Activity::Idle | Activity::WrapUp { .. } => false,
            };
            if operator.has_chat(&contact.id) {
                self.changed_chats.insert(id.clone());
                if is_on_it {
                    self.changed_operators.insert(id);
                }
            } else if !contact.has_ended() {
                self.changed_operators.insert(id);
            }
        }
    }

    /// The outcome of a chat can be told as long as the chat is remembered.
    fn forget_outcome(&mut self, operator: &OperatorId, chat: &ContactId) {
        let known = self.operators.get(operator);
        if known.is_some_and(|operator| operator.chat_outcomes.contains(chat)) {
            self.with_operator(operator, |operator| operator.chat_outcomes.remove(chat));
        }
    }
}
