//! What happens to promotions.

use super::content::Content;
use super::digest::Seed;
use bellpull_protocol::{EntryId, PromotionId};
use bellpull_protocol::{OperatorId, RequestId, VisitorId};

/// Something that happened. The shell has proved who it comes from, and that `by` is a marketer: marketers sign in
/// as operators do. Everything may be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Writes a promotion; a fresh id makes a new one. `revision` is the one the marketer saw, 0 for a new one.
    Save {
        by: OperatorId,
        promotion: PromotionId,
        revision: u32,
        content: Content,
    },
    /// Deletes a draft.
    Discard {
        by: OperatorId,
        promotion: PromotionId,
    },
    /// From now on its period counts. `seed` is fresh; it is kept if this is a draw that has none.
    Publish {
        by: OperatorId,
        promotion: PromotionId,
        revision: u32,
        seed: Seed,
    },
    Withdraw {
        by: OperatorId,
        promotion: PromotionId,
    },
    /// Draws the winners and reveals the seed.
    Draw {
        by: OperatorId,
        promotion: PromotionId,
    },
    /// Enters a draw. `entry` is a fresh id, used unless this visitor has entered.
    Enter {
        visitor: VisitorId,
        promotion: PromotionId,
        entry: EntryId,
        request: RequestId,
    },
}
