//! After every change: say what has to be kept and told.

use super::content::Kind;
use super::doors::Promotions;
use super::draw::DrawState;
use super::effect::{Effect, Record};
use super::entry::Entry;
use super::fact::{Fact, FactKind};
use super::promotion::{Promotion, PromotionState};
use super::view::{DrawView, EntryOutcome, EntryView, Feed, FeedItem, FeedKind, PromotionView};
use crate::time::Timestamp;
use bellpull_protocol::{EntryId, PromotionId};
use std::collections::BTreeSet;
use std::mem;

impl Promotions {
    pub(super) fn settle(&mut self) {
        for id in mem::take(&mut self.changed) {
            let Some(promotion) = self.promotions.get(&id) else {
                continue;
            };
            let view = view(self, promotion);
            self.effects
                .push_back(Effect::Keep(Record::Promotion(promotion.clone())));
            if let Some(draw) = self.draws.get(&id) {
                self.effects
                    .push_back(Effect::Keep(Record::Draw(draw.clone())));
            }
            self.effects.push_back(Effect::TellMarketers { view });
        }
        let feed = feed(self);
        if feed != self.told_feed {
            self.told_feed = feed.clone();
            self.effects.push_back(Effect::Publish { feed });
        }
    }

    pub(super) fn journal(&mut self, at: Timestamp, promotion: &PromotionId, kind: FactKind) {
        self.effects.push_back(Effect::Journal(Fact {
            at,
            promotion: promotion.clone(),
            kind,
        }));
    }

    pub(super) fn tell_entrants(&mut self, id: &PromotionId) {
        self.effects.push_back(Effect::TellEntrants {
            promotion: id.clone(),
        });
    }

    pub(super) fn sorted_entries(&self, id: &PromotionId) -> BTreeSet<EntryId> {
        self.entry_ids.get(id).cloned().unwrap_or_default()
    }
}

pub(super) fn feed(promotions: &Promotions) -> Feed {
    let mut live: Vec<&Promotion> = Vec::new();
    let mut changes: Option<Timestamp> = None;
    for promotion in promotions.promotions.values() {
        let next = match promotion.state {
            PromotionState::Scheduled => promotion.period().starts,
            PromotionState::Live => {
                live.push(promotion);
                promotion.period().ends
            }
            PromotionState::Draft
            | PromotionState::Ended { .. }
            | PromotionState::Withdrawn { .. } => continue,
        };
        changes = Some(changes.map_or(next, |at| at.min(next)));
    }
    // Stable, and they come by id.
    live.sort_by_key(|promotion| promotion.period().starts);
    let live = live.into_iter().map(|live| feed_item(promotions, live));
    Feed {
        live: live.collect(),
        changes,
    }
}

pub(super) fn feed_item(promotions: &Promotions, promotion: &Promotion) -> FeedItem {
    let content = &promotion.content;
    let kind = match &content.kind {
        Kind::Announcement => FeedKind::Announcement,
        Kind::PrizeDraw { prizes, rules } => FeedKind::PrizeDraw {
            prizes: *prizes,
            rules: rules.clone(),
            seed_hash: promotions
                .draws
                .get(&promotion.id)
                .map(|draw| draw.seed.hash()),
        },
    };
    FeedItem {
        promotion: promotion.id.clone(),
        period: content.period.clone(),
        kind,
        texts: content.texts.clone(),
        default_language: content.default_language.clone(),
    }
}

pub(super) fn view(promotions: &Promotions, promotion: &Promotion) -> PromotionView {
    let id = &promotion.id;
    let entries = promotions.entry_ids.get(id).map_or(0, BTreeSet::len);
    let draw = promotions.draws.get(id).map(|draw| DrawView {
        prizes: draw.prizes,
        seed_hash: draw.seed.hash(),
        entries: u32::try_from(entries).unwrap_or(u32::MAX),
        state: draw.state.clone(),
    });
    PromotionView {
        promotion: promotion.clone(),
        draw,
    }
}

pub(super) fn entry_view(promotions: &Promotions, entry: &Entry) -> EntryView {
    let draw = promotions.draws.get(&entry.promotion);
    let outcome = match draw.map(|draw| &draw.state) {
        Some(DrawState::Open | DrawState::Sealed { .. }) => EntryOutcome::Pending,
        Some(DrawState::Drawn { winners, .. }) => {
            let mut places = (1u32..).zip(winners);
            let won = places.find(|(_, winner)| **winner == entry.id);
            won.map_or(EntryOutcome::NotWon, |(prize, _)| EntryOutcome::Won {
                prize,
            })
        }
        Some(DrawState::Void { .. }) | None => EntryOutcome::Void,
    };
    EntryView {
        entry: entry.id.clone(),
        promotion: entry.promotion.clone(),
        request: entry.request.clone(),
        at: entry.at,
        outcome,
    }
}
