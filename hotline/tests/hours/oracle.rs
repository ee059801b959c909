//! A second, slow opinion: it looks at the clock of every single minute and never asks when a time will be shown.

use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::{Day, OpeningHours};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp as Instant, ToSpan};

/// What the clocks of a place show in every minute of some days.
pub struct Wall {
    shown: Vec<DateTime>,
    begins: i64,
    first: Date,
    days: i32,
}

impl Wall {
    pub fn of(zone: &TimeZone, first: Date, days: i32) -> Self {
        let begins = instant(zone, first);
        let end = instant(zone, first.checked_add(days.days()).unwrap());
        let minutes = (begins..end).step_by(60_000);
        let shown = minutes.map(|at| zone.to_datetime(Instant::from_millisecond(at).unwrap()));
        Self {
            shown: shown.collect(),
            begins,
            first,
            days,
        }
    }
}

pub struct Oracle {
    /// From the wall's first minute on: open or not.
    minutes: Vec<bool>,
    begins: i64,
}

impl Oracle {
    pub fn of(hours: &OpeningHours, wall: &Wall) -> Self {
        let mut minutes = vec![false; wall.shown.len()];
        for span in -1..wall.days {
            let date = wall.first.checked_add(span.days()).unwrap();
            for (opens, closes) in edges(hours, date) {
                let within = |shown: &DateTime| opens <= *shown && *shown < closes;
                let Some(from) = wall.shown.iter().position(within) else {
                    continue;
                };
                let to = wall.shown.iter().rposition(within).unwrap();
                minutes[from..=to].fill(true);
            }
        }
        Self {
            minutes,
            begins: wall.begins,
        }
    }

    pub fn minutes(&self) -> usize {
        self.minutes.len()
    }

    pub fn at(&self, minute: usize) -> Timestamp {
        let millis = self.begins + i64::try_from(minute).unwrap() * 60_000;
        Timestamp::from_millis(millis.try_into().unwrap())
    }

    pub fn is_open(&self, minute: usize) -> bool {
        self.minutes[minute]
    }

    /// `None` beyond what was looked at.
    pub fn next_change(&self, minute: usize) -> Option<Timestamp> {
        let open = self.minutes[minute];
        let change = (minute..self.minutes.len()).find(|later| self.minutes[*later] != open)?;
        Some(self.at(change))
    }
}

/// The intervals of a day as times on a wall.
fn edges(hours: &OpeningHours, date: Date) -> Vec<(DateTime, DateTime)> {
    let day = Day::new(date.year(), date.month(), date.day()).unwrap();
    let midnight = date.at(0, 0, 0, 0);
    let intervals = hours.on(day).iter();
    intervals
        .map(|interval| {
            let (opens, closes) = (interval.opens.minutes(), interval.closes.minutes());
            let over = if closes < opens { 24 * 60 } else { 0 };
            (
                midnight + i64::from(opens).minutes(),
                midnight + i64::from(closes + over).minutes(),
            )
        })
        .collect()
}

/// When the day begins, at its first minute that is shown.
fn instant(zone: &TimeZone, date: Date) -> i64 {
    let start = date.to_zoned(zone.clone()).unwrap().start_of_day().unwrap();
    start.timestamp().as_millisecond()
}
