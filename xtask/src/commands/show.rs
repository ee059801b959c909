//! Programs that show the whole thing, most of them in real browsers; they live with the end-to-end tests.

use anyhow::Result;

use super::test::browsers;
use crate::build::{self, Flavour, cargo};

/// Builds everything and runs a program of `e2e/src/bin/` with these arguments, in browsers.
pub fn run(program: &str, arguments: &[String], flavour: Flavour) -> Result<()> {
    browsers::require()?;
    without_browsers(program, arguments, flavour)
}

/// As [`run`]; nothing is installed for it.
pub fn without_browsers(program: &str, arguments: &[String], flavour: Flavour) -> Result<()> {
    let built = build::build(flavour)?;
    let mut command = cargo();
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "bellpull-e2e",
            "--bin",
            program,
            "--",
        ])
        .args(arguments)
        .env("BELLPULL_DIST", &built.dist)
        .env("BELLPULL_SERVER", &built.server);
    build::run(&mut command)
}
