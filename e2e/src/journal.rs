//! The edge's journal, and what must hold for it whatever happened.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// All facts, oldest first.
#[derive(Debug, Clone)]
pub struct Journal {
    facts: Vec<Value>,
}

impl Journal {
    /// Takes what the administrator's route answers: one fact a line.
    ///
    /// # Errors
    /// When a line is not JSON.
    pub fn read(lines: &str) -> Result<Self> {
        let fact = |line| serde_json::from_str(line).with_context(|| format!("not a fact: {line}"));
        let facts = lines.lines().map(fact).collect::<Result<_>>()?;
        Ok(Self { facts })
    }

    /// All facts, oldest first.
    #[must_use]
    pub fn facts(&self) -> &[Value] {
        &self.facts
    }

    /// The facts of this kind.
    pub fn of<'a>(&'a self, fact: &'a str) -> impl Iterator<Item = &'a Value> {
        self.facts.iter().filter(move |row| row["fact"] == fact)
    }

    /// Why this contact ended.
    ///
    /// # Errors
    /// When it has not.
    pub fn end_reason(&self, contact: &str) -> Result<&str> {
        let ended = self.of("ended").find(|row| row["contact"] == contact);
        let ended = ended.with_context(|| format!("{contact} has not ended:\n{self}"))?;
        ended["reason"].as_str().context("an end without a reason")
    }

    /// The contacts that entered, in order.
    #[must_use]
    pub fn contacts(&self) -> Vec<String> {
        self.of("entered")
            .filter_map(|row| row["contact"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// Nothing is missing or doubled: the rows are numbered without a gap, and every contact of a finished story
    /// entered once, was bridged once and ended once, in this order.
    ///
    /// # Errors
    /// Says which rule is broken, with the whole journal.
    pub fn check_answered_calls(&self) -> Result<()> {
        for (before, after) in self.facts.iter().zip(self.facts.iter().skip(1)) {
            let (before, after) = (before["row"].as_u64(), after["row"].as_u64());
            ensure!(
                before.is_some_and(|before| after == Some(before + 1)),
                "a gap between {before:?} and {after:?}:\n{self}"
            );
        }
        let mut stories: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in &self.facts {
            let (Some(contact), Some(fact)) = (row["contact"].as_str(), row["fact"].as_str())
            else {
                continue;
            };
            if ["entered", "bridged", "ended"].contains(&fact) {
                stories.entry(contact).or_default().push(fact);
            }
        }
        for (contact, story) in &stories {
            ensure!(
                story == &["entered", "bridged", "ended"],
                "{contact} has {story:?}:\n{self}"
            );
        }
        Ok(())
    }
}

impl fmt::Display for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.facts.iter().try_for_each(|row| writeln!(f, "{row}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn journal(facts: &[(u64, &str)]) -> Journal {
        let row = |(seq, fact): &(u64, &str)| json!({"row": seq, "contact": "c1", "fact": fact});
        Journal {
            facts: facts.iter().map(row).collect(),
        }
    }

    #[test]
    fn a_whole_story_is_fine() {
        let whole = [(4, "entered"), (5, "rang"), (6, "bridged"), (7, "ended")];
        journal(&whole).check_answered_calls().unwrap();
    }

    #[test]
    fn a_missing_doubled_or_disordered_fact_is_found() {
        for broken in [
            &[(1, "entered"), (2, "bridged")][..],
            &[(1, "entered"), (2, "bridged"), (3, "ended"), (4, "ended")],
            &[(1, "entered"), (2, "ended"), (3, "bridged")],
            &[(1, "entered"), (2, "bridged"), (4, "ended")],
        ] {
            assert!(
                journal(broken).check_answered_calls().is_err(),
                "{broken:?}"
            );
        }
    }
}
