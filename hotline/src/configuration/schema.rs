//! Every field of the document, with what it may be.
//!
//! The types beside this say the same to the compiler; a test holds both against each other, and
//! `docs/CONFIGURATION.md` against this.

use super::SCHEMA;
use super::shape::{Field, Shape, list_of, may, must, names_of, set_of};
use super::site::is_site;
use crate::hours::{Day, SeasonDay, Weekday};
use bellpull_protocol::DepartmentId;

/// A day, in seconds: nobody waits longer than until tomorrow.
const DAY_S: i128 = 86_400;
const MAX_POINTS: i128 = 100_000;

pub const CONFIGURATION: Shape = Shape::Record(&[
    must("schema", Shape::Whole(SCHEMA as i128, SCHEMA as i128)),
    must("name", NAME),
    may("routing", ROUTING),
    may("breaks", set_of(&WORD, 0, 20)),
    may("holidays", names_of(&WORD, &DAYS_OFF, 0, 20)),
    must("hotlines", names_of(&ID, &HOTLINE, 1, 200)),
    may("departments", names_of(&ID, &DEPARTMENT, 0, 500)),
    may("operators", names_of(&PERSON, &OPERATOR, 0, 2_000)),
]);

const ROUTING: Shape = Shape::Record(&[
    may("ageing", Shape::Whole(0, 1_000)),
    may("raise_missed", Shape::Whole(0, MAX_POINTS)),
    may("raise_transferred", Shape::Whole(0, MAX_POINTS)),
    may("raise_due_callback", Shape::Whole(0, MAX_POINTS)),
    may("back_after_missed_s", Shape::Whole(5, DAY_S)),
]);

const HOTLINE: Shape = Shape::Record(&[
    must("name", NAME),
    may("sites", set_of(&SITE, 0, 50)),
    may("hours", HOURS),
    may("menu", set_of(&ID, 0, 20)),
    may("greeting", TEXTS),
    may("welcome", TEXTS),
    may("topics", set_of(&NAME, 0, 200)),
    may("waiting_room", Shape::Whole(1, 100_000)),
    may("survey", Shape::Flag),
]);

const DEPARTMENT: Shape = Shape::Record(&[
    may("name", TEXTS),
    may("hours", HOURS),
    may("strategy", STRATEGY),
    may("points", Shape::Whole(-MAX_POINTS, MAX_POINTS)),
    may("skills", SKILLS),
    may("prefers", list_of(&PREFERENCE, 20)),
    may("language", LANGUAGE_RULE),
    may("tiers", list_of(&TIER, 10)),
    may("ring_s", Shape::Whole(5, 300)),
    may("wrap_up_s", Shape::Whole(0, 3_600)),
    may(
        "when_empty",
        Shape::Choice {
            words: &["wait", "refuse", "offer_callback"],
            fields: &[],
        },
    ),
    may("max_wait", MAX_WAIT),
    may(
        "at_closing",
        Shape::Choice {
            words: &["finish", "offer_callback"],
            fields: &[],
        },
    ),
    may("callbacks", CALLBACKS),
    may("escalates_to", ID),
    may("goal", GOAL),
    may("responsible_for", TEXT),
]);

const STRATEGY: Shape = Shape::Choice {
    words: &[
        "longest_idle",
        "ring_all",
        "round_robin",
        "linear",
        "fewest_contacts",
        "least_talk_time",
    ],
    // TOML has no larger numbers.
    fields: &[must(
        "random",
        Shape::Record(&[must("seed", Shape::Whole(0, i64::MAX as i128))]),
    )],
};

const PREFERENCE: Shape = Shape::Record(&[
    must("skill", WORD),
    must("level", LEVEL),
    must("for_s", Shape::Whole(1, DAY_S)),
]);

const LANGUAGE_RULE: Shape = Shape::Choice {
    words: &["ignored", "required"],
    fields: &[must(
        "preferred",
        Shape::Record(&[must("for_s", Shape::Whole(1, DAY_S))]),
    )],
};

const TIER: Shape = Shape::Record(&[
    must("after_s", Shape::Whole(0, DAY_S)),
    must("operators", set_of(&PERSON, 1, 2_000)),
]);

const MAX_WAIT: Shape = Shape::Record(&[
    must("after_s", Shape::Whole(10, DAY_S)),
    must(
        "then",
        Shape::Choice {
            words: &["offer_callback", "end"],
            fields: &[must("department", ID)],
        },
    ),
]);

