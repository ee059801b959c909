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

use anyhow::Result;
use bellpull_e2e::figure::{cannot, tell_spread};
use options::{CALLS, Options};
use round::{Measured, Round};

/// What is told of each server, and how it is read from a round.
const FIGURES: [(&str, fn(&Measured) -> f64); 6] = [
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
            measure(&options, calls)?;
        } else {
            leave_out(calls);
        }
    }
    Ok(())
}

/// The servers take turns, so that whatever else the machine does meets both.
fn measure(options: &Options, calls: usize) -> Result<()> {
    let address = machine::address();
    let (mut floors, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let janus = janus::find();
    for run in 1..=options.runs {
        eprintln!("{calls} calls, run {run} of {}", options.runs);
        floors.push(floor::measure(address, calls)?);
        let round = Round {
            address,
            calls,
            window: options.window,
        };
        ours.push(round.measure(|| bellpull::start(&options.server, address))?);
        if janus.is_ok() {
            theirs.push(round.measure(|| janus::start(address)));
        }
    }
    tell_spread(&format!("media.{calls}.floor_us_per_packet"), &floors);
    tell("media", calls, &ours);
    match janus.and_then(|()| theirs.into_iter().collect::<Result<Vec<_>>>()) {
        Ok(theirs) => tell("janus", calls, &theirs),
        Err(reason) => leave_janus_out(calls, &format!("{reason:#}")),
    }
    Ok(())
}

fn tell(server: &str, calls: usize, rounds: &[Measured]) {
    for (name, figure) in FIGURES {
        let runs: Vec<f64> = rounds.iter().map(figure).collect();
        tell_spread(&format!("{server}.{calls}.{name}"), &runs);
    }
}

fn leave_out(calls: usize) {
    let reason = "not asked for in this run";
    cannot(&format!("media.{calls}.floor_us_per_packet"), reason);
    for (name, _) in FIGURES {
        cannot(&format!("media.{calls}.{name}"), reason);
    }
    leave_janus_out(calls, reason);
}

fn leave_janus_out(calls: usize, reason: &str) {
    for (name, _) in FIGURES {
        cannot(&format!("janus.{calls}.{name}"), reason);
    }
}
