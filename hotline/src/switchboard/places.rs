//! The places in the queues and who is told of them when.
//!
//! Whoever leaves moves everybody behind by one. So that a page is told at most once in 2 s however fast its queue moves,
//! all places are told in *sweeps*, slice by slice, and the next one begins 2 s after the last one's end. Only when there
//! was none of late are those at the head told at once. Whoever enters, changes or says hello is told at once in any
//! case. So neither a decision nor a slice costs more because many wait.

use super::Switchboard;
use super::estimate::Forecast;
use super::parts::Place;
use crate::agenda::Part;
use crate::contact::{Contact, ContactState};
use crate::effect::{Effect, Record};
use crate::ranked::Ranked;
use crate::time::Timestamp;
use crate::view::ContactViewState;
use bellpull_protocol::{ContactId, DepartmentId};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// Who waits, and what their pages know of it.
#[derive(Debug, Default)]
pub(super) struct Places {
    queues: BTreeMap<DepartmentId, Queue>,
    /// What each page was told last.
    told: BTreeMap<ContactId, Told>,
    /// Where the current command changed anything.
    touched: BTreeSet<DepartmentId>,
    /// A sweep's deadline has come. Inputs that come with the same alarm tell no slice, because deadlines of
    /// contacts have not been looked at yet.
    slice_is_due: bool,
}

/// One department's.
#[derive(Debug)]
struct Queue {
    places: Ranked<Place>,
    /// Who waits and was changed by the current command.
    changed: Vec<Place>,
    /// The earliest place that was taken or left by the current command.
    moved: Option<Place>,
    /// From this place on pages may know another than theirs, and no sweep under way will tell them.
    stale_from: Option<Place>,
    /// Under way, or not to begin before its time because the last one is so short a time ago.
    sweep: Option<Sweep>,
}

#[derive(Debug)]
struct Sweep {
    /// When its next slice is due.
    at: Timestamp,
    /// Where that begins; `None` before the first.
    next: Option<Place>,
}

/// The place, and the estimate in seconds; 0 without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    place: u32,
    within_s: u32,
}

/// Whom to tell which place.
type Telling = Vec<(ContactId, Told)>;

impl Queue {
    const fn new() -> Self {
        Self {
            places: Ranked::new(),
            changed: vec![],
            moved: None,
            stale_from: None,
            sweep: None,
        }
    }

    fn moves(&mut self, place: &Place) {
        if self.moved.as_ref().is_none_or(|moved| place < moved) {
            self.moved = Some(place.clone());
        }
    }

    fn first(&self) -> Option<Place> {
        self.places.some(None, 1).first().copied().cloned()
    }

    fn place_of(&self, place: &Place) -> Option<u32> {
        let before = self.places.position(place).ok()?;
        Some(u32::try_from(before).map_or(u32::MAX, |before| before + 1))
    }

    /// Notes who may know a wrong place now, but for the first `told` and, if it `entered`, the one at `moved`. A sweep
    /// that has not got there yet will tell it anyway.
    fn note_stale(&mut self, moved: Place, told: usize, entered: bool) {
        let from = match self.places.position(&moved) {
            Ok(before) => before + usize::from(entered),
            Err(before) => before,
        };
        let sweep = self.sweep.as_ref();
        let will_be_swept = sweep.is_some_and(|sweep| {
            let next = sweep.next.as_ref();
            next.is_some_and(|next| *next <= moved)
        });
        let anybody = from.max(told) < self.places.len();
        let earlier = self.stale_from.as_ref().is_none_or(|from| moved < *from);
        if anybody && earlier && !will_be_swept {
            self.stale_from = Some(moved);
        }
    }
}

impl Places {
    pub(super) fn enter(&mut self, department: &DepartmentId, place: Place) {
        let queue = self.queue(department);
        queue.moves(&place);
        queue.places.insert(place);
    }

    pub(super) fn leave(&mut self, department: &DepartmentId, place: &Place) {
        let queue = self.queue(department);
        queue.moves(place);
        queue.places.remove(place);
    }

    /// Everybody's estimate is another than before.
    pub(super) fn all_move(&mut self, department: &DepartmentId) {
        let first = self.queues.get(department).and_then(Queue::first);
        if let Some(first) = first {
            self.queue(department).moves(&first);
        }
    }

