//! The doors: inputs and the time go in, effects and the next deadline come out.

use super::draw::{Draw, DrawState};
use super::effect::{Effect, Record};
use super::entry::Entry;
use super::input::Input;
use super::promotion::{Promotion, PromotionState};
use super::refusal::Refusal;
use super::settings::Settings;
use super::view::{EntryView, Feed, PromotionView, Proof, ProofStage, Shown};
use super::{marketers, settle};
use crate::time::Timestamp;
use bellpull_protocol::VisitorId;
use bellpull_protocol::{EntryId, PromotionId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// All promotions of one hotline. See the module's documentation for the shell's duty.
#[derive(Debug)]
pub struct Promotions {
    pub(super) settings: Settings,
    pub(super) promotions: BTreeMap<PromotionId, Promotion>,
    pub(super) draws: BTreeMap<PromotionId, Draw>,
    pub(super) entries: BTreeMap<PromotionId, BTreeMap<VisitorId, Entry>>,
    /// The ids of the same entries, sorted.
    pub(super) entry_ids: BTreeMap<PromotionId, BTreeSet<EntryId>>,

    // What the current call changed, and what was told before.
    pub(super) changed: BTreeSet<PromotionId>,
    pub(super) told_feed: Feed,
    pub(super) effects: VecDeque<Effect>,
}

/// What [`Promotions::poll_timeout`] waits for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Starts(PromotionId),
    Ends(PromotionId),
    IsForgotten(PromotionId),
}

impl Promotions {
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            promotions: BTreeMap::new(),
            draws: BTreeMap::new(),
            entries: BTreeMap::new(),
            entry_ids: BTreeMap::new(),
            changed: BTreeSet::new(),
            told_feed: Feed {
                live: vec![],
                changes: None,
            },
            effects: VecDeque::new(),
        }
    }

    /// Takes in what [`Effect::Keep`] gave out and [`Effect::Forget`] did not take back. No effect results.
    #[must_use]
    pub fn restore(settings: Settings, records: impl IntoIterator<Item = Record>) -> Self {
        let mut promotions = Self::new(settings);
        for record in records {
            match record {
                Record::Promotion(promotion) => {
                    promotions
                        .promotions
                        .insert(promotion.id.clone(), promotion);
                }
                Record::Draw(draw) => {
                    promotions.draws.insert(draw.promotion.clone(), draw);
                }
                Record::Entry(entry) => promotions.insert_entry(entry),
            }
        }
        promotions.told_feed = promotions.feed();
        promotions
    }

    /// Carries out what happened at `now`, after whatever was due by then.
    ///
    /// # Errors
    /// A refusal for whoever asked; the input changed nothing then.
    pub fn handle_input(&mut self, now: Timestamp, input: Input) -> Result<(), Refusal> {
        self.expire(now);
        let outcome = self.dispatch(now, input);
        self.expire(now);
        self.settle();
        outcome
    }

    /// Does what is due at `now`. Calling it early does nothing.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        self.expire(now);
        self.settle();
    }

    /// The next thing to do, in order.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When to call [`Self::handle_timeout`] next, and what for.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Timestamp, Reason)> {
        let deadlines = self.promotions.values().filter_map(|promotion| {
            let at = self.deadline(promotion)?;
            let id = promotion.id.clone();
            let reason = match promotion.state {
                PromotionState::Draft | PromotionState::Scheduled => Reason::Starts(id),
                PromotionState::Live => Reason::Ends(id),
                PromotionState::Ended { .. } | PromotionState::Withdrawn { .. } => {
                    Reason::IsForgotten(id)
                }
            };
            Some((at, reason))
        });
        deadlines.min()
    }

    /// All that is live, as it was last published or is to be published after a restore.
    #[must_use]
    pub fn feed(&self) -> Feed {
        settle::feed(self)
    }

    /// What a reader of `language` sees at `now`, by start.
    #[must_use]
    pub fn visible(&self, now: Timestamp, language: &str) -> Vec<Shown> {
        let live = self.feed().live.into_iter();
        let live = live.filter(|item| item.period.contains(now));
        live.filter_map(|item| item.shown(language)).collect()
    }

    /// What a reader of `language` would see of this promotion, public or not. `None` without any text for them.
    #[must_use]
    pub fn preview(&self, id: &PromotionId, language: &str) -> Option<Shown> {
        settle::feed_item(self, self.promotions.get(id)?).shown(language)
    }

    /// All promotions as marketers see them, in the order of their ids.
    pub fn views(&self) -> impl Iterator<Item = PromotionView> {
        let promotions = self.promotions.values();
        promotions.map(|promotion| settle::view(self, promotion))
    }

    #[must_use]
    pub fn view(&self, id: &PromotionId) -> Option<PromotionView> {
        let promotion = self.promotions.get(id)?;
        Some(settle::view(self, promotion))
    }

    #[must_use]
    pub fn entry_of(&self, promotion: &PromotionId, visitor: &VisitorId) -> Option<EntryView> {
        let entry = self.entries.get(promotion)?.get(visitor)?;
        Some(settle::entry_view(self, entry))
    }

    /// What this visitor has entered, in the order of the promotions' ids.
    pub fn entries_of(&self, visitor: &VisitorId) -> impl Iterator<Item = EntryView> {
        let entries = self.entries.values();
        let entries = entries.filter_map(|entries| entries.get(visitor));
        entries.map(|entry| settle::entry_view(self, entry))
    }

    /// What is public about a draw. Entries are, once they are sealed.
    #[must_use]
    pub fn proof(&self, id: &PromotionId) -> Option<Proof> {
        let draw = self.draws.get(id)?;
        let entries = || self.sorted_entries(id).into_iter().collect();
        let stage = match &draw.state {
            DrawState::Open => ProofStage::Open,
            DrawState::Void { .. } => ProofStage::Void,
            DrawState::Sealed { entries_hash } => ProofStage::Sealed {
                entries_hash: *entries_hash,
                entries: entries(),
            },
            DrawState::Drawn {
                entries_hash,
                winners,
                ..
            } => ProofStage::Drawn {
                entries_hash: *entries_hash,
                entries: entries(),
                seed: draw.seed.clone(),
                winners: winners.clone(),
            },
        };
        Some(Proof {
            promotion: id.clone(),
            prizes: draw.prizes,
            seed_hash: draw.seed.hash(),
            stage,
        })
    }

    fn dispatch(&mut self, now: Timestamp, input: Input) -> Result<(), Refusal> {
        match input {
            Input::Save {
                by,
                promotion,
                revision,
                content,
            } => {
                let save = marketers::Save {
                    by,
                    promotion,
                    revision,
                    content,
                };
                self.save(now, save)
            }
            Input::Discard { by, promotion } => self.discard(now, by, &promotion),
            Input::Publish {
                by,
                promotion,
                revision,
                seed,
            } => self.publish(now, by, &promotion, (revision, seed)),
            Input::Withdraw { by, promotion } => self.withdraw(now, by, &promotion),
            Input::Draw { by, promotion } => self.draw(now, by, &promotion),
            Input::Enter {
                visitor,
                promotion,
                entry,
                request,
            } => {
                let entry = Entry {
                    id: entry,
                    promotion,
                    visitor,
                    request,
                    at: now,
                };
                self.enter(now, entry)
            }
        }
    }
}
