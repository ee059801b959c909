//! `cargo xtask prove`: what takes too long for every test run.

mod defects;
mod erlang;
mod fuzz;
mod heart_copy;
mod kills;
mod mutants;
mod simulation;

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::progress::{heading, say};

/// Options of `cargo xtask prove`.
#[derive(Debug, clap::Args)]
pub struct Prove {
    /// What to prove; everything when nothing is named
    #[arg(value_enum, value_name = "PART")]
    parts: Vec<Part>,
    /// Simulated worlds of ten minutes each
    #[arg(long, default_value_t = 10_000)]
    seeds: u64,
    /// Executions of all fuzz targets together
    #[arg(long, default_value_t = 2_000_000)]
    fuzz: u64,
    /// How often the edge is killed under load
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// At most so many small changes of the code; the tests must notice most
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    mutants: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Invariants and the reference model hold in random worlds
    Simulation,
    /// The simulation finds defects that are put in on purpose
    Defects,
    /// Tests notice small changes of routing, queue, hours and restore
    Mutants,
    /// Who has to wait is what Erlang C and A say
    Erlang,
    /// Nothing that strangers send makes the program stop
    Fuzz,
    /// What was acknowledged under `kill -9` is there, exactly once
    Kills,
}

impl Prove {
    /// Goes on after a failure, because the next part may say more.
    ///
    /// # Errors
    /// When anything was not proved.
    pub fn run(self) -> Result<()> {
        let parts = if self.parts.is_empty() {
            Part::value_variants().to_vec()
        } else {
            self.parts.clone()
        };
        let mut verdicts = Vec::new();
        for part in parts {
            heading(&format!("Proving: {part:?}"));
            let outcome = match part {
                Part::Simulation => simulation::run(self.seeds),
                Part::Defects => defects::run(),
                Part::Mutants => mutants::run(self.mutants),
                Part::Erlang => erlang::run(),
                Part::Fuzz => fuzz::run(self.fuzz),
                Part::Kills => kills::run(self.kills),
            };
            verdicts.push((part, outcome));
        }

        heading("Summary");
        for (part, outcome) in &verdicts {
            match outcome {
                Ok(()) => say(&format!("proved: {part:?}")),
                Err(error) => say(&format!("NOT proved: {part:?}: {error:#}")),
            }
        }
        let failed = verdicts
            .iter()
            .filter(|(_, outcome)| outcome.is_err())
            .count();
        say(&format!(
            "{} passed, {failed} failed",
            verdicts.len() - failed
        ));
        ensure!(failed == 0, "{failed} of {} not proved", verdicts.len());
        Ok(())
    }
}
