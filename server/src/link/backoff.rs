//! Pauses between attempts to reach the edge.

use std::time::Duration;

/// Soon enough that a restarted edge is found before a caller notices.
const SHORTEST: Duration = Duration::from_millis(200);

/// Longer would leave a recovered edge without media.
const LONGEST: Duration = Duration::from_secs(5);

/// Doubles from 0.2 to 5 s. Each pause is drawn from the upper half of its step, so that the nodes of a restarted
/// edge do not all come at once.
#[derive(Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    pub fn next(&mut self) -> Duration {
        let chance = getrandom::u32().unwrap_or(0);
        self.next_with(f64::from(chance) / f64::from(u32::MAX))
    }

    /// `chance` is between 0 and 1.
    fn next_with(&mut self, chance: f64) -> Duration {
        let step = LONGEST.min(SHORTEST * 2_u32.saturating_pow(self.failures.min(16)));
        self.failures += 1;
        SHORTEST.max(step.mul_f64(0.5 + chance / 2.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_a_bound_and_never_goes_outside() {
        let mut slow = Backoff::default();
        let pauses: Vec<u128> = (0..8).map(|_| slow.next_with(1.0).as_millis()).collect();
        assert_eq!(pauses, [200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
        let mut quick = Backoff::default();
        for _ in 0..100 {
            let pause = quick.next();
            assert!((SHORTEST..=LONGEST).contains(&pause));
        }
    }
}
