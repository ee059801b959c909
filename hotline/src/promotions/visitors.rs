//! What visitors do.

use super::doors::Promotions;
use super::effect::{Effect, Record};
use super::entry::Entry;
use super::fact::FactKind;
use super::promotion::PromotionState;
use super::refusal::Refusal;
use super::settle;
use crate::time::Timestamp;

impl Promotions {
    /// One entry for each visitor and draw. The same request tells the entry again, however late it arrives: its
    /// visitor may not know yet that it was in time.
    pub(super) fn enter(&mut self, now: Timestamp, entry: Entry) -> Result<(), Refusal> {
        let known = self
            .promotions
            .get(&entry.promotion)
            .ok_or(Refusal::UnknownPromotion)?;
        let entered = self.entries.get(&entry.promotion);
        if let Some(before) = entered.and_then(|entries| entries.get(&entry.visitor)) {
            if before.request != entry.request {
                return Err(Refusal::AlreadyEntered);
            }
            let view = settle::entry_view(self, before);
            self.tell_entry(entry, view);
            return Ok(());
        }
        let is_public = known.state != PromotionState::Draft;
        if is_public && !known.is_draw() {
            return Err(Refusal::NotADraw);
        }
        match known.state {
            PromotionState::Draft => return Err(Refusal::UnknownPromotion),
            PromotionState::Scheduled => return Err(Refusal::NotStarted),
            PromotionState::Live => {}
            PromotionState::Ended { .. } | PromotionState::Withdrawn { .. } => {
                return Err(Refusal::Over);
            }
        }
        // The clock of the machine may have been set back since the start.
        if !known.is_live(now) {
            return Err(Refusal::NotStarted);
        }
        if entered.is_some_and(|entries| entries.len() >= self.settings.max_entries) {
            return Err(Refusal::Full);
        }
        let mut ids = self.entry_ids.values();
        if ids.any(|ids| ids.contains(&entry.id)) {
            return Err(Refusal::IdTaken);
        }
        self.effects
            .push_back(Effect::Keep(Record::Entry(entry.clone())));
        self.journal(
            now,
            &entry.promotion,
            FactKind::Entered {
                entry: entry.id.clone(),
                visitor: entry.visitor.clone(),
            },
        );
        self.insert_entry(entry.clone());
        let view = settle::entry_view(self, &entry);
        self.tell_entry(entry, view);
        Ok(())
    }

    /// Keeps the index of ids in step.
    pub(super) fn insert_entry(&mut self, entry: Entry) {
        self.entry_ids
            .entry(entry.promotion.clone())
            .or_default()
            .insert(entry.id.clone());
        self.entries
            .entry(entry.promotion.clone())
            .or_default()
            .insert(entry.visitor.clone(), entry);
    }

    fn tell_entry(&mut self, entry: Entry, view: super::EntryView) {
        self.effects.push_back(Effect::TellEntry {
            visitor: entry.visitor,
            view,
        });
    }
}
