//! Recomputes a draw in this page, by the public rules and with nobody's help.
//!
//! The rules stand in `hotline/src/promotions/winners.rs`. They are written a second time here on purpose: a proof
//! that only the program which made it can check proves little.

use super::sha256::sha256;
use bellpull_protocol::EntryId;
use bellpull_protocol::promotion::{DrawProof, ProofStage};
use std::collections::BTreeSet;

/// What recomputing said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything told so far fits together.
    Holds,
    /// Nothing that could be recomputed is told yet.
    TooEarly,
    Broken(Flaw),
}

/// The first thing that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The entries are not those that were sealed.
    Entries,
    /// The seed is not the one that was promised.
    Seed,
    Winners,
}

#[must_use]
pub fn verdict(proof: &DrawProof) -> Verdict {
    match proof.stage {
        ProofStage::Open | ProofStage::Void => Verdict::TooEarly,
        ProofStage::Sealed => sealed(proof).map_or(Verdict::Holds, Verdict::Broken),
        ProofStage::Drawn => sealed(proof)
            .or_else(|| drawn(proof))
            .map_or(Verdict::Holds, Verdict::Broken),
    }
}

fn sealed(proof: &DrawProof) -> Option<Flaw> {
    let hash = to_hex(&entries_hash(&sorted(proof)));
    let fits = proof
        .entries_hash
        .as_ref()
        .is_some_and(|told| told.eq_ignore_ascii_case(&hash));
    (!fits).then_some(Flaw::Entries)
}

fn drawn(proof: &DrawProof) -> Option<Flaw> {
    let Some(seed) = proof.seed.as_deref().and_then(from_hex) else {
        return Some(Flaw::Seed);
    };
    if !proof
        .seed_hash
        .eq_ignore_ascii_case(&to_hex(&sha256(&seed)))
    {
        return Some(Flaw::Seed);
    }
    let sorted = sorted(proof);
    let winners = winners(&seed, &sorted, proof.prizes);
    let same = winners.len() == proof.winners.len()
        && winners.iter().zip(&proof.winners).all(|(a, b)| *a == b);
    (!same).then_some(Flaw::Winners)
}

fn sorted(proof: &DrawProof) -> BTreeSet<&EntryId> {
    proof.entries.iter().collect()
}

fn entries_hash(sorted: &BTreeSet<&EntryId>) -> [u8; 32] {
    let mut text = String::new();
    for entry in sorted {
        text.push_str(entry.as_str());
        text.push('\n');
    }
    sha256(text.as_bytes())
}

fn winners<'a>(seed: &[u8], sorted: &BTreeSet<&'a EntryId>, prizes: u32) -> Vec<&'a EntryId> {
    let start = [seed, &entries_hash(sorted)].concat();
    let mut numbers = 0_u64..;
    let mut below = |bound: u64| {
        let surplus = (u64::MAX % bound + 1) % bound;
        loop {
            let place = numbers.next().unwrap_or_default();
            let number = first_number(&[&start[..], &place.to_be_bytes()].concat());
            if number <= u64::MAX - surplus {
                return usize::try_from(number % bound).unwrap_or_default();
            }
        }
    };
    let mut row: Vec<&EntryId> = sorted.iter().copied().collect();
    let prizes = row.len().min(usize::try_from(prizes).unwrap_or(usize::MAX));
    for place in 0..prizes {
        let left = (row.len() - place) as u64;
        row.swap(place, place + below(left));
    }
    row.truncate(prizes);
    row
}

fn first_number(bytes: &[u8]) -> u64 {
    let hash = sha256(bytes);
    hash.iter()
        .take(8)
        .fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// Lower case, two digits a byte.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |pair: &[u8; 2]| u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok();
    rest.is_empty()
        .then(|| pairs.iter().map(byte).collect())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::PromotionId;

    #[test]
    fn the_winners_are_those_of_the_heart() {
        // The same figures stand in hotline/tests/promotions/winners.rs.
        assert_eq!(verdict(&drawn_proof()), Verdict::Holds);
    }

    #[test]
    fn neither_order_nor_repetition_of_the_entries_matters() {
        let mut proof = drawn_proof();
        proof.entries.reverse();
        proof.entries.push(entry("e3"));
        assert_eq!(verdict(&proof), Verdict::Holds);
    }

    #[test]
    fn whatever_was_exchanged_is_named() {
        let mut entries = drawn_proof();
        entries.entries.push(entry("friend"));
        let mut seed = drawn_proof();
        seed.seed = Some("00".repeat(32));
        let mut winners = drawn_proof();
        winners.winners.swap(0, 1);
        let mut fewer = drawn_proof();
        fewer.winners.pop();

        assert_eq!(verdict(&entries), Verdict::Broken(Flaw::Entries));
        assert_eq!(verdict(&seed), Verdict::Broken(Flaw::Seed));
        assert_eq!(verdict(&winners), Verdict::Broken(Flaw::Winners));
        assert_eq!(verdict(&fewer), Verdict::Broken(Flaw::Winners));
    }

    #[test]
    fn an_open_draw_has_nothing_to_recompute() {
        let mut proof = drawn_proof();
        proof.stage = ProofStage::Open;
        assert_eq!(verdict(&proof), Verdict::TooEarly);
    }

    #[test]
    fn a_sealed_draw_shows_its_entries_only() {
        let mut proof = drawn_proof();
        proof.stage = ProofStage::Sealed;
        proof.seed = None;
        proof.winners.clear();
        assert_eq!(verdict(&proof), Verdict::Holds);
        proof.entries_hash = None;
        assert_eq!(verdict(&proof), Verdict::Broken(Flaw::Entries));
    }

    #[test]
    fn a_seed_that_is_no_seed_breaks_the_proof() {
        for seed in ["", "0", "zz", "ä0"] {
            let mut proof = drawn_proof();
            proof.seed = Some(seed.to_owned());
            assert_eq!(verdict(&proof), Verdict::Broken(Flaw::Seed), "{seed}");
        }
    }

    fn entry(id: &str) -> EntryId {
        EntryId::new(id).expect("an id")
    }

    fn drawn_proof() -> DrawProof {
        let seed: Vec<u8> = (0..32).collect();
        DrawProof {
            promotion: PromotionId::new("p").expect("an id"),
            stage: ProofStage::Drawn,
            prizes: 3,
            seed_hash: "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
                .to_owned(),
            entries_hash: Some(
                "a1a1252e6fe9a9bc041164c0ede0564a0e36cfbcb5018b4e0f76d7614e17b0cd".to_owned(),
            ),
            entries: (1..=10)
                .map(|number| entry(&format!("e{number}")))
                .collect(),
            seed: Some(to_hex(&seed)),
            winners: ["e3", "e2", "e4"].map(entry).to_vec(),
            holds: true,
        }
    }
}
