//! What strangers send: random and half valid input at every reader, on stable Rust.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::build::cargo;
use crate::progress::{heading, say};

/// Crates with a test file `fuzz`, and what is tried in each.
const TARGETS: [(&str, u64); 4] = [
    // Messages of all directions: quick, and half of all.
    ("bellpull-protocol", 55),
    // The switchboard as a list of operations, configurations, who rings where, hours.
    ("bellpull-hotline", 20),
    // SDP and the demultiplexer.
    ("bellpull-server", 20),
    // Lists of messages through reading, translation and the heart.
    ("bellpull-edge", 20),
];

/// `executions` together, shared out by percentages that are a little more than all: lists count their messages and are
/// mostly shorter than they may be. What is executed is counted.
pub fn run(executions: u64) -> Result<()> {
    let mut executed = 0;
    let mut failures = Vec::new();
    for (package, percent) in TARGETS {
        heading(package);
        let outcome = fuzz(package, executions * percent / 100)?;
        executed += outcome.executed;
        say(&format!("{package}: {} executions", outcome.executed));
        if !outcome.success {
            failures.push(package);
        }
    }
    ensure!(failures.is_empty(), "it stops in {}", failures.join(", "));
    ensure!(
        executed >= executions,
        "only {executed} of {executions} were executed"
    );
    say(&format!("{executed} executions, 0 crashes"));
    Ok(())
}

struct Outcome {
    success: bool,
    executed: u64,
}

/// The tests of the file share `BELLPULL_FUZZ` executions.
fn fuzz(package: &str, executions: u64) -> Result<Outcome> {
    let mut command: Command = cargo();
    command
        .args(["test", "--release", "--package", package, "--test", "fuzz"])
        .args(["--", "--nocapture"])
        .env("BELLPULL_FUZZ", executions.to_string())
        .stdout(Stdio::piped());
    let mut child = command.spawn().context("cargo cannot be started")?;
    let mut executed = 0;
    let lines = child.stdout.take().map(BufReader::new);
    for line in lines.into_iter().flat_map(BufRead::lines) {
        let line = line?;
        say(&line);
        executed += counted(&line).unwrap_or_default();
    }
    let success = child.wait()?.success();
    Ok(Outcome { success, executed })
}

/// What a target says at its end: `fuzzed hours: 200 executions`.
fn counted(line: &str) -> Option<u64> {
    let (_, count) = line.strip_prefix("fuzzed ")?.split_once(": ")?;
    count.strip_suffix(" executions")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_targets_say_at_their_end_is_counted() {
        assert_eq!(counted("fuzzed hours: 200 executions"), Some(200));
        assert_eq!(counted("test hours::any ... ok"), None);
    }
}
