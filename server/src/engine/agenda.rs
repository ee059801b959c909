//! Which leg is due when, without asking all of them.

use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

use crate::leg::LegNo;

/// Every leg is due at most once. A leg whose deadline moves *later* keeps its earlier place: every packet moves
/// one, and looking at the leg in vain now and then is cheaper than sorting it in again for each.
#[derive(Default)]
pub struct Agenda {
    by_time: BTreeSet<(Instant, LegNo)>,
    by_leg: HashMap<LegNo, Instant>,
}

impl Agenda {
    /// The leg has to be looked at by `deadline`.
    pub fn note(&mut self, leg: LegNo, deadline: Instant) {
        match self.by_leg.get_mut(&leg) {
            Some(noted) if *noted <= deadline => {}
            Some(noted) => {
                self.by_time.remove(&(*noted, leg));
                self.by_time.insert((deadline, leg));
                *noted = deadline;
            }
            None => {
                self.by_time.insert((deadline, leg));
                self.by_leg.insert(leg, deadline);
            }
        }
    }

    /// The next leg that is due; it is no longer noted.
    pub fn take_due(&mut self, now: Instant) -> Option<LegNo> {
        let &(deadline, leg) = self.by_time.first()?;
        if deadline > now {
            return None;
        }
        self.forget(leg);
        Some(leg)
    }

    pub fn forget(&mut self, leg: LegNo) {
        if let Some(noted) = self.by_leg.remove(&leg) {
            self.by_time.remove(&(noted, leg));
        }
    }

    /// When something is due next; `None` when nothing is noted.
    #[must_use]
    pub fn next(&self) -> Option<Instant> {
        self.by_time.first().map(|&(deadline, _)| deadline)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const ONE: LegNo = LegNo(1);
    const TWO: LegNo = LegNo(2);

    fn after(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    #[test]
    fn gives_what_is_due_in_order_and_once() {
        let now = Instant::now();
        let mut agenda = Agenda::default();
        agenda.note(ONE, after(now, 20));
        agenda.note(TWO, after(now, 10));

        assert_eq!(agenda.next(), Some(after(now, 10)));
        assert_eq!(agenda.take_due(now), None);
        assert_eq!(agenda.take_due(after(now, 30)), Some(TWO));
        assert_eq!(agenda.take_due(after(now, 30)), Some(ONE));
        assert_eq!(agenda.take_due(after(now, 30)), None);
        assert_eq!(agenda.next(), None);
    }

    #[test]
    fn an_earlier_deadline_counts_at_once_and_a_later_one_when_the_earlier_has_passed() {
        let now = Instant::now();
        let mut agenda = Agenda::default();
        agenda.note(ONE, after(now, 20));
        agenda.note(ONE, after(now, 10));
        agenda.note(ONE, after(now, 90));
        assert_eq!(agenda.next(), Some(after(now, 10)));
    }

    #[test]
    fn what_is_forgotten_is_never_due() {
        let now = Instant::now();
        let mut agenda = Agenda::default();
        agenda.note(ONE, now);
        agenda.forget(ONE);
        assert_eq!(agenda.take_due(after(now, 90)), None);
    }
}
