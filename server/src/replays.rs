//! Which packets of sound have been heard, to tell a replayed one from a forged one when str0m took neither.

/// As far back as str0m's own window looks, and a bit more.
const WINDOW: u16 = 128;

/// The last sequence numbers of one stream: the newest, and a bit for each of those before it.
#[derive(Default)]
pub struct Replays {
    newest: Option<u16>,
    before: u128,
}

impl Replays {
    /// This one was authentic.
    pub fn note(&mut self, sequence: u16) {
        let Some(newest) = self.newest else {
            self.newest = Some(sequence);
            return;
        };
        let ahead = sequence.wrapping_sub(newest);
        let behind = newest.wrapping_sub(sequence);
        if (1..=WINDOW).contains(&behind) {
            self.before |= 1 << (behind - 1);
        } else if ahead > 0 {
            let shifted = self.before.checked_shl(u32::from(ahead)).unwrap_or(0);
            let newest_itself = 1_u128.checked_shl(u32::from(ahead) - 1).unwrap_or(0);
            self.before = shifted | newest_itself;
            self.newest = Some(sequence);
        }
    }

    #[must_use]
    pub fn knows(&self, sequence: u16) -> bool {
        let Some(newest) = self.newest else {
            return false;
        };
        match newest.wrapping_sub(sequence) {
            0 => true,
            behind @ 1..=WINDOW => self.before >> (behind - 1) & 1 == 1,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(sequences: &[u16]) -> Replays {
        let mut replays = Replays::default();
        for &sequence in sequences {
            replays.note(sequence);
        }
        replays
    }

    #[test]
    fn knows_what_was_heard_whatever_the_order() {
        let replays = heard(&[65_534, 65_535, 1, 0, 5]);
        for sequence in [65_534, 65_535, 0, 1, 5] {
            assert!(replays.knows(sequence), "{sequence}");
        }
        for sequence in [65_533, 2, 3, 4, 6] {
            assert!(!replays.knows(sequence), "{sequence}");
        }
    }

    #[test]
    fn forgets_what_is_long_past() {
        let replays = heard(&[1, 2, 1_000]);
        assert!(!replays.knows(2));
        assert!(replays.knows(1_000));
        assert!(heard(&[1, 129]).knows(1));
        assert!(!heard(&[1, 130]).knows(1));
    }

    #[test]
    fn knows_nothing_before_anything_was_heard() {
        assert!(!Replays::default().knows(0));
    }
}