    /// Departments in which anybody waits.
    pub(super) fn departments(&self) -> impl Iterator<Item = &DepartmentId> {
        let queues = self.queues.iter();
        queues.filter_map(|(department, queue)| (queue.places.len() > 0).then_some(department))
    }

    /// How many wait there and do not ring.
    pub(super) fn waiting_in(&self, department: &DepartmentId) -> u32 {
        let queue = self.queues.get(department);
        let waiting = queue.map_or(0, |queue| queue.places.len());
        u32::try_from(waiting).unwrap_or(u32::MAX)
    }

    pub(super) fn slice_is_due(&mut self) {
        self.slice_is_due = true;
    }

    /// The page knows another state than the present one.
    pub(super) fn forget_told(&mut self, contact: &ContactId) {
        self.told.remove(contact);
    }

    /// Its page is told at the end of the command, whatever it knows.
    pub(super) fn change(&mut self, department: &DepartmentId, place: Place) {
        self.queue(department).changed.push(place);
    }

    /// 1 is next; `None` for who does not wait.
    pub(super) fn of(&self, contact: &Contact) -> Option<u32> {
        self.queues
            .get(&contact.department)?
            .place_of(&contact.place())
    }

    /// After a restore nobody knows what pages were told, so all are told again.
    pub(super) fn restored(&mut self) {
        self.touched = self.queues.keys().cloned().collect();
        for queue in self.queues.values_mut() {
            queue.moved = None;
            queue.changed.clear();
            queue.stale_from = queue.first();
        }
    }

    fn queue(&mut self, department: &DepartmentId) -> &mut Queue {
        self.touched.insert(department.clone());
        let queues = &mut self.queues;
        queues.entry(department.clone()).or_insert_with(Queue::new)
    }

    /// Whoever of `places` knows another place or estimate than theirs.
    fn untold<'a>(
        &self,
        queue: &Queue,
        forecast: Option<&Forecast>,
        places: impl IntoIterator<Item = &'a Place>,
    ) -> Telling {
        let places = places.into_iter().filter_map(|place| {
            let number = queue.place_of(place)?;
            let told = Told::of(number, forecast);
            let known = self.told.get(&place.contact) == Some(&told);
            (!known).then(|| (place.contact.clone(), told))
        });
        places.collect()
    }
}

impl Told {
    fn of(place: u32, forecast: Option<&Forecast>) -> Self {
        let estimate = forecast.and_then(|forecast| forecast.at(place));
        let within = estimate.map_or(0, |estimate| estimate.within_ms / 1_000);
        Self {
            place,
            within_s: u32::try_from(within).unwrap_or(u32::MAX),
        }
    }
}

impl Switchboard {
    /// Whether every page that is there knows its place, and would be told at once if that changed; else a deadline
    /// comes.
    #[must_use]
    pub fn places_are_told(&self) -> bool {
        let mut queues = self.places.queues.values();
        queues.all(|queue| queue.sweep.is_none() && queue.stale_from.is_none())
    }

    /// Tells the places that are to be told now.
    pub(super) fn tell_places(&mut self, now: Timestamp) {
        for department in mem::take(&mut self.places.touched) {
            self.tell_touched(now, &department);
        }
        if mem::take(&mut self.places.slice_is_due) {
            self.sweep(now);
        }
        let queues = self.places.queues.values();
        let sweeps = queues.filter_map(|queue| queue.sweep.as_ref());
        let at = sweeps.map(|sweep| sweep.at).min();
        self.agenda.set(Part::Places, at);
    }

