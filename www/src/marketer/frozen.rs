//! What was promised in public and cannot be changed any more. The edge refuses such changes; the editor does not even
//! offer them, and says why.

use super::field::Field;
use bellpull_protocol::marketer::{Promotion, PromotionState};

/// The text that says why a field is frozen, if it is.
#[must_use]
pub fn why_frozen(promotion: Option<&Promotion>, field: &Field) -> Option<&'static str> {
    let promotion = promotion?;
    let is_draw = promotion.content.prizes.is_some();
    let live = match promotion.state {
        PromotionState::Draft => return None,
        PromotionState::Scheduled => false,
        PromotionState::Live => true,
        PromotionState::Ended | PromotionState::Withdrawn => return Some("frozen.over"),
    };
    match field {
        Field::Kind => Some("frozen.kind"),
        Field::Prizes => Some("frozen.prizes"),
        Field::Rules(_) => Some("frozen.rules"),
        // Every text of a draw has rules, so a language more or less would change them.
        Field::Languages => is_draw.then_some("frozen.languages"),
        // Another zone would read the same clock as another moment.
        Field::Starts | Field::Zone => live.then_some("frozen.starts"),
        Field::Ends => (live && is_draw).then_some("frozen.ends"),
        Field::Title(_) | Field::Body(_) | Field::Elsewhere => None,
    }
}
