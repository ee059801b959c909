//! What is wrong with hours, where, and what would be right.

use super::OpeningHours;
use super::clock::ClockTime;
use super::day::{Day, Weekday};
use super::interval::Interval;
use super::season::SeasonDay;
use super::zone::Zone;
use std::collections::BTreeMap;
use std::fmt;

/// More intervals a day help nobody to read them.
const MAX_INTERVALS: usize = 12;
/// Ten years of thirty holidays, with room.
const MAX_EXCEPTIONS: usize = 400;
/// Two a month.
const MAX_SEASONS: usize = 24;
/// A country, a region and the house's own.
const MAX_LISTS: usize = 4;

/// One mistake. `Display` gives its path and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    UnknownZone,
    /// No weekday, no season and no exception has an interval.
    NeverOpen,
    LastDayBeforeFirst,
    TooManyExceptions,
    /// The exception is before the first day or after the last.
    ExceptionOutside {
        day: Day,
    },
    TooManySeasons,
    /// It begins in one year and ends in every year, or the other way round.
    SeasonOfTwoKinds {
        index: usize,
    },
    /// It ends before it begins.
    SeasonBackwards {
        index: usize,
    },
    TooManyLists,
    TooManyIntervals {
        day: PlaceDay,
    },
    /// It closes when it opens.
    Empty {
        at: Place,
    },
    /// It opens at 24:00.
    OpensAtDayEnd {
        at: Place,
    },
    /// It opens before another one closes.
    Overlaps {
        at: Place,
        other: Place,
    },
}

/// Names an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub day: PlaceDay,
    /// From 0, in the order written.
    pub index: usize,
}

/// Names a list of intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceDay {
    Week(Weekday),
    /// Of the season with this index.
    Season(usize, Weekday),
    Exception(Day),
}

impl OpeningHours {
    /// Everything that is wrong. `zone` is what the shell found under [`OpeningHours::zone`], if anything.
    #[must_use]
    pub fn mistakes(&self, zone: Option<&Zone>) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if zone.is_none_or(|zone| zone.name() != self.zone) {
            mistakes.push(Mistake::UnknownZone);
        }
        if self.lists().all(|(_, intervals)| intervals.is_empty()) {
            mistakes.push(Mistake::NeverOpen);
        }
        if let (Some(first), Some(last)) = (self.first_day, self.last_day)
            && last < first
        {
            mistakes.push(Mistake::LastDayBeforeFirst);
        }
        if self.exceptions.len() > MAX_EXCEPTIONS {
            mistakes.push(Mistake::TooManyExceptions);
        }
        for day in self.exceptions.keys().copied() {
            let early = self.first_day.is_some_and(|first| day < first);
            if early || self.last_day.is_some_and(|last| last < day) {
                mistakes.push(Mistake::ExceptionOutside { day });
            }
        }
        self.check_seasons(&mut mistakes);
        if self.holidays.len() > MAX_LISTS {
            mistakes.push(Mistake::TooManyLists);
        }
        for (day, intervals) in self.lists() {
            check_day(day, intervals, &mut mistakes);
        }
        check_nights(&self.week, PlaceDay::Week, &mut mistakes);
        for (index, season) in self.seasons.iter().enumerate() {
            let at = |day| PlaceDay::Season(index, day);
            check_nights(&season.week, at, &mut mistakes);
        }
        mistakes
    }

    fn check_seasons(&self, mistakes: &mut Vec<Mistake>) {
        if self.seasons.len() > MAX_SEASONS {
            mistakes.push(Mistake::TooManySeasons);
        }
        for (index, season) in self.seasons.iter().enumerate() {
            match (season.from, season.until) {
                (SeasonDay::Once(from), SeasonDay::Once(until)) => {
                    if until < from {
                        mistakes.push(Mistake::SeasonBackwards { index });
                    }
                }
                (SeasonDay::EveryYear { .. }, SeasonDay::EveryYear { .. }) => {}
                (SeasonDay::Once(_), SeasonDay::EveryYear { .. })
                | (SeasonDay::EveryYear { .. }, SeasonDay::Once(_)) => {
                    mistakes.push(Mistake::SeasonOfTwoKinds { index });
                }
            }
        }
    }

    fn lists(&self) -> impl Iterator<Item = (PlaceDay, &[Interval])> {
        let week = self.week.iter();
        let week = week.map(|(day, intervals)| (PlaceDay::Week(*day), intervals));
        let seasons = self.seasons.iter().enumerate();
        let seasons = seasons.flat_map(|(index, season)| {
            let week = season.week.iter();
            week.map(move |(day, intervals)| (PlaceDay::Season(index, *day), intervals))
        });
        let exceptions = self.exceptions.iter();
        let exceptions = exceptions.map(|(day, intervals)| (PlaceDay::Exception(*day), intervals));
        let lists = week.chain(seasons).chain(exceptions);
        lists.map(|(day, intervals)| (day, intervals.as_slice()))
    }
}

