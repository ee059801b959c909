//! The data folder: one stack at a time, everything of an installation in one place.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

/// An opened data folder, locked for this process until it is dropped.
///
/// `storage/` has what the objects keep, `secrets.json` the secrets, `logs/` what the parts say; the rest is written
/// anew at every start.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Creates the folder when needed and takes it.
    ///
    /// # Errors
    /// When it cannot be written or another stack has it.
    pub fn open(path: &Path) -> Result<DataFolder> {
        let advice = || {
            format!(
                "The data folder {} cannot be used: make it a folder you may write to, or choose another with `--data`",
                path.display()
            )
        };
        for folder in ["storage", "logs"] {
            fs::create_dir_all(path.join(folder)).with_context(advice)?;
        }
        let path = fs::canonicalize(path).with_context(advice)?;
        // A folder may be readable and its disk full or read-only: find out before anything is started.
        let probe = path.join("storage/.writable");
        fs::write(&probe, "probe")
            .and_then(|()| fs::remove_file(&probe))
            .with_context(advice)?;
        let lock = File::create(path.join("lock")).with_context(advice)?;
        match lock.try_lock() {
            Ok(()) => Ok(DataFolder { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => bail!(
                "The data folder {} is in use by another Bellpull: stop that one, or choose another with `--data`.",
                path.display()
            ),
            Err(TryLockError::Error(error)) => Err(anyhow!(error).context(advice())),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn secrets(&self) -> PathBuf {
        secrets_file(&self.path)
    }

    /// What Durable Objects keep.
    pub fn storage(&self) -> PathBuf {
        self.path.join("storage")
    }

    /// The demo company's pages with the real widget origin in them.
    pub fn site(&self) -> PathBuf {
        self.path.join("site")
    }

    pub fn workerd_config(&self) -> PathBuf {
        self.path.join("workerd.capnp")
    }

    /// A part's log file.
    pub fn log(&self, part: &str) -> PathBuf {
        self.path.join("logs").join(format!("{part}.log"))
    }

    /// Copies the worker beside the configuration that embeds it: a build in the meantime must not change what a
    /// restart runs.
    pub fn copy_worker(&self, dist: &Path) -> Result<()> {
        let worker = self.path.join("edge");
        fs::create_dir_all(&worker)?;
        for file in ["index.js", "index_bg.wasm"] {
            let built = dist.join("edge").join(file);
            fs::copy(&built, worker.join(file)).with_context(|| {
                format!("{} is missing: run `cargo xtask build`", built.display())
            })?;
        }
        Ok(())
    }

    /// Notes where this stack is reached, for `cargo xtask sign-in`.
    pub fn remember_port(&self, port: u16) -> Result<()> {
        fs::write(port_file(&self.path), port.to_string())
            .context("the data folder cannot be written")
    }

    pub fn forget_port(&self) {
        // Without the note `sign-in` says that nothing runs; with a stale one it finds nobody there: the same.
        let _ = fs::remove_file(port_file(&self.path));
    }
}

/// The secrets of the installation in this data folder.
pub fn secrets_file(data: &Path) -> PathBuf {
    data.join("secrets.json")
}

/// The port of the stack that runs on this data folder.
pub fn remembered_port(data: &Path) -> Result<u16> {
    fs::read_to_string(port_file(data)).ok().and_then(|text| text.trim().parse().ok()).with_context(|| {
        format!(
            "No Bellpull is running on the data folder {}: start it with `cargo xtask up` (and name the same `--data`).",
            data.display()
        )
    })
}

fn port_file(data: &Path) -> PathBuf {
    data.join("port")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_stacks_do_not_share_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = DataFolder::open(folder.path()).unwrap();

        let sentence = DataFolder::open(folder.path()).unwrap_err().to_string();
        drop(first);

        assert!(
            sentence.contains("in use by another Bellpull"),
            "{sentence}"
        );
        assert!(DataFolder::open(folder.path()).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_refused_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();

        for path in [file.clone(), file.join("below")] {
            let sentence = DataFolder::open(&path).unwrap_err().to_string();

            assert!(sentence.contains("cannot be used"), "{sentence}");
            assert!(sentence.contains("--data"), "{sentence}");
        }
    }

    #[test]
    fn the_port_is_known_while_it_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::open(folder.path()).unwrap();

        data.remember_port(7300).unwrap();
        assert_eq!(remembered_port(folder.path()).unwrap(), 7300);
        data.forget_port();

        let sentence = remembered_port(folder.path()).unwrap_err().to_string();
        assert!(sentence.contains("cargo xtask up"), "{sentence}");
    }
}
