//! Mistakes that are put into a copy of the heart on purpose; the simulation must find each.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use super::heart_copy;
use crate::build::cargo;
use crate::paths;
use crate::progress::{say, step};

/// So many worlds are enough to find any of them.
const SEEDS: u64 = 1_000;

/// One mistake as a replacement of text, in a file of `hotline/`.
struct Defect {
    name: &'static str,
    file: &'static str,
    /// Stands there exactly once.
    right: &'static str,
    wrong: &'static str,
}

const DEFECTS: [Defect; 10] = [
    Defect {
        name: "an operator offered twice",
        file: "src/operator.rs",
        right: "self.activity == Activity::Idle && self.chat_ring.is_none() && self.takes_contacts()",
        wrong: "self.activity == Activity::Idle && self.takes_contacts()",
    },
    Defect {
        name: "a deadline forgotten on restore",
        file: "src/switchboard/mod.rs",
        right: "Record::Operator(operator) => switchboard.insert_operator(operator),",
        wrong: "Record::Operator(operator) => {
                    let part = Part::Operator(operator.id.clone());
                    switchboard.insert_operator(operator);
                    switchboard.agenda.set(part, None);
                }",
    },
    Defect {
        name: "a wrap-up that never ends",
        file: "src/operator.rs",
        right: "Activity::WrapUp { until, .. } => Some(*until),",
        wrong: "Activity::WrapUp { .. } => None,",
    },
    Defect {
        name: "a raised contact that keeps its place",
        file: "src/routing/rank.rs",
        right: "let points = i64::from(points) + i64::from(raised);",
        wrong: "let points = i64::from(points) + i64::from(raised.min(0));",
    },
    Defect {
        name: "a skill that nobody asks for",
        file: "src/routing/demand.rs",
        right: "serves && skilled && ",
        wrong: "serves && (skilled || self.waited > 20) && ",
    },
    Defect {
        name: "a ring at everybody that goes on after the answer",
        file: "src/switchboard/rings.rs",
        right: "if other != *by {",
        wrong: "if other != *by && !is_chat {",
    },
    Defect {
        name: "a completed consult that leaves the visitor on hold",
        file: "src/switchboard/consult_ends.rs",
        right: "        self.sound_left(id);
        self.effects
",
        wrong: "        self.effects
",
    },
    Defect {
        name: "a planned break without an end",
        file: "src/operator.rs",
        right: "let pause = self.pause.as_ref().and_then(|pause| pause.until);",
        wrong: "let pause = self.back_at;",
    },
    Defect {
        name: "a transfer that nobody takes and nobody gets back",
        file: "src/switchboard/rings.rs",
        right: "        if let Some(operator) = recall {",
        wrong: "        if let Some(operator) = recall.filter(|_| blames) {",
    },
    Defect {
        name: "a callback before its window",
        file: "src/switchboard/windows.rs",
        right: "let due = window.map_or(earliest, |window| window.from.max(earliest));",
        wrong: "let due = earliest;",
    },
];

/// # Errors
/// When a defect is not found, or its copy cannot be built.
pub fn run() -> Result<()> {
    let folder = paths::target_dir().join("defects");
    let mut missed = Vec::new();
    for defect in &DEFECTS {
        let found = step(defect.name, || defect.is_found_in(&folder))?;
        match found {
            Some(how) => say(&format!("found: {}, by {how}", defect.name)),
            None => {
                say(&format!("NOT found in {SEEDS} seeds: {}", defect.name));
                missed.push(defect.name);
            }
        }
    }
    ensure!(missed.is_empty(), "not found: {}", missed.join("; "));
    Ok(())
}

impl Defect {
    /// Which seed found it, and what it saw; `None` when all seeds were content.
    fn is_found_in(&self, folder: &Path) -> Result<Option<String>> {
        let source = folder.join("source");
        heart_copy::make(&source)?;
        self.put_into(&source.join("hotline"))?;
        let (content, said) = simulate(&source, &folder.join("target"))?;
        if content {
            return Ok(None);
        }
        match verdict(&said) {
            Some(how) => Ok(Some(how)),
            None => bail!("the copy with this defect was not simulated:\n{said}"),
        }
    }

    fn put_into(&self, hotline: &Path) -> Result<()> {
        let path = hotline.join(self.file);
        let text = fs::read_to_string(&path)?;
        fs::write(&path, self.replaced(&text)?)?;
        Ok(())
    }

    fn replaced(&self, text: &str) -> Result<String> {
        let count = text.matches(self.right).count();
        let (name, file) = (self.name, self.file);
        ensure!(
            count == 1,
            "“{name}” fits {count} times into {file}, not once"
        );
        Ok(text.replacen(self.right, self.wrong, 1))
    }
}

/// The line `seed 7: what was wrong`, shortened.
fn verdict(said: &str) -> Option<String> {
    let mut lines = said.lines().map(str::trim);
    let line = lines.find(|line| {
        let number = line
            .strip_prefix("seed ")
            .and_then(|rest| rest.split_once(": "));
        number.is_some_and(|(number, _)| number.parse::<u64>().is_ok())
    })?;
    let sentence = line.splitn(3, ": ").take(2).collect::<Vec<_>>();
    Some(sentence.join(": "))
}

/// Whether all seeds were content, and what was said. Only fresh seeds: those that are kept have found mistakes before.
fn simulate(source: &Path, target: &Path) -> Result<(bool, String)> {
    let mut command = cargo();
    command
        .current_dir(source)
        .env("CARGO_TARGET_DIR", target)
        .env("BELLPULL_SEEDS", SEEDS.to_string())
        .env("BELLPULL_KEPT", "0")
        .args(["test", "--release", "--package", "bellpull-hotline"])
        .args(["--test", "simulation", "a_hotline", "--", "--nocapture"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn().context("cargo cannot be started")?;
    let mut said = String::new();
    for line in child
        .stderr
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines)
    {
        let line = line?;
        if is_progress(&line) {
            eprintln!("  {}", line.trim());
        }
        said += &line;
        said += "\n";
    }
    Ok((child.wait()?.success(), said))
}

/// What a person who waits wants to see of it; the trace of what went wrong is long.
fn is_progress(line: &str) -> bool {
    line.ends_with("times real time") || line.contains("Compiling bellpull-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_still_fits_into_the_heart_exactly_once() {
        for defect in &DEFECTS {
            let path = paths::workspace().join("hotline").join(defect.file);
            let text = fs::read_to_string(path).unwrap();

            let replaced = defect.replaced(&text).unwrap();

            assert!(replaced.contains(defect.wrong), "{}", defect.name);
        }
    }

    #[test]
    fn the_seed_and_its_sentence_are_read_from_what_the_simulation_says() {
        let said =
            "running 1 test\nseed 12: whoever is gone leaves the queue: (Contact { …\nrepeat: …";

        let found = verdict(said);

        let expected = "seed 12: whoever is gone leaves the queue";
        assert_eq!(found.as_deref(), Some(expected));
        assert_eq!(verdict("error: it does not compile"), None);
    }
}
