//! Ordinary weeks, nights, exceptions and seasons.

use crate::sign::{VIENNA, check, daily, except, office, utc, words, zone};
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::{Day, OpeningHours, Weekday};
use std::collections::BTreeMap;

#[test]
fn an_office_is_open_from_the_first_minute_until_just_before_the_last() {
    let hours = office(VIENNA, "09:00-17:00");

    // A Wednesday in winter: one hour ahead of UTC.
    check(
        &hours,
        "2026-01-14T07:59:59Z",
        "closed until 2026-01-14T08:00Z",
    );
    check(&hours, "2026-01-14T08:00Z", "open until 2026-01-14T16:00Z");
    check(
        &hours,
        "2026-01-14T15:59:59Z",
        "open until 2026-01-14T16:00Z",
    );
    check(
        &hours,
        "2026-01-14T16:00Z",
        "closed until 2026-01-15T08:00Z",
    );
}

#[test]
fn a_weekend_is_skipped() {
    let hours = office(VIENNA, "09:00-17:00");

    check(
        &hours,
        "2026-01-16T16:00Z",
        "closed until 2026-01-19T08:00Z",
    );
    check(
        &hours,
        "2026-01-17T12:00Z",
        "closed until 2026-01-19T08:00Z",
    );
}

#[test]
fn a_lunch_break_is_a_change_and_touching_intervals_are_none() {
    let lunch = office(VIENNA, "13:00-17:00 09:00-12:00");
    check(&lunch, "2026-01-14T09:00Z", "open until 2026-01-14T11:00Z");
    check(
        &lunch,
        "2026-01-14T11:00Z",
        "closed until 2026-01-14T12:00Z",
    );

    let touching = office(VIENNA, "09:00-12:00 12:00-17:00");
    check(
        &touching,
        "2026-01-14T09:00Z",
        "open until 2026-01-14T16:00Z",
    );
}

#[test]
fn a_night_runs_over_midnight() {
    let hours = office(VIENNA, "22:00-02:00");

    check(&hours, "2026-01-14T21:00Z", "open until 2026-01-15T01:00Z");
    check(&hours, "2026-01-15T00:59Z", "open until 2026-01-15T01:00Z");
    check(
        &hours,
        "2026-01-15T01:00Z",
        "closed until 2026-01-15T21:00Z",
    );
    // Friday's night ends on Saturday.
    check(&hours, "2026-01-17T00:30Z", "open until 2026-01-17T01:00Z");
    check(
        &hours,
        "2026-01-17T01:00Z",
        "closed until 2026-01-19T21:00Z",
    );
}

#[test]
fn an_evening_until_midnight_joins_the_next_morning() {
    for evening in ["18:00-24:00 00:00-06:00", "18:00-00:00 00:00-06:00"] {
        let hours = daily(VIENNA, evening);
        check(&hours, "2026-01-14T18:00Z", "open until 2026-01-15T05:00Z");
    }
}

#[test]
fn a_hotline_that_never_closes_has_no_next_change() {
    let hours = daily(VIENNA, "00:00-24:00");

    check(&hours, "2026-01-14T18:00Z", "open for good");
    check(&hours, "2026-10-25T00:30Z", "open for good");
}

#[test]
fn hours_without_any_interval_are_closed_for_good() {
    check(&daily(VIENNA, ""), "2026-01-14T18:00Z", "closed for good");
}

#[test]
fn an_exception_takes_the_place_of_the_weekday() {
    let closed = except(office(VIENNA, "09:00-17:00"), "2026-12-24", "");
    check(
        &closed,
        "2026-12-24T09:00Z",
        "closed until 2026-12-25T08:00Z",
    );

    let short = except(office(VIENNA, "09:00-17:00"), "2026-12-24", "10:00-13:00");
    check(
        &short,
        "2026-12-24T08:30Z",
        "closed until 2026-12-24T09:00Z",
    );
    check(&short, "2026-12-24T09:00Z", "open until 2026-12-24T12:00Z");

    let sunday = except(office(VIENNA, "09:00-17:00"), "2026-12-20", "10:00-18:00");
    check(
        &sunday,
        "2026-12-19T12:00Z",
        "closed until 2026-12-20T09:00Z",
    );
}

#[test]
fn one_day_off_interrupts_a_hotline_that_never_closes() {
    let hours = except(daily(VIENNA, "00:00-24:00"), "2026-12-25", "");

    check(&hours, "2026-12-01T00:00Z", "open until 2026-12-24T23:00Z");
    check(
        &hours,
        "2026-12-25T10:00Z",
        "closed until 2026-12-25T23:00Z",
    );
}

