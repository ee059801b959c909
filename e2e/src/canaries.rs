//! Canaries: words that stand for what is private, planted everywhere and looked for in every log.

use crate::world::World;
use anyhow::{Result, ensure};
use std::fs;

/// What was planted: what it stands for, and the word itself.
#[derive(Debug, Default)]
pub struct Canaries {
    planted: Vec<(String, String)>,
}

/// A log that was read.
#[derive(Debug)]
pub struct Log {
    pub name: String,
    pub text: String,
}

impl World {
    /// Everything in the folder of logs, of former runs too.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn logs(&self) -> Result<Vec<Log>> {
        let mut logs = Vec::new();
        for file in fs::read_dir(self.stack().data().join("logs"))? {
            let file = file?;
            logs.push(Log {
                name: file.file_name().to_string_lossy().into_owned(),
                text: String::from_utf8_lossy(&fs::read(file.path())?).into_owned(),
            });
        }
        Ok(logs)
    }
}

impl Canaries {
    /// Makes up a word for something private. Letters and digits only, so that no way of quoting hides it.
    pub fn plant(&mut self, what: &str) -> String {
        let word = format!("canary{}{}", self.planted.len(), what.replace(' ', ""));
        self.watch(what, &word);
        word
    }

    /// Watches something private that the system made itself, such as a token.
    pub fn watch(&mut self, what: &str, word: &str) {
        self.planted.push((what.to_owned(), word.to_owned()));
    }

    /// # Errors
    /// When one is in a log; says which, where, and the line.
    pub fn are_in_none_of(&self, logs: &[Log]) -> Result<()> {
        ensure!(!self.planted.is_empty(), "nothing was planted");
        let leaks: Vec<String> = logs
            .iter()
            .flat_map(|log| log.text.lines().map(move |line| (log, line)))
            .flat_map(|(log, line)| {
                let leaked = self.planted.iter().filter(|(_, word)| has(line, word));
                leaked.map(move |(what, _)| format!("{what} in {}: {line:.300}", log.name))
            })
            .collect();
        ensure!(leaks.is_empty(), "private in logs:\n{}", leaks.join("\n"));
        Ok(())
    }
}

/// Whatever the case: paths and hosts may have been lowered.
fn has(line: &str, word: &str) -> bool {
    line.to_lowercase().contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_in_a_log_is_told_with_what_it_stands_for() {
        let mut canaries = Canaries::default();
        let note = canaries.plant("note");
        canaries.plant("remark");
        let log = |text: String| Log {
            name: "edge.log".to_owned(),
            text,
        };

        canaries
            .are_in_none_of(&[log("{\"event\":\"signed_in\"}".to_owned())])
            .unwrap();
        let leak = canaries.are_in_none_of(&[log(format!("fine\n{{\"error\":\"{note}\"}}"))]);

        let told = leak.unwrap_err().to_string();
        assert!(told.contains("note in edge.log"), "{told}");
        assert!(!told.contains("remark in"), "{told}");
    }

    #[test]
    fn looking_for_nothing_proves_nothing() {
        assert!(Canaries::default().are_in_none_of(&[]).is_err());
    }
}
