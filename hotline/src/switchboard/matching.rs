//! Who rings next.

use super::Switchboard;
use super::parts::Place;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeSet;

impl Switchboard {
    /// Lets waiting contacts ring, first come first served: calls and callbacks at the operators who have been idle
    /// longest, chats where the fewest are in hand, as many pairs as there are. Whoever cannot ring now holds nobody up.
    ///
    /// Leases do not count here: what is known of them may be older than what the sockets know, and the shell tells
    /// one sign of life after the other. Whoever is gone is taken out when the deadline is handled.
    pub(super) fn match_waiting(&mut self, now: Timestamp) {
        self.end_pauses(now);
        while let Some((contact, operator)) = self.next_pair(now) {
            self.ring(now, &contact, &operator);
        }
    }

    /// The earliest of what the heads of the lanes want. Sound needs a media server; writing and dialling do not.
    fn next_pair(&self, now: Timestamp) -> Option<(ContactId, OperatorId)> {
        let idle = || self.idle.iter().map(|(_, _, id)| id);
        let free = || self.chat_free.iter().map(|(_, _, (_, _, id))| id);
        let lanes = &self.lanes;
        let sound = self.media.then_some(&lanes.sound);
        let sound = sound.and_then(|lane| self.head(lane, idle, now));
        let phone = self.head(&lanes.phone, idle, now);
        let written = self.head(&lanes.written, free, now);
        let heads = [sound, phone, written].into_iter().flatten();
        let (place, operator) = heads.min()?;
        Some((place.contact.clone(), operator.clone()))
    }

    /// The first of a lane for whom there is somebody. Only who was declined by all of `operators` within the pause is
    /// looked at in vain, so what this costs is bounded by how many rings they can have declined in that time.
    fn head<'a, O: Iterator<Item = &'a OperatorId>>(
        &'a self,
        lane: &'a BTreeSet<Place>,
        operators: impl Fn() -> O,
        now: Timestamp,
    ) -> Option<(&'a Place, &'a OperatorId)> {
        operators().next()?;
        lane.iter().find_map(|place| {
            let contact = self.contacts.get(&place.contact)?;
            let may = |operator: &&OperatorId| {
                let paused = contact.declined.get(*operator);
                paused.is_none_or(|until| *until <= now)
            };
            Some((place, operators().find(may)?))
        })
    }
}
