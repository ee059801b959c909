//! Who rings next.

use super::Switchboard;
use crate::channel::{Channel, Way};
use crate::contact::Contact;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// Lets waiting contacts ring, first come first served: calls and callbacks at the operators who have been idle
    /// longest, chats where the fewest are in hand, as many pairs as there are. Whoever cannot ring now holds nobody up.
    ///
    /// Leases do not count here: what is known of them may be older than what the sockets know, and the shell tells
    /// one sign of life after the other. Whoever is gone is taken out when the deadline is handled.
    pub(super) fn match_waiting(&mut self, now: Timestamp) {
        while let Some((contact, operator)) = self.next_pair(now) {
            self.ring(now, &contact, &operator);
        }
    }

    fn next_pair(&self, now: Timestamp) -> Option<(ContactId, OperatorId)> {
        if self.idle.is_empty() && self.chat_free.is_empty() {
            return None;
        }
        self.queue.iter().find_map(|(_, id)| {
            let contact = self.contacts.get(id)?;
            if !contact.is_due(now) || !self.may_ring_now(contact) {
                return None;
            }
            let operator = self.operator_for(contact, now)?;
            Some((id.clone(), operator.clone()))
        })
    }

    /// Sound needs a media server; writing and dialling a phone do not.
    fn operator_for(&self, contact: &Contact, now: Timestamp) -> Option<&OperatorId> {
        let may = |operator: &&OperatorId| {
            let paused = contact.declined.get(*operator);
            paused.is_none_or(|until| *until <= now)
        };
        let needs_sound = match &contact.channel {
            Channel::Chat | Channel::Message => {
                let mut free = self.chat_free.iter().map(|(_, _, (_, _, id))| id);
                return free.find(may);
            }
            Channel::Call => true,
            Channel::Callback(callback) => callback.way == Way::Browser,
        };
        if needs_sound && !self.media {
            return None;
        }
        self.idle.iter().map(|(_, _, id)| id).find(may)
    }
}
