//! `cargo xtask bench …`: one table of figures beside their aims.

mod aims;
mod figure;
mod parts;
mod table;

mod bytes;
mod machine;

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::progress::say;
use figure::Figure;
use parts::Part;

/// Options of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub struct Bench {
    /// What to measure; everything when none is named
    #[arg(value_enum, value_name = "PART")]
    parts: Vec<Part>,
    /// Writes all figures as one flat object, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Bench {
    /// A part that fails is told with its reason, and the others go on.
    ///
    /// # Errors
    /// When the file cannot be written, or nothing at all could be measured.
    pub fn run(self) -> Result<()> {
        if let Some(file) = &self.json {
            require_writable(file)?;
        }
        let parts = if self.parts.is_empty() {
            Part::ALL.to_vec()
        } else {
            self.parts
        };
        let mut figures = Vec::new();
        for part in parts {
            figures.extend(part.measure());
        }
        let machine = machine::describe();
        table::lines(&machine, &figures)
            .iter()
            .for_each(|line| say(line));
        if let Some(file) = &self.json {
            write(file, &flat(&machine, &figures))?;
        }
        anyhow::ensure!(
            figures.iter().any(|figure| figure.value.is_some()),
            "Nothing could be measured; the reasons stand above."
        );
        Ok(())
    }
}

/// Asked before minutes of measuring; figures of a former run stay until there are new ones.
fn require_writable(file: &Path) -> Result<()> {
    let opened = OpenOptions::new().create(true).append(true).open(file);
    opened
        .map(drop)
        .with_context(|| format!("{} cannot be written", file.display()))
}

fn write(file: &Path, flat: &Map<String, Value>) -> Result<()> {
    let text = serde_json::to_string_pretty(flat)?;
    fs::write(file, text + "\n").with_context(|| format!("{} cannot be written", file.display()))
}

/// `key: value`; `key: null` beside `key.reason`; `key.min` and `key.max` of what was measured several times.
fn flat(machine: &BTreeMap<&str, String>, figures: &[Figure]) -> Map<String, Value> {
    let mut flat = Map::new();
    for (name, value) in machine {
        flat.insert(format!("machine.{name}"), Value::from(value.as_str()));
    }
    for figure in figures {
        let key = &figure.key;
        flat.insert(key.clone(), figure.value.map_or(Value::Null, Value::from));
        if let Some([least, greatest]) = figure.spread {
            flat.insert(format!("{key}.min"), Value::from(least));
            flat.insert(format!("{key}.max"), Value::from(greatest));
        }
        if let Some(reason) = &figure.reason {
            flat.insert(format!("{key}.reason"), Value::from(reason.as_str()));
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_is_refused_before_measuring() {
        let bench = Bench {
            parts: vec![Part::Bytes],
            json: Some("/dev/null/figures.json".into()),
        };

        let refusal = bench.run().unwrap_err().to_string();

        assert_eq!(refusal, "/dev/null/figures.json cannot be written");
    }

    #[test]
    fn what_could_not_be_measured_is_null_with_its_reason() {
        let figures = [Figure::of("a", 1.5), Figure::missing("b", "no janus")];

        let flat = flat(&BTreeMap::new(), &figures);

        assert_eq!(
            Value::Object(flat),
            serde_json::json!({"a": 1.5, "b": null, "b.reason": "no janus"})
        );
    }
}
