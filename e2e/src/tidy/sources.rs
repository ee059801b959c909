//! The files that rules look at.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 2] = ["target", "node_modules"];

/// One text file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From the repository's root, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether the path begins like this; `edge/src/` is all of the edge's code without its tests.
    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Numbered lines of code: without comments, and without the unit tests, which stand at the end of a file.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        lines_of_code(&self.text).take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }

    /// Numbered lines of tests: all of a file under `tests/`, else what follows `#[cfg(test)]`.
    pub fn tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.path.contains("/tests/");
        lines_of_code(&self.text).skip_while(move |(_, line)| !all && line.trim() != "#[cfg(test)]")
    }
}

fn lines_of_code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let code = if line.trim_start().starts_with("//") {
            ""
        } else {
            line.split(" // ").next().unwrap_or_default()
        };
        (!code.trim().is_empty()).then_some((index + 1, code))
    })
}

/// Whether the code names this path or item: `worker::` is named by `use worker::Env` and not by `my_worker::Env`.
pub fn names(code: &str, item: &str) -> bool {
    let is_part_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(item).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + item.len()..].chars().next();
        let starts = !item.starts_with(is_part_of_word) || !before.is_some_and(is_part_of_word);
        let ends = !item.ends_with(is_part_of_word) || !after.is_some_and(is_part_of_word);
        starts && ends
    })
}

/// Every text file below `root` with one of these endings.
pub fn read_all(root: &Path, endings: &[&str]) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    collect(root, root, endings, &mut sources)?;
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

fn collect(root: &Path, folder: &Path, endings: &[&str], sources: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if !name.starts_with('.') && !FOREIGN.contains(&name.as_str()) {
                collect(root, &path, endings, sources)?;
            }
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} is not text", path.display()))?;
            sources.push(Source {
                path: path.strip_prefix(root)?.to_string_lossy().into_owned(),
                text,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word() {
        assert!(names("use worker::Env;", "worker::"));
        assert!(names("let now = std::time::Instant::now();", "Instant"));
        assert!(!names("use my_worker::Env;", "worker::"));
        assert!(!names("struct InstantReply;", "Instant"));
    }

    #[test]
    fn comments_are_not_code_and_tests_are_apart() {
        let source = Source::new(
            "edge/src/route.rs",
            "// worker::\nfn route() {} // worker::\n#[cfg(test)]\nmod tests {}\n",
        );

        assert_eq!(source.code().collect::<Vec<_>>(), [(2, "fn route() {}")]);
        assert_eq!(
            source.tests().map(|(line, _)| line).collect::<Vec<_>>(),
            [3, 4]
        );
    }

    #[test]
    fn a_file_of_tests_is_all_tests() {
        let source = Source::new("edge/tests/routes.rs", "fn finds_the_frame() {}\n");

        assert_eq!(source.tests().count(), 1);
    }
}
