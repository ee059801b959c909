//! The programs that cargo cannot bring: workerd, esbuild and wasm-opt, from npm with a committed lock file.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::tools;
use crate::{paths, progress::step};

/// Brings `node_modules` in line with the lock file; does nothing, and needs no npm, when it is.
pub fn install() -> Result<()> {
    let root = paths::workspace();
    let locked =
        fs::read(root.join("package-lock.json")).context("package-lock.json cannot be read")?;
    // `npm ci` empties the folder, so the note goes whenever the packages do.
    let note = paths::node_modules().join(".installed-lock.json");
    if fs::read(&note).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    ensure!(
        tools::is_there("npm"),
        "npm is missing: install Node.js 20 or newer with npm (Debian: `apt-get install nodejs npm`) and run this again."
    );
    step("Installing workerd, esbuild and wasm-opt", || {
        // No package's own scripts: the binaries come as packages, and nothing else has to run here.
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&root);
        tools::run(&mut npm).context("The npm packages cannot be installed")?;
        fs::write(&note, locked).context("node_modules cannot be written")
    })
}

/// esbuild itself, not the Node script around it.
pub fn esbuild() -> Result<Command> {
    let platform = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        (os, arch) => {
            bail!("Bellpull's tools run on Linux (x86_64, aarch64), not on {os} ({arch}).")
        }
    };
    package_program(&format!("@esbuild/{platform}/bin/esbuild")).map(Command::new)
}

/// wasm-opt; binaryen's package has it as a script for Node.
pub fn wasm_opt() -> Result<Command> {
    ensure!(
        tools::is_there("node"),
        "node is missing, and wasm-opt needs it: install Node.js 20 or newer."
    );
    let mut command = Command::new("node");
    command.arg(package_program("binaryen/bin/wasm-opt")?);
    Ok(command)
}

fn package_program(path: &str) -> Result<PathBuf> {
    let program = paths::node_modules().join(path);
    ensure!(
        program.is_file(),
        "{} is missing: delete node_modules and run this again.",
        program.display()
    );
    Ok(program)
}
