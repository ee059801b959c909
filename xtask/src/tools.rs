//! Programs that only the tests need and no package manager brings: where they are kept.
//!
//! `cargo xtask test` puts them there once; like cargo's own downloads they outlive the clone's target folder.

use std::env;
use std::path::PathBuf;

use crate::paths;

/// `~/.cache/bellpull/tools`, or beside the target directory where there is no home.
pub(crate) fn folder() -> PathBuf {
    env::var_os("HOME").map_or_else(
        || paths::target_dir().join("bellpull/tools"),
        |home| PathBuf::from(home).join(".cache/bellpull/tools"),
    )
}

/// The driver of Firefox.
pub fn geckodriver() -> PathBuf {
    folder().join("bin/geckodriver")
}

/// The Python that has what `e2e/src/aiortc/requirements.txt` lists.
pub fn python() -> PathBuf {
    python_environment().join("bin/python3")
}

pub(crate) fn python_environment() -> PathBuf {
    folder().join("aiortc")
}
