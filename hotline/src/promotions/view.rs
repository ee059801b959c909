//! What visitors, marketers and the public are told: always the whole state.

use super::content::{Period, Text};
use super::digest::{Digest, Seed};
use super::draw::DrawState;
use super::language::best_language;
use super::promotion::Promotion;
use super::winners::{entries_hash, recompute};
use crate::time::Timestamp;
use bellpull_protocol::RequestId;
use bellpull_protocol::{EntryId, PromotionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that is live, in all languages; by start, then by id. As JSON it travels between objects of the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub live: Vec<FeedItem>,
    /// When this feed will be another one by itself; it may be cached until then.
    pub changes: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedItem {
    pub promotion: PromotionId,
    pub period: Period,
    pub kind: FeedKind,
    pub texts: BTreeMap<String, Text>,
    pub default_language: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FeedKind {
    Announcement,
    PrizeDraw {
        prizes: u32,
        rules: BTreeMap<String, String>,
        /// `None` only in a preview.
        seed_hash: Option<Digest>,
    },
}

/// A promotion as a reader of `language` sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub promotion: PromotionId,
    pub period: Period,
    /// What the reader gets, which may be another than asked for.
    pub language: String,
    pub title: String,
    pub body: String,
    pub kind: ShownKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownKind {
    Announcement,
    PrizeDraw {
        prizes: u32,
        rules: String,
        /// `None` only in a preview.
        seed_hash: Option<Digest>,
    },
}

/// An entry as its visitor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView {
    pub entry: EntryId,
    pub promotion: PromotionId,
    pub request: RequestId,
    pub at: Timestamp,
    pub outcome: EntryOutcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryOutcome {
    Pending,
    /// 1 is the first prize.
    Won {
        prize: u32,
    },
    NotWon,
    /// The draw was withdrawn.
    Void,
}

/// A promotion as marketers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionView {
    pub promotion: Promotion,
    /// From publishing on, if it is a draw.
    pub draw: Option<DrawView>,
}

/// Without the seed, which marketers must not know before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawView {
    pub prizes: u32,
    pub seed_hash: Digest,
    pub entries: u32,
    pub state: DrawState,
}

/// All that is public about a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub promotion: PromotionId,
    pub prizes: u32,
    pub seed_hash: Digest,
    pub stage: ProofStage,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofStage {
    Open,
    Sealed {
        entries_hash: Digest,
        entries: Vec<EntryId>,
    },
    Drawn {
        entries_hash: Digest,
        entries: Vec<EntryId>,
        seed: Seed,
        winners: Vec<EntryId>,
    },
    Void,
}

impl FeedItem {
    /// In the language that serves a reader of `language` best; `None` when there is no text for them.
    #[must_use]
    pub fn shown(&self, language: &str) -> Option<Shown> {
        let available = self.texts.keys().map(String::as_str);
        let language = best_language(language, available, &self.default_language)?;
        let text = self.texts.get(language)?;
        let kind = match &self.kind {
            FeedKind::Announcement => ShownKind::Announcement,
            FeedKind::PrizeDraw {
                prizes,
                rules,
                seed_hash,
            } => ShownKind::PrizeDraw {
                prizes: *prizes,
                rules: rules.get(language).cloned().unwrap_or_default(),
                seed_hash: *seed_hash,
            },
        };
        Some(Shown {
            promotion: self.promotion.clone(),
            period: self.period.clone(),
            language: language.to_owned(),
            title: text.title.clone(),
            body: text.body.clone(),
            kind,
        })
    }
}

impl Proof {
    /// Whether everything said so far fits together. Somebody who noted the hashes when they were published needs to
    /// compare them with these as well.
    #[must_use]
    pub fn holds(&self) -> bool {
        match &self.stage {
            ProofStage::Open | ProofStage::Void => true,
            ProofStage::Sealed {
                entries_hash: sealed,
                entries,
            } => entries_hash(entries) == *sealed,
            ProofStage::Drawn {
                entries_hash: sealed,
                entries,
                seed,
                winners,
            } => {
                seed.hash() == self.seed_hash
                    && entries_hash(entries) == *sealed
                    && recompute(seed, entries, self.prizes) == *winners
            }
        }
    }
}
