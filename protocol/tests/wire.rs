//! Reading and writing by single fields says the same as serde does.
//!
//! What must have an example here is asked of the definitions: every kind, every field and every word.

use std::collections::BTreeSet;
use std::fmt::Debug;

use bellpull_protocol::RefusalCode;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::promotion::{
    EnterDraw, Entries, Entry, EntryOutcome, MyEntries, ShownDraw, ShownPromotion,
};
use bellpull_protocol::visitor::{
    Channel, ContactState, EndReason, FromVisitor, LegState, MenuEntry, OpenHours, Opening,
    ToVisitor,
};
use bellpull_protocol::wire::{Record, Sink, Source};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

#[test]
fn every_message_is_read_and_written_as_serde_does() {
    agree::<ToVisitor>(&to_visitors());
    agree::<FromVisitor>(&from_visitors());
    agree::<Entries>(&[entries()]);
    agree::<EnterDraw>(&[json!({"token": "t", "promotion": "p1", "request": "r1"})]);
    agree::<MyEntries>(&[json!({"token": "t\"\\\u{1}"})]);
}

#[test]
fn every_kind_and_field_has_an_example() {
    for (kinds, examples) in [
        (ToVisitor::KINDS, to_visitors()),
        (FromVisitor::KINDS, from_visitors()),
    ] {
        for (kind, fields) in kinds {
            let of_kind = examples.iter().filter(|example| example["kind"] == *kind);
            let seen: BTreeSet<&String> = of_kind.flat_map(fields_of).collect();
            for field in *fields {
                assert!(seen.contains(&field.to_string()), "{kind} with {field}");
            }
            assert!(!seen.is_empty(), "{kind}");
        }
    }
    let welcome = &to_visitors()[0]["opening"];
    let shown = &promotions()[1];
    for (fields, example) in [
        (Opening::FIELDS, welcome),
        (OpenHours::FIELDS, &welcome["hours"][0]),
        (MenuEntry::FIELDS, &menu()[0]),
        (ShownPromotion::FIELDS, shown),
        (ShownDraw::FIELDS, &shown["draw"]),
        (Entry::FIELDS, &entries()["entries"][1]),
    ] {
        assert_eq!(fields_of(example).count(), fields.len(), "{example}");
    }
}

#[test]
fn a_message_without_one_of_its_fields_is_read_as_serde_does() {
    without_a_field::<ToVisitor>(&to_visitors());
    without_a_field::<FromVisitor>(&from_visitors());
    without_a_field::<Entries>(&[entries()]);
}

#[test]
fn words_and_kinds_of_a_later_version_are_read_as_serde_does() {
    let told = contact(&[("channel", "later"), ("reason", "later")]);
    let refused = json!({"kind": "refused", "code": "later", "sentence": "Sorry."});
    let later = json!({"kind": "later", "fields": [1, {"x": null}]});
    let state = contact(&[("state", "later")]);
    for message in [told, refused, later, state] {
        let expected = serde_json::from_value::<ToVisitor>(message.clone()).ok();
        assert_eq!(ToVisitor::read(&Parsed(message)), expected);
    }
}

#[test]
fn a_number_that_does_not_fit_is_none() {
    for stars in [json!(256), json!(-1), json!(1.5), json!(1e300), json!("5")] {
        let mut told = contact(&[]);
        told["stars"] = stars;
        assert!(serde_json::from_value::<ToVisitor>(told.clone()).is_err());
        assert_eq!(ToVisitor::read(&Parsed(told.clone())), None, "{told}");
    }
}

#[test]
fn foreign_shapes_do_no_harm() {
    for message in [
        json!({}),
        json!([]),
        json!({"kind": 1}),
        json!({"kind": "promotions", "promotions": {"0": 1}}),
        json!({"kind": "promotions", "promotions": [null]}),
        json!({"kind": "typing", "contact": "<b>"}),
        json!({"kind": "welcome", "opening": null}),
    ] {
        assert_eq!(ToVisitor::read(&Parsed(message)), None);
    }
}

fn agree<T: Record + Serialize + DeserializeOwned + PartialEq + Debug>(examples: &[Value]) {
    for example in examples {
        let expected: T = serde_json::from_value(example.clone()).expect("an example of the wire");
        let read = T::read(&Parsed(example.clone()));
        assert_eq!(read.as_ref(), Some(&expected), "{example}");
        let Parsed(written) = expected.written();
        assert_eq!(&written, example);
        assert_eq!(serde_json::to_value(&expected).expect("JSON"), written);
    }
}

