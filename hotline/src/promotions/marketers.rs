//! What marketers do.

use super::content::{Content, Kind};
use super::digest::Seed;
use super::doors::Promotions;
use super::draw::DrawState;
use super::effect::{Effect, RecordId};
use super::fact::FactKind;
use super::mistake::Mistake;
use super::promotion::{Promotion, PromotionState};
use super::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::OperatorId;
use bellpull_protocol::PromotionId;

/// A marketer's wish to write a promotion.
pub(super) struct Save {
    pub by: OperatorId,
    pub promotion: PromotionId,
    pub revision: u32,
    pub content: Content,
}

impl Promotions {
    /// Saving what is there already tells it again, so that a repeat is harmless.
    pub(super) fn save(&mut self, now: Timestamp, save: Save) -> Result<(), Refusal> {
        let id = save.promotion;
        let (state, revision) = match self.promotions.get(&id) {
            Some(known) if known.content == save.content => {
                self.changed.insert(id);
                return Ok(());
            }
            Some(known) => {
                if known.revision != save.revision {
                    return Err(Refusal::Stale);
                }
                may_change(known, &save.content, now)?;
                if known.state != PromotionState::Draft {
                    self.has_room_for(&id, &save.content)?;
                }
                (known.state, known.revision.saturating_add(1))
            }
            None if save.revision > 0 => return Err(Refusal::UnknownPromotion),
            None if self.promotions.len() >= self.settings.max_promotions => {
                return Err(Refusal::TooMany);
            }
            None => (PromotionState::Draft, 1),
        };
        none_of(save.content.excesses())?;
        self.journal(
            now,
            &id,
            FactKind::Saved {
                by: save.by,
                revision,
            },
        );
        self.changed.insert(id.clone());
        let promotion = Promotion {
            id: id.clone(),
            revision,
            content: save.content,
            state,
        };
        self.promotions.insert(id, promotion);
        Ok(())
    }

    /// Only a draft was never public, so only a draft may vanish. Discarding twice is harmless.
    pub(super) fn discard(
        &mut self,
        now: Timestamp,
        by: OperatorId,
        id: &PromotionId,
    ) -> Result<(), Refusal> {
        if let Some(known) = self.promotions.get(id) {
            if known.state != PromotionState::Draft {
                return Err(Refusal::NotADraft);
            }
            self.promotions.remove(id);
            self.journal(now, id, FactKind::Discarded { by });
            let record = RecordId::Promotion(id.clone());
            self.effects.push_back(Effect::Forget(record));
        }
        self.effects.push_back(Effect::TellGone {
            promotion: id.clone(),
        });
        Ok(())
    }

    /// Publishing twice is harmless; above all it does not change the seed.
    pub(super) fn publish(
        &mut self,
        now: Timestamp,
        by: OperatorId,
        id: &PromotionId,
        (revision, seed): (u32, Seed),
    ) -> Result<(), Refusal> {
        let known = self.promotions.get(id).ok_or(Refusal::UnknownPromotion)?;
        match known.state {
            PromotionState::Draft => {}
            PromotionState::Scheduled | PromotionState::Live | PromotionState::Ended { .. } => {
                self.changed.insert(id.clone());
                return Ok(());
            }
            PromotionState::Withdrawn { .. } => return Err(Refusal::Over),
        }
        if known.revision != revision {
            return Err(Refusal::Stale);
        }
        none_of(known.content.mistakes(now))?;
        self.has_room_for(id, &known.content)?;
        let draw = known.content.draw(id, seed);
        let seed_hash = draw.as_ref().map(|draw| draw.seed.hash());
        if let Some(known) = self.promotions.get_mut(id) {
            known.state = PromotionState::Scheduled;
        }
        if let Some(draw) = draw {
            self.draws.insert(id.clone(), draw);
        }
        self.changed.insert(id.clone());
        self.journal(
            now,
            id,
            FactKind::Published {
                by,
                revision,
                seed_hash,
            },
        );
        Ok(())
    }

