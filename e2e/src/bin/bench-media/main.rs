//! Measures the media server under load, beside the floor and beside Janus: `cargo xtask bench media`.
//!
//! What each figure means stands in `docs/BENCHMARKS.md`. Reading order: [`round`] (one server, N calls, one
//! measurement), [`bellpull`] and [`janus`] (the servers), [`crowd`] (who calls), [`floor`], the rest.

mod options;

mod round;

mod bellpull;

mod janus;

mod call;

mod crowd;
mod pace;
mod peer;

mod tally;

mod floor;

mod machine;
mod process;

use anyhow::{Result, anyhow};
use bellpull_e2e::figure::{cannot, tell_spread};
use options::{CALLS, Options};
use round::{Measured, Round};

/// A figure's name, and how it is read from a round.
type Figure = (&'static str, fn(&Measured) -> f64);

/// What is told of each server.
const FIGURES: [Figure; 6] = [
    ("cpu_us_per_packet", |round| round.cpu_us_per_packet),
    ("p50_ms", |round| round.p50_ms),
    ("p99_ms", |round| round.p99_ms),
    ("loss", |round| round.loss),
    ("kb_per_call", |round| round.kb_per_call),
    ("setup_s", |round| round.setup_s),
];

fn main() -> Result<()> {
    let options = Options::read(std::env::args().skip(1))?;
    if let Some(address) = options.be_the_floor {
        return floor::echo(address);
    }
    machine::describe();
    process::pin_generator();
    str0m::crypto::from_feature_flags().install_process_default();
    for calls in CALLS {
        if options.calls.contains(&calls) {
            measure(&options, calls);
        } else {
            leave_out(calls);
        }
    }
    Ok(())
}

/// The servers take turns, so that whatever else the machine does meets both.
fn measure(options: &Options, calls: usize) {
    let address = machine::address();
    let (mut floors, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for run in 1..=options.runs {
        eprintln!("{calls} calls, run {run} of {}", options.runs);
        let round = Round {
            address,
            calls,
            window: options.window,
        };
        floors.push(floor::measure(address, calls));
        ours.push(round.measure(|| bellpull::start(&options.server, address)));
        theirs.push(janus::find().and_then(|()| round.measure(|| janus::start(address))));
    }
    tell_floor(calls, floors.into_iter().collect());
    tell("media", calls, ours.into_iter().collect());
    tell("janus", calls, theirs.into_iter().collect());
}

/// One run that failed is reason enough: the others would not be comparable.
fn tell(server: &str, calls: usize, rounds: Result<Vec<Measured>>) {
    for (name, figure) in FIGURES {
        let key = format!("{server}.{calls}.{name}");
        match &rounds {
            Ok(rounds) => tell_spread(&key, &rounds.iter().map(figure).collect::<Vec<_>>()),
            Err(reason) => cannot(&key, &format!("{reason:#}")),
        }
    }
}

fn tell_floor(calls: usize, runs: Result<Vec<f64>>) {
    let key = format!("media.{calls}.floor_us_per_packet");
    match runs {
        Ok(runs) => tell_spread(&key, &runs),
        Err(reason) => cannot(&key, &format!("{reason:#}")),
    }
}

fn leave_out(calls: usize) {
    let reason = || anyhow!("not asked for in this run");
    tell_floor(calls, Err(reason()));
    tell("media", calls, Err(reason()));
    tell("janus", calls, Err(reason()));
}