fn without_a_field<T: Record + DeserializeOwned + PartialEq + Debug>(examples: &[Value]) {
    for example in examples {
        for path in paths(example) {
            let mut less = example.clone();
            remove(&mut less, &path);
            let expected = serde_json::from_value::<T>(less.clone()).ok();
            assert_eq!(T::read(&Parsed(less.clone())), expected, "{less}");
        }
    }
}

fn to_visitors() -> Vec<Value> {
    let mut messages = vec![
        json!({"kind": "welcome", "version": 1, "token": "t", "hotline_name": "Shop", "staffed": true,
            "opening": {"open": false, "next_change_ms": 5, "hours": [{"opens_ms": 5, "closes_ms": 9}]}, "now_ms": 1}),
        json!({"kind": "welcome", "version": 1, "token": "t", "hotline_name": "Shop", "staffed": true,
            "opening": {"open": true}, "now_ms": 1, "welcome": "Grüß Gott", "menu": menu(), "survey": true}),
        json!({"kind": "menu", "welcome": "Hello", "menu": menu(), "survey": true}),
        json!({"kind": "menu"}),
        json!({"kind": "staffed", "staffed": false}),
        json!({"kind": "opening", "opening": {"open": true}}),
        json!({"kind": "promotions", "promotions": promotions()}),
        json!({"kind": "typing", "contact": "c1"}),
        json!({"kind": "answer", "contact": "c1", "attempt": 1, "sdp": "v=0\r\n"}),
        json!({"kind": "refused", "code": "no_media", "sentence": "Sorry.", "about": "offer"}),
    ];
    for from in words(LineFrom::WORDS) {
        messages.push(
            json!({"kind": "line", "contact": "c1", "seq": 1, "from": from, "key": "k1", "at_ms": 7,
            "text": "\u{202e}"}),
        );
    }
    for (field, set) in [
        ("state", ContactState::WORDS),
        ("channel", Channel::WORDS),
        ("leg", LegState::WORDS),
        ("operator_leg", LegState::WORDS),
        ("reason", EndReason::WORDS),
    ] {
        messages.extend(words(set).map(|word| contact(&[(field, word)])));
    }
    for code in words(RefusalCode::WORDS) {
        messages.push(json!({"kind": "refused", "code": code, "sentence": "Sorry."}));
    }
    messages
}

fn menu() -> Value {
    json!([{"department": "sales", "name": "Verkauf", "open": true}, {"department": "repairs", "name": "", "open": false}])
}

/// The second with all there is.
fn promotions() -> [Value; 2] {
    [
        json!({"promotion": "m1", "language": "en", "title": "Tents", "body": "Off.", "starts_ms": 1, "ends_ms": 2}),
        json!({"promotion": "m2", "language": "de", "title": "Los", "body": "", "starts_ms": 1,
            "ends_ms": 9_007_199_254_740_991_u64, "draw": {"prizes": 3, "rules": "One each.", "seed_hash": "00ff"}}),
    ]
}

fn entries() -> Value {
    let outcomes = words(EntryOutcome::WORDS).zip(1..);
    let mut entries: Vec<Value> = outcomes
        .map(|(outcome, at)| json!({"entry": "n1", "promotion": "p1", "at_ms": at, "outcome": outcome}))
        .collect();
    entries[1]["prize"] = json!(1);
    json!({ "entries": entries })
}

/// A contact with all there is, but for these words.
fn contact(words: &[(&str, &str)]) -> Value {
    let mut told = json!({"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "waiting",
        "entered_ms": 1, "place": 2, "leg": "none", "attempt": 1, "operator_name": "Änne", "talking_since_ms": 3,
        "operator_leg": "up", "lines": 4, "by_phone": true, "tries": 2, "due_ms": 5, "until_ms": 6,
        "reason": "expired", "answered": true, "stars": 5,
        "department": "sales", "estimate_ms": 61_000, "estimate_kept": 82, "offered_callback": true, "on_hold": true,
        "window_until_ms": 9});
    for (field, word) in words {
        told[*field] = json!(word);
    }
    told
}

