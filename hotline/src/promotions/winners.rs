//! Who wins, computed so that anybody can compute it again.
//!
//! 1. *Entries' hash*: SHA-256 of the entries, sorted by their bytes, each followed by a line feed (what
//!    `LC_ALL=C sort -u entries.txt | sha256sum` prints).
//! 2. *Numbers*: the n-th, from 0, is the first 8 bytes, big-endian, of SHA-256(seed ‖ entries' hash ‖ n as 8 bytes,
//!    big-endian).
//! 3. *A number below b*: the next number that is less than the largest multiple of b up to 2⁶⁴, modulo b. Others
//!    are left out, for they would favour the first entries.
//! 4. *Winners*: with m sorted entries, for place i from 0, entry i changes places with entry i + (a number below
//!    m − i) and has won prize i + 1, until prizes or entries are used up.

use super::digest::{Digest, Seed};
use bellpull_protocol::EntryId;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// The hash that the entries are sealed with, in whatever order and however often they are given.
#[must_use]
pub fn entries_hash<'a>(entries: impl IntoIterator<Item = &'a EntryId>) -> Digest {
    let sorted: BTreeSet<&EntryId> = entries.into_iter().collect();
    hash_of_sorted(&sorted)
}

/// The winners, first prize first, in whatever order the entries are given.
#[must_use]
pub fn recompute<'a>(
    seed: &Seed,
    entries: impl IntoIterator<Item = &'a EntryId>,
    prizes: u32,
) -> Vec<EntryId> {
    let sorted: BTreeSet<&EntryId> = entries.into_iter().collect();
    let mut numbers = Numbers {
        seed,
        entries_hash: hash_of_sorted(&sorted),
        next: 0,
    };
    let mut row: Vec<&EntryId> = sorted.into_iter().collect();
    let places = row.len().min(usize::try_from(prizes).unwrap_or(usize::MAX));
    for place in 0..places {
        let other = place + numbers.below(row.len() - place);
        row.swap(place, other);
    }
    row.into_iter().take(places).cloned().collect()
}

fn hash_of_sorted(sorted: &BTreeSet<&EntryId>) -> Digest {
    let mut hasher = Sha256::new();
    for entry in sorted {
        hasher.update(entry.as_str());
        hasher.update(b"\n");
    }
    Digest::of(hasher)
}

/// Numbers that nobody can foretell without the seed.
struct Numbers<'a> {
    seed: &'a Seed,
    entries_hash: Digest,
    next: u64,
}

impl Numbers<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        // 2⁶⁴ modulo `bound`: so many numbers at the top are one multiple too few.
        let surplus = (u64::MAX % bound + 1) % bound;
        loop {
            let number = self.number();
            if number <= u64::MAX - surplus {
                return usize::try_from(number % bound).unwrap_or_default();
            }
        }
    }

    fn number(&mut self) -> u64 {
        let mut hasher = Sha256::new();
        hasher.update(self.seed.as_bytes());
        hasher.update(self.entries_hash.as_bytes());
        hasher.update(self.next.to_be_bytes());
        self.next += 1;
        let digest = Digest::of(hasher);
        let first = digest.as_bytes().iter().take(8);
        first.fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }
}
