//! `cargo xtask …`: everything one does with this repository.

use std::process::ExitCode;

use bellpull_xtask::commands::Cli;
use clap::Parser;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
