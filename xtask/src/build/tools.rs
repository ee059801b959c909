//! The programs we lean on: there, or one sentence how to get them.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::progress::step;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Whether rustc can compile to WASM. Asked of rustc, so that it works without rustup too.
pub fn wasm_target_is_there() -> bool {
    let asked = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output();
    asked.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

/// Adds the WASM target where it is missing.
///
/// # Errors
/// When rustup is missing or cannot add it.
pub fn require_wasm_target() -> Result<()> {
    if wasm_target_is_there() {
        return Ok(());
    }
    ensure!(
        is_there("rustup"),
        "Rust's target {WASM_TARGET} is missing and there is no rustup to add it: install it with the package manager \
         that brought Rust, or take Rust from https://rustup.rs."
    );
    step("Adding Rust's WASM target", || {
        run(Command::new("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
            format!(
                "Rust's target could not be added: run `rustup target add {WASM_TARGET}` yourself"
            )
        })
    })
}

/// Adds the source of the standard library where it is missing: a release compiles it anew for the widget.
///
/// # Errors
/// When rustup is missing or cannot add it.
pub fn require_rust_source() -> Result<()> {
    let asked = Command::new("rustc").args(["--print", "sysroot"]).output();
    let asked = asked.context("rustc cannot be started")?;
    let sysroot = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
    if Path::new(&sysroot)
        .join("lib/rustlib/src/rust/library/Cargo.lock")
        .is_file()
    {
        return Ok(());
    }
    ensure!(
        is_there("rustup"),
        "The source of Rust's standard library is missing, and a release needs it: install rust-src with the package \
         manager that brought Rust, or take Rust from https://rustup.rs."
    );
    step("Adding the source of Rust's standard library", || {
        run(Command::new("rustup").args(["component", "add", "rust-src"])).context(
            "It could not be added: run `rustup component add rust-src` yourself, and this again",
        )
    })
}

/// Whether a program of this name can be started.
pub fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// Runs a program whose output the person sees.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("{name} cannot be started"))?;
    if !status.success() {
        bail!("{name} failed ({status}); what it said stands above");
    }
    Ok(())
}
