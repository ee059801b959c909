//! Chromium and its driver, from the system's package manager where we may.

use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::build::{is_there, run};

/// Debian's names of what the tests start as `chromium` and `chromedriver`.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Installs Chromium and chromedriver where they are missing.
///
/// # Errors
/// When we may not or cannot install them; the sentence says how to.
pub fn require() -> Result<()> {
    if both_are_there() {
        return Ok(());
    }
    let by_hand = format!(
        "`apt-get install {}` as root, or put both programs into the PATH",
        PACKAGES.join(" ")
    );
    ensure!(
        is_there("apt-get"),
        "chromium or chromedriver is missing and there is no apt-get: {by_hand}."
    );
    let Some(mut update) = as_root("apt-get") else {
        bail!("chromium or chromedriver is missing and only root may install it: {by_hand}.");
    };
    run(update.args(["update", "--quiet"]))?;
    if let Some(mut install) = as_root("apt-get") {
        run(install
            .args(["install", "--quiet", "--yes", "--no-install-recommends"])
            .args(PACKAGES))?;
    }
    ensure!(
        both_are_there(),
        "chromium or chromedriver is missing even after its installation: {by_hand}."
    );
    Ok(())
}

fn both_are_there() -> bool {
    is_there("chromium") && is_there("chromedriver")
}

/// The command as root, if we are root or may become it without a password.
fn as_root(program: &str) -> Option<Command> {
    let mut command = if rustix::process::geteuid().is_root() {
        Command::new(program)
    } else {
        let asked = Command::new("sudo").args(["-n", "true"]).output();
        asked.ok().filter(|output| output.status.success())?;
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", program]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Some(command)
}
