//! What a decision of the heart costs, by how many wait and how many answer; what who waits costs in memory; how long a
//! restore takes. Figures go to standard output, one JSON object a line; progress to standard error.
#![allow(clippy::unwrap_used, reason = "a measurement may stop")]
#![allow(
    clippy::disallowed_methods,
    reason = "the heart has no clock; who measures it has one"
)]
#![allow(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

mod people;
mod plan;
mod samples;
mod shift;

use crate::people::{BEGIN, operators, settings, switchboard, waiting};
use crate::samples::Samples;
use crate::shift::Shift;
use bellpull_hotline::{Input, Record, Switchboard};
use serde_json::json;
use std::fs;
use std::hint::black_box;
use std::iter;
use std::time::Instant;

const WAITING: [u32; 3] = [10, 1_000, 100_000];
const OPERATORS: [u32; 3] = [10, 100, 1_000];
const ROUNDS: usize = 3;

/// So many wait while memory is measured: the more, the less does anything else matter.
const MEASURED_IN_MEMORY: u32 = 100_000;
const RESTORED: u32 = 10_000;
const RESTORES: usize = 15;

fn main() {
    // First, while nothing else has left holes in the memory.
    memory();
    restore();
    for waiting in WAITING {
        for operators in OPERATORS {
            decisions(waiting, operators);
        }
    }
}

/// The median of all decisions, and of three rounds the middle one.
fn decisions(waiting: u32, operators: u32) {
    eprintln!("\n{waiting} waiting, {operators} operators");
    let rounds: Vec<_> = (0..ROUNDS)
        .map(|round| {
            let samples = Shift::begun(waiting, operators).work();
            if round == 0 {
                samples.print_by_kind();
            }
            samples.all()
        })
        .collect();
    let medians = rounds.iter().map(|samples| samples.percentile(50));
    let key = format!("heart.{waiting}.{operators}.decision_us");
    tell_spread(&key, medians.collect());
}

/// What a process holds more of, a contact, once so many wait and know their place.
fn memory() {
    let key = "heart.bytes_per_waiting";
    let Some(before) = resident_kb() else {
        let reason = "the resident memory is read from /proc, which is not here";
        println!("{}", json!({ "key": key, "value": null, "reason": reason }));
        return;
    };
    let switchboard = switchboard(waiting(MEASURED_IN_MEMORY), 0);
    let after = resident_kb().unwrap_or(before);
    let bytes = f64::from(after.saturating_sub(before)) * 1024.0 / f64::from(MEASURED_IN_MEMORY);
    black_box(switchboard.poll_timeout());
    eprintln!("{MEASURED_IN_MEMORY} waiting: {before} KB before, {after} KB then");
    println!("{}", json!({ "key": key, "value": bytes.round() }));
}

fn restore() {
    let records: Vec<Record> = waiting(RESTORED).chain(operators(100)).collect();
    let runs = (0..RESTORES).map(|_| {
        let records = records.clone();
        let begun = Instant::now();
        let restored = Switchboard::restore(settings(), records);
        let took = begun.elapsed();
        black_box(restored.poll_timeout());
        took.as_secs_f64() * 1_000.0
    });
    let runs: Vec<f64> = runs.collect();
    eprintln!("restored {RESTORED} contacts {RESTORES} times");
    tell_spread("heart.restore_10000_ms", runs);
    for (what, input) in [
        ("outage is forgiven", Input::Woke),
        (
            "node lists its legs",
            Input::MediaConnected { legs: vec![] },
        ),
    ] {
        let mut restored = Switchboard::restore(settings(), records.clone());
        let begun = Instant::now();
        restored.handle_input(BEGIN, input).unwrap();
        let effects = iter::from_fn(|| restored.poll_effect()).count();
        eprintln!("{what}: {:.1?} for {effects} effects", begun.elapsed());
    }
}

fn tell_spread(key: &str, runs: Vec<f64>) {
    let runs = Samples::of(runs);
    let round = |value: f64| (value * 1_000.0).round() / 1_000.0;
    let [least, median, greatest] = [0, 50, 100].map(|percent| round(runs.percentile(percent)));
    println!(
        "{}",
        json!({ "key": key, "value": median, "spread": [least, greatest] })
    );
}

fn resident_kb() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
