//! Skips work whose inputs did not change.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

/// Does `work`, which fills `folder` from nothing, unless it succeeded before with the same inputs (by length and time
/// of change). Our own binary counts as an input, because it holds the recipe. What was seen stands in a note beside
/// the folder, not in it: the folder is served.
pub fn unless_fresh(
    folder: &Path,
    inputs: &[PathBuf],
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    // It may have been built anew while it runs; then the next run does the work again.
    let recipe = env::current_exe()
        .map_err(Into::into)
        .and_then(|own| describe(&own))
        .unwrap_or_default();
    let inputs = inputs
        .iter()
        .map(|input| describe(input))
        .collect::<Result<Vec<_>>>()?;
    let seen = format!("{recipe}\n{}", inputs.join("\n"));
    let note = folder.with_extension("inputs");
    if folder.is_dir() && fs::read_to_string(&note).is_ok_and(|before| before == seen) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    if note.exists() {
        fs::remove_file(&note)?;
    }
    fs::create_dir_all(folder)?;
    work()?;
    fs::write(note, seen)?;
    Ok(())
}

fn describe(input: &Path) -> Result<String> {
    let metadata =
        fs::metadata(input).with_context(|| format!("{} is missing", input.display()))?;
    let changed = metadata.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(format!("{} {} {changed}", input.display(), metadata.len()))
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;

    #[test]
    fn work_is_done_once_until_an_input_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (input, output) = (folder.path().join("input"), folder.path().join("output"));
        let mut rounds = 0;
        let mut round = |text: &str| {
            if fs::read_to_string(&input).ok().as_deref() != Some(text) {
                fs::write(&input, text).unwrap();
            }
            unless_fresh(&output, slice::from_ref(&input), || {
                rounds += 1;
                Ok(())
            })
            .unwrap();
            rounds
        };

        assert_eq!(round("one"), 1);
        assert_eq!(round("one"), 1);
        assert_eq!(round("other"), 2);
    }

    #[test]
    fn failed_work_is_done_again() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("output");

        assert!(unless_fresh(&output, &[], || anyhow::bail!("broken")).is_err());

        let mut done = false;
        unless_fresh(&output, &[], || {
            done = true;
            Ok(())
        })
        .unwrap();

        assert!(done);
    }
}
