//! A whole hotline for ten minutes of trouble, on a virtual clock, from a seed: visitors and operators who know only
//! what they were told, a media node, an edge that is killed, evicted and late, and connections that break in every
//! way. Invariants are checked after every command; then the world calms down and everybody must be served.
//!
//! `BELLPULL_SEEDS=3000` runs so many seeds, `BELLPULL_SEED=7` one of them with its whole trace.
#![allow(clippy::unwrap_used, reason = "a test may stop")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "peers look only at the effects that are meant for them"
)]

mod world;

mod faults;
mod transition;

mod delivery;
mod edge;
mod network;

mod visitor;
mod wishes;

mod operator;

mod desk_chats;
mod desk_offers;

mod house;
mod sound;
mod transcript;

mod convergence;
mod invariants;
mod ledger;
mod shadow;
mod truth;

mod chance;
mod coverage;
#[path = "../support/disk.rs"]
mod disk;
mod notes;
mod sights;
mod trace;

use crate::coverage::Coverage;
use crate::world::World;
use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// As many as plain `cargo test` has patience for.
const SEEDS: u64 = 500;
const LAST_LINES: usize = 60;

#[test]
fn a_hotline_keeps_its_promises_whatever_goes_wrong() {
    if let Some(seed) = number("BELLPULL_SEED") {
        if let Err(why) = run(seed, Lines::All) {
            panic!("seed {seed}: {why}");
        }
        return;
    }
    let kept = include_str!("seeds.txt").lines();
    let kept = kept.filter_map(|line| line.trim().parse().ok());
    let fresh = 1..=number("BELLPULL_SEEDS").unwrap_or(SEEDS);
    let mut coverage = Coverage::default();
    for seed in kept.chain(fresh) {
        match run(seed, Lines::None) {
            Ok(reached) => coverage.add(reached),
            Err(why) => {
                let _ = run(seed, Lines::Last);
                panic!(
                    "seed {seed}: {why}\nrepeat: BELLPULL_SEED={seed} cargo test -p bellpull-hotline \
                     --test simulation\nthen add {seed} to hotline/tests/simulation/seeds.txt"
                );
            }
        }
    }
    eprintln!("{}", coverage.lines().join("\n"));
    assert_eq!(
        coverage.never_reached(),
        [],
        "situations that no seed reached"
    );
}

#[test]
fn a_seed_always_gives_the_same_world() {
    let facts = || {
        let mut world = World::of(1, false);
        world.run().unwrap();
        world.edge.journal
    };

    assert_eq!(facts(), facts());
}

/// Which lines of the trace are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    None,
    Last,
    All,
}

fn run(seed: u64, lines: Lines) -> Result<Coverage, String> {
    let mut world = World::of(seed, lines != Lines::None);
    let outcome = catch_unwind(AssertUnwindSafe(|| world.run()));
    match lines {
        Lines::None => {}
        Lines::Last => eprintln!("{}", world.trace.last(LAST_LINES).join("\n")),
        Lines::All => eprintln!("{}", world.trace.all().join("\n")),
    }
    match outcome {
        Ok(Ok(())) => Ok(world.coverage),
        Ok(Err(violation)) => Err(violation.0),
        Err(_) => Err("panicked, see above".into()),
    }
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}
