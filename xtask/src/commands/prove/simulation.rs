//! Many random worlds; `hotline/tests/simulation/` says what holds in each.

use anyhow::Result;

use crate::build::{self, cargo};

/// A world of ten minutes takes at most this part of them: else a week of a hotline is no longer a coffee break.
const TIMES_REAL_TIME: u32 = 1_000;

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
        .env("BELLPULL_SEEDS", seeds.to_string())
        .env("BELLPULL_TIMES", TIMES_REAL_TIME.to_string());
    build::run(&mut command)
}
