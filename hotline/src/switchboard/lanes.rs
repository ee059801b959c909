//! Who of those who wait could ring now, by what an operator needs for it. A choice looks at the heads of the lanes
//! only: whoever pauses, whose page is away or whose hotline is closed is in none.

use super::Switchboard;
use super::parts::Place;
use crate::channel::{Channel, Way};
use crate::contact::{Contact, ContactState};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, HotlineId};
use std::collections::{BTreeMap, BTreeSet};

/// Each in the order in which it is served.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// Needs somebody idle, and a media server.
    pub(super) sound: BTreeSet<Place>,
    /// Needs somebody idle, who dials.
    pub(super) phone: BTreeSet<Place>,
    /// Needs somebody with room for a chat.
    pub(super) written: BTreeSet<Place>,
    /// Pauses after a try, by its end; in its lane from then on.
    pausing: BTreeSet<(Timestamp, Place)>,
    /// What waits and rings only while its hotline is open, whether it is open or not.
    needs_opening: BTreeMap<HotlineId, BTreeSet<ContactId>>,
}

impl Lanes {
    fn lane(&mut self, channel: &Channel) -> &mut BTreeSet<Place> {
        match channel {
            Channel::Call => &mut self.sound,
            Channel::Chat | Channel::Message => &mut self.written,
            Channel::Callback(callback) => match callback.way {
                Way::Browser => &mut self.sound,
                Way::Phone { .. } => &mut self.phone,
            },
        }
    }
}

impl Switchboard {
    pub(super) fn join_lane(&mut self, contact: &Contact) {
        if contact.state != ContactState::Queued {
            return;
        }
        if contact.channel.needs_no_page() {
            let known = self.lanes.needs_opening.get_mut(&contact.hotline);
            let id = contact.id.clone();
            match known {
                Some(known) => {
                    known.insert(id);
                }
                None => {
                    let hotline = contact.hotline.clone();
                    let first = BTreeSet::from([id]);
                    self.lanes.needs_opening.insert(hotline, first);
                }
            }
        }
        if !self.may_ring_now(contact) || contact.misses_its_page() {
            return;
        }
        let place = contact.place();
        match contact.pauses_until() {
            Some(until) => {
                self.lanes.pausing.insert((until, place));
            }
            None => {
                self.lanes.lane(&contact.channel).insert(place);
            }
        }
    }

    pub(super) fn leave_lane(&mut self, contact: &Contact) {
        if contact.state != ContactState::Queued {
            return;
        }
        let place = contact.place();
        self.lanes.lane(&contact.channel).remove(&place);
        if let Some(until) = contact.pauses_until() {
            self.lanes.pausing.remove(&(until, place));
        }
        if contact.channel.needs_no_page()
            && let Some(known) = self.lanes.needs_opening.get_mut(&contact.hotline)
        {
            known.remove(&contact.id);
        }
    }

    /// Whose pause is over may ring, even if its deadline is handled late.
    pub(super) fn end_pauses(&mut self, now: Timestamp) {
        while let Some((until, _)) = self.lanes.pausing.first()
            && *until <= now
            && let Some((_, place)) = self.lanes.pausing.pop_first()
        {
            if let Some(contact) = self.contacts.get(&place.contact) {
                self.lanes.lane(&contact.channel).insert(place);
            }
        }
    }

    /// All that waits for a hotline to open changes its lane with it; the hours change a few times a day.
    pub(super) fn set_open(&mut self, hotline: &HotlineId, open: bool) -> Option<bool> {
        let before = self.is_open(hotline);
        let known = self.open.insert(hotline.clone(), open);
        if before != open {
            let concerned = self.lanes.needs_opening.get(hotline).cloned();
            for id in concerned.unwrap_or_default() {
                if let Some(contact) = self.contacts.remove(&id) {
                    self.leave_lane(&contact);
                    self.join_lane(&contact);
                    self.contacts.insert(id, contact);
                }
            }
        }
        known
    }
}