/// A night must be over before the next weekday opens. Exceptions and the first day of a season are free to cut into
/// one: that is what they are for, and the two are then one stretch.
fn check_nights(
    week: &BTreeMap<Weekday, Vec<Interval>>,
    at: impl Fn(Weekday) -> PlaceDay,
    mistakes: &mut Vec<Mistake>,
) {
    for (today, intervals) in week {
        let next_day = today.next();
        let Some(next) = week.get(&next_day) else {
            continue;
        };
        for (index, (_, end)) in spans(intervals) {
            let into_next = end.saturating_sub(ClockTime::DAY_END.minutes());
            for (next_index, (start, _)) in spans(next) {
                if start < into_next {
                    mistakes.push(Mistake::Overlaps {
                        at: place(at(next_day), next_index),
                        other: place(at(*today), index),
                    });
                }
            }
        }
    }
}

fn check_day(day: PlaceDay, intervals: &[Interval], mistakes: &mut Vec<Mistake>) {
    if intervals.len() > MAX_INTERVALS {
        mistakes.push(Mistake::TooManyIntervals { day });
        return;
    }
    for (index, interval) in intervals.iter().enumerate() {
        let at = place(day, index);
        if interval.opens == ClockTime::DAY_END {
            mistakes.push(Mistake::OpensAtDayEnd { at });
        } else if interval.minutes().is_none() {
            mistakes.push(Mistake::Empty { at });
        }
    }
    let mut by_time: Vec<_> = spans(intervals).collect();
    by_time.sort_by_key(|(_, span)| *span);
    for pair in by_time.windows(2) {
        if let [(earlier, (_, end)), (later, (start, _))] = pair
            && start < end
        {
            mistakes.push(Mistake::Overlaps {
                at: place(day, *later),
                other: place(day, *earlier),
            });
        }
    }
}

fn spans(intervals: &[Interval]) -> impl Iterator<Item = (usize, (u16, u16))> {
    let numbered = intervals.iter().enumerate();
    numbered.filter_map(|(index, interval)| Some((index, interval.minutes()?)))
}

fn place(day: PlaceDay, index: usize) -> Place {
    Place { day, index }
}

impl fmt::Display for PlaceDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(day) => write!(f, "week.{}", day.as_str()),
            Self::Season(index, day) => write!(f, "seasons[{index}].week.{}", day.as_str()),
            Self::Exception(day) => write!(f, "exceptions.{day}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.day, self.index)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownZone => {
                f.write_str("zone: a name of the IANA database, such as Europe/Vienna")
            }
            Self::NeverOpen => f.write_str("week: at least one interval"),
            Self::LastDayBeforeFirst => f.write_str("last_day: the first day or a later one"),
            Self::TooManyExceptions => {
                write!(
                    f,
                    "exceptions: at most {MAX_EXCEPTIONS}; remove those that are over"
                )
            }
            Self::ExceptionOutside { day } => {
                write!(f, "exceptions.{day}: a day from the first day to the last")
            }
            Self::TooManySeasons => write!(f, "seasons: at most {MAX_SEASONS}"),
            Self::SeasonOfTwoKinds { index } => write!(
                f,
                "seasons[{index}]: from and until both with a year (2026-07-01) or both without (07-01)"
            ),
            Self::SeasonBackwards { index } => {
                write!(
                    f,
                    "seasons[{index}].until: the day it begins or a later one"
                )
            }
            Self::TooManyLists => write!(f, "holidays: at most {MAX_LISTS} lists"),
            Self::TooManyIntervals { day } => {
                write!(f, "{day}: at most {MAX_INTERVALS} intervals")
            }
            Self::Empty { at } => {
                write!(
                    f,
                    "{at}: closes at another time than it opens; the whole day is 00:00 to 24:00"
                )
            }
            Self::OpensAtDayEnd { at } => {
                write!(
                    f,
                    "{at}: opens before 24:00; midnight is 00:00 of the next day"
                )
            }
            Self::Overlaps { at, other } => write!(f, "{at}: opens when {other} is over"),
        }
    }
}
