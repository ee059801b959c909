//! A whole hotline for ten minutes of trouble, on a virtual clock, from a seed: visitors and operators who know only
//! what they were told, a media node, an edge that is killed, evicted and late, and connections that break in every
//! way. Invariants are checked after every command; then the world calms down and everybody must be served.
//!
//! `BELLPULL_SEEDS=3000` runs so many seeds, `BELLPULL_SEED=7` one of them with its whole trace. `BELLPULL_KEPT=0`
//! leaves out those that once found a mistake. `BELLPULL_TIMES=1000` fails when it is not so many times faster than life.
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
mod desk_colleagues;
mod desk_offers;

mod house;
mod plans;
mod sound;
mod transcript;

mod choosing;
mod convergence;
mod definition;
mod figures;
mod hearing;
mod invariants;
mod ledger;
mod reference;
mod shadow;
mod telling;
mod truth;

mod chance;
mod coverage;
#[path = "../support/disk.rs"]
mod disk;
mod notes;
mod noticing;
mod progress;
mod sights;
mod trace;

use crate::coverage::Coverage;
use crate::progress::Progress;
use crate::world::{TROUBLE, World};
use std::env;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};
use std::time::Duration;

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
    let kept = kept.filter(|_| number("BELLPULL_KEPT") != Some(0));
    let fresh_seeds = number("BELLPULL_SEEDS").unwrap_or(SEEDS);
    let seeds: Vec<u64> = kept.chain(1..=fresh_seeds).collect();
    let progress = Progress::of(seeds.len() as u64);
    let threads = available_parallelism().map_or(1, NonZero::get);

    let outcome = run_all(&seeds, threads, &progress);

    let coverage = outcome.unwrap_or_else(|(seed, why)| {
        let _ = run(seed, Lines::Last);
        panic!(
            "seed {seed}: {why}\nrepeat: BELLPULL_SEED={seed} cargo test -p bellpull-hotline \
             --test simulation\nthen add {seed} to hotline/tests/simulation/seeds.txt"
        )
    });
    eprintln!("{}", coverage.lines().join("\n"));
    eprintln!("{}", progress.summary(threads));
    if let Some(least) = number("BELLPULL_TIMES") {
        let times = progress.times_real_time();
        assert!(times >= least as f64, "only {times:.0} times real time");
    }
    // Some are rare: fewer seeds are a look at the rules alone.
    if fresh_seeds >= SEEDS {
        assert_eq!(
            coverage.never_reached(),
            [],
            "situations that no seed reached"
        );
    }
}

/// Every thread takes the next seed until all are done or one fails; of those that failed the first is told.
fn run_all(seeds: &[u64], threads: usize, progress: &Progress) -> Result<Coverage, (u64, String)> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let work = || {
        let mut coverage = Coverage::default();
        while !failed.load(Ordering::Relaxed)
            && let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed))
        {
            match run(*seed, Lines::None) {
                Ok((reached, simulated)) => {
                    coverage.add(reached);
                    progress.seed_done(simulated);
                }
                Err(why) => {
                    failed.store(true, Ordering::Relaxed);
                    return Err((*seed, why));
                }
            }
        }
        Ok(coverage)
    };
    let outcomes: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let mut all = Coverage::default();
    for outcome in outcomes {
        all.add(outcome?);
    }
    Ok(all)
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

fn run(seed: u64, lines: Lines) -> Result<(Coverage, Duration), String> {
    let mut world = World::of(seed, lines != Lines::None);
    let outcome = catch_unwind(AssertUnwindSafe(|| world.run()));
    match lines {
        Lines::None => {}
        Lines::Last => eprintln!("{}", world.trace.last(LAST_LINES).join("\n")),
        Lines::All => eprintln!("{}", world.trace.all().join("\n")),
    }
    match outcome {
        Ok(Ok(())) => Ok((world.coverage, TROUBLE)),
        Ok(Err(violation)) => Err(violation.0),
        Err(_) => Err("panicked, see above".into()),
    }
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}
