//! What was said and what was heard of it: each packet carries who said it, as which, and when.

use std::collections::HashSet;
use std::ops::Range;
use std::time::{Duration, Instant};

/// 32 kbit/s, as browsers send speech. All servers and the floor get the same.
pub const PAYLOAD_BYTES: usize = 80;

/// CELT at 48 kHz, one frame of 20 ms (RFC 6716, section 3.1), then something no prompt begins with.
const HEAD: [u8; 8] = [0b1111_1000, b'b', b'e', b'l', b'l', b'p', b'u', b'l'];

/// A packet's contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub leg: u32,
    pub number: u64,
    /// Since the tally's beginning.
    pub said: Duration,
}

impl Word {
    pub fn write(self) -> [u8; PAYLOAD_BYTES] {
        let mut payload = [0; PAYLOAD_BYTES];
        payload[..8].copy_from_slice(&HEAD);
        payload[8..12].copy_from_slice(&self.leg.to_be_bytes());
        payload[12..20].copy_from_slice(&self.number.to_be_bytes());
        payload[20..28].copy_from_slice(&(self.said.as_nanos() as u64).to_be_bytes());
        payload
    }

    /// `None` for what is no word of ours, such as a waiting tone.
    pub fn read(payload: &[u8]) -> Option<Self> {
        let rest = payload.strip_prefix(&HEAD)?;
        let (leg, rest) = rest.split_first_chunk()?;
        let (number, rest) = rest.split_first_chunk()?;
        let (said, _) = rest.split_first_chunk()?;
        Some(Self {
            leg: u32::from_be_bytes(*leg),
            number: u64::from_be_bytes(*number),
            said: Duration::from_nanos(u64::from_be_bytes(*said)),
        })
    }
}

/// Counts the words said within a window, whenever they are heard.
pub struct Tally {
    begun: Instant,
    window: Option<Range<Duration>>,
    said: u64,
    heard: HashSet<(u32, u64)>,
    /// In milliseconds, of each word when it was first heard.
    delays: Vec<f64>,
    pub doubled: u64,
    /// Words of any time.
    pub heard_ever: u64,
}

impl Tally {
    pub fn new() -> Self {
        Self {
            begun: Instant::now(),
            window: None,
            said: 0,
            heard: HashSet::new(),
            delays: Vec::new(),
            doubled: 0,
            heard_ever: 0,
        }
    }

    /// Counts what is said from now on. Room for all is made before, so that counting does not disturb.
    pub fn open(&mut self, now: Instant, window: Duration, expected: usize) {
        let from = now - self.begun;
        self.window = Some(from..from + window);
        self.heard.reserve(expected);
        self.delays.reserve(expected);
    }

    pub fn say(&mut self, now: Instant, leg: u32, number: u64) -> Word {
        let said = now - self.begun;
        if self.counts(said) {
            self.said += 1;
        }
        Word { leg, number, said }
    }

    pub fn hear(&mut self, now: Instant, word: Word) {
        self.heard_ever += 1;
        if !self.counts(word.said) {
            return;
        }
        if self.heard.insert((word.leg, word.number)) {
            let delay = (now - self.begun).saturating_sub(word.said);
            self.delays.push(delay.as_secs_f64() * 1e3);
        } else {
            self.doubled += 1;
        }
    }

    /// The part that was never heard.
    pub fn loss(&self) -> f64 {
        let lost = self.said - self.heard.len() as u64;
        lost as f64 / self.said.max(1) as f64
    }

    /// In milliseconds, the shortest first.
    pub fn delays(&self) -> Vec<f64> {
        let mut delays = self.delays.clone();
        delays.sort_unstable_by(f64::total_cmp);
        delays
    }

    fn counts(&self, said: Duration) -> bool {
        self.window
            .as_ref()
            .is_some_and(|window| window.contains(&said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_survives_the_way_and_a_tone_is_none() {
        let word = Word {
            leg: 7,
            number: 1 << 40,
            said: Duration::from_nanos(123),
        };
        assert_eq!(Word::read(&word.write()), Some(word));
        assert_eq!(Word::read(&[0xf8; PAYLOAD_BYTES]), None);
        assert_eq!(Word::read(&HEAD), None);
    }

    #[test]
    fn losses_and_doubles_are_counted_within_the_window_only() {
        let mut tally = Tally::new();
        let now = tally.begun;
        let early = tally.say(now, 1, 0);
        tally.open(now + ms(10), ms(100), 4);
        let words: Vec<_> = (1..5)
            .map(|number| tally.say(now + ms(20), 1, number))
            .collect();
        let late = tally.say(now + ms(110), 1, 5);

        for word in [early, words[0], words[1], words[1], words[2], late] {
            tally.hear(now + ms(30), word);
        }

        assert_eq!(
            (tally.loss(), tally.doubled, tally.heard_ever),
            (0.25, 1, 6)
        );
        assert_eq!(tally.delays(), [10.0, 10.0, 10.0]);
    }

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }
}
