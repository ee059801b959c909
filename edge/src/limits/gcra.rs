//! The generic cell rate algorithm (ITU-T I.371, annex A): a steady rate with room for bursts, in one number.

use bellpull_hotline::Timestamp;

/// How much is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Between two of a steady stream, in microseconds.
    every_us: u64,
    /// How many may come at once after a silence; at least one.
    burst: u64,
}

impl Rate {
    /// `per_second` is at least one.
    #[must_use]
    pub const fn per_second(per_second: u64, burst: u64) -> Self {
        Self {
            every_us: 1_000_000 / per_second,
            burst,
        }
    }

    #[must_use]
    pub const fn one_every_seconds(seconds: u64, burst: u64) -> Self {
        Self {
            every_us: 1_000_000 * seconds,
            burst,
        }
    }
}

/// What one stream has used of its rate. A new one has used nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gcra {
    /// When the stream would be due again if it were steady, in microseconds: the theoretical arrival time.
    due_us: u64,
}

impl Gcra {
    /// Whether one more is admitted now. What is refused uses nothing.
    pub fn admit(&mut self, rate: Rate, now: Timestamp) -> bool {
        let now_us = now.as_millis().saturating_mul(1_000);
        let ahead = rate.every_us.saturating_mul(rate.burst.saturating_sub(1));
        let admitted = now_us >= self.due_us.saturating_sub(ahead);
        if admitted {
            self.due_us = self.due_us.max(now_us).saturating_add(rate.every_us);
        }
        admitted
    }

    /// Whether it is as good as new.
    #[must_use]
    pub fn is_rested(&self, now: Timestamp) -> bool {
        self.due_us <= now.as_millis().saturating_mul(1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use governor::{Quota, RateLimiter};
    use std::num::NonZeroU32;
    use std::time::Duration;

    #[test]
    fn a_burst_is_admitted_and_then_the_steady_rate() {
        let rate = Rate::per_second(10, 3);
        let mut gcra = Gcra::default();
        let mut admitted = |ms| gcra.admit(rate, Timestamp::from_millis(ms));

        let at_once = [0, 0, 0, 0].map(&mut admitted);
        let later = [99, 100, 100, 200].map(&mut admitted);

        assert_eq!(at_once, [true, true, true, false]);
        assert_eq!(later, [false, true, false, true]);
    }

    #[test]
    fn who_has_been_silent_long_enough_is_as_good_as_new() {
        let mut gcra = Gcra::default();
        gcra.admit(Rate::one_every_seconds(2, 5), Timestamp::from_millis(0));

        assert!(!gcra.is_rested(Timestamp::from_millis(1_999)));
        assert!(gcra.is_rested(Timestamp::from_millis(2_000)));
    }

    #[test]
    fn decides_as_another_implementation_does() {
        let mut chance = 0x2545_f491_4f6c_dd1d_u64;
        for (every_ms, burst) in [(1, 1), (7, 3), (50, 20), (1_000, 5)] {
            let rate = Rate {
                every_us: every_ms * 1_000,
                burst: u64::from(burst),
            };
            let clock = FakeRelativeClock::default();
            let quota = Quota::with_period(Duration::from_millis(every_ms))
                .unwrap()
                .allow_burst(NonZeroU32::new(burst).unwrap());
            let oracle = RateLimiter::direct_with_clock(quota, clock.clone());
            let (mut ours, mut now) = (Gcra::default(), 1_000_000);
            for step in 0..5_000 {
                let pause = random(&mut chance) % (every_ms * 2);
                now += pause;
                clock.advance(Duration::from_millis(pause));

                assert_eq!(
                    ours.admit(rate, Timestamp::from_millis(now)),
                    oracle.check().is_ok(),
                    "step {step} of one every {every_ms} ms, {burst} at once"
                );
            }
        }
    }

    /// xorshift64.
    fn random(state: &mut u64) -> u64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state >> 33
    }
}
