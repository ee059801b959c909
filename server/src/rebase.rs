//! Makes one unbroken RTP stream out of whatever a listener hears one after the other: the waiting tone, a
//! browser, that browser's next connection.

use std::time::{Duration, Instant};

use crate::prompt::FRAME_TICKS;

/// A source that jumps further ahead (60 s of sound) began anew: following it could cross half of the 16-bit
/// range, after which the listener's SRTP guesses the wrong rollover.
const MAX_JUMP: u64 = 3_000;

/// Sequence numbers and timestamps of one outgoing stream.
pub struct Rebase {
    source: Option<Source>,
    last: Last,
}

/// The source that is heard, and how far its numbers are from ours.
struct Source {
    stream: u32,
    first_sequence: u64,
    sequence_shift: u64,
    time_shift: u32,
}

struct Last {
    sequence: u64,
    time: u32,
    at: Option<Instant>,
}

/// Where a packet goes in the outgoing stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    pub sequence: u64,
    pub time: u32,
    /// First packet of another source: tells the listener's jitter buffer that it may adjust.
    pub is_switch: bool,
}

impl Rebase {
    /// `first_sequence` must be below 65536: the listener's SRTP starts with a rollover of 0.
    #[must_use]
    pub fn new(first_sequence: u16) -> Self {
        let sequence = u64::from(first_sequence).wrapping_sub(1);
        Self {
            source: None,
            last: Last {
                sequence,
                time: 0,
                at: None,
            },
        }
    }

    /// The next packet is of another source, even when its numbers look alike.
    pub fn interrupt(&mut self) {
        self.source = None;
    }

    /// Where a packet of `stream` goes, or `None` when it belongs before the latest switch and came too late.
    ///
    /// Losses stay visible as gaps, so that the listener can conceal them.
    pub fn place(&mut self, now: Instant, stream: u32, sequence: u64, time: u32) -> Option<Place> {
        let follows = |source: &Source| {
            let ours = sequence.wrapping_add(source.sequence_shift);
            source.stream == stream && ours.saturating_sub(self.last.sequence) <= MAX_JUMP
        };
        let is_switch = !self.source.as_ref().is_some_and(follows);
        if is_switch {
            self.source = Some(self.switch(now, stream, sequence, time));
        }
        let source = self.source.as_ref()?;
        if sequence < source.first_sequence {
            return None;
        }
        let place = Place {
            sequence: sequence.wrapping_add(source.sequence_shift),
            time: time.wrapping_add(source.time_shift),
            is_switch,
        };
        if self.last.at.is_none() || place.sequence > self.last.sequence {
            self.last = Last {
                sequence: place.sequence,
                time: place.time,
                at: Some(now),
            };
        }
        Some(place)
    }

    /// The listener's clock goes on during a switch: it advances by the time that passed.
    fn switch(&self, now: Instant, stream: u32, sequence: u64, time: u32) -> Source {
        let elapsed = self
            .last
            .at
            .map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        let ticks = (elapsed.as_millis() as u32)
            .wrapping_mul(48)
            .max(FRAME_TICKS);
        Source {
            stream,
            first_sequence: sequence,
            sequence_shift: self.last.sequence.wrapping_add(1).wrapping_sub(sequence),
            time_shift: self.last.time.wrapping_add(ticks).wrapping_sub(time),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(place: Option<Place>) -> (u64, u32) {
        place.map(|place| (place.sequence, place.time)).unwrap()
    }

    #[test]
    fn goes_on_where_the_last_source_stopped() {
        let now = Instant::now();
        let mut rebase = Rebase::new(100);
        let first = numbers(rebase.place(now, 1, 7_000_000, 5));
        let second = numbers(rebase.place(now + Duration::from_millis(20), 1, 7_000_001, 965));

        let switched = rebase
            .place(now + Duration::from_millis(120), 2, 3, 77)
            .unwrap();

        assert_eq!(first.0, 100);
        assert_eq!(second, (101, first.1 + 960));
        assert_eq!(
            switched,
            Place {
                sequence: 102,
                time: second.1 + 4800,
                is_switch: true
            }
        );
    }

    #[test]
    fn keeps_gaps_and_order_of_a_lossy_source() {
        let now = Instant::now();
        let mut rebase = Rebase::new(1);
        let sent: Vec<_> = [10, 13, 12, 14]
            .map(|sequence| numbers(rebase.place(now, 1, sequence, sequence as u32 * 960)).0)
            .into();
        assert_eq!(sent, [1, 4, 3, 5]);
    }

    #[test]
    fn drops_what_comes_later_than_a_switch_but_belongs_before_it() {
        let now = Instant::now();
        let mut rebase = Rebase::new(1);
        rebase.place(now, 1, 10, 0);
        assert_eq!(rebase.place(now, 1, 9, 0), None);
    }

    #[test]
    fn a_source_that_jumps_far_ahead_is_taken_as_a_new_one() {
        let now = Instant::now();
        let mut rebase = Rebase::new(1);
        rebase.place(now, 1, 10, 0);
        assert_eq!(numbers(rebase.place(now, 1, 40_000, 0)).0, 2);
    }

    #[test]
    fn an_interruption_makes_equal_numbers_new() {
        let now = Instant::now();
        let mut rebase = Rebase::new(1);
        rebase.place(now, 0, 0, 0);
        rebase.interrupt();
        assert_eq!(numbers(rebase.place(now, 0, 0, 0)), (2, 2 * FRAME_TICKS));
    }
}
