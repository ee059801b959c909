//! Questions and their answers as they travel, with the heart in between and the tables behind it.

use super::{
    FeedPost, Fresh, HotlineLive, Outcome, Proofs, Question, Refused, ask, preview, storage, turn,
};
use crate::storage::Value;
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{EntryId, Promotions, Record, Seed, Settings, recompute};
use bellpull_protocol::marketer::{self, Content, Text};
use bellpull_protocol::promotion::{
    DrawProof, Entries, Entry, EntryOutcome, ProofStage, PublicFeed,
};
use bellpull_protocol::{HotlineId, OperatorId, PromotionId, RefusalCode, RequestId, VisitorId};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

#[test]
fn a_promotion_goes_the_whole_way_over_the_wire() {
    let mut hotline = Hotline::new();

    let saved: marketer::Promotion = hotline.asks(save(0, draw()));
    assert_eq!(saved.state, marketer::PromotionState::Draft);
    assert_eq!(saved.content, draw());
    assert_eq!(saved.mistakes, []);

    let published: marketer::Promotion = hotline.asks(publish(1));
    assert_eq!(published.state, marketer::PromotionState::Scheduled);
    assert_eq!(published.draw.unwrap().seed_hash.len(), 64);
    assert_eq!(hotline.feed("de"), (vec![], Some(1_000)));

    hotline.now = 1_000;
    let (titles, changes) = hotline.feed("de-AT");
    assert_eq!((titles, changes), (vec!["Schnee!".to_owned()], Some(2_000)));

    let list: marketer::Promotions = hotline.asks(Question::List);
    assert_eq!(list.promotions[0].state, marketer::PromotionState::Live);
}

#[test]
fn a_visitor_has_one_entry_and_the_same_request_tells_it_again() {
    let mut hotline = Hotline::with_live_draw();

    let entry: Entry = hotline.asks(enter("v1", "r1"));
    let again: Entry = hotline.asks(enter("v1", "r1"));
    let refused = hotline.refuses(enter("v1", "r2"));

    assert_eq!(again, entry);
    assert_eq!(refused, RefusalCode::AlreadyEntered.into());
    let entries: Entries = hotline.asks(Question::Entries {
        visitor: visitor("v1"),
    });
    assert_eq!(entries.entries, [entry]);
}

#[test]
fn an_operator_sees_what_is_live_and_what_the_visitor_entered() {
    let mut hotline = Hotline::with_live_draw();
    let entry: Entry = hotline.asks(enter("v1", "r1"));
    let live = |visitor: Option<VisitorId>| Question::Live {
        language: "en".into(),
        visitor,
    };

    let about_visitor: HotlineLive = hotline.asks(live(Some(visitor("v1"))));
    let in_general: HotlineLive = hotline.asks(live(None));

    assert_eq!(about_visitor.live[0].title, "Snow!");
    assert_eq!(about_visitor.entries, [entry]);
    assert_eq!(in_general.entries, []);
}

#[test]
fn the_proof_says_no_more_than_is_public_at_its_stage() {
    let mut hotline = Hotline::with_live_draw();
    for name in ["v1", "v2", "v3"] {
        hotline.asks::<Entry>(enter(name, "r1"));
    }

    let open = hotline.proof();
    assert_eq!(open.stage, ProofStage::Open);
    assert_eq!((open.entries.len(), &open.seed), (0, &None));

    hotline.now = 2_000;
    let sealed = hotline.proof();
    assert_eq!(sealed.stage, ProofStage::Sealed);
    assert_eq!((sealed.entries.len(), &sealed.seed), (3, &None));

    let drawn = hotline.draws();
    let proof = hotline.proof();
    assert!(proof.holds);
    assert_eq!(proof.seed_hash, open.seed_hash);
    assert_eq!(proof.entries_hash, sealed.entries_hash);
    assert_eq!(drawn.draw.unwrap().winners, proof.winners);
    let seed = Seed::try_from(proof.seed.unwrap()).unwrap();
    assert_eq!(recompute(&seed, &proof.entries, 1), proof.winners);

    let outcomes = ["v1", "v2", "v3"].map(|name| {
        let visitor = visitor(name);
        let entries: Entries = hotline.asks(Question::Entries { visitor });
        entries.entries[0].outcome
    });
    let won = |outcome: &&EntryOutcome| **outcome == EntryOutcome::Won;
    assert_eq!(outcomes.iter().filter(won).count(), 1);
}

