//! The wire as JSON: every kind of every direction once, read and written. A change here is a change of protocol.

use bellpull_protocol::media::{FromMedia, ToMedia};
use bellpull_protocol::operator::{Disposition, FromOperator, ToOperator, TryOutcome};
use bellpull_protocol::visitor::{Channel, EndReason, FromVisitor, ToVisitor};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

/// Reads each message, writes it again and expects the same JSON. None may be read as unknown.
fn check<T: DeserializeOwned + Serialize + Debug>(messages: Value) {
    let Value::Array(messages) = messages else {
        panic!("the messages are a list");
    };
    for message in messages {
        let read: T = serde_json::from_value(message.clone())
            .unwrap_or_else(|error| panic!("{message}: {error}"));
        assert_ne!(format!("{read:?}"), "Unknown", "{message}");
        assert_eq!(serde_json::to_value(&read).ok(), Some(message));
    }
}

#[test]
fn from_visitors() {
    check::<FromVisitor>(json!([
        {"kind": "hello", "version": 1, "page_id": "p1", "language": "de-AT"},
        {"kind": "hello", "version": 1, "page_id": "p1", "token": "t", "language": "en", "page": "https://shop.example/"},
        {"kind": "call", "request": "r1"},
        {"kind": "chat", "request": "r1"},
        {"kind": "message", "request": "r1", "key": "k1", "text": "Is it in stock?"},
        {"kind": "callback", "request": "r1"},
        {"kind": "callback", "request": "r1", "number": "+43 1 5880023", "zone": "Europe/Vienna"},
        {"kind": "change_channel", "contact": "c1", "channel": "call"},
        {"kind": "change_channel", "contact": "c1", "channel": "chat"},
        {"kind": "answer_ring_back", "contact": "c1"},
        {"kind": "line", "contact": "c1", "key": "k1", "text": "Hello\n🙂"},
        {"kind": "lines", "contact": "c1", "after": 4},
        {"kind": "typing", "contact": "c1"},
        {"kind": "rate", "contact": "c1", "stars": 5},
        {"kind": "rate", "contact": "c1", "stars": 1, "remark": "Nobody knew."},
        {"kind": "offer", "contact": "c1", "attempt": 1, "sdp": "v=0"},
        {"kind": "hang_up", "contact": "c1"},
    ]));
}

