//! Parts of the year, days off, and single days that differ: what counts on which day.

use crate::sign::{VIENNA, check, daily, except, intervals, office};
use bellpull_hotline::hours::{DaysOff, OpeningHours, Season, Weekday};
use std::collections::BTreeMap;

/// With another week from one day to the other: the same intervals on every day of it.
fn in_season(mut hours: OpeningHours, from: &str, until: &str, text: &str) -> OpeningHours {
    let week = Weekday::ALL.into_iter().map(|day| (day, intervals(text)));
    hours.seasons.push(Season {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        week: week.collect(),
    });
    hours
}

/// Closed on a day of a list called `at`.
fn day_off(mut hours: OpeningHours, day: &str) -> OpeningHours {
    hours.holidays = vec!["at".into()];
    let days = DaysOff::from([(day.parse().unwrap(), "Christtag".into())]);
    hours.with_days_off(&BTreeMap::from([("at".into(), days)]))
}

#[test]
fn a_season_of_every_year_has_a_week_of_its_own() {
    let hours = in_season(
        daily(VIENNA, "09:00-17:00"),
        "07-01",
        "08-31",
        "10:00-14:00",
    );

    check(
        &hours,
        "2026-06-30T15:00Z",
        "closed until 2026-07-01T08:00Z",
    );
    check(&hours, "2026-08-31T08:30Z", "open until 2026-08-31T12:00Z");
    check(
        &hours,
        "2026-08-31T12:00Z",
        "closed until 2026-09-01T07:00Z",
    );
    check(&hours, "2027-07-01T08:00Z", "open until 2027-07-01T12:00Z");
}

#[test]
fn a_season_of_one_year_does_not_come_again() {
    let hours = in_season(
        daily(VIENNA, "09:00-17:00"),
        "2026-07-01",
        "2026-07-31",
        "10:00-14:00",
    );

    check(
        &hours,
        "2026-07-15T07:00Z",
        "closed until 2026-07-15T08:00Z",
    );
    check(&hours, "2027-07-15T07:00Z", "open until 2027-07-15T15:00Z");
}

#[test]
fn a_season_may_run_over_the_turn_of_the_year() {
    let hours = in_season(daily(VIENNA, ""), "12-20", "02-28", "09:00-17:00");

    check(
        &hours,
        "2026-06-01T00:00Z",
        "closed until 2026-12-20T08:00Z",
    );
    check(
        &hours,
        "2026-12-31T16:00Z",
        "closed until 2027-01-01T08:00Z",
    );
    check(
        &hours,
        "2027-02-28T16:00Z",
        "closed until 2027-12-20T08:00Z",
    );
}

#[test]
fn the_leap_day_belongs_to_a_season_around_it() {
    let hours = in_season(daily(VIENNA, ""), "02-29", "02-29", "09:00-17:00");

    check(
        &hours,
        "2028-01-01T00:00Z",
        "closed until 2028-02-29T08:00Z",
    );
    check(&hours, "2026-01-01T00:00Z", "closed for good");
    let until_then = in_season(daily(VIENNA, ""), "02-01", "02-29", "09:00-17:00");
    check(
        &until_then,
        "2026-02-28T08:00Z",
        "open until 2026-02-28T16:00Z",
    );
}

#[test]
fn of_two_seasons_the_later_one_counts() {
    let summer = in_season(
        daily(VIENNA, "09:00-17:00"),
        "06-01",
        "08-31",
        "10:00-14:00",
    );
    let hours = in_season(summer, "2026-08-03", "2026-08-14", "");

    check(
        &hours,
        "2026-08-02T12:00Z",
        "closed until 2026-08-15T08:00Z",
    );
}

#[test]
fn a_night_of_the_season_runs_into_the_week_after_it() {
    let hours = in_season(
        daily(VIENNA, "09:00-17:00"),
        "07-01",
        "08-31",
        "22:00-02:00",
    );

    check(&hours, "2026-08-31T21:00Z", "open until 2026-09-01T00:00Z");
    check(
        &hours,
        "2026-09-01T00:00Z",
        "closed until 2026-09-01T07:00Z",
    );
}

