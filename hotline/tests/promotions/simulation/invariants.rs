//! What must hold after every step.

use super::world::World;
use bellpull_hotline::promotions::{
    EntryOutcome, FactKind, PromotionState, Promotions, Proof, ProofStage, Settings,
};
use std::collections::BTreeSet;
use std::fmt::Debug;

fn must(holds: bool, sentence: &str, what: impl Debug) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(format!("{sentence}: {what:?}"))
    }
}

impl World {
    pub fn check(&mut self) -> Result<(), String> {
        self.one_entry_for_each_visitor_and_draw()?;
        self.what_was_acknowledged_is_there()?;
        self.what_is_live_is_within_its_period()?;
        self.commitments_stand_and_winners_follow()?;
        self.a_restored_object_is_the_same()
    }

    pub fn no_deadline_is_past(&self) -> Result<(), String> {
        let next = self.heart.poll_timeout();
        let is_past = next.as_ref().is_some_and(|(at, _)| *at <= self.now);
        must(!is_past, "no deadline is in the past", next)
    }

    /// Everything is over: whoever entered has an answer.
    pub fn check_end(&self) -> Result<(), String> {
        for (visitor, promotion) in self.acknowledged.keys() {
            let entry = self.heart.entry_of(promotion, visitor);
            let outcome = entry.map(|entry| entry.outcome);
            let answered = outcome.is_some_and(|outcome| outcome != EntryOutcome::Pending);
            must(answered, "everybody learns the outcome", (visitor, outcome))?;
        }
        for view in self.heart.views() {
            let Some(draw) = view.draw else { continue };
            let winners = self.winners.get(&view.promotion.id);
            let withdrawn = matches!(view.promotion.state, PromotionState::Withdrawn { .. });
            let expected = draw.entries.min(draw.prizes) as usize;
            let as_many = winners.is_some_and(|winners| winners.len() == expected);
            must(
                withdrawn || as_many,
                "every prize finds its winner",
                winners,
            )?;
        }
        self.the_journal_says_it_once()
    }

    fn the_journal_says_it_once(&self) -> Result<(), String> {
        let mut said = BTreeSet::new();
        for fact in &self.journal {
            let key = match &fact.kind {
                FactKind::Saved { .. } | FactKind::Discarded { .. } => continue,
                FactKind::Entered { visitor, .. } => ("entered", Some(visitor)),
                FactKind::Published { .. } => ("published", None),
                FactKind::Started => ("started", None),
                FactKind::Ended => ("ended", None),
                FactKind::Withdrawn { .. } => ("withdrawn", None),
                FactKind::Sealed { .. } => ("sealed", None),
                FactKind::Drawn { .. } => ("drawn", None),
            };
            let is_new = said.insert((&fact.promotion, key));
            must(is_new, "the journal says it once", fact)?;
        }
        Ok(())
    }

    fn one_entry_for_each_visitor_and_draw(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for entry in self.storage.entries() {
            let is_new = seen.insert((entry.visitor.clone(), entry.promotion.clone()));
            must(is_new, "one entry for each visitor and draw", entry)?;
        }
        Ok(())
    }

    fn what_was_acknowledged_is_there(&self) -> Result<(), String> {
        let stored: BTreeSet<_> = self.storage.entries().into_iter().map(|e| e.id).collect();
        for ((visitor, promotion), entry) in &self.acknowledged {
            let known = self.heart.entry_of(promotion, visitor);
            let same = known.is_some_and(|known| known.entry == *entry);
            let sentence = "an acknowledged entry is never lost";
            must(same && stored.contains(entry), sentence, entry)?;
        }
        Ok(())
    }

    fn what_is_live_is_within_its_period(&self) -> Result<(), String> {
        let sentence = "what is live is within its period";
        must(
            self.feed == self.heart.feed(),
            "the feed is published",
            &self.feed,
        )?;
        for item in &self.feed.live {
            must(item.period.contains(self.now), sentence, item)?;
        }
        for view in self.heart.views() {
            let promotion = view.promotion;
            let should = match promotion.state {
                PromotionState::Draft | PromotionState::Withdrawn { .. } => false,
                PromotionState::Scheduled | PromotionState::Live | PromotionState::Ended { .. } => {
                    promotion.period().contains(self.now)
                }
            };
            let mut live = self.feed.live.iter();
            let is = live.any(|item| item.promotion == promotion.id);
            must(should == is, sentence, promotion)?;
        }
        Ok(())
    }

    fn commitments_stand_and_winners_follow(&mut self) -> Result<(), String> {
        let ids: Vec<_> = self.heart.views().map(|view| view.promotion.id).collect();
        let proofs = ids.iter().filter_map(|id| self.heart.proof(id));
        for proof in proofs.collect::<Vec<_>>() {
            must(proof.holds(), "a proof holds", &proof)?;
            self.commitment_stands(proof)?;
        }
        Ok(())
    }

    fn commitment_stands(&mut self, proof: Proof) -> Result<(), String> {
        let id = &proof.promotion;
        let noted = self.seed_hashes.entry(id.clone());
        let noted = *noted.or_insert(proof.seed_hash);
        must(noted == proof.seed_hash, "a seed stays", id)?;
        let (sealed, winners) = match proof.stage {
            ProofStage::Open | ProofStage::Void => (None, None),
            ProofStage::Sealed { entries_hash, .. } => (Some(entries_hash), None),
            ProofStage::Drawn {
                entries_hash,
                winners,
                entries,
                ..
            } => {
                let distinct: BTreeSet<_> = winners.iter().collect();
                let bounded = winners.len() <= entries.len().min(proof.prizes as usize);
                let good = bounded && distinct.len() == winners.len();
                must(
                    good,
                    "winners are distinct and no more than prizes",
                    &winners,
                )?;
                (Some(entries_hash), Some(winners))
            }
        };
        if let Some(noted) = self.entries_hashes.get(id) {
            must(sealed == Some(*noted), "sealed entries stay", id)?;
        }
        if let Some(noted) = self.winners.get(id) {
            must(winners.as_ref() == Some(noted), "winners stay", id)?;
        }
        self.entries_hashes
            .extend(sealed.map(|hash| (id.clone(), hash)));
        self.winners
            .extend(winners.map(|winners| (id.clone(), winners)));
        Ok(())
    }

    fn a_restored_object_is_the_same(&self) -> Result<(), String> {
        let shadow = Promotions::restore(Settings::default(), self.storage.records());
        let sentence = "a restored object is the same";
        let same = shadow.views().eq(self.heart.views());
        must(
            same && shadow.feed() == self.heart.feed(),
            sentence,
            &shadow,
        )?;
        must(
            shadow.poll_timeout() == self.heart.poll_timeout(),
            sentence,
            &shadow,
        )
    }
}
