//! The pure computation that anybody can repeat.

use crate::stage::{entry, seed};
use bellpull_hotline::promotions::{EntryId, Seed, entries_hash, recompute};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn entries(count: u32) -> Vec<EntryId> {
    (1..=count)
        .map(|number| entry(&format!("e{number}")))
        .collect()
}

fn names(winners: &[EntryId]) -> Vec<&str> {
    winners.iter().map(EntryId::as_str).collect()
}

/// Computed by another program, in another language, from the description alone.
#[test]
fn the_winners_are_those_of_the_description() {
    let mut bytes = [0; 32];
    for (index, byte) in (0u8..).zip(&mut bytes) {
        *byte = index;
    }
    let seed = Seed::from_bytes(bytes);

    assert_eq!(
        seed.hash().to_string(),
        "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    );
    assert_eq!(
        entries_hash(&entries(10)).to_string(),
        "a1a1252e6fe9a9bc041164c0ede0564a0e36cfbcb5018b4e0f76d7614e17b0cd"
    );
    assert_eq!(
        names(&recompute(&seed, &entries(10), 3)),
        ["e3", "e2", "e4"]
    );
    assert_eq!(
        names(&recompute(&seed, &entries(10), 20)),
        ["e3", "e2", "e4", "e5", "e6", "e1", "e7", "e10", "e9", "e8"]
    );
}

#[test]
fn nobody_wins_where_nobody_entered() {
    assert_eq!(recompute(&seed(1), &[], 3), []);
    assert_eq!(recompute(&seed(1), &entries(3), 0), []);
}

/// With 6000 draws of one among six, each entry is expected 1000 times; the bound is passed by a fair draw once in
/// ten thousand runs, and this run is always the same.
#[test]
fn every_entry_has_the_same_chance_of_every_prize() {
    let entries = entries(6);
    let mut counts: BTreeMap<(usize, EntryId), f64> = BTreeMap::new();
    for number in 0..6_000u32 {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        let winners = recompute(&Seed::from_bytes(bytes), &entries, 2);
        for (prize, winner) in winners.into_iter().enumerate() {
            *counts.entry((prize, winner)).or_default() += 1.0;
        }
    }
    for prize in 0..2 {
        let of_prize = counts.iter().filter(|((other, _), _)| *other == prize);
        let chi_square: f64 = of_prize
            .map(|(_, count)| (count - 1_000.0).powi(2) / 1_000.0)
            .sum();
        assert!(chi_square < 25.7, "prize {prize}: {chi_square}");
    }
}

proptest! {
    #[test]
    fn winners_are_distinct_entries_and_no_more_than_prizes(
        bytes in any::<[u8; 32]>(), count in 0u32..40, prizes in 0u32..50,
    ) {
        let entries = entries(count);
        let winners = recompute(&Seed::from_bytes(bytes), &entries, prizes);

        let distinct: BTreeSet<_> = winners.iter().collect();
        prop_assert_eq!(distinct.len(), winners.len());
        prop_assert_eq!(winners.len(), count.min(prizes) as usize);
        prop_assert!(winners.iter().all(|winner| entries.contains(winner)));
    }

    #[test]
    fn neither_order_nor_repetition_of_the_entries_matters(
        bytes in any::<[u8; 32]>(),
        shuffled in Just(entries(12)).prop_shuffle(),
    ) {
        let seed = Seed::from_bytes(bytes);
        let twice = [&shuffled[..], &shuffled[..3]].concat();

        prop_assert_eq!(recompute(&seed, &twice, 4), recompute(&seed, &entries(12), 4));
    }

    #[test]
    fn fewer_prizes_leave_the_first_winners(bytes in any::<[u8; 32]>(), prizes in 0u32..12) {
        let seed = Seed::from_bytes(bytes);
        let all = recompute(&seed, &entries(12), 12);

        prop_assert_eq!(recompute(&seed, &entries(12), prizes), &all[..prizes as usize]);
    }
}
