//! What a marketer writes.

use super::digest::Seed;
use super::draw::{Draw, DrawState};
use crate::time::Timestamp;
use bellpull_protocol::PromotionId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that can be edited. Drafts may be incomplete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub kind: Kind,
    pub period: Period,
    /// By language, BCP 47.
    pub texts: BTreeMap<String, Text>,
    /// For visitors none of whose languages has a text.
    pub default_language: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub title: String,
    pub body: String,
}

/// Live from `starts` until just before `ends`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub starts: Timestamp,
    pub ends: Timestamp,
    /// Name of the time zone in which the marketer thinks; for display only.
    pub zone: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    Announcement,
    /// Visitors enter during the period; winners are drawn after it.
    PrizeDraw {
        prizes: u32,
        /// By language, one for each text.
        rules: BTreeMap<String, String>,
    },
}

impl Period {
    #[must_use]
    pub fn contains(&self, at: Timestamp) -> bool {
        self.starts <= at && at < self.ends
    }
}

impl Content {
    /// How many bytes its texts have, in all languages.
    pub(super) fn text_bytes(&self) -> usize {
        let texts = self.texts.values();
        let words = texts.map(|text| text.title.len() + text.body.len());
        let rules = match &self.kind {
            Kind::Announcement => None,
            Kind::PrizeDraw { rules, .. } => Some(rules.values().map(String::len)),
        };
        words.chain(rules.into_iter().flatten()).sum()
    }

    /// The draw that publishing opens, if this is one.
    pub(super) fn draw(&self, promotion: &PromotionId, seed: Seed) -> Option<Draw> {
        match self.kind {
            Kind::Announcement => None,
            Kind::PrizeDraw { prizes, .. } => Some(Draw {
                promotion: promotion.clone(),
                prizes,
                seed,
                state: DrawState::Open,
            }),
        }
    }
}
