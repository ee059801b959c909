//! Whether it is open, and until when that stays so.

use super::day::Day;
use super::zone::Zone;
use super::{Interval, OpeningHours};
use crate::time::Timestamp;
use std::time::Duration;

/// How far ahead the next change is looked for. More than a year, so that a hotline of one season can tell its next;
/// less would do for a week, more costs time for a hotline that never closes.
pub const HORIZON_DAYS: i32 = 400;

/// How long before today an interval may have opened that is still open: it runs over one midnight, and clocks may
/// be set back over another.
const STILL_OPEN_DAYS: i32 = 2;

/// Open or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub open: bool,
    /// When `open` turns into its opposite. `None`: not within [`HORIZON_DAYS`]; ask again then.
    pub next_change: Option<Timestamp>,
}

/// From the first moment to the one after the last.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    begins: Timestamp,
    ends: Timestamp,
}

impl OpeningHours {
    /// How it stands at `now`. `zone` is the one that [`OpeningHours::zone`] names.
    #[must_use]
    pub fn standing(&self, now: Timestamp, zone: &Zone) -> Standing {
        let (today, _) = zone.shows(now);
        let mut open_until = None;
        for stretch in self.stretches(today, zone) {
            match open_until {
                None if now < stretch.begins => return closed(Some(stretch.begins)),
                None if now < stretch.ends => open_until = Some(stretch.ends),
                None => {}
                Some(until) if until < stretch.begins => return open(Some(until)),
                Some(until) => open_until = Some(until.max(stretch.ends)),
            }
        }
        let Some(until) = open_until else {
            return closed(None);
        };
        // Open up to the last day that was looked at means open for ever, as far as anybody can see.
        let horizon = day_at(today, HORIZON_DAYS).and_then(|day| zone.first_shown(day.0, 0));
        open(Some(until).filter(|until| horizon.is_none_or(|horizon| *until < horizon)))
    }

    /// When it opens and when it closes, from what is open at `now` to what opens within `span`; an end later than
    /// that is cut off there. Stretches that touch are one.
    #[must_use]
    pub fn openings(
        &self,
        now: Timestamp,
        span: Duration,
        zone: &Zone,
    ) -> Vec<(Timestamp, Timestamp)> {
        let (today, _) = zone.shows(now);
        let until = now.after(span);
        let mut openings: Vec<(Timestamp, Timestamp)> = vec![];
        let stretches = self.stretches(today, zone);
        for stretch in stretches.take_while(|stretch| stretch.begins < until) {
            let ends = stretch.ends.min(until);
            match openings.last_mut() {
                Some((_, last)) if stretch.begins <= *last => *last = ends.max(*last),
                Some(_) | None => openings.push((stretch.begins, ends)),
            }
        }
        openings.retain(|(_, ends)| *ends > now);
        openings
    }

    /// All stretches around `today`, by their beginning.
    fn stretches(&self, today: Day, zone: &Zone) -> impl Iterator<Item = Stretch> {
        let days = (-STILL_OPEN_DAYS..=HORIZON_DAYS).filter_map(move |span| day_at(today, span));
        days.flat_map(move |day| {
            let mut intervals = self.on(day).to_vec();
            intervals.sort();
            let stretches = intervals.into_iter();
            stretches.filter_map(move |interval| stretch(day, interval, zone))
        })
    }
}

fn stretch(day: Day, interval: Interval, zone: &Zone) -> Option<Stretch> {
    let (first, end) = interval.minutes()?;
    let stretch = Stretch {
        begins: zone.first_shown(day.0, first)?,
        ends: zone.last_shown(day.0, end - 1)?,
    };
    (stretch.begins < stretch.ends).then_some(stretch)
}

fn day_at(today: Day, span: i32) -> Option<Day> {
    let span = jiff::Span::new().try_days(span).ok()?;
    today.0.checked_add(span).ok().map(Day)
}

fn open(next_change: Option<Timestamp>) -> Standing {
    Standing {
        open: true,
        next_change,
    }
}

fn closed(next_change: Option<Timestamp>) -> Standing {
    Standing {
        open: false,
        next_change,
    }
}
