//! A party's sound connection, as far as the switchboard knows.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One leg. `attempt` is the highest that the browser offered; 0 before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    pub attempt: u32,
    pub state: LegState,
}

/// ```text
///          offer            up              nothing heard
/// None ───────────▶ Opening ────▶ Up ◀──────────────────▶ Lost
///  ▲                   │           │                        │
///  └───────────────────┴───────────┴── closed, refused ─────┘
/// ```
/// A newer offer leads to `Opening` from everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegState {
    None { since: Timestamp },
    Opening { since: Timestamp },
    Up,
    Lost { since: Timestamp },
}

impl Leg {
    #[must_use]
    pub fn none(now: Timestamp) -> Self {
        Self {
            attempt: 0,
            state: LegState::None { since: now },
        }
    }

    #[must_use]
    pub fn is_up(&self) -> bool {
        match self.state {
            LegState::Up => true,
            LegState::None { .. } | LegState::Opening { .. } | LegState::Lost { .. } => false,
        }
    }

    /// Since when nothing can be heard of this party; `None` while it is up.
    #[must_use]
    pub fn silent_since(&self) -> Option<Timestamp> {
        match self.state {
            LegState::Up => None,
            LegState::None { since } | LegState::Opening { since } | LegState::Lost { since } => {
                Some(since)
            }
        }
    }

    /// Our outage is over: whatever happened to a silent leg meanwhile, nobody could report it.
    pub(crate) fn forgive(&mut self, now: Timestamp) {
        match &mut self.state {
            LegState::Up => {}
            LegState::None { since } | LegState::Opening { since } | LegState::Lost { since } => {
                *since = now;
            }
        }
    }

    /// The browser offers. False when a newer attempt is known, so that this one is stale.
    ///
    /// Repeating the current attempt keeps its state: the media server answers it again from memory.
    pub fn offered(&mut self, now: Timestamp, attempt: u32) -> bool {
        if attempt < self.attempt || attempt == 0 {
            return false;
        }
        let silent_since = self.silent_since().unwrap_or(now);
        if attempt > self.attempt || matches!(self.state, LegState::None { .. }) {
            *self = Self {
                attempt,
                state: LegState::Opening {
                    since: silent_since,
                },
            };
        }
        true
    }

    /// Sound flows. False for a stale attempt or when nothing changes.
    pub fn up(&mut self, attempt: u32) -> bool {
        if attempt != self.attempt || self.is_up() {
            return false;
        }
        self.state = LegState::Up;
        true
    }

    /// Nothing has arrived for a while.
    pub fn lost(&mut self, now: Timestamp, attempt: u32) -> bool {
        if attempt != self.attempt || !self.is_up() {
            return false;
        }
        self.state = LegState::Lost { since: now };
        true
    }

    /// The leg is gone.
    pub fn closed(&mut self, now: Timestamp, attempt: u32) -> bool {
        if attempt != self.attempt || matches!(self.state, LegState::None { .. }) {
            return false;
        }
        self.state = LegState::None {
            since: self.silent_since().unwrap_or(now),
        };
        true
    }
}
