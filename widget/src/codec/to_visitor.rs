//! What the edge says to the widget.

use super::Object;
use super::words::{CHANNELS, CODES, LEGS, REASONS, SIDES, STATES, find};
use bellpull_protocol::promotion::{ShownDraw, ShownPromotion};
use bellpull_protocol::visitor::{Channel, EndReason, LegState, OpenHours, Opening, ToVisitor};
use bellpull_protocol::{
    ContactId, LineText, PersonName, PromotionId, RefusalCode, RequestId, Sdp, VisitorToken,
};

/// `None` when a field is missing or wrong. A kind that is not known is [`ToVisitor::Unknown`].
#[must_use]
pub fn read(from: &impl Object) -> Option<ToVisitor> {
    let kind = from.text("kind")?;
    Some(match kind.as_str() {
        "welcome" => ToVisitor::Welcome {
            version: from.small("version")?,
            token: VisitorToken::new(from.text("token")?),
            hotline_name: from.text("hotline_name")?,
            staffed: from.truth("staffed")?,
            opening: opening(&from.object("opening")?)?,
            now_ms: from.integer("now_ms")?,
        },
        "staffed" => ToVisitor::Staffed {
            staffed: from.truth("staffed")?,
        },
        "opening" => ToVisitor::Opening {
            opening: opening(&from.object("opening")?)?,
        },
        "promotions" => ToVisitor::Promotions {
            promotions: all(&from.list("promotions")?, promotion)?,
        },
        "contact" => told(from)?,
        "line" => ToVisitor::Line {
            contact: contact(from)?,
            seq: from.small("seq")?,
            from: find(SIDES, &from.text("from")?)?,
            key: request(from, "key")?,
            at_ms: from.integer("at_ms")?,
            text: LineText::new(from.text("text")?),
        },
        "typing" => ToVisitor::Typing {
            contact: contact(from)?,
        },
        "answer" => ToVisitor::Answer {
            contact: contact(from)?,
            attempt: from.small("attempt")?,
            sdp: Sdp::new(from.text("sdp")?),
        },
        "refused" => ToVisitor::Refused {
            code: code(from)?,
            sentence: from.text("sentence")?,
            about: from.text("about"),
        },
        _ => ToVisitor::Unknown,
    })
}

fn told(from: &impl Object) -> Option<ToVisitor> {
    Some(ToVisitor::Contact {
        contact: contact(from)?,
        request: request(from, "request")?,
        channel: find(CHANNELS, &from.text("channel")?).unwrap_or(Channel::Unknown),
        state: find(STATES, &from.text("state")?)?,
        entered_ms: from.integer("entered_ms")?,
        place: from.small("place"),
        leg: leg(from, "leg")?,
        attempt: from.small("attempt")?,
        operator_name: from.text("operator_name").map(PersonName::new),
        talking_since_ms: from.integer("talking_since_ms"),
        operator_leg: leg(from, "operator_leg"),
        lines: from.small("lines").unwrap_or(0),
        by_phone: from.truth("by_phone").unwrap_or(false),
        tries: from.small("tries").unwrap_or(0),
        due_ms: from.integer("due_ms"),
        until_ms: from.integer("until_ms"),
        reason: from
            .text("reason")
            .map(|word| find(REASONS, &word).unwrap_or(EndReason::Unknown)),
        answered: from.truth("answered").unwrap_or(false),
        stars: from.small("stars").map(|stars| stars as u8),
    })
}

/// The code of a refusal, in a message or an answer.
pub(super) fn code(from: &impl Object) -> Option<RefusalCode> {
    let word = from.text("code")?;
    Some(find(CODES, &word).unwrap_or(RefusalCode::Unknown))
}

fn opening(from: &impl Object) -> Option<Opening> {
    let hours = from.list("hours").unwrap_or_default();
    Some(Opening {
        open: from.truth("open")?,
        next_change_ms: from.integer("next_change_ms"),
        hours: all(&hours, |from| {
            Some(OpenHours {
                opens_ms: from.integer("opens_ms")?,
                closes_ms: from.integer("closes_ms")?,
            })
        })?,
    })
}

fn promotion(from: &impl Object) -> Option<ShownPromotion> {
    Some(ShownPromotion {
        promotion: PromotionId::new(from.text("promotion")?).ok()?,
        language: from.text("language")?,
        title: from.text("title")?,
        body: from.text("body")?,
        starts_ms: from.integer("starts_ms")?,
        ends_ms: from.integer("ends_ms")?,
        draw: match from.object("draw") {
            Some(draw) => Some(ShownDraw {
                prizes: draw.small("prizes")?,
                rules: draw.text("rules")?,
                seed_hash: draw.text("seed_hash"),
            }),
            None => None,
        },
    })
}

/// All of a list or none of it.
pub(super) fn all<O: Object, T>(list: &[O], read: impl Fn(&O) -> Option<T>) -> Option<Vec<T>> {
    list.iter().map(read).collect()
}

fn contact(from: &impl Object) -> Option<ContactId> {
    ContactId::new(from.text("contact")?).ok()
}

fn request(from: &impl Object, field: &str) -> Option<RequestId> {
    RequestId::new(from.text(field)?).ok()
}

fn leg(from: &impl Object, field: &str) -> Option<LegState> {
    find(LEGS, &from.text(field)?)
}
