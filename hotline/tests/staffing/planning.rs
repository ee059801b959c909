//! A day's plan from the days before.

use bellpull_hotline::Timestamp;
use bellpull_hotline::staffing::{Mistake, Shrinkage, Target, plan};
use std::time::Duration;

const HOUR: u64 = 3_600_000;
const WEEK: u64 = 7 * 24 * HOUR;

#[test]
fn the_same_interval_of_the_days_before_says_how_many_are_expected() {
    let day = 10 * WEEK;
    // Between nine and ten: 100 one week before, 300 two weeks before.
    let arrivals: Vec<_> = (0..100)
        .map(|n| at(day - WEEK + 9 * HOUR + n * 30_000))
        .chain((0..300).map(|n| at(day - 2 * WEEK + 9 * HOUR + n * 10_000)))
        .collect();

    let planned = plan(
        (at(day), at(day + 24 * HOUR)),
        Duration::from_secs(3_600),
        &[at(day - WEEK), at(day - 2 * WEEK)],
        &arrivals,
        eighty_in_twenty(),
    )
    .unwrap();

    assert_eq!(planned.len(), 24);
    assert_eq!(planned[9].from, at(day + 9 * HOUR));
    assert_eq!(planned[9].arrivals, 200.0);
    // 20 erlang.
    assert_eq!((planned[9].needed, planned[9].rostered), (25, 36));
    assert_eq!((planned[8].arrivals, planned[8].needed), (0.0, 0));
}

#[test]
fn a_day_that_is_shorter_than_its_last_interval_is_planned_to_its_end() {
    let planned = plan(
        (at(0), at(90 * 60_000)),
        Duration::from_secs(3_600),
        &[],
        &[],
        eighty_in_twenty(),
    )
    .unwrap();

    let ends: Vec<_> = planned.iter().map(|planned| planned.until).collect();
    assert_eq!(ends, [at(HOUR), at(90 * 60_000)]);
}

#[test]
fn a_flood_that_no_formula_takes_is_refused() {
    let arrivals: Vec<_> = (0..20_000).map(at).collect();

    let planned = plan(
        (at(WEEK), at(WEEK + HOUR)),
        Duration::from_secs(3_600),
        &[at(0)],
        &arrivals,
        eighty_in_twenty(),
    );

    assert_eq!(planned, Err(Mistake::Load));
}

type Staffing = (
    f64,
    Option<bellpull_hotline::staffing::Patience>,
    Target,
    Shrinkage,
);

fn eighty_in_twenty() -> Staffing {
    let target = Target::new(80.0, 20.0).unwrap();
    (360.0, None, target, Shrinkage::new(0.3).unwrap())
}

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}