#[test]
fn a_day_off_is_closed_in_every_season() {
    let hours = in_season(
        daily(VIENNA, "09:00-17:00"),
        "12-01",
        "12-31",
        "10:00-14:00",
    );

    check(
        &day_off(hours, "2026-12-25"),
        "2026-12-24T14:00Z",
        "closed until 2026-12-26T09:00Z",
    );
}

#[test]
fn an_exception_opens_on_a_day_off_and_on_a_closed_weekday() {
    let open = except(office(VIENNA, "09:00-17:00"), "2026-12-25", "10:00-12:00");
    check(
        &day_off(open, "2026-12-25"),
        "2026-12-25T08:00Z",
        "closed until 2026-12-25T09:00Z",
    );

    let saturday = except(office(VIENNA, "09:00-17:00"), "2026-12-19", "10:00-12:00");
    check(
        &saturday,
        "2026-12-19T09:00Z",
        "open until 2026-12-19T11:00Z",
    );
}

#[test]
fn an_exception_closes_a_part_of_a_day() {
    let meeting = except(
        office(VIENNA, "09:00-17:00"),
        "2026-12-16",
        "09:00-11:00 12:30-17:00",
    );

    check(
        &meeting,
        "2026-12-16T08:00Z",
        "open until 2026-12-16T10:00Z",
    );
    check(
        &meeting,
        "2026-12-16T10:00Z",
        "closed until 2026-12-16T11:30Z",
    );
}

#[test]
fn lists_of_days_off_are_nothing_but_names_until_they_are_taken_in() {
    let mut hours = daily(VIENNA, "09:00-17:00");
    hours.holidays = vec!["at".into(), "nowhere".into()];
    check(
        &hours,
        "2026-12-25T07:00Z",
        "closed until 2026-12-25T08:00Z",
    );

    let resolved = hours.with_days_off(&BTreeMap::new());

    assert_eq!(resolved, daily(VIENNA, "09:00-17:00"));
}

#[test]
fn days_off_outside_the_first_and_the_last_day_change_nothing() {
    let mut hours = daily(VIENNA, "09:00-17:00");
    hours.last_day = Some("2026-12-01".parse().unwrap());

    check(
        &day_off(hours, "2026-12-25"),
        "2026-12-01T16:00Z",
        "closed for good",
    );
}

#[test]
fn seasons_are_read_as_they_are_written() {
    let json = r#"{"zone":"Europe/Vienna","week":{"monday":["09:00-12:00"]},
        "seasons":[{"from":"07-01","until":"08-31"},{"from":"2027-01-01","until":"2027-01-06","week":{}}],
        "holidays":["at"]}"#;

    let hours: OpeningHours = serde_json::from_str(json).unwrap();

    let again = serde_json::to_string(&hours).unwrap();
    assert_eq!(serde_json::from_str::<OpeningHours>(&again).unwrap(), hours);
    assert_eq!(hours.seasons[0].from.to_string(), "07-01");
    assert_eq!(hours.seasons[1].until.to_string(), "2027-01-06");
    for day in ["7-1", "13-01", "02-30", "2027-02-29", ""] {
        let json = json.replace("07-01", day);
        assert!(
            serde_json::from_str::<OpeningHours>(&json).is_err(),
            "{day}"
        );
    }
}

#[test]
fn hours_stored_before_there_were_seasons_are_still_read() {
    let json = r#"{"zone":"Europe/Vienna","week":{"monday":[{"opens":"22:00","closes":"02:00"}]},
        "exceptions":{"2026-12-24":[]},"first_day":null,"last_day":null}"#;

    let hours: OpeningHours = serde_json::from_str(json).unwrap();

    let mut expected = except(daily(VIENNA, ""), "2026-12-24", "");
    expected.week = BTreeMap::from([(Weekday::Monday, intervals("22:00-02:00"))]);
    assert_eq!(hours, expected);
}