fn from_visitors() -> Vec<Value> {
    vec![
        json!({"kind": "hello", "version": 1, "page_id": "p1", "language": "de-AT"}),
        json!({"kind": "hello", "version": 1, "page_id": "p1", "token": "t", "language": "en", "page": "https://shop.example/"}),
        json!({"kind": "call", "request": "r1"}),
        json!({"kind": "call", "request": "r1", "department": "sales"}),
        json!({"kind": "chat", "request": "r1", "department": "sales"}),
        json!({"kind": "choose_department", "contact": "c1", "department": "repairs"}),
        json!({"kind": "chat", "request": "r1"}),
        json!({"kind": "message", "request": "r1", "key": "k1", "text": "Is it\nin \"stock\"?\u{0}\u{1f}\u{7f}\\"}),
        json!({"kind": "message", "request": "r1", "key": "k1", "text": "x", "department": "sales"}),
        json!({"kind": "callback", "request": "r1"}),
        json!({"kind": "callback", "request": "r1", "department": "sales", "from_ms": 5, "until_ms": 9}),
        json!({"kind": "callback", "request": "r1", "number": "+43 1 5880023", "zone": "Europe/Vienna"}),
        json!({"kind": "change_channel", "contact": "c1", "channel": "call"}),
        json!({"kind": "answer_ring_back", "contact": "c1"}),
        json!({"kind": "line", "contact": "c1", "key": "k1", "text": "\u{202e}🙂\r\n\t"}),
        json!({"kind": "lines", "contact": "c1", "after": u32::MAX}),
        json!({"kind": "typing", "contact": "c1"}),
        json!({"kind": "rate", "contact": "c1", "stars": 5}),
        json!({"kind": "rate", "contact": "c1", "stars": 1, "remark": "Nobody knew."}),
        json!({"kind": "rate", "contact": "c1", "stars": 5, "recommend": 10, "settled": false}),
        json!({"kind": "offer", "contact": "c1", "attempt": 1, "sdp": "v=0\r\n"}),
        json!({"kind": "hang_up", "contact": "c1"}),
    ]
}

fn words(set: &'static str) -> impl Iterator<Item = &'static str> {
    set.split_whitespace()
}

fn fields_of(example: &Value) -> impl Iterator<Item = &String> {
    example.as_object().into_iter().flat_map(Map::keys)
}

/// What the browser's JSON gives and takes, as this one does.
struct Parsed(Value);

impl Default for Parsed {
    fn default() -> Self {
        Self(json!({}))
    }
}

impl Source for Parsed {
    fn has(&self, field: &str) -> bool {
        self.0.get(field).is_some_and(|value| !value.is_null())
    }

    fn text(&self, field: &str) -> Option<String> {
        self.0.get(field)?.as_str().map(str::to_owned)
    }

    fn number(&self, field: &str) -> Option<f64> {
        self.0.get(field)?.as_f64()
    }

    fn truth(&self, field: &str) -> Option<bool> {
        self.0.get(field)?.as_bool()
    }

    fn object(&self, field: &str) -> Option<Self> {
        let value = self.0.get(field)?;
        value.is_object().then(|| Self(value.clone()))
    }

    fn list(&self, field: &str) -> Option<Vec<Self>> {
        let list = self.0.get(field)?.as_array()?;
        Some(list.iter().cloned().map(Self).collect())
    }
}

impl Sink for Parsed {
    fn put_text(&mut self, field: &str, text: &str) {
        self.0[field] = json!(text);
    }

    fn put_number(&mut self, field: &str, number: f64) {
        self.0[field] = json!(number as u64);
    }

    fn put_truth(&mut self, field: &str, truth: bool) {
        self.0[field] = json!(truth);
    }

    fn put_object(&mut self, field: &str, object: Self) {
        self.0[field] = object.0;
    }

    fn put_list(&mut self, field: &str, list: Vec<Self>) {
        self.0[field] = list.into_iter().map(|object| object.0).collect();
    }
}

/// Of every field, however deep.
fn paths(value: &Value) -> Vec<Vec<String>> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, of)| (name.clone(), of)).collect(),
        Value::Array(items) => (0..).map(|at: usize| at.to_string()).zip(items).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let mut paths = Vec::new();
    for (name, child) in children {
        if value.is_object() {
            paths.push(vec![name.clone()]);
        }
        for mut deeper in self::paths(child) {
            deeper.insert(0, name.clone());
            paths.push(deeper);
        }
    }
    paths
}

fn remove(from: &mut Value, path: &[String]) {
    let Some((name, deeper)) = path.split_first() else {
        return;
    };
    match from {
        Value::Object(fields) if deeper.is_empty() => drop(fields.remove(name)),
        Value::Object(fields) => remove(&mut fields[name], deeper),
        Value::Array(items) => remove(&mut items[name.parse::<usize>().expect("a place")], deeper),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
