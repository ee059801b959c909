//! The wire as JSON: every kind of every direction once, read and written. A change here is a change of protocol.

use bellpull_protocol::media::{FromMedia, ToMedia};
use bellpull_protocol::operator::{Disposition, FromOperator, ToOperator};
use bellpull_protocol::visitor::{EndReason, FromVisitor, ToVisitor};
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
        {"kind": "offer", "contact": "c1", "attempt": 1, "sdp": "v=0"},
        {"kind": "hang_up", "contact": "c1"},
    ]));
}

#[test]
fn to_visitors() {
    check::<ToVisitor>(json!([
        {"kind": "welcome", "version": 1, "token": "t", "hotline_name": "Shop", "staffed": true, "now_ms": 1},
        {"kind": "staffed", "staffed": false},
        {"kind": "contact", "contact": "c1", "request": "r1", "state": "waiting", "entered_ms": 1, "place": 2,
         "leg": "none", "attempt": 0},
        {"kind": "contact", "contact": "c1", "request": "r1", "state": "ringing", "entered_ms": 1,
         "leg": "opening", "attempt": 1},
        {"kind": "contact", "contact": "c1", "request": "r1", "state": "connecting", "entered_ms": 1,
         "leg": "up", "attempt": 1, "operator_name": "Anna", "operator_leg": "none"},
        {"kind": "contact", "contact": "c1", "request": "r1", "state": "talking", "entered_ms": 1,
         "leg": "lost", "attempt": 1, "operator_name": "Anna", "talking_since_ms": 3, "operator_leg": "up"},
        {"kind": "contact", "contact": "c1", "request": "r1", "state": "ended", "entered_ms": 1,
         "leg": "none", "attempt": 1, "reason": "visitor_hung_up"},
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
         "leg": "none", "attempt": 0, "visitor_leg": "none"},
        {"kind": "desk", "presence": "available", "activity": "ringing", "contact": "c1", "ring": 1,
         "hotline": "h1", "hotline_name": "Shop", "page": "https://shop.example/", "language": "de",
         "entered_ms": 1, "until_ms": 2, "leg": "none", "attempt": 0, "visitor_leg": "up"},
        {"kind": "desk", "presence": "break", "activity": "connecting", "contact": "c1", "ring": 1,
         "leg": "opening", "attempt": 1, "visitor_leg": "up"},
        {"kind": "desk", "presence": "offline", "activity": "talking", "contact": "c1", "talking_since_ms": 4,
         "leg": "up", "attempt": 1, "visitor_leg": "lost"},
        {"kind": "desk", "presence": "available", "activity": "wrap_up", "contact": "c1", "until_ms": 5,
         "leg": "none", "attempt": 0, "visitor_leg": "none", "reason": "operator_hung_up"},
        {"kind": "waiting", "total": 1, "contacts":
            [{"contact": "c1", "hotline_name": "Shop", "language": "de", "entered_ms": 1, "ringing": false}]},
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