#[test]
fn to_visitors() {
    check::<ToVisitor>(json!([
        {"kind": "welcome", "version": 1, "token": "t", "hotline_name": "Shop", "staffed": true,
         "opening": {"open": true}, "now_ms": 1},
        {"kind": "welcome", "version": 1, "token": "t", "hotline_name": "Shop", "staffed": false,
         "opening": {"open": false, "next_change_ms": 5, "hours": [{"opens_ms": 5, "closes_ms": 9}]}, "now_ms": 1},
        {"kind": "staffed", "staffed": false},
        {"kind": "opening", "opening": {"open": true, "next_change_ms": 9}},
        {"kind": "menu"},
        {"kind": "menu", "welcome": "Hello", "menu": [{"department": "sales", "name": "Sales", "open": true}],
         "survey": true},
        {"kind": "promotions", "promotions": []},
        {"kind": "promotions", "promotions": [
            {"promotion": "m1", "language": "en", "title": "Tents", "body": "Ten per cent off.", "starts_ms": 1,
             "ends_ms": 2},
            {"promotion": "m2", "language": "en", "title": "Win a tent", "body": "Enter now.", "starts_ms": 1,
             "ends_ms": 2, "draw": {"prizes": 3, "rules": "One entry each.", "seed_hash": "00ff"}}]},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "waiting", "entered_ms": 1, "place": 2,
         "leg": "none", "attempt": 0},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "ringing", "entered_ms": 1,
         "leg": "opening", "attempt": 1},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "connecting", "entered_ms": 1,
         "leg": "up", "attempt": 1, "operator_name": "Anna", "operator_leg": "none"},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "talking", "entered_ms": 1,
         "leg": "lost", "attempt": 1, "operator_name": "Anna", "talking_since_ms": 3, "operator_leg": "up"},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "call", "state": "ended", "entered_ms": 1,
         "leg": "none", "attempt": 1, "reason": "visitor_hung_up"},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "chat", "state": "chatting", "entered_ms": 1,
         "leg": "none", "attempt": 0, "operator_name": "Anna", "lines": 3, "answered": true},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "callback", "state": "ring_back",
         "entered_ms": 1, "leg": "none", "attempt": 0, "operator_name": "Anna", "tries": 1, "due_ms": 2,
         "until_ms": 3},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "callback", "state": "dialling",
         "entered_ms": 1, "leg": "none", "attempt": 0, "by_phone": true, "tries": 2, "due_ms": 2},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "message", "state": "ended", "entered_ms": 1,
         "leg": "none", "attempt": 0, "lines": 2, "reason": "expired", "answered": true, "stars": 4},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "callback", "state": "ended", "entered_ms": 1,
         "leg": "none", "attempt": 0, "by_phone": true, "tries": 3, "due_ms": 2, "reason": "not_reached"},
        {"kind": "contact", "contact": "c1", "request": "r1", "channel": "callback", "state": "ended", "entered_ms": 1,
         "leg": "none", "attempt": 0, "by_phone": true, "tries": 1, "due_ms": 2, "reason": "called_back",
         "answered": true},
        {"kind": "line", "contact": "c1", "seq": 1, "from": "visitor", "key": "k1", "at_ms": 7, "text": "Hello"},
        {"kind": "line", "contact": "c1", "seq": 2, "from": "operator", "key": "k1", "at_ms": 8, "text": "Good day"},
        {"kind": "typing", "contact": "c1"},
        {"kind": "answer", "contact": "c1", "attempt": 1, "sdp": "v=0"},
        {"kind": "refused", "code": "no_media", "sentence": "Sorry.", "about": "offer"},
        {"kind": "refused", "code": "superseded", "sentence": "Sorry."},
    ]));
}

#[test]
fn from_operators() {
    check::<FromOperator>(json!([
        {"kind": "hello", "version": 1, "page_id": "p1", "ticket": "t", "ready": true},
        {"kind": "presence", "presence": "available"},
        {"kind": "presence", "presence": "break"},
        {"kind": "presence", "presence": "offline"},
        {"kind": "accept", "contact": "c1", "ring": 1},
        {"kind": "decline", "contact": "c1", "ring": 1},
        {"kind": "offer", "contact": "c1", "attempt": 1, "sdp": "v=0"},
        {"kind": "hang_up", "contact": "c1"},
        {"kind": "tried", "contact": "c1", "outcome": "reached"},
        {"kind": "tried", "contact": "c1", "outcome": "no_answer"},
        {"kind": "tried", "contact": "c1", "outcome": "engaged"},
        {"kind": "tried", "contact": "c1", "outcome": "wrong_number"},
        {"kind": "take_callback", "contact": "c1"},
        {"kind": "line", "contact": "c1", "key": "k1", "text": "Good day"},
        {"kind": "lines", "contact": "c1", "after": 0},
        {"kind": "typing", "contact": "c1"},
        {"kind": "wrap_up", "contact": "c1", "disposition": "not_resolved", "note": "n", "finish": false},
        {"kind": "wrap_up", "contact": "c1", "finish": true},
        {"kind": "more_time", "contact": "c1"},
    ]));
}

