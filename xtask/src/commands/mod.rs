//! What a person types.

mod up;

mod test;

mod bench;
mod prove;
mod show;

mod apply;
mod configuration;
mod holidays;

mod doctor;
mod hours;
mod sign_in;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::build::{self, Flavour};

/// Everything one does with this repository.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds and runs everything on this machine; Ctrl-C stops it
    ///
    /// Installs what is missing (Rust's WASM target, npm packages from the lock file), builds widget, desk, edge and
    /// media server, starts them, and prints where to find the demo shop and the operator's desk.
    Up(up::Up),
    /// Prints a new one-time sign-in link of a running Bellpull
    SignIn(sign_in::SignIn),
    /// Makes a file the configuration of a running Bellpull, and shows what changes
    ///
    /// Refused as a whole when there is a mistake in it, or when the live configuration is newer than the one the file was
    /// made from. docs/CONFIGURATION.md explains every field; hotline.toml is a whole one.
    Apply(apply::Apply),
    /// Prints the live configuration of a running Bellpull as TOML
    Configuration(configuration::Configuration),
    /// Takes the last change of the configuration back: an older revision holds again
    UndoConfiguration(configuration::UndoConfiguration),
    /// Prints a country's public holidays as a list for the configuration
    Holidays(holidays::Holidays),
    /// Sets the opening hours of a hotline of a running Bellpull
    Hours(hours::Hours),
    /// Runs every test: formatting, lints, native tests, simulation, house rules, real browsers
    Test(test::Test),
    /// Builds everything that `up` would run
    Build {
        /// Small and fast to load, slow to build
        #[arg(long)]
        release: bool,
    },
    /// Says which tools are there and how to get the missing ones
    Doctor,
    /// Takes the pictures in `docs/screens` anew
    Screens {
        /// Only those of one story: call, chat, callback, hours, promotions, register, trouble, doors;
        /// after it, of one look: phone-light, phone-dark, desktop-light, desktop-dark
        #[arg(value_name = "STORY LOOK", num_args = 0..=2)]
        only: Vec<String>,
    },
    /// Measures, and prints one table with the aims
    Bench(bench::Bench),
    /// Runs the long proofs: many simulated worlds, defects put in on purpose, fuzzing, kills under load
    Prove(prove::Prove),
}

/// Where an installation keeps its things.
#[derive(Debug, clap::Args)]
struct DataArg {
    /// Folder of secrets, database and logs; created when missing
    #[arg(long, value_name = "DIR", default_value = ".bellpull")]
    data: PathBuf,
}

impl DataArg {
    /// A relative folder is relative to the clone, wherever in it one stands.
    fn folder(&self) -> PathBuf {
        crate::paths::workspace().join(&self.data)
    }
}

/// Who makes a change.
#[derive(Debug, clap::Args)]
struct ByArg {
    /// Your name, as the history shall have it; by default the one you are logged in with
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl ByArg {
    fn name(&self) -> String {
        let logged_in = || std::env::var("USER").ok().filter(|name| !name.is_empty());
        let name = self.by.clone().or_else(logged_in);
        name.unwrap_or_else(|| "the administrator".to_owned())
    }
}

impl Cli {
    pub fn run(self) -> Result<()> {
        match self.command {
            Command::Up(up) => up.run(),
            Command::SignIn(sign_in) => sign_in.run(),
            Command::Apply(apply) => apply.run(),
            Command::Configuration(configuration) => configuration.run(),
            Command::UndoConfiguration(undo) => undo.run(),
            Command::Holidays(holidays) => holidays.run(),
            Command::Hours(hours) => hours.run(),
            Command::Test(test) => test.run(),
            Command::Build { release } => build::build(flavour(release)).map(drop),
            Command::Doctor => doctor::run(),
            Command::Screens { only } => show::run("screens", &only, Flavour::Dev),
            Command::Bench(bench) => bench.run(),
            Command::Prove(prove) => prove.run(),
        }
    }
}

fn flavour(release: bool) -> Flavour {
    if release {
        Flavour::Release
    } else {
        Flavour::Dev
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
