//! For how long somebody is ready to wait.

use super::chance::Chance;
use bellpull_protocol::ContactId;
use std::time::Duration;

/// What is known of one visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Left after so long.
    GaveUp(Duration),
    /// Asked for a callback after so long.
    Asked(Duration),
    /// Was answered after so long, or left the queue otherwise: would have waited longer.
    AtLeast(Duration),
    /// Did not wait live.
    Endless,
}

/// All patience of a period, to draw what is not known from.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// How long each waited, and whether they gave up then; in order.
    waits: Vec<(Duration, bool)>,
    /// The time that all waited together, for each who gave up; nobody did: nothing.
    mean: Option<Duration>,
}

impl Known {
    pub fn of(patience: impl Iterator<Item = Patience>) -> Self {
        let waits = patience.filter_map(|patience| match patience {
            Patience::GaveUp(wait) => Some((wait, true)),
            Patience::AtLeast(wait) | Patience::Asked(wait) => Some((wait, false)),
            Patience::Endless => None,
        });
        let mut waits: Vec<_> = waits.collect();
        waits.sort_unstable();
        let waited: Duration = waits.iter().map(|(wait, _)| *wait).sum();
        let gave_up = waits.iter().filter(|(_, gave_up)| *gave_up).count();
        let gave_up = u32::try_from(gave_up).unwrap_or(u32::MAX);
        let mean = waited.checked_div(gave_up);
        Self { waits, mean }
    }

    /// How long somebody waits who was answered after `wait`: as long as one of those who waited longer. If that one was
    /// answered too, as one of those who waited longer still, and so on. This is Efron's redistribution to the right, which
    /// draws from the Kaplan–Meier estimate without computing it.
    ///
    /// Nobody waited longer: exponentially longer by the mean patience, so that a day on which everybody was answered soon
    /// does not make everybody wait for ever. Where nobody ever gave up they do.
    pub fn draw(&self, mut wait: Duration, contact: &ContactId, seed: u64) -> Option<Duration> {
        let mut chance = Chance::of(seed, contact, 1);
        loop {
            let first = self.waits.partition_point(|(known, _)| *known <= wait);
            let longer = self.waits.get(first..).unwrap_or_default();
            if longer.is_empty() {
                return Some(wait.saturating_add(chance.exponential(self.mean?)));
            }
            let (known, gave_up) = *longer.get(chance.index(longer.len()))?;
            if gave_up {
                return Some(known);
            }
            wait = known;
        }
    }
}