#[test]
fn a_night_that_began_before_a_day_off_runs_to_its_end() {
    let hours = except(daily(VIENNA, "22:00-02:00"), "2026-12-25", "");

    check(&hours, "2026-12-25T00:30Z", "open until 2026-12-25T01:00Z");
    check(
        &hours,
        "2026-12-25T01:00Z",
        "closed until 2026-12-26T21:00Z",
    );
}

#[test]
fn a_season_begins_and_ends() {
    let hours = OpeningHours {
        first_day: Some(Day::new(2026, 12, 1).unwrap()),
        last_day: Some(Day::new(2027, 2, 28).unwrap()),
        ..daily(VIENNA, "09:00-17:00")
    };

    check(
        &hours,
        "2026-06-01T10:00Z",
        "closed until 2026-12-01T08:00Z",
    );
    check(&hours, "2027-02-28T10:00Z", "open until 2027-02-28T16:00Z");
    check(&hours, "2027-02-28T16:00Z", "closed for good");
}

#[test]
fn the_last_night_of_a_season_ends_the_day_after() {
    let hours = OpeningHours {
        last_day: Some(Day::new(2027, 2, 28).unwrap()),
        ..daily(VIENNA, "22:00-02:00")
    };

    check(&hours, "2027-02-28T21:00Z", "open until 2027-03-01T01:00Z");
    check(&hours, "2027-03-01T01:00Z", "closed for good");
}

#[test]
fn the_same_hours_are_at_another_time_elsewhere() {
    for (name, expected) in [
        ("Europe/Vienna", "closed until 2026-01-14T08:00Z"),
        ("America/New_York", "closed until 2026-01-14T14:00Z"),
        ("Asia/Kolkata", "closed until 2026-01-14T03:30Z"),
        ("Australia/Sydney", "open until 2026-01-14T06:00Z"),
        ("Pacific/Kiritimati", "open until 2026-01-14T03:00Z"),
    ] {
        check(&office(name, "09:00-17:00"), "2026-01-14T00:00Z", expected);
    }
}

#[test]
fn weekdays_are_those_of_the_zone() {
    // Sunday evening in UTC is Monday morning in Auckland.
    let hours = OpeningHours {
        week: BTreeMap::from([(Weekday::Monday, crate::sign::intervals("08:00-12:00"))]),
        ..daily("Pacific/Auckland", "")
    };

    check(&hours, "2026-01-11T19:30Z", "open until 2026-01-11T23:00Z");
}

#[test]
fn the_ends_of_time_are_answered_too() {
    let hours = daily(VIENNA, "09:00-17:00");
    let vienna = zone(VIENNA);

    let first = hours.standing(Timestamp::from_millis(0), &vienna);
    let last = hours.standing(Timestamp::from_millis(u64::MAX), &vienna);

    assert_eq!(words(first), "closed until 1970-01-01T08:00Z");
    assert_eq!(words(last), "closed for good");
}

#[test]
fn a_zone_shows_the_time_there() {
    let (day, time) = zone("Asia/Kathmandu").shows(utc("2026-01-14T18:20Z"));

    assert_eq!(
        (day.to_string(), time.to_string()),
        ("2026-01-15".into(), "00:05".into())
    );
}

#[test]
fn hours_are_stored_as_one_would_write_them() {
    let json = r#"{"zone":"Europe/Vienna","week":{"monday":[{"opens":"09:00","closes":"24:00"}]},
        "exceptions":{"2026-12-24":[]},"first_day":"2026-01-01"}"#;

    let hours: OpeningHours = serde_json::from_str(json).unwrap();

    check(&hours, "2026-01-12T09:00Z", "open until 2026-01-12T23:00Z");
    let again = serde_json::to_string(&hours).unwrap();
    assert_eq!(serde_json::from_str::<OpeningHours>(&again).unwrap(), hours);
}

#[test]
fn what_is_no_time_and_no_day_is_not_read() {
    for (opens, day) in [
        ("24:01", "2026-12-24"),
        ("9:00", "2026-12-24"),
        ("+9:00", "2026-12-24"),
        ("09:60", "2026-12-24"),
        ("", "2026-12-24"),
        ("09:00", "2026-02-29"),
        ("09:00", "2026-12-24T10:00"),
        ("09:00", "20261224"),
    ] {
        let json = format!(
            r#"{{"zone":"UTC","exceptions":{{"{day}":[{{"opens":"{opens}","closes":"24:00"}}]}}}}"#
        );
        assert!(
            serde_json::from_str::<OpeningHours>(&json).is_err(),
            "{json}"
        );
    }
}
