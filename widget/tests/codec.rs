//! The widget's own reading and writing says the same as the protocol's.

use bellpull_protocol::promotion::{EnterDraw, Entries, MyEntries};
use bellpull_protocol::visitor::{FromVisitor, ToVisitor};
use bellpull_widget::codec::{self, Object};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn reads_every_message_as_the_protocol_does() {
    let mut kinds = BTreeSet::new();
    for message in to_visitors() {
        let expected: ToVisitor = serde_json::from_value(message.clone()).unwrap();
        kinds.insert(kind_of(&expected));
        assert_eq!(codec::read(&Parsed(message)), Some(expected));
    }
    assert_eq!(kinds.len(), KINDS, "a kind has no example here");
}

#[test]
fn reads_a_message_without_one_of_its_fields_as_the_protocol_does() {
    for message in to_visitors() {
        for path in paths(&message) {
            let mut less = message.clone();
            remove(&mut less, &path);
            let expected = serde_json::from_value::<ToVisitor>(less.clone()).ok();
            assert_eq!(codec::read(&Parsed(less.clone())), expected, "{less}");
        }
    }
}

#[test]
fn reads_words_of_a_later_version_as_the_protocol_does() {
    let told = json!({"kind": "contact", "contact": "c1", "request": "r1", "channel": "later", "state": "ended",
        "entered_ms": 1, "leg": "none", "attempt": 0, "reason": "later"});
    let refused = json!({"kind": "refused", "code": "later", "sentence": "Sorry."});
    let later = json!({"kind": "later", "fields": [1, {"x": null}]});
    let mut state = told.clone();
    state["state"] = json!("later");
    for message in [told, refused, later, state] {
        let expected = serde_json::from_value::<ToVisitor>(message.clone()).ok();
        assert_eq!(codec::read(&Parsed(message)), expected);
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
        assert_eq!(codec::read(&Parsed(message)), None);
    }
}

#[test]
fn writes_every_message_as_the_protocol_does() {
    for message in from_visitors() {
        let message: FromVisitor = serde_json::from_value(message).unwrap();
        let written: Value = serde_json::from_str(&codec::write(&message)).unwrap();
        assert_eq!(written, serde_json::to_value(&message).unwrap());
    }
}

#[test]
fn entries_read_and_write_as_the_protocol_does() {
    let entries = json!({"entries": [
        {"entry": "n1", "promotion": "p1", "at_ms": 1, "outcome": "pending"},
        {"entry": "n2", "promotion": "p2", "at_ms": 2, "outcome": "won", "prize": 1},
        {"entry": "n3", "promotion": "p3", "at_ms": 3, "outcome": "not_won"},
        {"entry": "n4", "promotion": "p4", "at_ms": 4, "outcome": "void"}]});
    let expected: Entries = serde_json::from_value(entries.clone()).unwrap();
    let first = Parsed(entries["entries"][0].clone());
    assert_eq!(codec::read_entry(&first).as_ref(), expected.entries.first());
    assert_eq!(codec::read_entries(&Parsed(entries)), Some(expected));

    let enter = json!({"token": "t", "promotion": "p1", "request": "r1"});
    let read: EnterDraw = serde_json::from_value(enter.clone()).unwrap();
    assert_eq!(parsed(&codec::write_enter(&read)), enter);
    let mine = json!({"token": "t\"\\\u{1}"});
    let read: MyEntries = serde_json::from_value(mine.clone()).unwrap();
    assert_eq!(parsed(&codec::write_mine(&read)), mine);
}

const KINDS: usize = 9;

/// Exhaustive, so that a new kind is missed here before it is missed by a visitor.
fn kind_of(message: &ToVisitor) -> usize {
    match message {
        ToVisitor::Welcome { .. } => 0,
        ToVisitor::Staffed { .. } => 1,
        ToVisitor::Opening { .. } => 2,
        ToVisitor::Promotions { .. } => 3,
        ToVisitor::Contact { .. } => 4,
        ToVisitor::Line { .. } => 5,
        ToVisitor::Typing { .. } => 6,
        ToVisitor::Answer { .. } => 7,
        ToVisitor::Refused { .. } => 8,
        ToVisitor::Unknown => KINDS,
    }
}

