//! A hotline's promotions with a clock and a disk, one marketer and as many visitors as needed.

use crate::storage::Storage;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{
    Content, Effect, EntryId, EntryOutcome, EntryView, Fact, FactKind, Feed, Input, Kind, Period,
    Promotion, PromotionId, PromotionState, Promotions, Refusal, Seed, Settings, Shown, Text,
};
use bellpull_protocol::{OperatorId, RequestId, VisitorId};
use std::collections::BTreeMap;
use std::time::Duration;

/// When every stage begins.
pub const OPENING: Timestamp = Timestamp::from_millis(1_800_000_000_000);

pub struct Stage {
    pub now: Timestamp,
    pub promotions: Promotions,
    pub storage: Storage,
    pub facts: Vec<Fact>,
    /// What was to be done since [`Stage::take_effects`], in order.
    effects: Vec<Effect>,
}

pub fn visitor(name: &str) -> VisitorId {
    VisitorId::new(name).unwrap()
}

pub fn marketer() -> OperatorId {
    OperatorId::new("mia").unwrap()
}

pub fn promotion(name: &str) -> PromotionId {
    PromotionId::new(name).unwrap()
}

pub fn entry(name: &str) -> EntryId {
    EntryId::new(name).unwrap()
}

pub fn seed(byte: u8) -> Seed {
    Seed::from_bytes([byte; 32])
}

/// So many seconds after the opening.
pub fn second(seconds: u64) -> Timestamp {
    OPENING.after(Duration::from_secs(seconds))
}

/// In English, from second 10 to second 100.
pub fn announcement() -> Content {
    Content {
        kind: Kind::Announcement,
        period: Period {
            starts: second(10),
            ends: second(100),
            zone: "Europe/Vienna".into(),
        },
        texts: BTreeMap::from([("en".into(), text("Snow!", "Skis are cheaper."))]),
        default_language: "en".into(),
    }
}

/// The same with prizes.
pub fn prize_draw(prizes: u32) -> Content {
    Content {
        kind: Kind::PrizeDraw {
            prizes,
            rules: BTreeMap::from([("en".into(), "One entry each.".into())]),
        },
        ..announcement()
    }
}

pub fn text(title: &str, body: &str) -> Text {
    Text {
        title: title.into(),
        body: body.into(),
    }
}

impl Stage {
    pub fn empty() -> Self {
        Self::with(Settings::default())
    }

    pub fn with(settings: Settings) -> Self {
        Self {
            now: OPENING,
            promotions: Promotions::new(settings),
            storage: Storage::default(),
            facts: vec![],
            effects: vec![],
        }
    }

    /// A draw `p` that is live.
    pub fn with_live_draw(prizes: u32) -> Self {
        let mut stage = Self::empty();
        stage.publish("p", prize_draw(prizes));
        stage.at(10);
        stage
    }

    // Doors of the heart.

    pub fn input(&mut self, input: Input) -> Result<(), Refusal> {
        let outcome = self.promotions.handle_input(self.now, input);
        self.drain();
        outcome
    }

    /// Lets time pass until so many seconds after the opening; every alarm comes in time.
    pub fn at(&mut self, seconds: u64) {
        let end = second(seconds);
        while let Some((at, _)) = self.promotions.poll_timeout().filter(|(at, _)| *at <= end) {
            self.now = self.now.max(at);
            self.alarm();
        }
        self.now = end;
    }

    /// Lets time pass while no alarm comes.
    pub fn at_without_alarm(&mut self, seconds: u64) {
        self.now = second(seconds);
    }

    pub fn alarm(&mut self) {
        self.promotions.handle_timeout(self.now);
        self.drain();
        if let Some((next, what)) = self.promotions.poll_timeout() {
            assert!(next > self.now, "{what:?} is due in the past");
        }
    }

    /// Kills the object and wakes it from what was written.
    pub fn restart(&mut self) {
        self.promotions = Promotions::restore(Settings::default(), self.storage.records());
    }

    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    // What people do.

    /// Saves on top of what is there.
    pub fn save(&mut self, name: &str, content: Content) -> Result<(), Refusal> {
        let id = promotion(name);
        let known = self.promotions.view(&id);
        let revision = known.map_or(0, |view| view.promotion.revision);
        self.input(Input::Save {
            by: marketer(),
            promotion: id,
            revision,
            content,
        })
    }

    pub fn try_publish(&mut self, name: &str) -> Result<(), Refusal> {
        let known = self.promotions.view(&promotion(name));
        let revision = known.map_or(0, |view| view.promotion.revision);
        self.input(Input::Publish {
            by: marketer(),
            promotion: promotion(name),
            revision,
            seed: seed(7),
        })
    }

    pub fn publish(&mut self, name: &str, content: Content) {
        self.save(name, content).unwrap();
        self.try_publish(name).unwrap();
    }

    pub fn withdraw(&mut self, name: &str) -> Result<(), Refusal> {
        self.input(Input::Withdraw {
            by: marketer(),
            promotion: promotion(name),
        })
    }

    pub fn discard(&mut self, name: &str) -> Result<(), Refusal> {
        self.input(Input::Discard {
            by: marketer(),
            promotion: promotion(name),
        })
    }

    pub fn draw(&mut self, name: &str) -> Result<(), Refusal> {
        self.input(Input::Draw {
            by: marketer(),
            promotion: promotion(name),
        })
    }

    /// Enters `p`, with an entry named after visitor and request.
    pub fn enter(&mut self, who: &str, request: &str) -> Result<(), Refusal> {
        self.input(Input::Enter {
            visitor: visitor(who),
            promotion: promotion("p"),
            entry: entry(&format!("{who}-{request}")),
            request: RequestId::new(request).unwrap(),
        })
    }

    // What can be seen.

    pub fn promotion(&self, name: &str) -> Promotion {
        self.promotions.view(&promotion(name)).unwrap().promotion
    }

    pub fn state(&self, name: &str) -> PromotionState {
        self.promotion(name).state
    }

    /// The titles that a reader of `language` sees now.
    pub fn titles(&self, language: &str) -> Vec<String> {
        let visible = self.promotions.visible(self.now, language).into_iter();
        visible.map(|shown: Shown| shown.title).collect()
    }

    pub fn outcome(&self, who: &str) -> Option<EntryOutcome> {
        let entry = self.promotions.entry_of(&promotion("p"), &visitor(who));
        entry.map(|entry| entry.outcome)
    }

    /// The last feed that was published since the effects were taken.
    pub fn published(&self) -> Option<&Feed> {
        self.effects.iter().rev().find_map(|effect| {
            let Effect::Publish { feed } = effect else {
                return None;
            };
            Some(feed)
        })
    }

    /// The entries that were told since the effects were taken.
    pub fn told_entries(&self) -> Vec<EntryView> {
        let effects = self.effects.iter();
        effects
            .filter_map(|effect| {
                let Effect::TellEntry { view, .. } = effect else {
                    return None;
                };
                Some(view.clone())
            })
            .collect()
    }

    pub fn facts_of(&self, is_meant: impl Fn(&FactKind) -> bool) -> usize {
        let facts = self.facts.iter();
        facts.filter(|fact| is_meant(&fact.kind)).count()
    }

    fn drain(&mut self) {
        while let Some(effect) = self.promotions.poll_effect() {
            self.storage.perform(&effect);
            if let Effect::Journal(fact) = &effect {
                self.facts.push(fact.clone());
            }
            self.effects.push(effect);
        }
    }
}