    /// Whoever changed, and the head when nobody was told of late.
    fn tell_touched(&mut self, now: Timestamp, department: &DepartmentId) {
        let forecast = self.forecast(department);
        let (head, pause) = (self.settings.places_at_once, self.settings.places_pause);
        let Some(mut queue) = self.places.queues.remove(department) else {
            return;
        };
        let changed = mem::take(&mut queue.changed);
        let everybody = changed.len() == queue.places.len();
        let mut telling = self.places.untold(&queue, forecast.as_ref(), &changed);
        if let Some(moved) = queue.moved.take() {
            let mut told = 0;
            if queue.sweep.is_none() {
                // Whoever was told nothing yet is told as changed.
                let first = queue.places.some(None, head).into_iter();
                let first = first.filter(|place| self.places.told.contains_key(&place.contact));
                let first = self.places.untold(&queue, forecast.as_ref(), first);
                told = head;
                if !first.is_empty() {
                    queue.sweep = Some(Sweep {
                        at: now.after(pause),
                        next: None,
                    });
                }
                telling.extend(first);
            }
            let entered = changed.last() == Some(&moved) || changed.contains(&moved);
            queue.note_stale(moved, told, entered);
        }
        if everybody {
            queue.stale_from = None;
            // Unless it was the only one's own change, the next telling is 2 s away as after any other.
            let pauses = changed.len() > 1 || queue.sweep.is_some();
            let at = now.after(pause);
            queue.sweep = pauses.then_some(Sweep { at, next: None });
        }
        if queue.stale_from.is_some() && queue.sweep.is_none() {
            let at = now.after(pause);
            queue.sweep = Some(Sweep { at, next: None });
        }
        let is_over = queue.places.len() == 0 && queue.sweep.is_none();
        if !is_over {
            self.places.queues.insert(department.clone(), queue);
        }
        self.tell_all(now, forecast, telling);
    }

    /// The next slices of the sweeps that are due: as many places as one slice has, all departments together.
    fn sweep(&mut self, now: Timestamp) {
        let mut room = self.settings.places_slice;
        let due = self.places.queues.iter().filter(|(_, queue)| {
            let sweep = queue.sweep.as_ref();
            sweep.is_some_and(|sweep| sweep.at <= now)
        });
        let due: Vec<DepartmentId> = due.map(|(department, _)| department.clone()).collect();
        for department in due {
            let forecast = self.forecast(&department);
            let (telling, size) = self.slice(now, &department, forecast.as_ref(), room);
            room = room.saturating_sub(size);
            self.tell_all(now, forecast, telling);
        }
    }

    /// The next slice of one sweep, and how many places it looked at. After the last one comes a pause, and after a
    /// pause in which nothing moved nothing more.
    fn slice(
        &mut self,
        now: Timestamp,
        department: &DepartmentId,
        forecast: Option<&Forecast>,
        room: usize,
    ) -> (Telling, usize) {
        let nothing = (vec![], 0);
        let Some(mut queue) = self.places.queues.remove(department) else {
            return nothing;
        };
        let begun = queue.sweep.take().and_then(|sweep| sweep.next);
        let Some(from) = begun.or_else(|| queue.stale_from.take()) else {
            if queue.places.len() > 0 {
                self.places.queues.insert(department.clone(), queue);
            }
            return nothing;
        };
        let mut slice = queue.places.some(Some(&from), room + 1);
        let next = if slice.len() > room {
            slice.pop().cloned()
        } else {
            None
        };
        let size = slice.len();
        let telling = self.places.untold(&queue, forecast, slice);
        let pause = match next {
            Some(_) => self.settings.places_slice_pause,
            None => self.settings.places_pause,
        };
        let at = now.after(pause);
        queue.sweep = Some(Sweep { at, next });
        self.places.queues.insert(department.clone(), queue);
        (telling, size)
    }

    fn tell_all(&mut self, now: Timestamp, forecast: Option<Forecast>, telling: Telling) {
        for (id, told) in telling {
            let first = forecast
                .is_some_and(|forecast| self.estimate_first(now, &id, told.place, &forecast));
            let Some(contact) = self.contacts.get(&id) else {
                continue;
            };
            if contact.state != ContactState::Queued {
                continue;
            }
            // What waits for its time comes when that is.
            let forecast = forecast.filter(|_| contact.pauses_until().is_none());
            let state = ContactViewState::Waiting {
                place: told.place,
                estimate: forecast.and_then(|forecast| forecast.at(told.place)),
            };
            let keep = first.then(|| Effect::Keep(Record::Contact(contact.clone())));
            let tell = self.tell(contact, state);
            self.effects.extend(keep.into_iter().chain([tell]));
            self.places.told.insert(id, told);
        }
    }
}
