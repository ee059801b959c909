//! A part of the year with a week of its own.

use super::day::{Day, InvalidDay, Weekday};
use super::interval::Interval;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// From the first day to the last, both included, the hours are those of another week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    pub from: SeasonDay,
    /// Of the same kind as `from`. Every year, a season that ends before it begins runs over the turn of the year.
    pub until: SeasonDay,
    /// A weekday that is missing is closed; without any the season is one long day off.
    #[serde(default)]
    pub week: BTreeMap<Weekday, Vec<Interval>>,
}

/// Where a season begins or ends: in one year, written `2026-07-01`, or in every year, written `07-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SeasonDay {
    Once(Day),
    EveryYear { month: i8, day: i8 },
}

impl Season {
    /// A season whose ends are of two kinds never comes; [`super::OpeningHours::mistakes`] names it.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        match (self.from, self.until) {
            (SeasonDay::Once(from), SeasonDay::Once(until)) => from <= day && day <= until,
            (
                SeasonDay::EveryYear {
                    month: from_month,
                    day: from_day,
                },
                SeasonDay::EveryYear {
                    month: until_month,
                    day: until_day,
                },
            ) => {
                let (from, until) = ((from_month, from_day), (until_month, until_day));
                let today = (day.0.month(), day.0.day());
                if from <= until {
                    from <= today && today <= until
                } else {
                    from <= today || today <= until
                }
            }
            (SeasonDay::Once(_), SeasonDay::EveryYear { .. })
            | (SeasonDay::EveryYear { .. }, SeasonDay::Once(_)) => false,
        }
    }
}

impl FromStr for SeasonDay {
    type Err = InvalidDay;
    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        const LENGTH: usize = "12-24".len();
        if text.len() != LENGTH {
            return text.parse().map(Self::Once);
        }
        // A leap year, so that 29 February is a day; in other years it is compared with and never met.
        let date: Day = format!("2024-{text}").parse()?;
        Ok(Self::EveryYear {
            month: date.0.month(),
            day: date.0.day(),
        })
    }
}

impl TryFrom<String> for SeasonDay {
    type Error = InvalidDay;
    fn try_from(text: String) -> Result<Self, InvalidDay> {
        text.parse()
    }
}

impl From<SeasonDay> for String {
    fn from(day: SeasonDay) -> String {
        day.to_string()
    }
}

impl fmt::Display for SeasonDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(day) => day.fmt(f),
            Self::EveryYear { month, day } => write!(f, "{month:02}-{day:02}"),
        }
    }
}
