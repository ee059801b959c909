//! How the switchboard learns what is live: the whole feed, again and again until it says that it is durable there.

use crate::reading::read_within;
use bellpull_hotline::promotions::{DrawState, Feed, PromotionId, Promotions};
use bellpull_protocol::{HotlineId, RefusalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The largest feed, in bytes of JSON; the heart keeps public texts below it.
const MAX_FEED_BYTES: usize = 2_000_000;

/// What is live on a hotline, for its switchboard, which tells others only if it is another than the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedPost {
    pub hotline: HotlineId,
    pub feed: Feed,
    /// Draws whose entries have an outcome: with another one, who entered has to ask again.
    pub decided: BTreeSet<PromotionId>,
}

impl FeedPost {
    #[must_use]
    pub fn of(hotline: HotlineId, promotions: &Promotions) -> Self {
        let draws = promotions.views().filter(|view| {
            view.draw.as_ref().is_some_and(|draw| match draw.state {
                DrawState::Open | DrawState::Sealed { .. } => false,
                DrawState::Drawn { .. } | DrawState::Void { .. } => true,
            })
        });
        Self {
            hotline,
            feed: promotions.feed(),
            decided: draws.map(|view| view.promotion.id).collect(),
        }
    }

    /// # Errors
    /// When it is no feed of this version.
    pub fn read(json: &str) -> Result<Self, RefusalCode> {
        read_within(MAX_FEED_BYTES, json)
    }
}