#[test]
fn mistakes_are_told_at_their_fields() {
    let mut hotline = Hotline::new();
    let mut wrong = draw();
    wrong.texts.entry("de".into()).or_default().title.clear();
    let saved: marketer::Promotion = hotline.asks(save(0, wrong.clone()));
    assert_eq!(saved.mistakes[0].path, "texts.de.title");

    let refused = hotline.refuses(publish(1));
    assert_eq!(refused.code, RefusalCode::Mistaken);
    let body = serde_json::to_value(refused.body()).unwrap();
    assert_eq!(body["code"], "mistaken");
    assert_eq!(body["mistakes"][0]["code"], "no_title");

    wrong.zone = "Europe/Atlantis".into();
    let refused = hotline.refuses(save(1, wrong));
    assert_eq!(refused.mistakes[0].path, "zone");
}

#[test]
fn a_refusal_without_mistakes_lists_none() {
    let body = serde_json::to_value(Refused::from(RefusalCode::Stale).body()).unwrap();

    assert!(body.get("mistakes").is_none());
    assert!(body["sentence"].as_str().unwrap().contains("meanwhile"));
}

#[test]
fn the_switchboard_is_told_of_every_change_in_public_and_of_no_other() {
    let mut hotline = Hotline::new();
    assert!(!hotline.outcome(save(0, draw())).is_news);
    assert!(hotline.outcome(publish(1)).is_news);
    hotline.now = 1_000;
    assert!(hotline.alarm());
    assert!(!hotline.outcome(enter("v1", "r1")).is_news);
    assert!(!hotline.outcome(Question::List).is_news);
    let withdraw = Question::Withdraw {
        by: marketer(),
        promotion: promotion(),
    };
    assert!(hotline.outcome(withdraw).is_news);
}

#[test]
fn a_post_is_news_when_the_feed_or_an_outcome_is_another() {
    let mut hotline = Hotline::with_live_draw();
    hotline.alarm();
    let live = hotline.post();
    hotline.asks::<Entry>(enter("v1", "r1"));
    assert_eq!(hotline.post(), live);

    hotline.now = 2_000;
    hotline.alarm();
    let over = hotline.post();
    assert_ne!(over, live);

    let draw = Question::Draw {
        by: marketer(),
        promotion: promotion(),
    };
    assert!(hotline.outcome(draw).is_news);
    assert_ne!(hotline.post(), over);
    hotline.restart();
    assert!(hotline.post().decided.contains(&promotion()));
}

#[test]
fn everything_comes_back_from_the_tables() {
    let mut hotline = Hotline::with_live_draw();
    let entry: Entry = hotline.asks(enter("v1", "r1"));
    let before = serde_json::to_string(&hotline.proof()).unwrap();

    hotline.restart();

    assert_eq!(hotline.asks::<Entry>(enter("v1", "r1")), entry);
    assert_eq!(serde_json::to_string(&hotline.proof()).unwrap(), before);
    assert_eq!(hotline.feed("en").0, ["Snow!"]);
}

#[test]
fn a_discarded_draft_leaves_no_row() {
    let mut hotline = Hotline::new();
    hotline.asks::<marketer::Promotion>(save(0, draw()));
    assert_eq!(hotline.rows.len(), 1);

    let gone: serde_json::Value = hotline.asks(Question::Discard {
        by: marketer(),
        promotion: promotion(),
    });

    assert_eq!(gone, serde_json::json!({}));
    assert_eq!(hotline.rows.len(), 0);
}

#[test]
fn a_preview_shows_the_draft_without_a_promise() {
    let shown = preview(draw(), "de").unwrap();
    assert_eq!(shown.title, "Schnee!");
    assert_eq!(shown.draw.unwrap().seed_hash, None);

    let without_texts = Content {
        texts: BTreeMap::new(),
        ..draw()
    };
    assert_eq!(preview(without_texts, "de"), None);
}

/// The promotions of a hotline with their tables.
pub struct Hotline {
    pub now: u64,
    pub heart: Promotions,
    proofs: Proofs,
    /// By table and id.
    rows: BTreeMap<(String, String), String>,
    facts: usize,
    ids: u32,
}

impl Hotline {
    fn new() -> Self {
        Self {
            now: 0,
            heart: Promotions::new(Settings::default()),
            proofs: Proofs::default(),
            rows: BTreeMap::new(),
            facts: 0,
            ids: 0,
        }
    }

    pub fn with_live_draw() -> Self {
        let mut hotline = Self::new();
        hotline.asks::<marketer::Promotion>(save(0, draw()));
        hotline.asks::<marketer::Promotion>(publish(1));
        hotline.now = 1_000;
        hotline
    }

