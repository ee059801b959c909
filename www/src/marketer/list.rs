//! The list of promotions: in which order, and how long until something happens to them.

use bellpull_protocol::marketer::{Promotion, PromotionState};
use bellpull_protocol::promotion::ProofStage;

/// What matters now comes first.
pub const ORDER: [PromotionState; 5] = [
    PromotionState::Live,
    PromotionState::Scheduled,
    PromotionState::Draft,
    PromotionState::Ended,
    PromotionState::Withdrawn,
];

/// What a marketer waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Milliseconds until visitors see it.
    Starts(u64),
    /// Milliseconds until they no longer do.
    Ends(u64),
    /// It ended and its winners wait to be drawn.
    ToDraw,
    Nothing,
}

/// Those of a state; of several that come, the first one first, else the latest.
#[must_use]
pub fn of_state(promotions: &[Promotion], state: PromotionState) -> Vec<Promotion> {
    let mut found: Vec<Promotion> = promotions
        .iter()
        .filter(|promotion| promotion.state == state)
        .cloned()
        .collect();
    match state {
        PromotionState::Live => found.sort_by_key(|promotion| promotion.content.ends_ms),
        PromotionState::Scheduled => found.sort_by_key(|promotion| promotion.content.starts_ms),
        PromotionState::Draft | PromotionState::Ended | PromotionState::Withdrawn => {
            found.sort_by_key(|promotion| std::cmp::Reverse(promotion.content.starts_ms));
        }
    }
    found
}

/// `now_ms` is the edge's.
#[must_use]
pub fn next(promotion: &Promotion, now_ms: u64) -> Next {
    match promotion.state {
        PromotionState::Scheduled => {
            Next::Starts(promotion.content.starts_ms.saturating_sub(now_ms))
        }
        PromotionState::Live => Next::Ends(promotion.content.ends_ms.saturating_sub(now_ms)),
        PromotionState::Ended => match &promotion.draw {
            Some(draw) if draw.stage == ProofStage::Sealed => Next::ToDraw,
            Some(_) | None => Next::Nothing,
        },
        PromotionState::Draft | PromotionState::Withdrawn => Next::Nothing,
    }
}

/// What to call it: the title in the reader's language, else in the default one, else in any.
#[must_use]
pub fn title<'a>(promotion: &'a Promotion, language: &str) -> Option<&'a str> {
    let texts = &promotion.content.texts;
    let primary = |tag: &str| tag.split('-').next() == Some(language);
    let own = texts.iter().find(|(tag, _)| primary(tag));
    own.map(|(_, text)| text)
        .into_iter()
        .chain(texts.get(&promotion.content.default_language))
        .chain(texts.values())
        .map(|text| text.title.trim())
        .find(|title| !title.is_empty())
}

/// The name of a state in the document and in the keys of texts.
#[must_use]
pub fn state_name(state: PromotionState) -> &'static str {
    match state {
        PromotionState::Draft => "draft",
        PromotionState::Scheduled => "scheduled",
        PromotionState::Live => "live",
        PromotionState::Ended => "ended",
        PromotionState::Withdrawn => "withdrawn",
    }
}
