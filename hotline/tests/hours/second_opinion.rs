//! The crate `opening-hours`, which reads what OpenStreetMap writes, as a second opinion. It knows no zones here, so both
//! look at a clock that is never set.

use crate::sign::utc;
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::{ClockTime, Interval, OpeningHours, Season, Weekday, Zone};
use chrono::{DateTime, NaiveDateTime};
use proptest::prelude::*;

/// Quarters of an hour, so that edges meet, over midnight too. Whole days and their ends are written in one way only.
fn interval() -> impl Strategy<Value = Interval> {
    (0u16..96, 1u16..=96).prop_map(|(opens, length)| {
        let at = |quarter: u16| ClockTime::new(quarter / 4, quarter % 4 * 15).unwrap();
        let closes = opens + length.min(95);
        let closes = if closes == 96 {
            ClockTime::DAY_END
        } else {
            at(closes % 96)
        };
        Interval {
            opens: at(opens),
            closes,
        }
    })
}

fn week() -> impl Strategy<Value = Vec<(Weekday, Vec<Interval>)>> {
    let day = prop::collection::vec(interval(), 0..3);
    prop::collection::vec(day, 7).prop_map(|days| Weekday::ALL.into_iter().zip(days).collect())
}

/// As OpenStreetMap would have it: `Mo 09:00-12:00,22:00-02:00, Tu 10:00-11:00`. Rules after a semicolon, or `off`,
/// would cut off the night before; after a comma they add to each other.
fn written(week: &[(Weekday, Vec<Interval>)], months: &str) -> Vec<String> {
    let open = week.iter().filter(|(_, intervals)| !intervals.is_empty());
    let rules = open.map(|(day, intervals)| {
        let (first, second) = day.as_str()[..2].split_at(1);
        let spans: Vec<_> = intervals.iter().map(ToString::to_string).collect();
        format!(
            "{months}{}{second} {}",
            first.to_uppercase(),
            spans.join(",")
        )
    });
    rules.collect()
}

fn naive(at: Timestamp) -> NaiveDateTime {
    let millis = at.as_millis().try_into().unwrap();
    DateTime::from_timestamp_millis(millis).unwrap().naive_utc()
}

fn hours(week: Vec<(Weekday, Vec<Interval>)>) -> OpeningHours {
    OpeningHours {
        zone: "UTC".into(),
        week: week.into_iter().collect(),
        ..OpeningHours::default()
    }
}

/// Compares every five minutes or so of ten days.
fn agree(ours: &OpeningHours, theirs: &[String], begins: Timestamp) -> Result<(), TestCaseError> {
    let theirs = if theirs.is_empty() {
        "off".to_owned()
    } else {
        theirs.join(", ")
    };
    let other: opening_hours::OpeningHours = theirs.parse().unwrap();
    for minute in (0..10 * 24 * 60u64).step_by(337) {
        let now = begins.after(std::time::Duration::from_secs(minute * 60));
        let standing = ours.standing(now, &Zone::utc());
        prop_assert_eq!(
            standing.open,
            other.is_open(naive(now)),
            "{} at {}",
            theirs,
            naive(now)
        );
        let change = standing.next_change.map(naive);
        prop_assert_eq!(
            change,
            other.next_change(naive(now)),
            "{} at {}",
            theirs,
            naive(now)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn any_week_is_as_the_second_opinion_has_it(week in week()) {
        let theirs = written(&week, "");

        agree(&hours(week), &theirs, utc("2026-03-01T00:00Z"))?;
    }

    #[test]
    fn a_summer_of_its_own_is_as_the_second_opinion_has_it(week in week(), summer in week()) {
        let mut theirs = written(&week, "Jan 01-Jun 30,Sep 01-Dec 31 ");
        theirs.extend(written(&summer, "Jul 01-Aug 31 "));
        let mut ours = hours(week);
        ours.seasons.push(Season {
            from: "07-01".parse().unwrap(),
            until: "08-31".parse().unwrap(),
            week: summer.into_iter().collect(),
        });

        agree(&ours, &theirs, utc("2026-06-27T00:00Z"))?;
        agree(&ours, &theirs, utc("2026-08-27T00:00Z"))?;
    }
}
