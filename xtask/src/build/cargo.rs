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
pub const WASM_CRATES: [&str; 3] = [WIDGET, "bellpull-www", "bellpull-edge"];

const WIDGET: &str = "bellpull-widget";

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

/// Compiles everything that runs as WASM.
pub fn wasm(flavour: Flavour) -> Result<()> {
    match flavour {
        Flavour::Dev => tools::run(&mut cargo_for_wasm("build", &WASM_CRATES, flavour)),
        Flavour::Release => {
            let others = WASM_CRATES.into_iter().filter(|name| *name != WIDGET);
            tools::run(&mut cargo_for_wasm(
                "build",
                &others.collect::<Vec<_>>(),
                flavour,
            ))?;
            smallest_widget()
        }
    }
}

/// The widget with a standard library of its own, made for size, in which a panic is a trap without a message: 7 % less
/// for every visitor (docs/BENCHMARKS.md). What this asks of the compiler is not stable yet, so only the release asks
/// it; when it breaks, building the widget like the others is all there is to do.
fn smallest_widget() -> Result<()> {
    tools::require_rust_source()?;
    let mut command = cargo_for_wasm("build", &[WIDGET], Flavour::Release);
    command
        .args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ])
        .arg("--target-dir")
        .arg(smallest_target_dir())
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
        );
    tools::run(&mut command)
}

/// A folder of its own: with other flags everything would be compiled again at each turn.
fn smallest_target_dir() -> PathBuf {
    paths::target_dir().join("smallest")
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
    let is_smallest = flavour == Flavour::Release && name.strip_suffix(".wasm") == Some(WIDGET);
    let target_dir = if is_smallest {
        smallest_target_dir()
    } else {
        paths::target_dir()
    };
    target_dir
        .join(WASM_TARGET)
        .join(flavour.wasm_profile())
        .join(name)
}
