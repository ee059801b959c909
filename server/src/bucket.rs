//! How often something may happen: a token bucket that is told the time.

use std::time::{Duration, Instant};

/// On average once in `every`, and up to `burst` times at once after a rest.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub every: Duration,
    pub burst: u32,
}

/// Holds one instant only: when everything taken so far will have been refilled (known as GCRA).
#[derive(Debug, Default, Clone, Copy)]
pub struct Bucket {
    refilled_at: Option<Instant>,
}

impl Bucket {
    /// Whether it may happen now; only then it is taken from the bucket.
    pub fn take(&mut self, now: Instant, rate: Rate) -> bool {
        let refilled_at = self.refilled_at.map_or(now, |at| at.max(now)) + rate.every;
        let is_left = refilled_at.saturating_duration_since(now) <= rate.every * rate.burst;
        if is_left {
            self.refilled_at = Some(refilled_at);
        }
        is_left
    }

    /// A full bucket remembers nothing and may be forgotten.
    #[must_use]
    pub fn is_full(&self, now: Instant) -> bool {
        self.refilled_at.is_none_or(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        every: Duration::from_millis(10),
        burst: 5,
    };

    fn taken(bucket: &mut Bucket, now: Instant, tries: usize) -> usize {
        (0..tries).filter(|_| bucket.take(now, RATE)).count()
    }

    #[test]
    fn gives_a_burst_and_then_as_much_as_time_refills() {
        let now = Instant::now();
        let mut bucket = Bucket::default();
        assert_eq!(taken(&mut bucket, now, 100), 5);
        assert_eq!(taken(&mut bucket, now + Duration::from_millis(20), 100), 2);
        assert_eq!(taken(&mut bucket, now + Duration::from_secs(9), 100), 5);
    }

    #[test]
    fn steady_use_below_the_rate_is_never_refused() {
        let now = Instant::now();
        let mut bucket = Bucket::default();
        for index in 0..1_000 {
            assert!(bucket.take(now + RATE.every * index, RATE));
        }
    }

    #[test]
    fn is_full_again_once_everything_is_refilled() {
        let now = Instant::now();
        let mut bucket = Bucket::default();
        assert!(bucket.is_full(now));
        bucket.take(now, RATE);
        assert!(!bucket.is_full(now));
        assert!(bucket.is_full(now + RATE.every));
    }
}
