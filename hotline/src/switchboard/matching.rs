//! Who rings next.

use super::Switchboard;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

impl Switchboard {
    /// Lets waiting contacts ring, first come first served, at the operators who have been idle longest, as many
    /// pairs as there are.
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
            let is_present = |operator: &OperatorId| {
                self.operators
                    .get(operator)
                    .is_some_and(|known| !known.lease.is_over(now))
            };
            let mut idle = self.idle.iter().map(|(_, _, operator)| operator);
            let operator = idle.find(|operator| is_present(operator) && !has_declined(operator))?;
            Some((id.clone(), operator.clone()))
        })
    }
}
