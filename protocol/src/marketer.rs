//! The marketer's page over HTTP, on the desk's host and with the role `marketer`.
//!
//! `GET /api/marketer/hotlines` → [`Hotlines`]; under `/api/marketer/{hotline}/promotions`:
//! `GET` → [`Promotions`]; `POST {id}/save` with [`Save`], `POST {id}/publish` with [`Publish`], `POST {id}/withdraw`,
//! `POST {id}/discard` and `POST {id}/draw` with `{}` → [`Promotion`] (after `discard` `{}`);
//! `POST preview` with [`Content`]`?language=` → [`crate::promotion::ShownPromotion`] or `null` without a text;
//! `GET {id}/proof` → [`crate::promotion::DrawProof`]. A new promotion's id is chosen by the page. Everything may be
//! repeated. A refusal is `{"code", "sentence", "mistakes": [`[`Mistake`]`]}`.

use crate::{EntryId, HotlineId, PromotionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The hotlines whose promotions this person writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hotlines {
    pub hotlines: Vec<Hotline>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hotline {
    pub hotline: HotlineId,
    pub name: String,
}

/// All promotions of a hotline, the newest start first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotions {
    pub now_ms: u64,
    pub promotions: Vec<Promotion>,
}

/// A promotion as marketers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    pub promotion: PromotionId,
    /// How often it was saved.
    pub revision: u32,
    pub state: PromotionState,
    pub content: Content,
    /// What keeps it from being published as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
    /// From publishing on, if it is a draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Draw>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromotionState {
    Draft,
    Scheduled,
    Live,
    Ended,
    Withdrawn,
}

/// Everything that can be edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Announcement when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prizes: Option<u32>,
    pub starts_ms: u64,
    pub ends_ms: u64,
    /// The zone in which the marketer thinks, by its name in the IANA database.
    pub zone: String,
    /// By language, BCP 47.
    pub texts: BTreeMap<String, Text>,
    /// For visitors none of whose languages has a text.
    pub default_language: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub title: String,
    pub body: String,
    /// Only of a draw.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rules: String,
}

/// A draw as marketers see it; never its seed before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    pub stage: crate::promotion::ProofStage,
    pub entries: u32,
    pub seed_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries_hash: Option<String>,
    /// The first prize first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub winners: Vec<EntryId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_ms: Option<u64>,
}

/// Saves what the marketer wrote, on top of the `revision` they saw; 0 makes a new promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Save {
    pub revision: u32,
    pub content: Content,
}

/// Publishes the revision that the marketer saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publish {
    pub revision: u32,
}

/// What is wrong and where: `path` such as `texts.de.title`, `sentence` in English, `code` for a translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    pub code: String,
    pub path: String,
    pub sentence: String,
}
