//! What the administrator asks of the configuration, and what comes back.

use crate::refusing::RefusalBody;
use bellpull_hotline::configuration::{Change, Mistake};
use bellpull_protocol::{OrganisationId, RefusalCode};
use serde::{Deserialize, Serialize};

/// The largest document, in bytes of JSON: 2,000 operators with ten skills each have 700 KB, and one value of the
/// storage may have 2 MB.
pub const MAX_DOCUMENT_BYTES: usize = 1_000_000;

/// A question about one organisation's configuration; without a name the first organisation is meant: most
/// installations have one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asked {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    pub question: Question,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// The live one.
    Live,
    /// Every revision with when and by whom, the newest first.
    History,
    Change {
        /// The revision that the change was made from.
        base: u64,
        by: String,
        /// Only look at it.
        dry_run: bool,
        document: serde_json::Value,
    },
    /// An older document, as a new revision.
    Undo {
        to: u64,
        base: u64,
        by: String,
        dry_run: bool,
    },
}

/// The answer to a change that was made, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The live one now.
    pub revision: u64,
    pub changes: Vec<Change>,
}

/// The change was made from another revision than the live one.
#[derive(Debug, Serialize)]
pub struct Stale {
    #[serde(flatten)]
    pub refusal: RefusalBody,
    /// The live one.
    pub revision: u64,
}

impl Stale {
    #[must_use]
    pub fn at(revision: u64) -> Self {
        let refusal = RefusalCode::Stale.into();
        Self { refusal, revision }
    }
}

/// The document has mistakes.
#[derive(Debug, Serialize)]
pub struct Mistaken {
    #[serde(flatten)]
    pub refusal: RefusalBody,
    /// One sentence for each: where, and what would be right.
    pub mistakes: Vec<String>,
}

impl From<Vec<Mistake>> for Mistaken {
    fn from(mistakes: Vec<Mistake>) -> Self {
        Self {
            refusal: RefusalCode::Mistaken.into(),
            mistakes: mistakes.iter().map(ToString::to_string).collect(),
        }
    }
}
