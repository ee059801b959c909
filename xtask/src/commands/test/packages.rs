//! Programs from the system's package manager, where we may ask it.

use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::build::{is_there, run};

/// A program and Debian's name of the package that brings it.
pub struct Packaged {
    pub program: &'static str,
    pub package: &'static str,
}

/// Installs those that are missing.
///
/// # Errors
/// When we may not or cannot install them; the sentence says how to.
pub fn require(wanted: &[Packaged]) -> Result<()> {
    install(&missing(wanted))?;
    let still = missing(wanted);
    ensure!(
        still.is_empty(),
        "{} are missing even after their installation: put what they bring into the PATH.",
        still.join(" and ")
    );
    Ok(())
}

/// The packages whose programs cannot be started.
fn missing(wanted: &[Packaged]) -> Vec<&'static str> {
    wanted
        .iter()
        .filter(|wanted| !is_there(wanted.program))
        .map(|wanted| wanted.package)
        .collect()
}

/// Installs packages; nothing to do without any.
///
/// # Errors
/// As [`require`].
pub fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "`apt-get install {}` as root, or put what they bring into the PATH",
        packages.join(" ")
    );
    ensure!(
        is_there("apt-get"),
        "Programs are missing and there is no apt-get: {by_hand}."
    );
    let (Some(mut update), Some(mut install)) = (as_root("apt-get"), as_root("apt-get")) else {
        bail!("Programs are missing and only root may install them: {by_hand}.");
    };
    run(update.args(["update", "--quiet"]))?;
    run(install
        .args(["install", "--quiet", "--yes", "--no-install-recommends"])
        .args(packages))
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
