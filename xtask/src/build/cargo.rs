//! Cargo's part of the build.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::Flavour;
use super::tools::{self, WASM_TARGET};
use crate::paths;

/// The cargo that runs us, in the workspace's root.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(paths::workspace());
    cargo
}

/// The crates that run as WASM, in browsers and in workerd. Always together: apart, each would want its own features of
/// the shared dependencies and build them again.
pub const WASM_CRATES: [&str; 3] = ["bellpull-widget", "bellpull-www", "bellpull-edge"];

/// Cargo on these packages as WASM. Also lints take the build's profile, so that both share their macros and build
/// scripts.
pub fn cargo_for_wasm(verb: &str, packages: &[&str], flavour: Flavour) -> Command {
    let mut command = cargo();
    command
        .arg(verb)
        .args(packages.iter().flat_map(|package| ["--package", package]));
    command.args(["--target", WASM_TARGET, "--profile", flavour.wasm_profile()]);
    command
}

pub fn wasm(flavour: Flavour) -> Result<()> {
    tools::run(&mut cargo_for_wasm("build", &WASM_CRATES, flavour))
}

pub fn server(flavour: Flavour) -> Result<()> {
    tools::run(cargo().args([
        "build",
        "-p",
        "bellpull-server",
        "--profile",
        flavour.server_profile(),
    ]))
}

/// The compiled module with this file name (`bellpull-widget.wasm`).
pub fn wasm_file(flavour: Flavour, name: &str) -> PathBuf {
    paths::target_dir()
        .join(WASM_TARGET)
        .join(flavour.wasm_profile())
        .join(name)
}
