//! A workspace of the heart alone, in which mistakes may be made.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::paths;

const CRATES: [&str; 2] = ["protocol", "hotline"];

/// What cargo needs, and what the heart's tests read.
const FILES: [&str; 5] = [
    "Cargo.toml",
    "Cargo.lock",
    "hotline.toml",
    "docs/CONFIGURATION.md",
    "docs/FIGURES.md",
];

/// As the workspace is now; what was there before goes.
///
/// # Errors
/// When it cannot be read or written, or its manifest has changed its shape.
pub fn make(to: &Path) -> Result<()> {
    let from = paths::workspace();
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("{} is in the way", to.display()))?;
    }
    fs::create_dir_all(to.join("docs"))?;
    for file in FILES {
        fs::copy(from.join(file), to.join(file)).with_context(|| format!("{file} is missing"))?;
    }
    for name in CRATES {
        copy_folder(&from.join(name), &to.join(name))?;
    }
    let manifest = to.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    fs::write(&manifest, members(&text)?)?;
    Ok(())
}

fn members(manifest: &str) -> Result<String> {
    let line = manifest.lines().find(|line| line.starts_with("members"));
    let line = line.context("Cargo.toml names no members in one line")?;
    Ok(manifest.replacen(line, &format!("members = {CRATES:?}"), 1))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} is not there", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            // Written, not copied: cargo looks at the time of a file to know whether it changed.
            fs::write(&to, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_has_the_two_crates_alone() {
        let manifest = fs::read_to_string(paths::workspace().join("Cargo.toml")).unwrap();

        let copy = members(&manifest).unwrap();

        assert!(copy.contains("\nmembers = [\"protocol\", \"hotline\"]\n"));
    }
}
