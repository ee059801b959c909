//! The draw: what is promised about the winners before anybody can know them.

use super::digest::{Digest, Seed};
use super::winners::{entries_hash, recompute};
use crate::time::Timestamp;
use bellpull_protocol::{EntryId, PromotionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Comes into being when a prize draw is published; from then on seed and prizes stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    pub promotion: PromotionId,
    pub prizes: u32,
    /// Its hash is public at once, itself when it is drawn.
    pub seed: Seed,
    pub state: DrawState,
}

/// ```text
///      period ends         draw
/// Open ───────────▶ Sealed ────▶ Drawn
///   │ withdraw
///   ▼
/// Void
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawState {
    /// Takes entries while the promotion is live.
    Open,
    /// The entries are what they are, and their hash is public.
    Sealed {
        entries_hash: Digest,
    },
    /// The seed is public; `winners` has the first prize first.
    Drawn {
        entries_hash: Digest,
        winners: Vec<EntryId>,
        at: Timestamp,
    },
    Void {
        at: Timestamp,
    },
}

impl Draw {
    /// Takes no more entries and binds itself to those it has.
    pub(super) fn seal(&mut self, entries: &BTreeSet<EntryId>) -> Digest {
        let entries_hash = entries_hash(entries);
        self.state = DrawState::Sealed { entries_hash };
        entries_hash
    }

    /// Draws the winners; needs to be sealed.
    pub(super) fn draw(
        &mut self,
        now: Timestamp,
        entries_hash: Digest,
        entries: &BTreeSet<EntryId>,
    ) -> Vec<EntryId> {
        let winners = recompute(&self.seed, entries, self.prizes);
        self.state = DrawState::Drawn {
            entries_hash,
            winners: winners.clone(),
            at: now,
        };
        winners
    }
}
