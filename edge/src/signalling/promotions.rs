//! What visitors and desks are told of promotions.

use super::post::{Letter, Recipient, json};
use crate::party::VisitorParty;
use crate::promotions::visible;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::Feed;
use bellpull_protocol::HotlineId;
use bellpull_protocol::operator::ToOperator;
use bellpull_protocol::visitor::ToVisitor;

/// What is live, in the language of the visitor's page.
///
/// # Errors
/// When it cannot be written as JSON, which is a defect of ours.
pub fn live(
    party: &VisitorParty,
    feed: &Feed,
    now: Timestamp,
) -> Result<Letter, serde_json::Error> {
    let promotions = visible(feed, now, &party.language);
    Ok(Letter {
        to: Recipient::Visitor(party.visitor.clone()),
        text: json(&ToVisitor::Promotions { promotions })?,
    })
}

/// Tells all desks to ask again.
///
/// # Errors
/// As for [`live`].
pub fn changed(hotline: HotlineId) -> Result<Letter, serde_json::Error> {
    Ok(Letter {
        to: Recipient::AllOperators,
        text: json(&ToOperator::PromotionsChanged { hotline })?,
    })
}
