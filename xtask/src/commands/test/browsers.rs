//! Chromium and Firefox with their drivers.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::packages::{self, Packaged};
use crate::build::{cargo, run};
use crate::progress::step;
use crate::tools;

const CHROMIUM: [Packaged; 2] = [
    Packaged {
        program: "chromium",
        package: "chromium",
    },
    Packaged {
        program: "chromedriver",
        package: "chromium-driver",
    },
];

const FIREFOX: [Packaged; 1] = [Packaged {
    program: "firefox",
    package: "firefox-esr",
}];

/// Debian has no package of Firefox's driver.
const GECKODRIVER: &str = "0.37.1";

/// Installs Chromium and chromedriver where they are missing.
///
/// # Errors
/// When we may not or cannot install them; the sentence says how to.
pub fn require() -> Result<()> {
    packages::require(&CHROMIUM)
}

/// Installs Firefox and builds geckodriver where they are missing.
///
/// # Errors
/// As [`require`].
pub fn require_firefox() -> Result<()> {
    packages::require(&FIREFOX)?;
    let driver = tools::geckodriver();
    let is_ours = || {
        let told = Command::new(&driver).arg("--version").output();
        told.is_ok_and(|told| {
            String::from_utf8_lossy(&told.stdout).contains(&format!("geckodriver {GECKODRIVER}"))
        })
    };
    if is_ours() {
        return Ok(());
    }
    step("Building geckodriver, some minutes the first time", || {
        // In a folder of its own, so that it shares neither lock nor settings with our build.
        run(cargo()
            .args(["install", "geckodriver", "--locked", "--force"])
            .args(["--version", GECKODRIVER, "--root"])
            .arg(tools::folder())
            .current_dir(std::env::temp_dir())
            .env("CARGO_TARGET_DIR", tools::folder().join("build")))
        .context("geckodriver cannot be installed")
    })?;
    std::fs::remove_dir_all(tools::folder().join("build")).ok();
    ensure!(is_ours(), "{} is not what was built", driver.display());
    Ok(())
}
