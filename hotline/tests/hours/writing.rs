//! Hours are written as they are read: what is stored today is read tomorrow, and a person finds what they wrote.

use bellpull_hotline::hours::OpeningHours;
use serde_json::{Value, json};

#[test]
fn everything_is_written_as_it_was_read() {
    let document = json!({
        "zone": "Europe/Vienna",
        "week": { "monday": ["08:00-12:00", "12:30-24:00"], "friday": ["22:00-02:05"] },
        "seasons": [
            { "from": "12-20", "until": "01-06", "week": { "monday": ["10:00-12:00"] } },
            { "from": "2026-07-01", "until": "2026-08-31", "week": {} },
        ],
        "holidays": ["austria"],
        "exceptions": { "2026-12-24": ["09:00-12:00"], "2026-12-25": [] },
        "first_day": "2026-01-07",
        "last_day": "2027-12-31",
    });

    let hours: OpeningHours = serde_json::from_value(document.clone()).unwrap();
    let written: Value = serde_json::to_value(&hours).unwrap();

    assert_eq!(written, document);
}

#[test]
fn what_older_versions_wrote_is_written_as_people_do() {
    let older = json!({
        "zone": "UTC",
        "week": { "monday": [{ "opens": "08:00", "closes": "12:00" }] },
    });

    let hours: OpeningHours = serde_json::from_value(older).unwrap();
    let written: Value = serde_json::to_value(&hours).unwrap();

    assert_eq!(written["week"], json!({ "monday": ["08:00-12:00"] }));
}
