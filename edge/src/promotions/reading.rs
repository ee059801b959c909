//! From the wire to the heart: what a marketer wrote.

use super::mistakes;
use super::telling::shown;
use crate::zones;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{
    Content, FeedItem, FeedKind, Kind, Mistake, Period, PromotionId, Text,
};
use bellpull_protocol::marketer;
use bellpull_protocol::promotion::ShownPromotion;
use std::collections::BTreeMap;

/// The largest body of a marketer's request, in bytes: rules of a draw in a dozen languages.
pub const MAX_PROMOTION_BYTES: usize = 512 * 1024;

/// The same in the heart's words. Rules belong to a draw; an announcement loses them.
///
/// # Errors
/// The mistakes that even a draft must not have: a zone that no database knows.
pub fn content(written: marketer::Content) -> Result<Content, Vec<marketer::Mistake>> {
    let zone = &written.zone;
    // A draft may leave it open.
    if !zone.is_empty() && zones::known(zone).is_none() {
        return Err(mistakes::told(&[Mistake::BadZone]));
    }
    Ok(translated(written))
}

/// What a reader of `language` would see of it.
#[must_use]
pub fn preview(written: marketer::Content, language: &str) -> Option<ShownPromotion> {
    let content = translated(written);
    let kind = match content.kind {
        Kind::Announcement => FeedKind::Announcement,
        Kind::PrizeDraw { prizes, rules } => FeedKind::PrizeDraw {
            prizes,
            rules,
            seed_hash: None,
        },
    };
    let item = FeedItem {
        promotion: PromotionId::new("preview").ok()?,
        period: content.period,
        kind,
        texts: content.texts,
        default_language: content.default_language,
    };
    item.shown(language).map(shown)
}

fn translated(written: marketer::Content) -> Content {
    let mut rules = BTreeMap::new();
    let mut texts = BTreeMap::new();
    for (language, text) in written.texts {
        if !text.rules.is_empty() {
            rules.insert(language.clone(), text.rules);
        }
        let (title, body) = (text.title, text.body);
        texts.insert(language, Text { title, body });
    }
    let kind = match written.prizes {
        None => Kind::Announcement,
        Some(prizes) => Kind::PrizeDraw { prizes, rules },
    };
    Content {
        kind,
        period: Period {
            starts: Timestamp::from_millis(written.starts_ms),
            ends: Timestamp::from_millis(written.ends_ms),
            zone: written.zone,
        },
        texts,
        default_language: written.default_language,
    }
}
