//! When a hotline is open, by the clocks of its place.
//!
//! **The rule**: whoever reads the hours and then looks at a clock there is never wrong to call. An interval opens
//! when the clocks first show its beginning and closes when they last stop showing a time within it. So where clocks
//! are set forward, an edge that is skipped falls on the change itself, and where they are set back, an hour that is
//! shown twice is open twice without a pause. An interval that is skipped as a whole does not open that day.
//!
//! An interval belongs to the day on which it opens: a night that begins before a day off runs to its end.
//!
//! Which intervals a day has, the first that says something about it: an exception for the date (other intervals, or
//! none: so a day off may be opened and an ordinary day cut short); a list of days off; of the seasons that cover it
//! the one written last; the ordinary week. Before the first day and after the last nothing opens.

mod clock;
mod day;
mod interval;
mod mistake;
mod season;
mod standing;
mod zone;

pub use clock::{ClockTime, InvalidClockTime};
pub use day::{Day, InvalidDay, Weekday};
pub use interval::{Interval, InvalidInterval};
pub use mistake::{Mistake, Place, PlaceDay};
pub use season::{Season, SeasonDay};
pub use standing::{HORIZON_DAYS, Standing};
pub use zone::{BadZone, Zone};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days off with what they are called.
pub type DaysOff = BTreeMap<Day, String>;

/// The hours as their owner writes them down. [`OpeningHours::mistakes`] says what is wrong with them;
/// [`OpeningHours::standing`] makes the best of wrong ones too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// Name of the time zone in the IANA database.
    pub zone: String,
    /// A weekday that is missing is closed.
    #[serde(default)]
    pub week: BTreeMap<Weekday, Vec<Interval>>,
    /// Parts of the year with another week; of two that cover a day the later one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<Season>,
    /// Names of lists of days off. They are somebody else's: [`OpeningHours::with_days_off`] takes them in, and until
    /// then they are nothing but names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<String>,
    /// Days that differ from their weekday; without any interval they are closed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub exceptions: BTreeMap<Day, Vec<Interval>>,
    /// No interval opens before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Day>,
    /// No interval opens after this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
        let mut seasons = self.seasons.iter().rev();
        let week = seasons
            .find(|season| season.covers(day))
            .map_or(&self.week, |season| &season.week);
        let exception = self.exceptions.get(&day);
        exception
            .or_else(|| week.get(&day.weekday()))
            .map_or(&[], Vec::as_slice)
    }

    /// The same hours, closed on the days of the lists they name unless an exception says otherwise, and without the
    /// names. A name that `lists` does not have means no day.
    #[must_use]
    pub fn with_days_off(mut self, lists: &BTreeMap<String, DaysOff>) -> Self {
        for name in std::mem::take(&mut self.holidays) {
            let days = lists.get(&name).into_iter().flat_map(BTreeMap::keys);
            for day in days {
                self.exceptions.entry(*day).or_default();
            }
        }
        self
    }
}