#[test]
fn to_operators() {
    check::<ToOperator>(json!([
        {"kind": "welcome", "version": 1, "operator": "o1", "name": "Anna", "organisation_name": "Shop", "now_ms": 1},
        {"kind": "desk", "presence": "unavailable", "away_reason": "no_answer", "activity": "idle",
         "leg": "none", "attempt": 0, "visitor_leg": "none", "lines": 0, "tries": 0},
        {"kind": "desk", "presence": "available", "activity": "ringing", "contact": "c1", "ring": 1,
         "hotline": "h1", "hotline_name": "Shop", "page": "https://shop.example/", "language": "de",
         "entered_ms": 1, "until_ms": 2, "leg": "none", "attempt": 0, "visitor_leg": "up", "lines": 0, "tries": 0},
        {"kind": "desk", "presence": "break", "activity": "connecting", "contact": "c1", "ring": 1,
         "leg": "opening", "attempt": 1, "visitor_leg": "up", "lines": 0, "tries": 0},
        {"kind": "desk", "presence": "offline", "activity": "talking", "contact": "c1", "talking_since_ms": 4,
         "leg": "up", "attempt": 1, "visitor_leg": "lost", "lines": 0, "tries": 0},
        {"kind": "desk", "presence": "available", "activity": "wrap_up", "contact": "c1", "until_ms": 5,
         "leg": "none", "attempt": 0, "visitor_leg": "none", "reason": "operator_hung_up", "lines": 0, "tries": 0},
        {"kind": "desk", "presence": "available", "activity": "dialling", "contact": "c1", "ring": 2,
         "until_ms": 5, "leg": "none", "attempt": 0, "visitor_leg": "none", "channel": "callback", "lines": 2,
         "number": "+4315880023", "zone": "Europe/Vienna", "tries": 1},
        {"kind": "desk", "presence": "available", "activity": "ringing_back", "contact": "c1", "ring": 2,
         "until_ms": 5, "leg": "none", "attempt": 0, "visitor_leg": "none", "channel": "callback", "lines": 0,
         "tries": 0},
        {"kind": "chats", "chats": []},
        {"kind": "chats", "chats": [
            {"contact": "c1", "ring": 1, "state": "ringing", "channel": "chat", "hotline": "h1", "hotline_name": "Shop",
             "language": "de", "entered_ms": 1, "until_ms": 2, "lines": 1, "visitor_here": true},
            {"contact": "c2", "ring": 1, "state": "chatting", "channel": "message", "hotline": "h1",
             "hotline_name": "Shop", "page": "https://shop.example/", "language": "de", "entered_ms": 1, "since_ms": 3,
             "lines": 2, "visitor_here": false},
            {"contact": "c3", "ring": 1, "state": "ended", "channel": "chat", "hotline": "h1", "hotline_name": "Shop",
             "language": "de", "entered_ms": 1, "lines": 3, "visitor_here": false, "reason": "visitor_lost"}]},
        {"kind": "callbacks", "total": 2, "callbacks": [
            {"contact": "c1", "hotline_name": "Shop", "language": "de", "entered_ms": 1, "by_phone": true,
             "zone": "Europe/Vienna", "due_ms": 2, "tries": 1, "reachable": true, "taken": false},
            {"contact": "c2", "hotline_name": "Shop", "language": "en", "entered_ms": 2, "by_phone": false, "tries": 0,
             "reachable": false, "taken": true}]},
        {"kind": "line", "contact": "c1", "seq": 1, "from": "visitor", "key": "k1", "at_ms": 7, "text": "Hello"},
        {"kind": "typing", "contact": "c1"},
        {"kind": "promotions_changed", "hotline": "h1"},
        {"kind": "waiting", "total": 1, "contacts":
            [{"contact": "c1", "hotline_name": "Shop", "language": "de", "channel": "call",
              "entered_ms": 1, "ringing": false}]},
        {"kind": "answer", "contact": "c1", "attempt": 1, "sdp": "v=0"},
        {"kind": "saved", "contact": "c1"},
        {"kind": "refused", "code": "ring_over", "sentence": "Sorry.", "about": "accept"},
    ]));
}

