//! What happens when time has passed.

use super::doors::Promotions;
use super::effect::{Effect, RecordId};
use super::fact::FactKind;
use super::promotion::{Promotion, PromotionState};
use crate::time::Timestamp;
use bellpull_protocol::PromotionId;

/// A promotion whose alarm comes very late starts, ends and is forgotten at once; a bound, so that no mistake can
/// keep the object busy for ever.
const EXPIRY_ROUNDS: usize = 3;

impl Promotions {
    pub(super) fn expire(&mut self, now: Timestamp) {
        for _ in 0..EXPIRY_ROUNDS {
            let promotions = self.promotions.values();
            let due = promotions
                .filter(|promotion| self.deadline(promotion).is_some_and(|at| at <= now))
                .map(|promotion| promotion.id.clone());
            for id in due.collect::<Vec<_>>() {
                self.promotion_due(now, &id);
            }
        }
    }

    pub(super) fn deadline(&self, promotion: &Promotion) -> Option<Timestamp> {
        promotion.next_deadline(self.draws.get(&promotion.id), &self.settings)
    }

    fn promotion_due(&mut self, now: Timestamp, id: &PromotionId) {
        let Some(promotion) = self.promotions.get_mut(id) else {
            return;
        };
        match promotion.state {
            PromotionState::Draft => {}
            PromotionState::Scheduled => {
                promotion.state = PromotionState::Live;
                self.changed.insert(id.clone());
                self.journal(now, id, FactKind::Started);
            }
            PromotionState::Live => {
                promotion.state = PromotionState::Ended { at: now };
                self.changed.insert(id.clone());
                self.journal(now, id, FactKind::Ended);
                self.seal(now, id);
            }
            PromotionState::Ended { .. } | PromotionState::Withdrawn { .. } => self.forget(id),
        }
    }

    fn seal(&mut self, now: Timestamp, id: &PromotionId) {
        let entries = self.sorted_entries(id);
        let Some(draw) = self.draws.get_mut(id) else {
            return;
        };
        let entries_hash = draw.seal(&entries);
        let entries = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        self.journal(
            now,
            id,
            FactKind::Sealed {
                entries_hash,
                entries,
            },
        );
    }

    fn forget(&mut self, id: &PromotionId) {
        self.promotions.remove(id);
        self.changed.remove(id);
        self.entries.remove(id);
        for entry in self.entry_ids.remove(id).unwrap_or_default() {
            self.effects
                .push_back(Effect::Forget(RecordId::Entry(entry)));
        }
        if self.draws.remove(id).is_some() {
            let record = RecordId::Draw(id.clone());
            self.effects.push_back(Effect::Forget(record));
        }
        let record = RecordId::Promotion(id.clone());
        self.effects.push_back(Effect::Forget(record));
        self.effects.push_back(Effect::TellGone {
            promotion: id.clone(),
        });
    }
}
