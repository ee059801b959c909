//! The clocks of a place.

use super::clock::ClockTime;
use super::day::Day;
use crate::time::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::fmt;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const MINUTES_OF_DAY: u16 = 24 * 60;

/// A time zone with its rules. It comes in as data, because the heart has no files to look it up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// The bytes are not those of a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadZone;

impl Zone {
    /// `name` as in the IANA database, `tzif` its file as RFC 9636 describes it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn from_tzif(name: &str, tzif: &[u8]) -> Result<Self, BadZone> {
        TimeZone::tzif(name, tzif).map(Self).map_err(|_| BadZone)
    }

    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// What the calendar and the clocks there show, to the minute.
    #[must_use]
    pub fn shows(&self, at: Timestamp) -> (Day, ClockTime) {
        let shown = self.0.to_datetime(to_jiff(at));
        let minute = (shown.hour().unsigned_abs(), shown.minute().unsigned_abs());
        let time = ClockTime::new(minute.0.into(), minute.1.into());
        (Day(shown.date()), time.unwrap_or(ClockTime::MIDNIGHT))
    }

    /// When the clocks first show this minute of the day or, if they skip it, a later one. Minutes may go on into
    /// the next day. `None` beyond the end of the calendar.
    pub(super) fn first_shown(&self, date: Date, minute: u16) -> Option<Timestamp> {
        let ambiguous = self.0.to_ambiguous_timestamp(date_time(date, minute)?);
        let at = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
                ambiguous.earlier().ok()?
            }
            AmbiguousOffset::Gap { .. } => self.change_after(ambiguous.earlier().ok()?)?,
        };
        Some(from_jiff(at))
    }

    /// When the clocks last stop showing this minute of the day; if they skip it, when they do so.
    pub(super) fn last_shown(&self, date: Date, minute: u16) -> Option<Timestamp> {
        let ambiguous = self.0.to_ambiguous_timestamp(date_time(date, minute)?);
        let at = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
                ambiguous.later().ok()?.checked_add(MINUTE).ok()?
            }
            AmbiguousOffset::Gap { .. } => self.change_after(ambiguous.earlier().ok()?)?,
        };
        Some(from_jiff(at))
    }

    fn change_after(&self, at: jiff::Timestamp) -> Option<jiff::Timestamp> {
        self.0.following(at).next().map(|change| change.timestamp())
    }
}

fn date_time(date: Date, minute: u16) -> Option<DateTime> {
    let date = if minute < MINUTES_OF_DAY {
        date
    } else {
        date.tomorrow().ok()?
    };
    let minute = minute % MINUTES_OF_DAY;
    let hour = i8::try_from(minute / 60).ok()?;
    Some(date.at(hour, i8::try_from(minute % 60).ok()?, 0, 0))
}

/// A time beyond the end of the calendar is its end.
fn to_jiff(at: Timestamp) -> jiff::Timestamp {
    i64::try_from(at.as_millis())
        .ok()
        .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok())
        .unwrap_or(jiff::Timestamp::MAX)
}

/// A time before 1970 is its beginning.
fn from_jiff(at: jiff::Timestamp) -> Timestamp {
    Timestamp::from_millis(u64::try_from(at.as_millisecond()).unwrap_or_default())
}

impl fmt::Display for BadZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time zone's file cannot be read")
    }
}

impl std::error::Error for BadZone {}
