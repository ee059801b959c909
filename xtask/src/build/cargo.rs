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

/// Everything that becomes WASM in one go: apart, each would want its own features of the shared dependencies and
/// build them again.
pub fn wasm(flavour: Flavour) -> Result<()> {
    let mut command = cargo();
    command.args([
        "build",
        "-p",
        "bellpull-widget",
        "-p",
        "bellpull-www",
        "-p",
        "bellpull-edge",
    ]);
    command.args(["--target", WASM_TARGET, "--profile", flavour.wasm_profile()]);
    tools::run(&mut command)
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
