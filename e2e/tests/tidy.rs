//! The house rules, applied to the whole repository. The rules and their proofs are in `e2e/src/tidy/`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the repository has failed"
)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bellpull_e2e::tidy::{
    Source, dependencies, imports, licences, logged, purity, shape, sources::read_all, waiting,
    wire_docs,
};
use serde_json::Value;

#[test]
fn crates_lean_on_what_they_may() {
    assert_tidy(dependencies::complaints(&metadata(&["--no-deps"])).unwrap());
}

#[test]
fn names_stand_where_they_may() {
    assert_tidy(imports::complaints(&rust()));
}

#[test]
fn the_heart_is_pure() {
    assert_tidy(purity::complaints(&rust()));
}

#[test]
fn files_can_be_read_in_one_sitting() {
    assert_tidy(shape::complaints(
        &read_all(&root(), &["rs", "js", "css", "html", "sh"]).unwrap(),
    ));
}

#[test]
fn tests_do_not_sleep_and_are_not_ignored() {
    assert_tidy(waiting::complaints(&rust()));
}

#[test]
fn every_message_is_documented() {
    let path = "docs/PROTOCOL.md";
    let document = Source::new(path, &fs::read_to_string(root().join(path)).unwrap());

    assert_tidy(wire_docs::complaints(&rust(), &document));
}

#[test]
fn every_event_of_the_logs_is_documented() {
    let path = "docs/LOGGING.md";
    let document = Source::new(path, &fs::read_to_string(root().join(path)).unwrap());
    let sources = read_all(&root(), &["rs", "js"]).unwrap();

    assert_tidy(logged::complaints(&sources, &document));
}

#[test]
fn licences_of_crates_let_us_give_on() {
    // What is compiled for the two platforms we build for; others' crates are not even downloaded.
    for platform in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        assert_tidy(licences::crates(&metadata(&["--filter-platform", platform])).unwrap());
    }
}

#[test]
fn licences_of_npm_packages_let_us_give_on() {
    let lock = fs::read_to_string(root().join("package-lock.json")).unwrap();

    assert_tidy(licences::npm_packages(&serde_json::from_str(&lock).unwrap()).unwrap());
}

fn assert_tidy(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn rust() -> Vec<Source> {
    let sources = read_all(&root(), &["rs"]).unwrap();
    assert!(
        !sources.is_empty(),
        "no sources found below {}",
        root().display()
    );
    sources
}

fn metadata(args: &[&str]) -> Value {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(args)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}
