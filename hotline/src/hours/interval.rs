//! One stretch of a day's hours.

use super::clock::{ClockTime, InvalidClockTime};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Open from `opens` until just before `closes`. When it closes earlier than it opens, it runs over midnight;
/// `00:00` to `24:00` is the whole day. Written `09:00-17:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "String")]
pub struct Interval {
    pub opens: ClockTime,
    pub closes: ClockTime,
}

impl Interval {
    pub const WHOLE_DAY: Self = Self {
        opens: ClockTime::MIDNIGHT,
        closes: ClockTime::DAY_END,
    };

    /// The minutes it covers, from the midnight that begins its day: `first` and the one after the last, which may
    /// be of the next day. `None` when it covers none.
    pub(super) fn minutes(self) -> Option<(u16, u16)> {
        let (opens, closes) = (self.opens.minutes(), self.closes.minutes());
        if opens == closes {
            None
        } else if opens < closes {
            Some((opens, closes))
        } else {
            let closes = closes + ClockTime::DAY_END.minutes();
            (opens < closes).then_some((opens, closes))
        }
    }
}

/// How people and older versions write it.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "an interval is written from when to when: 09:00-17:00"
)]
enum Written {
    Short(String),
    Long { opens: ClockTime, closes: ClockTime },
}

/// The text is no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidInterval;

impl FromStr for Interval {
    type Err = InvalidInterval;
    fn from_str(text: &str) -> Result<Self, InvalidInterval> {
        let (opens, closes) = text.split_once('-').ok_or(InvalidInterval)?;
        let edge = |text: &str| -> Result<ClockTime, InvalidInterval> {
            text.trim()
                .parse()
                .map_err(|InvalidClockTime| InvalidInterval)
        };
        Ok(Self {
            opens: edge(opens)?,
            closes: edge(closes)?,
        })
    }
}

impl TryFrom<Written> for Interval {
    type Error = InvalidInterval;
    fn try_from(written: Written) -> Result<Self, InvalidInterval> {
        match written {
            Written::Short(text) => text.parse(),
            Written::Long { opens, closes } => Ok(Self { opens, closes }),
        }
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> String {
        interval.to_string()
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.opens, self.closes)
    }
}

impl fmt::Display for InvalidInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an interval is written from when to when: 09:00-17:00")
    }
}

impl std::error::Error for InvalidInterval {}
