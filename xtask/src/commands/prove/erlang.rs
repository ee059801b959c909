//! People who come at random are served as the formulas of staffing say; `hotline/tests/erlang.rs` has the grid.

use anyhow::Result;

use crate::build::{self, cargo};

pub fn run() -> Result<()> {
    let mut command = cargo();
    command
        .args([
            "test",
            "--quiet",
            "--release",
            "--package",
            "bellpull-hotline",
        ])
        .args(["--test", "erlang", "--", "--nocapture"])
        .env("BELLPULL_GRID", "1");
    build::run(&mut command)
}