fn to_visitors() -> Vec<Value> {
    let mut messages = vec![
        json!({"kind": "welcome", "version": 1, "token": "t", "hotline_name": "Shop", "staffed": true,
            "opening": {"open": false, "next_change_ms": 5, "hours": [{"opens_ms": 5, "closes_ms": 9}]}, "now_ms": 1}),
        json!({"kind": "staffed", "staffed": false}),
        json!({"kind": "opening", "opening": {"open": true}}),
        json!({"kind": "promotions", "promotions": [
            {"promotion": "m1", "language": "en", "title": "Tents", "body": "Off.", "starts_ms": 1, "ends_ms": 2},
            {"promotion": "m2", "language": "de", "title": "Los", "body": "", "starts_ms": 1,
             "ends_ms": 9_007_199_254_740_991_u64, "draw": {"prizes": 3, "rules": "One each.", "seed_hash": "00ff"}}]}),
        json!({"kind": "line", "contact": "c1", "seq": 1, "from": "visitor", "key": "k1", "at_ms": 7, "text": "\u{202e}"}),
        json!({"kind": "line", "contact": "c1", "seq": 2, "from": "operator", "key": "k1", "at_ms": 8, "text": ""}),
        json!({"kind": "typing", "contact": "c1"}),
        json!({"kind": "answer", "contact": "c1", "attempt": 1, "sdp": "v=0\r\n"}),
        json!({"kind": "refused", "code": "no_media", "sentence": "Sorry.", "about": "offer"}),
    ];
    for state in [
        "waiting",
        "ringing",
        "ring_back",
        "dialling",
        "connecting",
        "talking",
        "chatting",
        "ended",
    ] {
        messages.push(contact(&[("state", state)]));
    }
    for channel in ["call", "chat", "callback", "message"] {
        messages.push(contact(&[("channel", channel)]));
    }
    for leg in ["none", "opening", "up", "lost"] {
        messages.push(contact(&[("leg", leg), ("operator_leg", leg)]));
    }
    for reason in [
        "visitor_hung_up",
        "operator_hung_up",
        "visitor_abandoned",
        "visitor_lost",
        "called_back",
        "not_reached",
        "expired",
    ] {
        messages.push(contact(&[("state", "ended"), ("reason", reason)]));
    }
    for code in [
        "hello_expected",
        "unsupported_version",
        "bad_token",
        "unknown_hotline",
        "unknown_contact",
        "contact_ended",
        "closed",
        "text_too_long",
        "bad_phone_number",
        "wrong_stage",
        "already_entered",
        "too_many",
        "waiting_room_full",
        "too_slow",
        "superseded",
        "internal",
    ] {
        messages.push(json!({"kind": "refused", "code": code, "sentence": "Sorry."}));
    }
    messages
}

/// A contact with all there is, but for these words.
fn contact(words: &[(&str, &str)]) -> Value {
    let mut told = json!({"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "waiting",
        "entered_ms": 1, "place": 2, "leg": "none", "attempt": 1, "operator_name": "Änne", "talking_since_ms": 3,
        "operator_leg": "up", "lines": 4, "by_phone": true, "tries": 2, "due_ms": 5, "until_ms": 6,
        "reason": "expired", "answered": true, "stars": 5});
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
        json!({"kind": "chat", "request": "r1"}),
        json!({"kind": "message", "request": "r1", "key": "k1", "text": "Is it\nin \"stock\"?\u{0}\u{1f}\u{7f}\\"}),
        json!({"kind": "callback", "request": "r1"}),
        json!({"kind": "callback", "request": "r1", "number": "+43 1 5880023", "zone": "Europe/Vienna"}),
        json!({"kind": "change_channel", "contact": "c1", "channel": "call"}),
        json!({"kind": "change_channel", "contact": "c1", "channel": "chat"}),
        json!({"kind": "answer_ring_back", "contact": "c1"}),
        json!({"kind": "line", "contact": "c1", "key": "k1", "text": "\u{202e}🙂\r\n\t"}),
        json!({"kind": "lines", "contact": "c1", "after": u32::MAX}),
        json!({"kind": "typing", "contact": "c1"}),
        json!({"kind": "rate", "contact": "c1", "stars": 5}),
        json!({"kind": "rate", "contact": "c1", "stars": 1, "remark": "Nobody knew."}),
        json!({"kind": "offer", "contact": "c1", "attempt": 1, "sdp": "v=0\r\n"}),
        json!({"kind": "hang_up", "contact": "c1"}),
    ]
}

/// What the browser's parser gives, as this one gives it.
struct Parsed(Value);

impl Object for Parsed {
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

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}
