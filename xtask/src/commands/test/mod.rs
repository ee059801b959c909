//! `cargo xtask test`: everything that can be checked, with one verdict at the end.

mod aiortc;
pub(super) mod browsers;
mod packages;

mod tally;

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::build::{self, Built, Flavour, WASM_CRATES, cargo, cargo_for_wasm};
use crate::paths;
use crate::progress::{heading, say};
pub(super) use tally::{Least, Tally};

/// How many random worlds the simulation plays. More find rarer mistakes and take longer.
const SEEDS: &str = "500";

/// The house rules' file among the end-to-end tests; it needs neither a build nor a browser.
const HOUSE_RULES: &str = "tidy";

#[derive(Debug, clap::Args)]
pub struct Test {
    /// Run only tests whose name contains one of these, and no lints
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
}

impl Test {
    /// Goes on after a failure, because the next step may say more; fails at the end.
    pub fn run(self) -> Result<()> {
        let mut tally = Tally::default();
        if self.filters.is_empty() {
            lints(&mut tally)?;
        }
        self.native(&mut tally);
        let built = tally.check("Build of everything", || build::build(Flavour::Dev));
        let browser = tally.check("Browser for the end-to-end tests", browsers::require);
        // Without them their own tests fail and say so; the others can still run.
        tally.check(
            "Firefox for the end-to-end tests",
            browsers::require_firefox,
        );
        tally.check("aiortc for the end-to-end tests", aiortc::require);
        match (built, browser) {
            (Some(built), Some(())) => self.end_to_end(&mut tally, &built)?,
            (None, _) | (_, None) => tally.fail("End-to-end tests: they cannot run, see above"),
        }

        heading("Summary");
        for failure in tally.failures() {
            say(&format!("failed: {failure}"));
        }
        say(&tally.verdict());
        tally.outcome()
    }

    fn native(&self, tally: &mut Tally) {
        // The same packages in both: with others cargo would choose other features and build shared dependencies again.
        let all = ["--workspace", "--exclude", "bellpull-e2e"];
        tally.tests("Native tests", &mut self.cargo_test(&all), self.least());
        let simulation = [&all[..], &["--test", "simulation"]].concat();
        let title = format!("Simulation with {SEEDS} seeds");
        tally.tests(
            &title,
            self.cargo_test(&simulation).env("BELLPULL_SEEDS", SEEDS),
            self.least(),
        );
        // What the programs count and check by has tests, too.
        let parts = ["--lib", "--bins", "--test", HOUSE_RULES];
        let house_rules = [&["--package", "bellpull-e2e"], &parts[..]].concat();
        tally.tests(
            "House rules",
            &mut self.cargo_test(&house_rules),
            self.least(),
        );
    }

    fn end_to_end(&self, tally: &mut Tally, built: &Built) -> Result<()> {
        let subjects = end_to_end_subjects()?;
        let mut selection = vec!["--package", "bellpull-e2e"];
        for subject in &subjects {
            selection.extend(["--test", subject]);
        }
        let mut tests = self.cargo_test(&selection);
        tests
            .env("BELLPULL_DIST", &built.dist)
            .env("BELLPULL_SERVER", &built.server);
        // One at a time: each has browsers of its own, and sound does not forgive a machine that is out of breath.
        tests.env("RUST_TEST_THREADS", "1");
        tally.tests("End-to-end tests", &mut tests, self.least());
        Ok(())
    }

    /// `cargo test` on these packages and targets, with the filters.
    fn cargo_test(&self, selection: &[&str]) -> Command {
        let mut command = cargo();
        command
            .args(["test", "--no-fail-fast"])
            .args(selection)
            .arg("--")
            .args(&self.filters);
        command
    }

    /// A filter may pass over a whole step; without one, a step that runs nothing is a mistake.
    fn least(&self) -> Least {
        if self.filters.is_empty() {
            Least::OneTest
        } else {
            Least::Nothing
        }
    }
}

/// Formatting and compiler lints, natively and for the crates that run as WASM.
fn lints(tally: &mut Tally) -> Result<()> {
    build::require_wasm_target()?;
    let strict = ["--", "-D", "warnings"];
    tally.run("Formatting", cargo().args(["fmt", "--all", "--check"]));
    tally.run(
        "Lints",
        cargo()
            .args(["clippy", "--workspace", "--all-targets"])
            .args(strict),
    );

    let mut wasm = cargo_for_wasm("clippy", &WASM_CRATES, Flavour::Dev);
    tally.run("Lints of what runs as WASM", wasm.args(strict));
    let mut pure = cargo_for_wasm(
        "check",
        &["bellpull-protocol", "bellpull-hotline"],
        Flavour::Dev,
    );
    tally.run("The pure crates as WASM", &mut pure);
    Ok(())
}

/// The files of end-to-end tests, without the house rules.
fn end_to_end_subjects() -> Result<Vec<String>> {
    let mut subjects = Vec::new();
    for entry in fs::read_dir(paths::workspace().join("e2e/tests"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs")
            && let Some(subject) = path.file_stem().and_then(|stem| stem.to_str())
            && subject != HOUSE_RULES
        {
            subjects.push(subject.to_owned());
        }
    }
    subjects.sort();
    Ok(subjects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_rules_are_not_among_the_tests_with_browsers() {
        let subjects = end_to_end_subjects().unwrap();

        assert!(subjects.contains(&"calls".to_owned()), "{subjects:?}");
        assert!(!subjects.contains(&HOUSE_RULES.to_owned()));
    }
}
