//! Programs that only the tests need and no package manager brings: where they are kept.
//!
//! `cargo xtask test` and `prove` put them there once; like cargo's own downloads they outlive the clone's target folder.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, ensure};

use crate::build::{cargo, run};
use crate::paths;
use crate::progress::step;

/// `~/.cache/bellpull/tools`, or beside the target directory where there is no home.
pub(crate) fn folder() -> PathBuf {
    env::var_os("HOME").map_or_else(
        || paths::target_dir().join("bellpull/tools"),
        |home| PathBuf::from(home).join(".cache/bellpull/tools"),
    )
}

/// The driver of Firefox.
pub fn geckodriver() -> PathBuf {
    built("geckodriver")
}

/// The Python that has what `e2e/src/aiortc/requirements.txt` lists.
pub fn python() -> PathBuf {
    python_environment().join("bin/python3")
}

pub(crate) fn python_environment() -> PathBuf {
    folder().join("aiortc")
}

/// Where [`require_built`] puts the program.
pub(crate) fn built(name: &str) -> PathBuf {
    folder().join("bin").join(name)
}

/// Builds what crates.io has as a program of the crate's name, where exactly this version is missing. `asked` makes it say
/// which it is.
///
/// # Errors
/// When it cannot be built, or is not what was asked for.
pub(crate) fn require_built(name: &str, version: &str, asked: &[&str]) -> Result<()> {
    let program = built(name);
    let is_ours = || {
        let told = Command::new(&program).args(asked).output();
        told.is_ok_and(|told| {
            String::from_utf8_lossy(&told.stdout).contains(&format!("{name} {version}"))
        })
    };
    if is_ours() {
        return Ok(());
    }
    step(
        &format!("Building {name}, some minutes the first time"),
        || {
            // In a folder of its own, so that it shares neither lock nor settings with our build.
            run(cargo()
                .args(["install", name, "--locked", "--force"])
                .args(["--version", version, "--root"])
                .arg(folder())
                .current_dir(env::temp_dir())
                .env("CARGO_TARGET_DIR", folder().join("build")))
            .with_context(|| format!("{name} cannot be installed"))
        },
    )?;
    fs::remove_dir_all(folder().join("build")).ok();
    ensure!(is_ours(), "{} is not what was built", program.display());
    Ok(())
}