#[test]
fn from_media() {
    check::<FromMedia>(json!([
        {"kind": "hello", "version": 1, "node": "n1", "secret": "s"},
        {"kind": "legs", "legs": [
            {"leg": "c1.v", "attempt": 1, "up": true, "bridged_with": "c1.o1"},
            {"leg": "c3.v", "attempt": 1, "up": true, "bridged_with": "c3.o1", "third": "c3.o2"},
            {"leg": "c2.v", "attempt": 2, "up": false}]},
        {"kind": "leg_answered", "leg": "c1.v", "attempt": 1, "sdp": "v=0"},
        {"kind": "leg_refused", "leg": "c1.v", "attempt": 1, "code": "bad_sdp"},
        {"kind": "leg_up", "leg": "c1.v", "attempt": 1},
        {"kind": "leg_lost", "leg": "c1.v", "attempt": 1},
        {"kind": "leg_closed", "leg": "c1.v", "attempt": 1, "cause": "asked"},
        {"kind": "leg_closed", "leg": "c1.v", "attempt": 1, "cause": "given_up"},
        {"kind": "leg_closed", "leg": "c1.v", "attempt": 1, "cause": "peer_closed"},
        {"kind": "leg_closed", "leg": "c1.v", "attempt": 1, "cause": "fault"},
        {"kind": "bridged", "a": "c1.v", "b": "c1.o1"},
        {"kind": "bridged", "a": "c1.v", "b": "c1.o1", "third": "c1.o2"},
    ]));
}

#[test]
fn to_media() {
    check::<ToMedia>(json!([
        {"kind": "welcome", "version": 1},
        {"kind": "serve", "organisation": "demo"},
        {"kind": "open_leg", "leg": "c1.v", "attempt": 1, "side": "visitor", "sdp": "v=0"},
        {"kind": "open_leg", "leg": "c1.o1", "attempt": 1, "side": "operator", "beside": "c1.v", "sdp": "v=0"},
        {"kind": "bridge", "a": "c1.v", "b": "c1.o1"},
        {"kind": "bridge", "a": "c1.v", "b": "c1.o1", "third": "c1.o2"},
        {"kind": "hold", "leg": "c1.v"},
        {"kind": "close_leg", "leg": "c1.v"},
        {"kind": "refused", "code": "bad_node_secret", "sentence": "Sorry."},
    ]));
}

#[test]
fn kinds_of_a_later_version_are_tolerated() {
    let later = r#"{"kind":"later","fields":[1,{"x":null}]}"#;
    assert_eq!(
        serde_json::from_str::<FromVisitor>(later).unwrap(),
        FromVisitor::Unknown
    );
    assert_eq!(
        serde_json::from_str::<ToVisitor>(later).unwrap(),
        ToVisitor::Unknown
    );
    assert_eq!(
        serde_json::from_str::<FromOperator>(later).unwrap(),
        FromOperator::Unknown
    );
    assert_eq!(
        serde_json::from_str::<ToOperator>(later).unwrap(),
        ToOperator::Unknown
    );
    assert_eq!(
        serde_json::from_str::<FromMedia>(later).unwrap(),
        FromMedia::Unknown
    );
    assert_eq!(
        serde_json::from_str::<ToMedia>(later).unwrap(),
        ToMedia::Unknown
    );
}

#[test]
fn words_and_fields_of_a_later_version_are_tolerated() {
    let hello = r#"{"kind":"hello","version":1,"page_id":"p1","language":"en","theme":"dark"}"#;
    assert!(matches!(
        serde_json::from_str(hello).unwrap(),
        FromVisitor::Hello { .. }
    ));
    assert_eq!(
        serde_json::from_str::<EndReason>(r#""later""#).unwrap(),
        EndReason::Unknown
    );
    assert_eq!(
        serde_json::from_str::<Channel>(r#""later""#).unwrap(),
        Channel::Unknown
    );
    assert_eq!(
        serde_json::from_str::<TryOutcome>(r#""later""#).unwrap(),
        TryOutcome::Unknown
    );
    assert_eq!(
        serde_json::from_str::<Disposition>(r#""later""#).unwrap(),
        Disposition::Unknown
    );
}

#[test]
fn what_is_missing_or_wrong_is_an_error() {
    for message in [
        r#"{"kind":"call"}"#,
        r#"{"kind":"call","request":"not an id"}"#,
        r#"{"kind":"offer","contact":"c1","attempt":-1,"sdp":""}"#,
        r#"{"kind":"offer","contact":"c1","attempt":4294967296,"sdp":""}"#,
        r#"{"request":"r1"}"#,
        r#"["call"]"#,
    ] {
        assert!(
            serde_json::from_str::<FromVisitor>(message).is_err(),
            "{message}"
        );
    }
}
