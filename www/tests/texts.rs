//! Every text that the desk names exists in every language, and none is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LANGUAGES: [(&str, &str); 2] = [
    ("en", include_str!("../texts/en.json")),
    ("de", include_str!("../texts/de.json")),
];

/// What keys begin with; any literal in the sources that looks like `area.name` must be one.
fn areas() -> BTreeSet<String> {
    keys(LANGUAGES[0].1)
        .iter()
        .filter_map(|key| Some(key.split_once('.')?.0.to_owned()))
        .collect()
}

#[test]
fn all_languages_have_the_same_keys_and_no_empty_text() {
    for (language, json) in LANGUAGES {
        assert_eq!(keys(json), keys(LANGUAGES[0].1), "{language}");
        let texts: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(json).expect("a JSON object");
        for (key, text) in texts {
            assert!(
                text.as_str().is_some_and(|text| !text.trim().is_empty()),
                "{language}: {key}"
            );
        }
    }
}

#[test]
fn the_sources_use_exactly_the_keys_there_are() {
    let mut used = BTreeSet::new();
    collect(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &areas(),
        &mut used,
    );
    assert_eq!(
        used,
        keys(LANGUAGES[0].1),
        "left: named in src/, right: in texts/"
    );
}

fn keys(json: &str) -> BTreeSet<String> {
    let texts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).expect("a JSON object");
    texts.keys().cloned().collect()
}

fn collect(folder: &Path, areas: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, areas, used);
        } else {
            let source = fs::read_to_string(&path).expect("a source");
            used.extend(
                source
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .filter(|text| is_key(text, areas))
                    .map(str::to_owned),
            );
        }
    }
}

fn is_key(literal: &str, areas: &BTreeSet<String>) -> bool {
    let plain = literal.bytes().all(|byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_')
    });
    plain
        && literal
            .split_once('.')
            .is_some_and(|(area, name)| !name.is_empty() && areas.contains(area))
}
