//! When the outbox is delivered: soon after something was put into it, one batch at a time, and again with growing
//! pauses while the register does not take it.

use bellpull_hotline::Timestamp;
use std::time::Duration;

/// The most items of a batch: large enough to catch up quickly, small enough for one short transaction.
pub const BATCH: u64 = 200;

/// How long the first item waits for others. One transaction of the register for all of them costs one commit; a
/// supervisor does not notice the pause.
const GATHER: Duration = Duration::from_millis(100);

/// The first pause after a failure; each further one doubles it…
const RETRY: Duration = Duration::from_secs(1);
/// …up to this. A register that is back finds everything within half a minute.
const RETRY_MOST: Duration = Duration::from_secs(30);

/// How long an answer is waited for. One that got lost on its way must not hold up the outbox for as long as the object
/// lives; what is delivered twice is taken once.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// ```text
/// Empty ──filled──▶ Due ──begin──▶ UnderWay ──took, nothing left──▶ Empty
///                    ▲                │
///                    └────────────────┘ took, something left: at once; failed: after a pause; no answer: after a minute
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    stage: Stage,
    failures: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Empty,
    Due(Timestamp),
    UnderWay {
        until: Timestamp,
    },
}

impl Delivery {
    /// Something is in the outbox that was not there before.
    pub fn filled(&mut self, now: Timestamp) {
        match self.stage {
            Stage::Empty => self.stage = Stage::Due(now.after(GATHER)),
            // It goes with the next batch. What is left is looked at when the one under way is over.
            Stage::Due(_) | Stage::UnderWay { .. } => {}
        }
    }

    /// When to begin, or to begin again without an answer.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Empty => None,
            Stage::Due(at) | Stage::UnderWay { until: at } => Some(at),
        }
    }

    /// Begins a delivery if one is due. While an answer is waited for none is.
    pub fn begin(&mut self, now: Timestamp) -> bool {
        let due = self.deadline().is_some_and(|at| at <= now);
        if due {
            let until = now.after(ANSWER_WITHIN);
            self.stage = Stage::UnderWay { until };
        }
        due
    }

    /// The register took the batch; `left`: there is more in the outbox.
    pub fn took(&mut self, now: Timestamp, left: bool) {
        self.failures = 0;
        self.stage = if left { Stage::Due(now) } else { Stage::Empty };
    }

    /// The register did not answer, or refused.
    pub fn failed(&mut self, now: Timestamp) {
        let pause = RETRY.saturating_mul(1 << self.failures.min(5));
        self.failures = self.failures.saturating_add(1);
        self.stage = Stage::Due(now.after(pause.min(RETRY_MOST)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_within_a_moment_goes_together() {
        let mut delivery = Delivery::default();
        assert_eq!(delivery.deadline(), None);

        delivery.filled(ms(0));
        delivery.filled(ms(90));

        assert_eq!(delivery.deadline(), Some(ms(100)));
        assert!(!delivery.begin(ms(99)));
        assert!(delivery.begin(ms(100)));
    }

    #[test]
    fn one_delivery_is_under_way_at_a_time() {
        let mut delivery = under_way();

        delivery.filled(ms(150));

        assert!(!delivery.begin(ms(10_000)));
    }

    #[test]
    fn an_answer_that_never_comes_holds_nothing_up() {
        let mut delivery = under_way();

        assert_eq!(delivery.deadline(), Some(ms(60_100)));
        assert!(!delivery.begin(ms(60_099)));
        assert!(delivery.begin(ms(60_100)));
    }

    #[test]
    fn the_next_batch_follows_at_once_and_an_empty_outbox_rests() {
        let mut delivery = under_way();

        delivery.took(ms(200), true);
        assert_eq!(delivery.deadline(), Some(ms(200)));
        assert!(delivery.begin(ms(200)));
        delivery.took(ms(300), false);

        assert_eq!(delivery.deadline(), None);
    }

    #[test]
    fn pauses_grow_to_half_a_minute_and_begin_anew_after_a_success() {
        let mut delivery = under_way();
        let mut now = 100;
        let mut pauses = Vec::new();
        for _ in 0..7 {
            delivery.failed(ms(now));
            let due = delivery.deadline().unwrap().as_millis();
            pauses.push(due - now);
            now = due;
            assert!(delivery.begin(ms(now)));
        }
        assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);

        delivery.took(ms(now), true);
        assert!(delivery.begin(ms(now)));
        delivery.failed(ms(now));

        assert_eq!(delivery.deadline(), Some(ms(now + 1_000)));
    }

    fn under_way() -> Delivery {
        let mut delivery = Delivery::default();
        delivery.filled(ms(0));
        assert!(delivery.begin(ms(100)));
        delivery
    }

    fn ms(ms: u64) -> Timestamp {
        Timestamp::from_millis(ms)
    }
}
