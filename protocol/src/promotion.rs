//! Promotions over HTTP: the public feed, entering a draw, and the draw's proof.
//!
//! On the widget's host: `GET /api/promotions/{hotline}?language=` gives a [`PublicFeed`],
//! `POST /api/promotions/{hotline}/enter` an [`Entry`] for an [`EnterDraw`], `POST /api/promotions/{hotline}/entries`
//! the [`Entries`] of a visitor for a [`MyEntries`], `GET /api/promotions/{hotline}/proof/{promotion}` a [`DrawProof`].

use crate::wire::wire;
use crate::{EntryId, HotlineId, PromotionId, RequestId, VisitorToken};
use serde::{Deserialize, Serialize};

wire! { record
    /// A promotion as a reader of one language sees it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ShownPromotion {
        pub promotion: PromotionId,
        /// BCP 47; may be another than asked for.
        pub language: String,
        pub title: String,
        pub body: String,
        pub starts_ms: u64,
        pub ends_ms: u64,
        /// Only for a prize draw.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub draw: Option<ShownDraw>,
    }
}

wire! { record
    /// What is public about a draw while it runs.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ShownDraw {
        pub prizes: u32,
        pub rules: String,
        /// SHA-256 of the secret seed, 64 hexadecimal digits; missing in a preview.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub seed_hash: Option<String>,
    }
}

/// What is live now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFeed {
    pub promotions: Vec<ShownPromotion>,
    /// When this will be another feed by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_ms: Option<u64>,
}

wire! { record
    /// Enters a draw. The same `request` gives the same entry; another one is refused with `already_entered`.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EnterDraw {
        pub token: VisitorToken,
        pub promotion: PromotionId,
        pub request: RequestId,
    }
}

wire! { record
    /// Asks for what this visitor has entered.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MyEntries {
        pub token: VisitorToken,
    }
}

wire! { record
    /// What a visitor has entered.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Entries {
        pub entries: Vec<Entry>,
    }
}

wire! { record
    /// One visitor's entry.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Entry {
        pub entry: EntryId,
        pub promotion: PromotionId,
        pub at_ms: u64,
        pub outcome: EntryOutcome,
        /// Only when won; 1 is the first prize.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub prize: Option<u32>,
    }
}

wire! { words
    /// What came of an entry.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum EntryOutcome {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "won")]
        Won,
        #[serde(rename = "not_won")]
        NotWon,
        /// The draw was withdrawn.
        #[serde(rename = "void")]
        Void,
    }
}

/// For a desk: `GET /api/desk/promotions?language=` on the desk's host tells what is live on all hotlines; with
/// `&contact=`, for who has it in hand, on its hotline, and what its visitor has entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPromotions {
    pub hotlines: Vec<HotlinePromotions>,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotlinePromotions {
    pub hotline: HotlineId,
    pub name: String,
    pub live: Vec<ShownPromotion>,
}

/// All that is public about a draw; enough to compute the winners again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawProof {
    pub promotion: PromotionId,
    pub stage: ProofStage,
    pub prizes: u32,
    pub seed_hash: String,
    /// From the end on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries_hash: Option<String>,
    /// From the end on, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryId>,
    /// Once drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// Once drawn, the first prize first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub winners: Vec<EntryId>,
    /// Whether everything said so far fits together, computed anew when the draw reached this stage and whenever its object wakes.
    pub holds: bool,
}

/// How far a draw is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofStage {
    Open,
    Sealed,
    Drawn,
    Void,
}