    /// Takes a promotion out of public before its end. After the end there is nothing to take back, and a sealed
    /// draw is owed to those who entered.
    pub(super) fn withdraw(
        &mut self,
        now: Timestamp,
        by: OperatorId,
        id: &PromotionId,
    ) -> Result<(), Refusal> {
        let known = self
            .promotions
            .get_mut(id)
            .ok_or(Refusal::UnknownPromotion)?;
        match known.state {
            PromotionState::Scheduled | PromotionState::Live => {}
            PromotionState::Withdrawn { .. } => {
                self.changed.insert(id.clone());
                return Ok(());
            }
            PromotionState::Draft => return Err(Refusal::NotPublished),
            PromotionState::Ended { .. } => return Err(Refusal::Over),
        }
        known.state = PromotionState::Withdrawn { at: now };
        self.changed.insert(id.clone());
        if let Some(draw) = self.draws.get_mut(id) {
            draw.state = DrawState::Void { at: now };
            self.tell_entrants(id);
        }
        self.journal(now, id, FactKind::Withdrawn { by });
        Ok(())
    }

    /// Drawing twice gives the winners that were drawn.
    pub(super) fn draw(
        &mut self,
        now: Timestamp,
        by: OperatorId,
        id: &PromotionId,
    ) -> Result<(), Refusal> {
        let known = self.promotions.get(id).ok_or(Refusal::UnknownPromotion)?;
        if !known.is_draw() {
            return Err(Refusal::NotADraw);
        }
        let entries = self.sorted_entries(id);
        let draw = self.draws.get_mut(id).ok_or(Refusal::NotPublished)?;
        let entries_hash = match draw.state {
            DrawState::Open => return Err(Refusal::NotOver),
            DrawState::Void { .. } => return Err(Refusal::Over),
            DrawState::Drawn { .. } => {
                self.changed.insert(id.clone());
                return Ok(());
            }
            DrawState::Sealed { entries_hash } => entries_hash,
        };
        let winners = draw.draw(now, entries_hash, &entries);
        let seed = draw.seed.clone();
        self.changed.insert(id.clone());
        self.journal(now, id, FactKind::Drawn { by, seed, winners });
        self.tell_entrants(id);
        Ok(())
    }

    /// Whether this promotion may be public with that content, beside all others that are.
    fn has_room_for(&self, id: &PromotionId, content: &Content) -> Result<(), Refusal> {
        let others = self.promotions.values().filter(|other| match other.state {
            PromotionState::Scheduled | PromotionState::Live => other.id != *id,
            PromotionState::Draft
            | PromotionState::Ended { .. }
            | PromotionState::Withdrawn { .. } => false,
        });
        let others: usize = others.map(|other| other.content.text_bytes()).sum();
        if others.saturating_add(content.text_bytes()) > self.settings.max_public_bytes {
            return Err(Refusal::TooMany);
        }
        Ok(())
    }
}

/// What was promised in public stays; words may be corrected, and an announcement may end at another time.
fn may_change(known: &Promotion, content: &Content, now: Timestamp) -> Result<(), Refusal> {
    match known.state {
        PromotionState::Draft => return Ok(()),
        PromotionState::Scheduled => {}
        PromotionState::Live => {
            let (old, new) = (known.period(), &content.period);
            let other_end = match known.content.kind {
                Kind::Announcement => false,
                Kind::PrizeDraw { .. } => old.ends != new.ends,
            };
            if old.starts != new.starts || other_end {
                return Err(Refusal::Frozen);
            }
        }
        PromotionState::Ended { .. } | PromotionState::Withdrawn { .. } => {
            return Err(Refusal::Over);
        }
    }
    if known.content.kind != content.kind {
        return Err(Refusal::Frozen);
    }
    none_of(content.mistakes(now))
}

fn none_of(mistakes: Vec<Mistake>) -> Result<(), Refusal> {
    if mistakes.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Mistaken(mistakes))
    }
}
