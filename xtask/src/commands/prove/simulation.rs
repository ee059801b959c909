//! Many random worlds; `hotline/tests/simulation/` says what holds in each.

use anyhow::Result;

use crate::build::{self, cargo};

/// Progress and the verdict come from the simulation itself.
pub fn run(seeds: u64) -> Result<()> {
    let mut command = cargo();
    command
        .args([
            "test",
            "--quiet",
            "--release",
            "--package",
            "bellpull-hotline",
        ])
        .args(["--test", "simulation", "--", "--nocapture"])
        .env("BELLPULL_SEEDS", seeds.to_string());
    build::run(&mut command)
}