    fn outcome(&mut self, question: Question) -> Outcome {
        self.ids += 1;
        let fresh = Fresh {
            entry: EntryId::new(format!("e{}", self.ids)).unwrap(),
            seed: Seed::from_bytes([7; 32]),
        };
        let now = Timestamp::from_millis(self.now);
        // As between entry and object.
        let written = serde_json::to_string(&question).unwrap();
        let read = serde_json::from_str(&written).unwrap();
        let outcome = ask((&mut self.heart, &mut self.proofs), now, read, fresh).unwrap();
        outcome.statements.iter().for_each(|statement| {
            self.store(statement.sql, &statement.values);
        });
        outcome
    }

    pub fn asks<T: DeserializeOwned>(&mut self, question: Question) -> T {
        let answer = self.outcome(question).answer.unwrap();
        serde_json::from_str(&answer).unwrap()
    }

    fn refuses(&mut self, question: Question) -> Refused {
        self.outcome(question).answer.unwrap_err()
    }

    /// Whether the switchboard is to be told.
    pub fn alarm(&mut self) -> bool {
        let now = Timestamp::from_millis(self.now);
        let (statements, is_news) = turn(&mut self.heart, now).unwrap();
        statements.iter().for_each(|statement| {
            self.store(statement.sql, &statement.values);
        });
        is_news
    }

    fn post(&self) -> FeedPost {
        let hotline = HotlineId::new("demo").unwrap();
        let post = FeedPost::of(hotline, &self.heart);
        let written = serde_json::to_string(&post).unwrap();
        FeedPost::read(&written).unwrap()
    }

    fn feed(&mut self, language: &str) -> (Vec<String>, Option<u64>) {
        let language = language.into();
        let feed: PublicFeed = self.asks(Question::Feed { language });
        let promotions = feed.promotions.into_iter();
        (
            promotions.map(|shown| shown.title).collect(),
            feed.changes_ms,
        )
    }

    fn proof(&mut self) -> DrawProof {
        let promotion = promotion();
        self.asks(Question::Proof { promotion })
    }

    pub fn draws(&mut self) -> marketer::Promotion {
        let (by, promotion) = (marketer(), promotion());
        self.asks(Question::Draw { by, promotion })
    }

    fn restart(&mut self) {
        let records = self.rows.iter().map(|((table, _), record)| {
            let read: fn(&str) -> Result<Record, serde_json::Error> = match table.as_str() {
                "promotions" => storage::promotion,
                "draws" => storage::draw,
                "entries" => storage::entry,
                other => panic!("no table {other}"),
            };
            read(record).unwrap()
        });
        self.heart = Promotions::restore(Settings::default(), records.collect::<Vec<_>>());
    }

    fn store(&mut self, sql: &str, values: &[Value]) {
        let text = |at: usize| match &values[at] {
            Value::Text(text) => text.clone(),
            other => panic!("a text was expected, not {other:?}"),
        };
        let mut words = sql.split_whitespace();
        let verb = words.next();
        let table = words.find(|word| !matches!(*word, "OR" | "REPLACE" | "INTO" | "FROM"));
        let table = table.unwrap().to_owned();
        match (verb, table.as_str()) {
            (Some("INSERT"), "journal") => self.facts += 1,
            (Some("INSERT"), _) => {
                self.rows.insert((table, text(0)), text(1));
            }
            (Some("DELETE"), _) => {
                self.rows.remove(&(table, text(0)));
            }
            other => panic!("no such statement: {other:?}"),
        }
    }
}

fn draw() -> Content {
    let text = |title: &str, body: &str, rules: &str| Text {
        title: title.into(),
        body: body.into(),
        rules: rules.into(),
    };
    Content {
        prizes: Some(1),
        starts_ms: 1_000,
        ends_ms: 2_000,
        zone: "Europe/Vienna".into(),
        texts: BTreeMap::from([
            ("de".into(), text("Schnee!", "Skier billiger.", "Ein Los.")),
            ("en".into(), text("Snow!", "Skis are cheaper.", "One each.")),
        ]),
        default_language: "en".into(),
    }
}

fn save(revision: u32, content: Content) -> Question {
    Question::Save {
        by: marketer(),
        promotion: promotion(),
        revision,
        content,
    }
}

fn publish(revision: u32) -> Question {
    Question::Publish {
        by: marketer(),
        promotion: promotion(),
        revision,
    }
}

pub fn enter(name: &str, request: &str) -> Question {
    Question::Enter {
        visitor: visitor(name),
        promotion: promotion(),
        request: RequestId::new(request).unwrap(),
    }
}

fn visitor(name: &str) -> VisitorId {
    VisitorId::new(name).unwrap()
}

fn marketer() -> OperatorId {
    OperatorId::new("mia").unwrap()
}

pub fn promotion() -> PromotionId {
    PromotionId::new("p1").unwrap()
}
