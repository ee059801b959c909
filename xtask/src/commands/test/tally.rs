//! What passed and what failed, counted over all steps.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::progress::{heading, in_words, say};

/// How many tests a step must run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    OneTest,
    Nothing,
}

/// A check (formatting, a lint, the build) counts as one; a step with tests counts its tests.
#[derive(Debug, Default)]
pub struct Tally {
    tests: u32,
    passed: u32,
    failed: u32,
    failures: Vec<String>,
}

impl Tally {
    /// One check that either succeeds or says why not.
    pub fn check<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        heading(title);
        let since = Instant::now();
        let outcome = work();
        eprintln!("{title}: {}", in_words(since.elapsed()));
        match outcome {
            Ok(value) => {
                self.passed += 1;
                Some(value)
            }
            Err(error) => {
                eprintln!("error: {error:#}");
                self.fail(&format!("{title}: {error:#}"));
                None
            }
        }
    }

    /// One check that is a program.
    pub fn run(&mut self, title: &str, command: &mut Command) {
        self.check(title, || {
            let status = command.status().context("it cannot be started")?;
            ensure!(status.success(), "it found something, see above");
            Ok(())
        });
    }

    /// A run of `cargo test`: its output is shown and its tests are counted.
    pub fn tests(&mut self, title: &str, command: &mut Command, least: Least) {
        heading(title);
        let since = Instant::now();
        match counted(command) {
            Ok(outcome) => self.add(title, outcome, least),
            Err(error) => self.fail(&format!("{title}: {error:#}")),
        }
        eprintln!("{title}: {}", in_words(since.elapsed()));
    }

    fn add(&mut self, title: &str, outcome: Outcome, least: Least) {
        let ran = outcome.passed + outcome.failed;
        self.tests += ran;
        self.passed += outcome.passed;
        self.failed += outcome.failed;
        self.failures
            .extend(outcome.names.iter().map(|name| format!("{title}: {name}")));
        if outcome.ignored > 0 {
            self.fail(&format!(
                "{title}: {} ignored; a test that cannot run is a failure",
                outcome.ignored
            ));
        }
        if !outcome.success && outcome.failed == 0 {
            self.fail(&format!(
                "{title}: it did not compile or did not finish, see above"
            ));
        } else if ran == 0 && least == Least::OneTest {
            self.fail(&format!("{title}: not a single test ran"));
        }
    }

    pub fn fail(&mut self, what: &str) {
        self.failed += 1;
        self.failures.push(what.to_owned());
    }

    /// One line per failure.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }

    /// `N passed, N failed`
    pub fn verdict(&self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }

    pub fn outcome(&self) -> Result<()> {
        ensure!(
            self.tests > 0,
            "No test ran at all: does the filter fit a test's name?"
        );
        ensure!(self.failed == 0, "{} failed, see the summary", self.failed);
        Ok(())
    }
}

/// What one run of `cargo test` said, summed over its binaries.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    passed: u32,
    failed: u32,
    ignored: u32,
    /// Of the failed tests.
    names: Vec<String>,
    success: bool,
}

fn counted(command: &mut Command) -> Result<Outcome> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo cannot be started")?;
    let mut outcome = Outcome::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            say(&line);
            outcome.read(&line);
        }
    }
    outcome.success = child.wait()?.success();
    Ok(outcome)
}

impl Outcome {
    fn read(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.passed += count(counts, "passed");
            self.failed += count(counts, "failed");
            self.ignored += count(counts, "ignored");
        } else if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.names.push(name.to_owned());
        }
    }
}

/// The number before the word: `ok. 19 passed; 0 failed; …`
fn count(counts: &str, word: &str) -> u32 {
    let part = counts
        .split(';')
        .find_map(|part| part.trim().strip_suffix(word));
    part.and_then(|part| part.split_whitespace().last())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_of_several_binaries_are_summed_up() {
        let outcome = heard(
            "running 2 tests\ntest queue::counts_down ... ok\ntest queue::keeps_place ... FAILED\n\
             test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
             test result: ok. 19 passed; 0 failed; 2 ignored; 0 measured; 3 filtered out; finished in 0.2s\n",
        );

        assert_eq!(
            (outcome.passed, outcome.failed, outcome.ignored),
            (20, 1, 2)
        );
        assert_eq!(outcome.names, ["queue::keeps_place"]);
    }

    #[test]
    fn everything_passed_is_success() {
        let mut tally = Tally::default();
        tally.add(
            "Native tests",
            Outcome {
                passed: 3,
                success: true,
                ..Outcome::default()
            },
            Least::OneTest,
        );

        assert_eq!(tally.verdict(), "3 passed, 0 failed");
        assert!(tally.outcome().is_ok());
    }

    #[test]
    fn a_failed_test_fails_the_run() {
        let mut tally = Tally::default();
        tally.add(
            "Native tests",
            Outcome {
                passed: 3,
                failed: 1,
                names: vec!["a_call_ends".to_owned()],
                success: false,
                ..Outcome::default()
            },
            Least::OneTest,
        );

        assert_eq!(tally.verdict(), "3 passed, 1 failed");
        assert_eq!(tally.failures(), ["Native tests: a_call_ends"]);
        assert!(tally.outcome().is_err());
    }

    #[test]
    fn a_step_without_a_test_is_a_failure() {
        let mut tally = Tally::default();
        tally.add(
            "Native tests",
            Outcome {
                passed: 3,
                success: true,
                ..Outcome::default()
            },
            Least::OneTest,
        );
        tally.add(
            "Simulation",
            Outcome {
                success: true,
                ..Outcome::default()
            },
            Least::OneTest,
        );

        assert_eq!(tally.verdict(), "3 passed, 1 failed");
        assert!(tally.outcome().is_err());
    }

    #[test]
    fn an_ignored_test_is_a_failure() {
        let mut tally = Tally::default();
        tally.add(
            "Native tests",
            Outcome {
                passed: 3,
                ignored: 1,
                success: true,
                ..Outcome::default()
            },
            Least::OneTest,
        );

        assert!(tally.outcome().is_err());
    }

    #[test]
    fn tests_that_do_not_compile_are_a_failure() {
        let mut tally = Tally::default();
        tally.add(
            "Native tests",
            Outcome {
                passed: 3,
                success: false,
                ..Outcome::default()
            },
            Least::OneTest,
        );

        assert_eq!(tally.verdict(), "3 passed, 1 failed");
    }

    #[test]
    fn a_filter_that_fits_nothing_is_a_failure_of_the_whole_run_only() {
        let mut tally = Tally::default();
        tally.add(
            "Native tests",
            Outcome {
                success: true,
                ..Outcome::default()
            },
            Least::Nothing,
        );

        assert_eq!(tally.verdict(), "0 passed, 0 failed");
        assert!(tally.outcome().is_err());
    }

    fn heard(output: &str) -> Outcome {
        let mut outcome = Outcome::default();
        output.lines().for_each(|line| outcome.read(line));
        outcome
    }
}
