//! When each leg speaks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// One packet of Opus.
pub const FRAME: Duration = Duration::from_millis(20);

/// Every leg speaks once in a [`FRAME`], each at a moment of its own. The moments are as uneven as chance makes them
/// and the same in every run: evenly spaced packets would never meet in a queue, and packets sent together always.
pub struct Pace {
    /// The order within a frame.
    moments: Vec<(Duration, usize)>,
}

impl Pace {
    pub fn new(legs: usize) -> Self {
        let mut moments: Vec<_> = (0..legs).map(|leg| (moment(leg as u64), leg)).collect();
        moments.sort_unstable();
        Self { moments }
    }

    /// Which leg speaks as number `turn` of all, and how long after the start.
    pub fn turn(&self, turn: usize) -> Option<(Duration, usize)> {
        let frames = u32::try_from(turn.checked_div(self.moments.len())?).ok()?;
        let (moment, leg) = self.moments[turn % self.moments.len()];
        Some((FRAME * frames + moment, leg))
    }

    /// Calls `speak` for each leg in its turn until `stop` is set. What is late is made up for at once.
    pub fn run(&self, stop: &AtomicBool, mut speak: impl FnMut(usize)) {
        let start = Instant::now();
        let mut turn = 0;
        while let Some((after, leg)) = self.turn(turn) {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let early = (start + after).saturating_duration_since(Instant::now());
            if !early.is_zero() {
                thread::sleep(early);
            }
            speak(leg);
            turn += 1;
        }
    }
}

/// SplitMix64: neighbouring numbers become unlike ones.
fn moment(leg: u64) -> Duration {
    let mut mixed = leg.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    Duration::from_nanos(mixed % FRAME.as_nanos() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leg_speaks_every_20_ms() {
        let pace = Pace::new(100);
        for turn in 0..1_000 {
            let (at, leg) = pace.turn(turn).unwrap();
            assert_eq!(pace.turn(turn + 100), Some((at + FRAME, leg)));
            assert!(at <= pace.turn(turn + 1).unwrap().0);
        }
        let mut legs: Vec<_> = (0..100)
            .filter_map(|turn| pace.turn(turn))
            .map(|(_, leg)| leg)
            .collect();
        legs.sort_unstable();
        assert_eq!(legs, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn moments_are_spread_over_the_frame() {
        let early = (0..200).filter(|&leg| moment(leg) < FRAME / 2).count();
        assert!(
            (80..=120).contains(&early),
            "{early} of 200 in the first half"
        );
    }

    #[test]
    fn nobody_has_no_turn() {
        assert_eq!(Pace::new(0).turn(0), None);
    }
}
