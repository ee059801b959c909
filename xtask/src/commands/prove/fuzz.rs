//! What strangers send: random and half valid input at every reader, on stable Rust.

use std::process::Command;

use anyhow::{Result, ensure};

use super::super::test::{Least, Tally};
use crate::build::cargo;
use crate::progress::say;

/// Crates with a test file `fuzz`, and what is tried in each.
const TARGETS: [(&str, u64); 4] = [
    // Messages of all directions: quick, and more than half of all.
    ("bellpull-protocol", 60),
    // The switchboard as a list of operations, hours.
    ("bellpull-hotline", 20),
    // SDP and the demultiplexer.
    ("bellpull-server", 20),
    // Lists of messages through reading, translation and the heart; on top, because a list counts its messages.
    ("bellpull-edge", 20),
];

/// `executions` together, shared out by the targets' percentages.
pub fn run(executions: u64) -> Result<()> {
    let mut tally = Tally::default();
    for (package, percent) in TARGETS {
        let share = executions * percent / 100;
        say(&format!("{package}: {share} executions"));
        let mut command = fuzz(package, share);
        tally.tests(package, &mut command, Least::OneTest);
    }
    let failures = tally.failures().join("; ");
    ensure!(failures.is_empty(), "{failures}");
    say(&format!("{executions} executions, 0 crashes"));
    Ok(())
}

/// Every test of the file runs `BELLPULL_FUZZ` executions divided by the number of its targets.
fn fuzz(package: &str, executions: u64) -> Command {
    let mut command = cargo();
    command
        .args(["test", "--release", "--package", package, "--test", "fuzz"])
        .args(["--", "--nocapture"])
        .env("BELLPULL_FUZZ", executions.to_string());
    command
}
