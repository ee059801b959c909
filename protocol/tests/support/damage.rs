//! Valid texts, damaged the way a fuzzer chooses: what nearly fits goes deeper than what is random from the start.

use std::sync::atomic::{AtomicU64, Ordering};

/// What readers may stumble over.
const PIECES: [&str; 24] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-1",
    "1e999",
    "0.5",
    "18446744073709551616",
    "\u{0}",
    "\r\n",
    "🙂",
    "\u{202e}",
    "\\ud800",
    "\"kind\":",
    "a=",
    "m=audio 0 ",
    "=",
    " ",
];

/// Executions of one target: `BELLPULL_FUZZ`, or as many as a test run has patience for.
#[must_use]
pub fn executions() -> usize {
    let wanted = std::env::var("BELLPULL_FUZZ").ok();
    wanted
        .and_then(|number| number.parse().ok())
        .unwrap_or(2_000)
}

/// Counts what one target really executed, and says so at its end: `cargo xtask prove fuzz` adds these up.
#[allow(dead_code, reason = "each test file uses a part of this one")]
pub struct Count {
    target: &'static str,
    executed: AtomicU64,
}

#[allow(dead_code, reason = "each test file uses a part of this one")]
impl Count {
    #[must_use]
    pub fn of(target: &'static str) -> Self {
        let executed = AtomicU64::new(0);
        Self { target, executed }
    }

    pub fn add(&self, executions: usize) {
        let executions = u64::try_from(executions).unwrap_or(u64::MAX);
        self.executed.fetch_add(executions, Ordering::Relaxed);
    }
}

impl Drop for Count {
    #[expect(clippy::print_stdout, reason = "`cargo xtask prove fuzz` counts them")]
    fn drop(&mut self) {
        let executed = self.executed.load(Ordering::Relaxed);
        println!("\nfuzzed {}: {executed} executions", self.target);
    }
}

/// One of the texts, damaged.
#[must_use]
#[allow(dead_code, reason = "each test file uses a part of this one")]
pub fn damaged(texts: &[&str], choices: &[u8]) -> String {
    let samples: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
    String::from_utf8_lossy(&damaged_bytes(&samples, choices)).into_owned()
}

/// One of the samples with up to a dozen damages; four bytes of `choices` for each. Few choices leave it whole.
#[must_use]
pub fn damaged_bytes(samples: &[&[u8]], choices: &[u8]) -> Vec<u8> {
    let Some((first, rest)) = choices.split_first_chunk::<2>() else {
        return samples.first().copied().unwrap_or_default().to_vec();
    };
    let mut bytes = samples[usize::from(u16::from_le_bytes(*first)) % samples.len()].to_vec();
    for damage in rest.chunks_exact(4).take(12) {
        let place =
            usize::from(u16::from_le_bytes([damage[1], damage[2]])) * (bytes.len() + 1) / 65_536;
        let argument = usize::from(damage[3]);
        let end = (place + argument % 17).min(bytes.len());
        let piece = || PIECES[argument % PIECES.len()].bytes();
        match damage[0] % 6 {
            0 => bytes.splice(place..place, piece()).for_each(drop),
            1 => bytes.splice(place..end, []).for_each(drop),
            2 => bytes.truncate(place),
            3 => {
                let again = bytes[place..end].repeat(argument);
                bytes.splice(place..place, again).for_each(drop);
            }
            4 => bytes.splice(place..end, piece()).for_each(drop),
            _ => bytes.insert(place, damage[3]),
        }
    }
    bytes
}
