//! How long to wait before connecting again.

/// The first retry comes within this, in milliseconds: most losses are a restart or a change of network that is
/// already over. The spread keeps thousands of pages from coming back in the same instant.
const FIRST_WITHIN_MS: u32 = 300;

/// From the second retry on: doubled each time up to [`LONGEST_MS`].
const SECOND_MS: u32 = 500;

/// Shorter loads a struggling edge; longer lets a lease run out before the page is back.
const LONGEST_MS: u32 = 5_000;

/// Delays between attempts to connect.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Milliseconds until the next attempt. `chance` is in 0.0..1.0 and spreads the pages of one outage.
    pub fn next_delay_ms(&mut self, chance: f64) -> u32 {
        let failures = self.failures;
        self.failures = failures.saturating_add(1);
        let chance = chance.clamp(0.0, 1.0);
        if failures == 0 {
            return (f64::from(FIRST_WITHIN_MS) * chance) as u32;
        }
        let full = SECOND_MS
            .saturating_mul(1 << (failures - 1).min(8))
            .min(LONGEST_MS);
        // Never less than half, or a lucky page would hammer.
        (f64::from(full) * (0.5 + chance / 2.0)) as u32
    }

    /// The connection works again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_almost_at_once_then_ever_later_up_to_five_seconds() {
        let mut backoff = Backoff::default();
        let latest: Vec<u32> = (0..7).map(|_| backoff.next_delay_ms(1.0)).collect();
        assert_eq!(latest, [300, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    }

    #[test]
    fn chance_takes_off_at_most_half_after_the_first_retry() {
        let mut backoff = Backoff::default();
        let earliest: Vec<u32> = (0..4).map(|_| backoff.next_delay_ms(0.0)).collect();
        assert_eq!(earliest, [0, 250, 500, 1_000]);
    }

    #[test]
    fn starts_over_once_connected() {
        let mut backoff = Backoff::default();
        for _ in 0..40 {
            backoff.next_delay_ms(0.5);
        }
        backoff.reset();
        assert_eq!(backoff.next_delay_ms(1.0), 300);
    }
}
