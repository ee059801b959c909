//! Who rings next.

use super::Switchboard;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// Lets waiting contacts ring, first come first served, at the operators who have been idle longest, as many
    /// pairs as there are.
    ///
    /// Leases do not count here: what is known of them may be older than what the sockets know, and the shell tells
    /// one sign of life after the other. Whoever is gone is taken out when the deadline is handled.
    pub(super) fn match_waiting(&mut self, now: Timestamp) {
        if !self.media {
            return;
        }
        while let Some((contact, operator)) = self.next_pair(now) {
            self.ring(now, &contact, &operator);
        }
    }

    fn next_pair(&self, now: Timestamp) -> Option<(ContactId, OperatorId)> {
        if self.idle.is_empty() {
            return None;
        }
        self.queue.iter().find_map(|(_, id)| {
            let contact = self.contacts.get(id)?;
            let has_declined = |operator: &OperatorId| {
                contact
                    .declined
                    .get(operator)
                    .is_some_and(|until| *until > now)
            };
            let mut idle = self.idle.iter().map(|(_, _, operator)| operator);
            let operator = idle.find(|operator| !has_declined(operator))?;
            Some((id.clone(), operator.clone()))
        })
    }
}
