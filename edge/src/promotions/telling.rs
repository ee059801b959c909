//! From the heart to the wire: promotions, entries and draws.

use super::mistakes;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{
    self as heart, Content, Digest, DrawState, DrawView, EntryView, Feed, Kind, Promotions, Proof,
    Shown, ShownKind,
};
use bellpull_protocol::marketer;
use bellpull_protocol::promotion::{
    DrawProof, Entry, EntryOutcome, ProofStage, PublicFeed, ShownDraw, ShownPromotion,
};

/// What a reader of `language` sees of a feed at `now`, however old the feed is.
#[must_use]
pub fn visible(feed: &Feed, now: Timestamp, language: &str) -> Vec<ShownPromotion> {
    let live = feed.live.iter();
    let live = live.filter(|item| item.period.contains(now));
    live.filter_map(|item| item.shown(language).map(shown))
        .collect()
}

pub fn feed(promotions: &Promotions, now: Timestamp, language: &str) -> PublicFeed {
    let feed = promotions.feed();
    PublicFeed {
        promotions: visible(&feed, now, language),
        changes_ms: feed.changes.map(Timestamp::as_millis),
    }
}

pub fn shown(shown: Shown) -> ShownPromotion {
    let draw = match shown.kind {
        ShownKind::Announcement => None,
        ShownKind::PrizeDraw {
            prizes,
            rules,
            seed_hash,
        } => Some(ShownDraw {
            prizes,
            rules,
            seed_hash: seed_hash.map(hex),
        }),
    };
    ShownPromotion {
        promotion: shown.promotion,
        language: shown.language,
        title: shown.title,
        body: shown.body,
        starts_ms: shown.period.starts.as_millis(),
        ends_ms: shown.period.ends.as_millis(),
        draw,
    }
}

pub fn entry(view: EntryView) -> Entry {
    let (outcome, prize) = match view.outcome {
        heart::EntryOutcome::Pending => (EntryOutcome::Pending, None),
        heart::EntryOutcome::Won { prize } => (EntryOutcome::Won, Some(prize)),
        heart::EntryOutcome::NotWon => (EntryOutcome::NotWon, None),
        heart::EntryOutcome::Void => (EntryOutcome::Void, None),
    };
    Entry {
        entry: view.entry,
        promotion: view.promotion,
        at_ms: view.at.as_millis(),
        outcome,
        prize,
    }
}

/// All promotions for marketers, the newest start first.
pub fn list(promotions: &Promotions, now: Timestamp) -> marketer::Promotions {
    let mut views: Vec<_> = promotions
        .views()
        .map(|view| promotion(view, now))
        .collect();
    views.sort_by_key(|promotion| std::cmp::Reverse(promotion.content.starts_ms));
    marketer::Promotions {
        now_ms: now.as_millis(),
        promotions: views,
    }
}

pub fn promotion(view: heart::PromotionView, now: Timestamp) -> marketer::Promotion {
    let heart::PromotionView { promotion, draw } = view;
    let (state, mistakes) = match promotion.state {
        heart::PromotionState::Draft => {
            let mistakes = mistakes::told(&promotion.content.mistakes(now));
            (marketer::PromotionState::Draft, mistakes)
        }
        heart::PromotionState::Scheduled => (marketer::PromotionState::Scheduled, vec![]),
        heart::PromotionState::Live => (marketer::PromotionState::Live, vec![]),
        heart::PromotionState::Ended { .. } => (marketer::PromotionState::Ended, vec![]),
        heart::PromotionState::Withdrawn { .. } => (marketer::PromotionState::Withdrawn, vec![]),
    };
    marketer::Promotion {
        promotion: promotion.id,
        revision: promotion.revision,
        state,
        content: content(promotion.content),
        mistakes,
        draw: draw.map(drawn),
    }
}

fn content(content: Content) -> marketer::Content {
    let (prizes, mut rules) = match content.kind {
        Kind::Announcement => (None, Default::default()),
        Kind::PrizeDraw { prizes, rules } => (Some(prizes), rules),
    };
    let texts = content.texts.into_iter().map(|(language, text)| {
        let text = marketer::Text {
            title: text.title,
            body: text.body,
            rules: rules.remove(&language).unwrap_or_default(),
        };
        (language, text)
    });
    marketer::Content {
        prizes,
        starts_ms: content.period.starts.as_millis(),
        ends_ms: content.period.ends.as_millis(),
        zone: content.period.zone,
        texts: texts.collect(),
        default_language: content.default_language,
    }
}

fn drawn(draw: DrawView) -> marketer::Draw {
    let (stage, entries_hash, winners, drawn_ms) = match draw.state {
        DrawState::Open => (ProofStage::Open, None, vec![], None),
        DrawState::Sealed { entries_hash } => {
            (ProofStage::Sealed, Some(entries_hash), vec![], None)
        }
        DrawState::Drawn {
            entries_hash,
            winners,
            at,
        } => {
            let at = Some(at.as_millis());
            (ProofStage::Drawn, Some(entries_hash), winners, at)
        }
        DrawState::Void { .. } => (ProofStage::Void, None, vec![], None),
    };
    marketer::Draw {
        stage,
        entries: draw.entries,
        seed_hash: hex(draw.seed_hash),
        entries_hash: entries_hash.map(hex),
        winners,
        drawn_ms,
    }
}

/// Recomputes the draw for its `holds`.
pub fn proof(proof: Proof) -> DrawProof {
    let holds = proof.holds();
    let (stage, entries_hash, entries, seed, winners) = match proof.stage {
        heart::ProofStage::Open => (ProofStage::Open, None, vec![], None, vec![]),
        heart::ProofStage::Void => (ProofStage::Void, None, vec![], None, vec![]),
        heart::ProofStage::Sealed {
            entries_hash,
            entries,
        } => (
            ProofStage::Sealed,
            Some(entries_hash),
            entries,
            None,
            vec![],
        ),
        heart::ProofStage::Drawn {
            entries_hash,
            entries,
            seed,
            winners,
        } => (
            ProofStage::Drawn,
            Some(entries_hash),
            entries,
            Some(seed.to_hex()),
            winners,
        ),
    };
    DrawProof {
        promotion: proof.promotion,
        stage,
        prizes: proof.prizes,
        seed_hash: hex(proof.seed_hash),
        entries_hash: entries_hash.map(hex),
        entries,
        seed,
        winners,
        holds,
    }
}

fn hex(digest: Digest) -> String {
    digest.to_string()
}
