//! What staffing is computed from, within ranges in which the formulas hold.

use std::fmt;
use std::ops::RangeInclusive;

/// More than any one switchboard takes.
const LOAD_PER_HOUR: RangeInclusive<f64> = 0.0..=10_000.0;
const HANDLING_S: RangeInclusive<f64> = 1.0..=14_400.0;
/// Bounds the time a formula takes; a room of two thousand talking at once is several switchboards.
const MOST_ERLANG: f64 = 2_000.0;
const PATIENCE_S: RangeInclusive<f64> = 1.0..=7_200.0;
/// No number of operators reaches everybody, so 100 is not a target.
const PERCENT: RangeInclusive<f64> = 1.0..=99.9;
const WITHIN_S: RangeInclusive<f64> = 0.0..=3_600.0;
const SHRINKAGE: RangeInclusive<f64> = 0.0..=0.9;

/// Contacts that arrive, and how long each keeps somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    per_second: f64,
    handling_s: f64,
}

/// The mean time until somebody who waits gives up, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patience(f64);

/// A service level that is aimed at: a share answered within so many seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    share: f64,
    within_s: f64,
}

/// The part of paid time in which nobody answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrinkage(f64);

/// Which number is out of its range. `Display` says what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    Load,
    HandlingTime,
    /// Both together.
    TooMuch,
    Patience,
    Percent,
    Within,
    Shrinkage,
}

impl Load {
    /// # Errors
    /// When a number is out of its range, or both together are more than 2,000 erlang.
    pub fn new(per_hour: f64, handling_s: f64) -> Result<Self, Mistake> {
        let per_hour = checked(per_hour, &LOAD_PER_HOUR, Mistake::Load)?;
        let handling_s = checked(handling_s, &HANDLING_S, Mistake::HandlingTime)?;
        let per_second = per_hour / 3_600.0;
        if per_second * handling_s > MOST_ERLANG {
            return Err(Mistake::TooMuch);
        }
        Ok(Self {
            per_second,
            handling_s,
        })
    }

    /// Offered load: how many operators would be busy if there were enough.
    #[must_use]
    pub fn erlang(self) -> f64 {
        self.per_second * self.handling_s
    }

    pub(super) fn per_second(self) -> f64 {
        self.per_second
    }

    pub(super) fn handling_s(self) -> f64 {
        self.handling_s
    }
}

impl Patience {
    /// # Errors
    /// When it is not between a second and two hours.
    pub fn new(mean_s: f64) -> Result<Self, Mistake> {
        checked(mean_s, &PATIENCE_S, Mistake::Patience).map(Self)
    }

    pub(super) fn mean_s(self) -> f64 {
        self.0
    }
}

impl Target {
    /// # Errors
    /// When a number is out of its range.
    pub fn new(percent: f64, within_s: f64) -> Result<Self, Mistake> {
        Ok(Self {
            share: checked(percent, &PERCENT, Mistake::Percent)? / 100.0,
            within_s: checked(within_s, &WITHIN_S, Mistake::Within)?,
        })
    }

    #[must_use]
    pub fn share(self) -> f64 {
        self.share
    }

    #[must_use]
    pub fn within_s(self) -> f64 {
        self.within_s
    }
}

impl Shrinkage {
    /// # Errors
    /// When it is not between 0 and 0.9.
    pub fn new(share: f64) -> Result<Self, Mistake> {
        checked(share, &SHRINKAGE, Mistake::Shrinkage).map(Self)
    }

    /// How many must be on the roster so that `needed` answer.
    #[must_use]
    pub fn rostered(self, needed: u32) -> u32 {
        // A hair below, so that 9 / 0.9 is not 11 because of the last bit.
        let rostered = (f64::from(needed) / (1.0 - self.0) - 1e-9).ceil();
        rostered as u32
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mistake::Load => "load_per_hour: between 0 and 10,000 contacts an hour",
            Mistake::HandlingTime => "aht_s: between 1 second and 4 hours",
            Mistake::TooMuch => "load_per_hour and aht_s: at most 2,000 erlang together",
            Mistake::Patience => "patience_s: between 1 second and 2 hours",
            Mistake::Percent => "percent: between 1 and 99.9",
            Mistake::Within => "within_s: between 0 seconds and an hour",
            Mistake::Shrinkage => "shrinkage: between 0 and 0.9",
        })
    }
}

impl std::error::Error for Mistake {}

/// What is not a number is in no range.
fn checked(number: f64, range: &RangeInclusive<f64>, mistake: Mistake) -> Result<f64, Mistake> {
    if range.contains(&number) {
        Ok(number)
    } else {
        Err(mistake)
    }
}
