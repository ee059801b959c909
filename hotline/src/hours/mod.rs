//! When a hotline is open, by the clocks of its place.
//!
//! **The rule**: whoever reads the hours and then looks at a clock there is never wrong to call. An interval opens
//! when the clocks first show its beginning and closes when they last stop showing a time within it. So where clocks
//! are set forward, an edge that is skipped falls on the change itself, and where they are set back, an hour that is
//! shown twice is open twice without a pause. An interval that is skipped as a whole does not open that day.
//!
//! An interval belongs to the day on which it opens: a night that begins before a day off runs to its end.

mod clock;
mod day;
mod interval;
mod mistake;
mod standing;
mod zone;

pub use clock::{ClockTime, InvalidClockTime};
pub use day::{Day, InvalidDay, Weekday};
pub use interval::Interval;
pub use mistake::{Mistake, Place, PlaceDay};
pub use standing::{HORIZON_DAYS, Standing};
pub use zone::{BadZone, Zone};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The hours as their owner writes them down. [`OpeningHours::mistakes`] says what is wrong with them;
/// [`OpeningHours::standing`] makes the best of wrong ones too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// Name of the time zone in the IANA database.
    pub zone: String,
    /// A weekday that is missing is closed.
    #[serde(default)]
    pub week: BTreeMap<Weekday, Vec<Interval>>,
    /// Days that differ from their weekday; without any interval they are closed.
    #[serde(default)]
    pub exceptions: BTreeMap<Day, Vec<Interval>>,
    /// No interval opens before this day.
    #[serde(default)]
    pub first_day: Option<Day>,
    /// No interval opens after this day.
    #[serde(default)]
    pub last_day: Option<Day>,
}

impl OpeningHours {
    /// The intervals that open on `day`.
    #[must_use]
    pub fn on(&self, day: Day) -> &[Interval] {
        let before = self.first_day.is_some_and(|first| day < first);
        let after = self.last_day.is_some_and(|last| last < day);
        if before || after {
            return &[];
        }
        let exception = self.exceptions.get(&day);
        exception
            .or_else(|| self.week.get(&day.weekday()))
            .map_or(&[], Vec::as_slice)
    }
}
