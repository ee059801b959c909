//! Chance that is the same for the same seed and contact, whatever else happens: SplitMix64.

use bellpull_protocol::ContactId;
use std::time::Duration;

/// Longer than this many means is not drawn once in the age of the universe.
const MOST_MEANS: u32 = 64;

pub(super) struct Chance(u64);

impl Chance {
    /// Each contact has its own, so that one more operator changes nobody's patience.
    pub fn of(seed: u64, contact: &ContactId, purpose: u64) -> Self {
        // FNV-1a.
        let bytes = contact.as_str().bytes();
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed ^ hash ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Below `len`, which is not 0.
    pub fn index(&mut self, len: usize) -> usize {
        let len = u64::try_from(len.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % len).unwrap_or_default()
    }

    /// Exponential with the mean `mean`, by comparing alone (von Neumann 1951): no logarithm, whose last digit might differ
    /// between machines.
    pub fn exponential(&mut self, mean: Duration) -> Duration {
        for whole in 0..MOST_MEANS {
            let first = self.next() >> 32;
            let (mut last, mut run) = (first, 1u32);
            loop {
                let next = self.next() >> 32;
                run += 1;
                if next >= last {
                    break;
                }
                last = next;
            }
            if run % 2 == 0 {
                let parts = (u128::from(whole) << 32) + u128::from(first);
                let millis = mean.as_millis().saturating_mul(parts) >> 32;
                return Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX));
            }
        }
        mean.saturating_mul(MOST_MEANS)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
