//! The heart has no clock, no chance, no threads, no waiting and no order that differs between runs.

use super::Source;
use super::sources::names;

/// What may not be named in `hotline/src/`, and what to do instead.
const IMPURE: [(&[&str], &str); 5] = [
    (
        &["SystemTime", "Instant"],
        "time is an argument: take `now: Timestamp`",
    ),
    (
        &["rand", "getrandom", "RandomState"],
        "chance is an argument: take a seed",
    ),
    (
        &["HashMap", "HashSet"],
        "its order differs between runs: use BTreeMap or BTreeSet",
    ),
    (
        &[
            "async",
            ".await",
            "tokio",
            "std::thread",
            "Mutex",
            "RwLock",
            "RefCell",
        ],
        "the heart is called, it does not wait or share",
    ),
    (
        &[
            "serde_json",
            "std::fs",
            "std::net",
            "std::env",
            "println!",
            "tracing",
        ],
        "the heart has no I/O: say it as an effect",
    ),
];

/// Complaints about impure names in the heart.
pub fn complaints(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.is_rust() && source.is_under("hotline/src/"))
    {
        for (line, code) in source.code() {
            for (items, instead) in IMPURE {
                if let Some(item) = items.iter().find(|item| names(code, item)) {
                    complaints.push(format!("{}:{line} names `{item}`: {instead}", source.path));
                }
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impure_names_in_the_heart_are_noticed() {
        for line in [
            "let now = std::time::Instant::now();",
            "use std::collections::HashMap;",
            "pub async fn route() {}",
            "let chance = rand::random();",
            "serde_json::to_string(&record)",
        ] {
            assert_eq!(
                complaints(&[Source::new("hotline/src/queue.rs", line)]).len(),
                1,
                "{line}"
            );
        }
    }

    #[test]
    fn other_crates_and_tests_may() {
        let line = "use std::collections::HashMap;";
        let test = format!("#[cfg(test)]\nmod tests {{ {line} }}");

        assert_eq!(
            complaints(&[Source::new("server/src/engine.rs", line)]),
            [""; 0]
        );
        assert_eq!(
            complaints(&[Source::new("hotline/src/queue.rs", &test)]),
            [""; 0]
        );
    }
}
