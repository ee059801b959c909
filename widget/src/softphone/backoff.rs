//! How long to wait before connecting again.

/// The first retry comes within this, in milliseconds, each further one within double the time of the one before.
/// Shorter and the thousands of pages of one outage come back in the same instant; longer is felt.
const FIRST_WITHIN_MS: u32 = 500;

/// No retry takes longer, in milliseconds. Shorter loads a struggling edge; longer lets a lease run out before the
/// page is back.
const LONGEST_MS: u32 = 5_000;

/// Who is told to come later waits at least this long and at most twice as long, in milliseconds: well within the
/// lease of a visitor (18 s), who may be in a call.
const LATER_MS: u32 = 5_000;

/// Delays between attempts to connect: exponential with full jitter, so that those who were cut off together come
/// back spread evenly.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Milliseconds until the next attempt. `chance` is in 0.0..1.0.
    pub fn next_delay_ms(&mut self, chance: f64) -> u32 {
        let within = FIRST_WITHIN_MS
            .saturating_mul(1 << self.failures.min(8))
            .min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        (f64::from(within) * chance.clamp(0.0, 1.0)) as u32
    }

    /// Milliseconds until the next attempt, when the edge has asked not to come back at once.
    pub fn later_ms(&mut self, chance: f64) -> u32 {
        self.failures = self.failures.saturating_add(1);
        LATER_MS + (f64::from(LATER_MS) * chance.clamp(0.0, 1.0)) as u32
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
    fn retries_ever_later_up_to_five_seconds() {
        let mut backoff = Backoff::default();
        let latest: Vec<u32> = (0..7).map(|_| backoff.next_delay_ms(1.0)).collect();
        assert_eq!(latest, [500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    }

    #[test]
    fn pages_of_one_outage_come_back_spread_over_the_whole_time() {
        for failures in 0..10 {
            let at = |chance| {
                let mut backoff = Backoff { failures };
                backoff.next_delay_ms(chance)
            };
            assert_eq!(at(0.0), 0);
            assert_eq!(at(0.5), at(1.0) / 2);
        }
    }

    #[test]
    fn who_is_told_to_come_later_comes_later_but_within_a_lease() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.later_ms(0.0), 5_000);
        assert_eq!(backoff.later_ms(1.0), 10_000);
    }

    #[test]
    fn starts_over_once_connected() {
        let mut backoff = Backoff::default();
        for _ in 0..40 {
            backoff.next_delay_ms(0.5);
        }
        backoff.reset();
        assert_eq!(backoff.next_delay_ms(1.0), 500);
    }
}
