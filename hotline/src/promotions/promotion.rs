//! The promotion: an announcement or a prize draw, public for a period.

use super::content::{Content, Kind, Period};
use super::draw::{Draw, DrawState};
use super::settings::Settings;
use crate::time::Timestamp;
use bellpull_protocol::PromotionId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    pub id: PromotionId,
    /// How often it was saved; whoever saves says which one they saw.
    pub revision: u32,
    pub content: Content,
    pub state: PromotionState,
}

/// ```text
///        publish            period starts        period ends
/// Draft ─────────▶ Scheduled ───────────▶ Live ─────────────▶ Ended
///   │                  │                   │
///   ▼ discard          └─────────┬─────────┘
/// (gone)                         ▼ withdraw
///                            Withdrawn
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromotionState {
    Draft,
    Scheduled,
    Live,
    Ended { at: Timestamp },
    Withdrawn { at: Timestamp },
}

impl Promotion {
    #[must_use]
    pub fn period(&self) -> &Period {
        &self.content.period
    }

    #[must_use]
    pub fn is_draw(&self) -> bool {
        match self.content.kind {
            Kind::Announcement => false,
            Kind::PrizeDraw { .. } => true,
        }
    }

    /// Whether visitors see it at `now`, however late the alarm is.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.state == PromotionState::Live && self.period().contains(now)
    }

    /// When this promotion next needs a look. A draw that is owed is never forgotten.
    pub(super) fn next_deadline(
        &self,
        draw: Option<&Draw>,
        settings: &Settings,
    ) -> Option<Timestamp> {
        let over = match self.state {
            PromotionState::Draft => return None,
            PromotionState::Scheduled => return Some(self.period().starts),
            PromotionState::Live => return Some(self.period().ends),
            PromotionState::Ended { at } | PromotionState::Withdrawn { at } => at,
        };
        let over = match draw.map(|draw| &draw.state) {
            None => over,
            Some(DrawState::Drawn { at, .. } | DrawState::Void { at }) => *at,
            Some(DrawState::Open | DrawState::Sealed { .. }) => return None,
        };
        Some(over.after(settings.remember_over))
    }
}
