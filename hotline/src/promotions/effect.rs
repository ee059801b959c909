//! What the promotions want done.

use super::draw::Draw;
use super::entry::Entry;
use super::fact::Fact;
use super::promotion::Promotion;
use super::view::{EntryView, Feed, PromotionView};
use bellpull_protocol::VisitorId;
use bellpull_protocol::{EntryId, PromotionId};

/// One thing to do. Every effect carries ids and may be carried out twice.
///
/// `Keep`, `Forget` and `Journal` must be durable before any other effect of the same call is performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    Keep(Record),
    Forget(RecordId),
    Journal(Fact),

    /// To everybody: all that is live, whenever that changes.
    Publish {
        feed: Feed,
    },
    /// The visitor's entry is durable once this effect is performed.
    TellEntry {
        visitor: VisitorId,
        view: EntryView,
    },
    /// To every visitor who is here and has entered: their entry has another outcome, see
    /// [`Promotions::entries_of`](super::Promotions::entries_of).
    TellEntrants {
        promotion: PromotionId,
    },
    /// To all marketers: the whole state of a promotion.
    TellMarketers {
        view: PromotionView,
    },
    /// To all marketers: the promotion is gone.
    TellGone {
        promotion: PromotionId,
    },
}

/// What a restore takes in again, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    Promotion(Promotion),
    /// Holds the secret seed.
    Draw(Draw),
    Entry(Entry),
}

/// Names a record to delete.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordId {
    Promotion(PromotionId),
    Draw(PromotionId),
    Entry(EntryId),
}
