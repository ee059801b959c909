//! A hotline's promotions for an hour of trouble, on a virtual clock, from a seed: marketers who do everything at any
//! time, visitors who try again, alarms that come late, and an object that is killed before and after it has written.
//! Invariants are checked after every step; at the end everybody who entered must know what became of it.
//!
//! `BELLPULL_SEEDS=3000` runs so many seeds, `BELLPULL_SEED=7` only that one.

mod world;

mod people;

mod invariants;
mod situations;

#[path = "../../simulation/chance.rs"]
#[allow(dead_code, reason = "the switchboard's simulation needs more of it")]
mod chance;

use situations::Situation;
use std::collections::BTreeSet;
use std::env;
use world::World;

/// As many as plain `cargo test` has patience for.
const SEEDS: u64 = 500;

#[test]
fn promotions_keep_their_promises_whatever_goes_wrong() {
    if let Some(seed) = number("BELLPULL_SEED") {
        World::of(seed).run().unwrap();
        return;
    }
    let mut reached = BTreeSet::new();
    for seed in 1..=number("BELLPULL_SEEDS").unwrap_or(SEEDS) {
        let mut world = World::of(seed);
        if let Err(why) = world.run() {
            panic!(
                "seed {seed}: {why}\n{}\nrepeat: BELLPULL_SEED={seed} cargo test -p bellpull-hotline --test promotions",
                world.last_lines()
            );
        }
        reached.append(&mut world.reached);
    }
    let all = Situation::ALL.iter().copied();
    let missed: Vec<_> = all.filter(|one| !reached.contains(one)).collect();
    assert_eq!(missed, [], "situations that no seed reached");
}

#[test]
fn a_seed_always_gives_the_same_world() {
    let journal = || {
        let mut world = World::of(1);
        world.run().unwrap();
        world.journal
    };

    assert_eq!(journal(), journal());
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}
