//! Clocks that are set forward and back: never closed while a clock there shows a time within the hours.

use crate::sign::{VIENNA, check, daily};

/// Vienna, 29 March 2026: at 01:00Z the clocks go from 02:00 to 03:00.
#[test]
fn a_skipped_edge_falls_on_the_change() {
    let opens_within = daily(VIENNA, "02:30-06:00");
    check(
        &opens_within,
        "2026-03-29T00:59Z",
        "closed until 2026-03-29T01:00Z",
    );
    check(
        &opens_within,
        "2026-03-29T01:00Z",
        "open until 2026-03-29T04:00Z",
    );

    let closes_within = daily(VIENNA, "00:00-02:30");
    check(
        &closes_within,
        "2026-03-29T00:00Z",
        "open until 2026-03-29T01:00Z",
    );

    let closes_at_its_end = daily(VIENNA, "00:00-03:00");
    check(
        &closes_at_its_end,
        "2026-03-29T00:00Z",
        "open until 2026-03-29T01:00Z",
    );
}

#[test]
fn an_interval_that_is_skipped_does_not_open_that_day() {
    let hours = daily(VIENNA, "02:15-02:45");

    check(
        &hours,
        "2026-03-28T01:45Z",
        "closed until 2026-03-30T00:15Z",
    );
}

#[test]
fn a_night_over_the_change_forward_is_an_hour_shorter() {
    let hours = daily(VIENNA, "22:00-04:00");

    check(&hours, "2026-03-28T21:00Z", "open until 2026-03-29T02:00Z");
}

/// Vienna, 25 October 2026: at 01:00Z the clocks go from 03:00 back to 02:00.
#[test]
fn an_hour_that_is_shown_twice_is_open_twice_without_a_pause() {
    let closes_within = daily(VIENNA, "00:00-02:30");
    check(
        &closes_within,
        "2026-10-25T00:00Z",
        "open until 2026-10-25T01:30Z",
    );
    check(
        &closes_within,
        "2026-10-25T00:45Z",
        "open until 2026-10-25T01:30Z",
    );

    let opens_within = daily(VIENNA, "02:30-06:00");
    check(
        &opens_within,
        "2026-10-25T00:29Z",
        "closed until 2026-10-25T00:30Z",
    );
    check(
        &opens_within,
        "2026-10-25T01:15Z",
        "open until 2026-10-25T05:00Z",
    );

    let within = daily(VIENNA, "02:15-02:45");
    check(&within, "2026-10-25T00:15Z", "open until 2026-10-25T01:45Z");
    check(&within, "2026-10-25T00:50Z", "open until 2026-10-25T01:45Z");
}

#[test]
fn what_closes_when_the_doubled_hour_begins_is_not_prolonged() {
    let hours = daily(VIENNA, "22:00-02:00");

    check(&hours, "2026-10-24T20:00Z", "open until 2026-10-25T00:00Z");
    check(
        &hours,
        "2026-10-25T00:30Z",
        "closed until 2026-10-25T21:00Z",
    );
}

#[test]
fn a_day_may_begin_with_the_change() {
    // Santiago skips the first hour of 6 September 2026 …
    let hours = daily("America/Santiago", "00:00-08:00");
    check(
        &hours,
        "2026-09-06T03:59Z",
        "closed until 2026-09-06T04:00Z",
    );
    check(&hours, "2026-09-06T04:00Z", "open until 2026-09-06T11:00Z");
    // … and shows the last hour of 4 April twice.
    let late = daily("America/Santiago", "22:00-24:00");
    check(&late, "2026-04-05T01:00Z", "open until 2026-04-05T04:00Z");
}

#[test]
fn half_an_hour_is_set_forward_too() {
    // Lord Howe Island, 4 October 2026: from 02:00 to 02:30 at 15:30Z of the day before.
    let hours = daily("Australia/Lord_Howe", "02:10-05:00");

    check(
        &hours,
        "2026-10-03T15:29Z",
        "closed until 2026-10-03T15:30Z",
    );
}

#[test]
fn a_whole_day_may_be_skipped() {
    // Samoa went from 29 to 31 December 2011.
    let hours = daily("Pacific/Apia", "09:00-17:00");

    check(
        &hours,
        "2011-12-30T03:00Z",
        "closed until 2011-12-30T19:00Z",
    );
}
