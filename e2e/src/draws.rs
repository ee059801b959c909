//! A draw's winners, computed anew from its public proof as `docs/DRAWS.md` says it, without Bellpull's own code.

use anyhow::{Context as _, Result, ensure};
use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The winners that this proof must have.
///
/// # Errors
/// When something is missing, or a hash that was public before does not fit what was revealed after.
pub fn winners(proof: &Value) -> Result<Vec<String>> {
    let seed = bytes(proof, "seed")?;
    ensure!(
        Sha256::digest(&seed).as_slice() == bytes(proof, "seed_hash")?,
        "the seed is another than promised"
    );
    let entries = proof["entries"].as_array().context("no entries")?;
    let mut entries: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.as_str().map(str::to_owned))
        .collect();
    entries.sort();
    entries.dedup();
    let sealed = Sha256::digest(
        entries
            .iter()
            .map(|entry| format!("{entry}\n"))
            .collect::<String>(),
    );
    ensure!(
        sealed.as_slice() == bytes(proof, "entries_hash")?,
        "the entries are others than sealed"
    );

    let prizes = proof["prizes"].as_u64().context("no prizes")?;
    let places = entries.len().min(usize::try_from(prizes)?);
    let mut count = 0_u64;
    let mut number = || {
        let parts = [&seed[..], &sealed[..], &count.to_be_bytes()[..]].concat();
        count += 1;
        let hash = Sha256::digest(parts);
        hash.iter()
            .take(8)
            .fold(0_u128, |number, byte| number << 8 | u128::from(*byte))
    };
    for place in 0..places {
        let bound = (entries.len() - place) as u128;
        let fair = (1_u128 << 64) / bound * bound;
        let chosen = std::iter::repeat_with(&mut number).find(|number| *number < fair);
        let chosen = chosen.context("no number")? % bound;
        entries.swap(place, place + usize::try_from(chosen)?);
    }
    entries.truncate(places);
    Ok(entries)
}

fn bytes(proof: &Value, field: &str) -> Result<Vec<u8>> {
    let text = proof[field]
        .as_str()
        .with_context(|| format!("no {field}"))?;
    HEXLOWER
        .decode(text.as_bytes())
        .with_context(|| format!("{field} is not hexadecimal"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn proof() -> Value {
        let seed = [7_u8; 32];
        let entries = "a\nb\nc\n";
        json!({
            "prizes": 2,
            "seed": HEXLOWER.encode(&seed),
            "seed_hash": HEXLOWER.encode(&Sha256::digest(seed)),
            "entries": ["a", "b", "c"],
            "entries_hash": HEXLOWER.encode(&Sha256::digest(entries)),
        })
    }

    #[test]
    fn two_of_three_win_whatever_the_order_of_the_entries() {
        let mut shuffled = proof();
        shuffled["entries"] = json!(["c", "a", "b"]);

        assert_eq!(winners(&proof()).unwrap().len(), 2);
        assert_eq!(winners(&shuffled).unwrap(), winners(&proof()).unwrap());
    }

    #[test]
    fn another_seed_or_entry_is_found_out() {
        let mut other_seed = proof();
        other_seed["seed"] = json!(HEXLOWER.encode(&[8_u8; 32]));
        let mut other_entry = proof();
        other_entry["entries"][0] = json!("z");

        assert!(winners(&other_seed).is_err());
        assert!(winners(&other_entry).is_err());
    }
}
