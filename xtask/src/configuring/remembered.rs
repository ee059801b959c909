//! Which revision a file was last the same as: a file that was applied need not be fetched before it is changed again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The first revision is the one a new installation begins with.
const FIRST: u64 = 1;

/// Kept in the data folder, by organisation and file.
#[derive(Debug)]
pub struct Remembered {
    at: PathBuf,
    /// `organisation file` to the revision.
    revisions: BTreeMap<String, u64>,
}

impl Remembered {
    /// A memory that is lost or damaged is empty: then a file counts as what it says itself.
    pub fn open(data: &Path) -> Self {
        let at = data.join("applied.json");
        let text = fs::read_to_string(&at).unwrap_or_default();
        let revisions = serde_json::from_str(&text).unwrap_or_default();
        Self { at, revisions }
    }

    /// Which revision the file is a change of; `says` is what stands in it.
    pub fn base(&self, organisation: &str, file: &Path, says: Option<u64>) -> u64 {
        let applied = self.revisions.get(&key(organisation, file)).copied();
        applied.max(says).unwrap_or(FIRST)
    }

    pub fn remember(&mut self, organisation: &str, file: &Path, revision: u64) -> Result<()> {
        self.revisions.insert(key(organisation, file), revision);
        fs::write(&self.at, serde_json::to_string_pretty(&self.revisions)?)
            .with_context(|| format!("{} cannot be written", self.at.display()))
    }
}

fn key(organisation: &str, file: &Path) -> String {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    format!("{organisation} {}", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_as_the_later_of_what_it_says_and_what_it_was_applied_as() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("hotline.toml");
        fs::write(&file, "").unwrap();
        let mut remembered = Remembered::open(folder.path());
        assert_eq!(remembered.base("demo", &file, None), 1);
        assert_eq!(remembered.base("demo", &file, Some(3)), 3);

        remembered.remember("demo", &file, 4).unwrap();

        let again = Remembered::open(folder.path());
        assert_eq!(again.base("demo", &file, Some(3)), 4);
        assert_eq!(again.base("demo", &file, Some(9)), 9);
        assert_eq!(again.base("other", &file, None), 1);
        assert_eq!(
            again.base("demo", &folder.path().join("other.toml"), None),
            1
        );
    }

    #[test]
    fn a_damaged_memory_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("applied.json"), "{").unwrap();

        assert_eq!(
            Remembered::open(folder.path()).base("demo", Path::new("a"), None),
            1
        );
    }
}
