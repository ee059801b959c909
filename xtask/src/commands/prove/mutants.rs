//! Small changes of the code, one at a time: whether the tests notice. docs/MUTANTS.md judges what they did not.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::heart_copy;
use crate::progress::{say, step};
use crate::{paths, tools};

const TOOL: &str = "cargo-mutants";
const VERSION: &str = "27.1.0";

/// So many of a hundred mutants that compile must be caught.
const LEAST: usize = 85;

/// Routing, the queue, hours and restoring (in `switchboard/mod.rs`).
const FILES: [&str; 12] = [
    "hotline/src/routing/**",
    "hotline/src/ranked.rs",
    "hotline/src/switchboard/matching.rs",
    "hotline/src/switchboard/classes.rs",
    "hotline/src/switchboard/places.rs",
    "hotline/src/switchboard/rings.rs",
    "hotline/src/switchboard/parts.rs",
    "hotline/src/switchboard/settle.rs",
    "hotline/src/switchboard/queue_rules.rs",
    "hotline/src/switchboard/opening.rs",
    "hotline/src/switchboard/mod.rs",
    "hotline/src/hours/**",
];

/// Only tests that say in a sentence what must hold: what nothing but a random world notices lacks one.
const JUDGES: [&str; 4] = [
    "--lib",
    "--test=behaviour",
    "--test=configuration",
    "--test=hours",
];

/// A proof of minutes for code that the other tests of hours judge in seconds.
const TOO_SLOW: &str = "every_change_in_every_zone";

/// Ten times what all judges take: a mutant that needs longer never ends.
const LIMIT_S: &str = "60";

/// Quick to build again, as each mutant needs it.
const PROFILE: [&str; 2] = [
    "profile.dev.package.bellpull-hotline.opt-level=0",
    "profile.dev.debug=false",
];

/// Takes every n-th of all mutants, with the least n that leaves no more than `most`: the same ones each time, and from
/// every file its share.
///
/// # Errors
/// When fewer than [`LEAST`] per cent are caught, or the tests fail without a mutant.
pub fn run(most: u32) -> Result<()> {
    tools::require_built(TOOL, VERSION, &["mutants", "--version"])?;
    let folder = paths::target_dir().join("mutants");
    let source = folder.join("source");
    heart_copy::make(&source)?;
    let count = list(&source)?;
    let every = count.div_ceil(most as usize).max(1);
    say(&format!(
        "{count} mutants, every {every}. of them is looked at"
    ));
    step("Looking who notices", || examine(&folder, every))?;
    Verdict::read(&folder.join("mutants.out"))?.judge()
}

fn list(source: &Path) -> Result<usize> {
    let listed = mutants(source).arg("--list").output()?;
    ensure!(
        listed.status.success(),
        "{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    Ok(String::from_utf8_lossy(&listed.stdout).lines().count())
}

fn examine(folder: &Path, every: usize) -> Result<()> {
    let status = mutants(&folder.join("source"))
        .args(["--in-place", "--sharding", "round-robin", "--shard"])
        .arg(format!("0/{every}"))
        .arg("--output")
        .arg(folder)
        .args(["--timeout", LIMIT_S, "--colors", "never", "--unviable"])
        .args(PROFILE.map(|setting| format!("--cargo-arg=--config={setting}")))
        .args(JUDGES.map(|test| format!("--cargo-arg={test}")))
        .args(["--", "--", "--skip", TOO_SLOW])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .status()
        .context("cargo-mutants cannot be started")?;
    // 2 and 3: there are some that were missed, or took too long. That is judged here.
    ensure!(
        matches!(status.code(), Some(0 | 2 | 3)),
        "cargo-mutants ended with {status}: do the tests pass without a mutant?"
    );
    Ok(())
}

fn mutants(source: &Path) -> Command {
    let mut command = Command::new(tools::built(TOOL));
    command
        .current_dir(source)
        .args(["mutants", "--package", "bellpull-hotline"])
        .args(FILES.iter().flat_map(|file| ["--file", file]));
    command
}

/// What became of the mutants.
#[derive(Debug, PartialEq)]
struct Verdict {
    caught: usize,
    /// The tests did not end, which nobody overlooks.
    timeouts: usize,
    /// Do not compile, so say nothing about tests.
    unviable: usize,
    /// A line each, as `hotline/src/ranked.rs:119:32: replace >= with < in merge`.
    missed: Vec<String>,
}

impl Verdict {
    /// From the folder that cargo-mutants writes.
    fn read(folder: &Path) -> Result<Self> {
        let lines = |name: &str| -> Result<Vec<String>> {
            let path = folder.join(name);
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        Ok(Self {
            caught: lines("caught.txt")?.len(),
            timeouts: lines("timeout.txt")?.len(),
            unviable: lines("unviable.txt")?.len(),
            missed: lines("missed.txt")?,
        })
    }

    fn judge(&self) -> Result<()> {
        let noticed = self.caught + self.timeouts;
        let judged = noticed + self.missed.len();
        let lines = [
            ("caught", self.caught),
            ("never ended, so caught", self.timeouts),
            ("missed", self.missed.len()),
            ("not compiled, so not counted", self.unviable),
        ];
        for (what, count) in lines {
            say(&format!("{count:4} {what}"));
        }
        for mutant in &self.missed {
            say(&format!("missed: {mutant}"));
        }
        ensure!(judged > 0, "no mutant compiled");
        let percent = noticed as f64 * 100.0 / judged as f64;
        say(&format!("{noticed} of {judged}: {percent:.1} %"));
        ensure!(
            noticed * 100 >= judged * LEAST,
            "only {percent:.1} % are caught, not {LEAST} %"
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_to_be_changed_is_there() {
        for file in FILES {
            let path = paths::workspace().join(file.trim_end_matches("/**"));

            assert!(path.exists(), "{file}");
        }
    }

    #[test]
    fn what_cargo_mutants_leaves_is_read() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("caught.txt", "a\nb\n"),
            ("missed.txt", "src/x.rs:1:2: replace + with -\n"),
            ("timeout.txt", ""),
            ("unviable.txt", "c\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }

        let verdict = Verdict::read(folder.path()).unwrap();

        assert_eq!(
            verdict,
            Verdict {
                caught: 2,
                timeouts: 0,
                unviable: 1,
                missed: vec!["src/x.rs:1:2: replace + with -".into()],
            }
        );
    }

    #[test]
    fn fifteen_of_a_hundred_may_be_missed_and_what_never_ends_is_caught() {
        let verdict = |missed: usize| Verdict {
            caught: 84,
            timeouts: 1,
            unviable: 50,
            missed: vec![String::new(); missed],
        };

        assert!(verdict(15).judge().is_ok());
        assert!(verdict(16).judge().is_err());
    }
}
