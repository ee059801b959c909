//! What a clock on the wall shows.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// A minute of the day, `00:00` to `24:00`; the last is the midnight at the day's end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct ClockTime(u16);

/// The text is no time from `00:00` to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidClockTime;

impl ClockTime {
    pub const MIDNIGHT: Self = Self(0);
    pub const DAY_END: Self = Self(24 * 60);

    /// # Errors
    /// Outside `00:00` to `24:00`.
    pub fn new(hour: u16, minute: u16) -> Result<Self, InvalidClockTime> {
        if hour > 24 || minute > 59 || (hour == 24 && minute > 0) {
            return Err(InvalidClockTime);
        }
        Ok(Self(hour * 60 + minute))
    }

    /// Minutes since midnight, as if no clock were ever set.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl FromStr for ClockTime {
    type Err = InvalidClockTime;
    fn from_str(text: &str) -> Result<Self, InvalidClockTime> {
        let (hour, minute) = text.split_once(':').ok_or(InvalidClockTime)?;
        let number = |digits: &str| {
            let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let number = plain.then(|| digits.parse().ok()).flatten();
            number.ok_or(InvalidClockTime)
        };
        Self::new(number(hour)?, number(minute)?)
    }
}

impl TryFrom<String> for ClockTime {
    type Error = InvalidClockTime;
    fn try_from(text: String) -> Result<Self, InvalidClockTime> {
        text.parse()
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for InvalidClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time of day is written from 00:00 to 24:00")
    }
}

impl std::error::Error for InvalidClockTime {}
