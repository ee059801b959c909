//! Who rings at whom: everybody who waits, one after the other, at the best of those who could take them.

use super::Reference;
use bellpull_hotline::{
    Activity, Channel, Contact, ContactState, Operator, Presence, Timestamp, Way,
};
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeSet;

impl Reference {
    pub(super) fn ring_whoever_can(&mut self, now: Timestamp) {
        for id in self.queue() {
            if let Some(operator) = self.best_for(now, &id) {
                self.ring(now, &id, &operator);
            }
        }
    }

    fn best_for(&self, now: Timestamp, id: &ContactId) -> Option<OperatorId> {
        let contact = self.contact(id)?;
        let able = self
            .operators
            .iter()
            .filter(|operator| self.could_take(now, operator, contact));
        let mut able: Vec<_> = able.collect();
        // Whoever had it before goes on with it.
        if let Some(known) = &contact.affinity
            && able.iter().any(|operator| operator.id == *known)
        {
            able.retain(|operator| operator.id == *known);
        }
        let able = able.into_iter();
        let best = able.min_by_key(|operator| {
            let talks = matches!(operator.activity, Activity::Talking { .. });
            let chats = (talks, operator.chats.len());
            (
                is_chat(contact).then_some(chats),
                operator.idle_since,
                operator.contacts_this_shift,
                operator.id.clone(),
            )
        });
        best.map(|operator| operator.id.clone())
    }

    fn could_take(&self, now: Timestamp, operator: &Operator, contact: &Contact) -> bool {
        let declined = contact.declined.get(&operator.id);
        if declined.is_some_and(|until| *until > now) || !is_free(operator) {
            return false;
        }
        let idle = operator.activity == Activity::Idle;
        let talks = matches!(operator.activity, Activity::Talking { .. });
        let has_room = operator.chats.len() < self.settings.chats && (idle || talks);
        match &contact.channel {
            Channel::Call => idle && self.media,
            Channel::Chat => has_room,
            Channel::Message => has_room && self.open,
            Channel::Callback(callback) => {
                let reachable = match callback.way {
                    Way::Browser => self.media && !contact.away,
                    Way::Phone { .. } => true,
                };
                idle && self.open && reachable && callback.due <= now
            }
        }
    }

    pub(super) fn ring(&mut self, now: Timestamp, id: &ContactId, by: &OperatorId) {
        let until = now.after(self.settings.ring);
        let Some(contact) = self.contact_mut(id) else {
            return;
        };
        contact.rings += 1;
        contact.state = ContactState::Ringing {
            operators: BTreeSet::from([by.clone()]),
            until,
            recall: None,
        };
        let is_chat = is_chat(contact);
        if let Some(operator) = self.operator_mut(by) {
            if is_chat {
                operator.chat_ring = Some(id.clone());
            } else {
                operator.activity = Activity::Ringing {
                    contact: id.clone(),
                };
            }
        }
    }

    /// As many wait live as may.
    pub(super) fn is_full(&self) -> bool {
        let waits = |contact: &&Contact| {
            let here = matches!(
                contact.state,
                ContactState::Queued | ContactState::Ringing { .. }
            );
            here && matches!(contact.channel, Channel::Call | Channel::Chat)
        };
        self.contacts.iter().filter(waits).count() >= self.settings.waiting_room
    }
}

pub(super) fn is_free(operator: &Operator) -> bool {
    operator.presence == Presence::Available && operator.chat_ring.is_none()
}

pub(super) fn is_chat(contact: &Contact) -> bool {
    matches!(contact.channel, Channel::Chat | Channel::Message)
}

pub(super) fn is_live_channel(contact: &Contact) -> bool {
    matches!(contact.channel, Channel::Call | Channel::Chat)
}
