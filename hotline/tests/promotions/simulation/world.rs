//! One clock, one object that may be killed, and what the world knows of it.

use super::chance::Chance;
use super::situations::Situation;
use crate::stage::OPENING;
use crate::storage::Storage;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{
    Digest, Effect, EntryId, Fact, Feed, Input, PromotionId, Promotions, Refusal, Settings,
};
use bellpull_protocol::VisitorId;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const STEPS: u32 = 400;
const LAST_LINES: usize = 40;

pub struct World {
    pub now: Timestamp,
    pub chance: Chance,
    pub heart: Promotions,
    pub storage: Storage,
    pub journal: Vec<Fact>,
    pub reached: BTreeSet<Situation>,
    /// What was sent last, so that it can be sent again.
    pub sent: Vec<Input>,
    /// Makes fresh ids.
    pub fresh: u64,

    // What the world was told and holds the object to.
    pub feed: Feed,
    pub acknowledged: BTreeMap<(VisitorId, PromotionId), EntryId>,
    pub seed_hashes: BTreeMap<PromotionId, Digest>,
    pub entries_hashes: BTreeMap<PromotionId, Digest>,
    pub winners: BTreeMap<PromotionId, Vec<EntryId>>,
    lines: Vec<String>,
}

/// What happens to the object while it works.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kill {
    Not,
    BeforeCommit,
    AfterCommit,
}

impl World {
    pub fn of(seed: u64) -> Self {
        let heart = Promotions::new(Settings::default());
        Self {
            now: OPENING,
            chance: Chance::of(seed),
            feed: heart.feed(),
            heart,
            storage: Storage::default(),
            journal: vec![],
            reached: BTreeSet::new(),
            sent: vec![],
            fresh: 0,
            acknowledged: BTreeMap::new(),
            seed_hashes: BTreeMap::new(),
            entries_hashes: BTreeMap::new(),
            winners: BTreeMap::new(),
            lines: vec![],
        }
    }

    pub fn run(&mut self) -> Result<(), String> {
        for _ in 0..STEPS {
            self.now = self.now.after(self.chance.millis(0, 20_000));
            if self.chance.percent(60) {
                self.alarm()?;
            } else if self.is_due() {
                self.reached.insert(Situation::AlarmLate);
            }
            let input = self.next_input();
            self.send(input)?;
            self.check()?;
        }
        self.end()
    }

    pub fn last_lines(&self) -> String {
        let first = self.lines.len().saturating_sub(LAST_LINES);
        self.lines[first..].join("\n")
    }

    /// Everything ends, every draw is drawn, and nobody is left without an answer.
    fn end(&mut self) -> Result<(), String> {
        self.now = self.now.after(Duration::from_secs(24 * 3600));
        self.perform(None, Kill::Not)?;
        for input in self.all_draws() {
            self.perform(Some(input), Kill::Not)?;
        }
        self.check()?;
        self.check_end()
    }

    fn is_due(&self) -> bool {
        let next = self.heart.poll_timeout();
        next.is_some_and(|(at, _)| at <= self.now)
    }

    fn alarm(&mut self) -> Result<(), String> {
        if self.is_due() {
            let kill = self.kill();
            self.perform(None, kill)?;
        }
        Ok(())
    }

    fn send(&mut self, input: Input) -> Result<(), String> {
        self.sent.push(input.clone());
        let kill = self.kill();
        self.perform(Some(input), kill)
    }

    fn kill(&mut self) -> Kill {
        match self.chance.below(20) {
            0 => Kill::BeforeCommit,
            1 => Kill::AfterCommit,
            _ => Kill::Not,
        }
    }

    /// One cause: the input, or the alarm.
    fn perform(&mut self, input: Option<Input>, kill: Kill) -> Result<(), String> {
        self.lines.push(format!("{:?} {input:?}", self.now));
        let expected = input.as_ref().and_then(|input| self.expected_entry(input));
        let outcome = match &input {
            Some(input) => self.heart.handle_input(self.now, input.clone()),
            None => {
                self.heart.handle_timeout(self.now);
                Ok(())
            }
        };
        if let Some(expected) = expected
            && expected != outcome.is_ok()
        {
            return Err(format!("an entry was answered {outcome:?}"));
        }
        self.no_deadline_is_past()?;
        let effects: Vec<_> = std::iter::from_fn(|| self.heart.poll_effect()).collect();
        if kill == Kill::BeforeCommit {
            self.reached.insert(Situation::KilledBeforeCommit);
            return self.restart();
        }
        for effect in &effects {
            self.storage.perform(effect);
            if let Effect::Journal(fact) = effect {
                self.journal.push(fact.clone());
            }
        }
        if kill == Kill::AfterCommit {
            self.reached.insert(Situation::KilledAfterCommit);
            return self.restart();
        }
        self.notice(input.as_ref(), &outcome);
        for effect in effects {
            self.hear(effect)?;
        }
        Ok(())
    }

    /// The object wakes from what was written, publishes, and does what is due.
    fn restart(&mut self) -> Result<(), String> {
        self.heart = Promotions::restore(Settings::default(), self.storage.records());
        self.feed = self.heart.feed();
        self.perform(None, Kill::Not)
    }

    fn hear(&mut self, effect: Effect) -> Result<(), String> {
        match effect {
            Effect::Publish { feed } => self.feed = feed,
            Effect::TellEntry { visitor, view } => {
                let key = (visitor, view.promotion);
                let known = self.acknowledged.insert(key, view.entry.clone());
                if known.is_some_and(|known| known != view.entry) {
                    return Err(format!("another entry was acknowledged: {:?}", view.entry));
                }
            }
            Effect::Keep(_)
            | Effect::Forget(_)
            | Effect::Journal(_)
            | Effect::TellEntrants { .. }
            | Effect::TellMarketers { .. }
            | Effect::TellGone { .. } => {}
        }
        Ok(())
    }

    fn notice(&mut self, input: Option<&Input>, outcome: &Result<(), Refusal>) {
        let Some(input) = input else {
            return;
        };
        for situation in super::people::situations(self, input, outcome) {
            self.reached.insert(situation);
        }
    }
}