const CALLBACKS: Shape = Shape::Record(&[
    may("first_after_s", Shape::Whole(0, 3 * DAY_S)),
    may("tries", Shape::Whole(1, 20)),
    may("retry_s", Shape::Whole(10, DAY_S)),
    may("expire_after_s", Shape::Whole(300, 30 * DAY_S)),
]);

const GOAL: Shape = Shape::Record(&[
    must("percent", Shape::Whole(1, 100)),
    must("within_s", Shape::Whole(1, DAY_S)),
]);

const OPERATOR: Shape = Shape::Record(&[
    may("departments", set_of(&ID, 1, 500)),
    may("skills", SKILLS),
    may("languages", set_of(&LANGUAGE, 1, 24)),
    may("chats", Shape::Whole(0, 20)),
    may("chats_beside_calls", Shape::Flag),
    may("responsible_for", TEXT),
]);

/// How many intervals, exceptions and seasons there may be, the hours say themselves.
const HOURS: Shape = Shape::Record(&[
    must("zone", Shape::Text(64)),
    may("week", WEEK),
    may("seasons", list_of(&SEASON, usize::MAX)),
    may("holidays", set_of(&WORD, 0, usize::MAX)),
    may("exceptions", names_of(&DAY, &INTERVALS, 0, usize::MAX)),
    may("first_day", DAY),
    may("last_day", DAY),
]);

const SEASON: Shape = Shape::Record(&[
    must("from", SEASON_DAY),
    must("until", SEASON_DAY),
    may("week", WEEK),
]);
const WEEK: Shape = names_of(&WEEKDAY, &INTERVALS, 0, 7);
const INTERVALS: Shape = list_of(&Shape::Interval, usize::MAX);
const DAYS_OFF: Shape = names_of(&DAY, &NAME, 0, 400);
const TEXTS: Shape = names_of(&LANGUAGE, &TEXT, 0, 24);
const SKILLS: Shape = names_of(&WORD, &LEVEL, 0, 50);
const LEVEL: Shape = Shape::Whole(1, 10);
const NAME: Shape = Shape::Text(100);
/// As the directory has it.
const PERSON: Shape = Shape::Text(80);
const WORD: Shape = Shape::Text(40);
const TEXT: Shape = Shape::Text(500);

const ID: Shape = Shape::Written {
    what: "a name of 1 to 64 letters, digits, '_', '-' and '.'",
    reads: |text| DepartmentId::new(text).is_ok(),
};
const SITE: Shape = Shape::Written {
    what: "a site such as https://shop.example or https://*.shop.example:8443",
    reads: is_site,
};
const LANGUAGE: Shape = Shape::Written {
    what: "a language's tag of two or three letters such as de",
    reads: |text| {
        (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase())
    },
};
const DAY: Shape = Shape::Written {
    what: "a day such as 2026-12-24",
    reads: |text| text.parse::<Day>().is_ok(),
};
const SEASON_DAY: Shape = Shape::Written {
    what: "a day of one year such as 2026-07-01, or of every year such as 07-01",
    reads: |text| text.parse::<SeasonDay>().is_ok(),
};
const WEEKDAY: Shape = Shape::Written {
    what: "a weekday such as monday",
    reads: |text| Weekday::ALL.iter().any(|day| day.as_str() == text),
};

/// The paths of all fields, `*` for a name that the owner chooses: `departments.*.tiers[].after_s`. Opening hours,
/// which may stand in several places, are told once, as `hours.zone`.
#[must_use]
pub fn fields() -> Vec<String> {
    let mut paths = Vec::new();
    collect("", &CONFIGURATION, &mut paths);
    paths.sort();
    paths.dedup();
    paths
}

fn collect(path: &str, shape: &Shape, paths: &mut Vec<String>) {
    match shape {
        Shape::Record(fields) | Shape::Choice { fields, .. } => {
            for Field { name, shape, .. } in *fields {
                let at = if path.is_empty() {
                    (*name).to_owned()
                } else {
                    format!("{path}.{name}")
                };
                paths.push(at.clone());
                let at = if *name == "hours" { "hours" } else { &at };
                collect(at, shape, paths);
            }
        }
        Shape::List { of, .. } => collect(&format!("{path}[]"), of, paths),
        Shape::Names { of, .. } => collect(&format!("{path}.*"), of, paths),
        Shape::Flag
        | Shape::Whole(..)
        | Shape::Text(_)
        | Shape::Written { .. }
        | Shape::Interval => {}
    }
}
