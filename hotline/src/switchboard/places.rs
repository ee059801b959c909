//! The places in the queue and who is told of them when.
//!
//! Whoever leaves moves everybody behind by one. Those at the head are told at once, and so is whoever enters, changes or
//! says hello; all others in a *sweep*, some time after the first change and slice by slice, so that neither a decision
//! nor a slice costs more because many wait.

use super::Switchboard;
use super::parts::Place;
use crate::agenda::Part;
use crate::ranked::Ranked;
use crate::time::Timestamp;
use crate::view::ContactViewState;
use bellpull_protocol::ContactId;
use std::collections::BTreeMap;
use std::mem;

/// Who waits, and what their pages know of it.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) queue: Ranked<Place>,
    /// The place that each page was told last.
    told: BTreeMap<ContactId, u32>,
    /// Who waits and was changed by the current command.
    changed: Vec<Place>,
    /// The earliest place that was taken or left by the current command.
    moved: Option<Place>,
    /// Behind this place pages may know another than theirs, and no sweep under way will tell them.
    stale_from: Option<Place>,
    sweep: Option<Sweep>,
    /// Its deadline has come. Inputs that come with the same alarm tell no slice, because deadlines of
    /// contacts have not been looked at yet.
    slice_is_due: bool,
}

#[derive(Debug)]
struct Sweep {
    /// When its next slice is due.
    at: Timestamp,
    /// Where that begins; `None` before the first.
    next: Option<Place>,
}

impl Places {
    pub(super) const fn new() -> Self {
        Self {
            queue: Ranked::new(),
            told: BTreeMap::new(),
            changed: vec![],
            moved: None,
            stale_from: None,
            sweep: None,
            slice_is_due: false,
        }
    }

    pub(super) fn enter(&mut self, place: Place) {
        self.moves(&place);
        self.queue.insert(place);
    }

    pub(super) fn leave(&mut self, place: &Place) {
        self.moves(place);
        self.queue.remove(place);
    }

    pub(super) fn slice_is_due(&mut self) {
        self.slice_is_due = true;
    }

    /// The page knows another state than the present one.
    pub(super) fn forget_told(&mut self, contact: &ContactId) {
        self.told.remove(contact);
    }

    /// Its page is told at the end of the command, whatever it knows.
    pub(super) fn change(&mut self, place: Place) {
        self.changed.push(place);
    }

    /// After a restore: the head was told at once, and of the others nobody knows what they were told.
    pub(super) fn restored(&mut self, at_once: usize) {
        self.moved = None;
        self.changed.clear();
        if self.queue.len() > at_once {
            self.stale_from = self.first();
        }
    }

    fn moves(&mut self, place: &Place) {
        if self.moved.as_ref().is_none_or(|moved| place < moved) {
            self.moved = Some(place.clone());
        }
    }

    fn first(&self) -> Option<Place> {
        self.queue.some(None, 1).first().copied().cloned()
    }

    /// Notes who may know a wrong place now. A sweep that has not got there yet will tell it anyway.
    fn note_stale(&mut self, moved: Place, at_once: usize) {
        let behind = match self.queue.position(&moved) {
            Ok(before) => before + 1,
            Err(before) => before,
        };
        let sweep = self.sweep.as_ref();
        let will_be_swept = sweep.is_some_and(|sweep| {
            let next = sweep.next.as_ref();
            next.is_some_and(|next| *next <= moved)
        });
        let anybody = behind.max(at_once) < self.queue.len();
        let earlier = self.stale_from.as_ref().is_none_or(|from| moved < *from);
        if anybody && earlier && !will_be_swept {
            self.stale_from = Some(moved);
        }
    }

    /// Whoever of `places` knows another place than theirs, by place.
    fn untold<'a>(&self, places: impl IntoIterator<Item = &'a Place>) -> BTreeMap<u32, ContactId> {
        let places = places.into_iter().filter_map(|place| {
            let before = self.queue.position(place).ok()?;
            let number = u32::try_from(before).map_or(u32::MAX, |before| before + 1);
            let known = self.told.get(&place.contact) == Some(&number);
            (!known).then(|| (number, place.contact.clone()))
        });
        places.collect()
    }
}

impl Switchboard {
    /// Whether every page that is there knows its place; else a deadline will tell it.
    #[must_use]
    pub fn places_are_told(&self) -> bool {
        self.places.sweep.is_none() && self.places.stale_from.is_none()
    }

    /// Tells the places that are to be told now, in their order.
    pub(super) fn tell_places(&mut self, now: Timestamp) {
        let at_once = self.settings.places_at_once;
        let changed = mem::take(&mut self.places.changed);
        let everybody = changed.len() == self.places.queue.len();
        let mut telling = self.places.untold(&changed);
        if let Some(moved) = self.places.moved.take() {
            let head = self.places.queue.some(None, at_once);
            telling.extend(self.places.untold(head));
            self.places.note_stale(moved, at_once);
        }
        if everybody {
            self.places.stale_from = None;
            self.places.sweep = None;
        }
        telling.extend(self.slice(now));
        for (place, id) in telling {
            if let Some(contact) = self.contacts.get(&id) {
                let told = self.tell(
                    contact,
                    ContactViewState::Waiting {
                        place,
                        estimate: None,
                    },
                );
                self.effects.push_back(told);
                self.places.told.insert(id, place);
            }
        }
        self.plan_sweep(now);
    }

    /// The next slice of a sweep, if it is due.
    fn slice(&mut self, now: Timestamp) -> BTreeMap<u32, ContactId> {
        let places = &mut self.places;
        let due = mem::take(&mut places.slice_is_due);
        let Some(sweep) = places.sweep.take_if(|_| due) else {
            return BTreeMap::new();
        };
        let from = sweep.next.or_else(|| places.stale_from.take());
        let size = self.settings.places_slice;
        let mut slice = places.queue.some(from.as_ref(), size + 1);
        let next = if slice.len() > size {
            slice.pop()
        } else {
            None
        };
        let next = next.cloned();
        let untold = places.untold(slice);
        if next.is_some() {
            let at = now.after(self.settings.places_slice_pause);
            places.sweep = Some(Sweep { at, next });
        }
        untold
    }

    fn plan_sweep(&mut self, now: Timestamp) {
        let places = &mut self.places;
        if places.stale_from.is_some() && places.sweep.is_none() {
            let at = now.after(self.settings.places_pause);
            places.sweep = Some(Sweep { at, next: None });
        }
        let at = places.sweep.as_ref().map(|sweep| sweep.at);
        self.agenda.set(Part::Places, at);
    }
}
