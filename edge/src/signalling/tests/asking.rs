//! What pages and nodes say becomes inputs.

use super::{contact_id, leg, operator_id, visitor_id};
use crate::party::{OperatorParty, Party, VisitorParty};
use crate::signalling::{Heard, hear};
use crate::tokens::SecretHash;
use bellpull_hotline::{Disposition, Input, LegReport, PresenceChoice, Timestamp, TryOutcome};
use bellpull_protocol::limits::{
    MAX_FRAME_BYTES, MAX_LINE_CHARS, MAX_NOTE_CHARS, MAX_REMARK_CHARS, MAX_SDP_BYTES,
};
use bellpull_protocol::{
    ContactId, HotlineId, LineText, NodeId, Note, PageUrl, RefusalCode, RequestId, Sdp,
};
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp::from_millis(9_000);

#[test]
fn every_message_of_a_person_is_a_sign_of_life() {
    let alive = |party: &Party| hear(party, "rubbish", NOW, contact_id()).inputs;
    assert_eq!(
        alive(&visitor()),
        [Input::VisitorSeen {
            visitor: visitor_id(),
            at: NOW
        }]
    );
    assert_eq!(
        alive(&operator()),
        [Input::OperatorSeen {
            operator: operator_id(),
            at: NOW
        }]
    );
    assert_eq!(alive(&node()), []);
}

#[test]
fn a_desk_does_what_an_operator_does() {
    let (operator_id, contact) = (operator_id(), contact_id());
    let table = [
        (
            json!({"kind": "presence", "presence": "break"}),
            Input::ChoosePresence {
                operator: operator_id.clone(),
                choice: PresenceChoice::Break,
                reason: bellpull_hotline::BreakReason::Break,
                until: None,
            },
        ),
        (
            json!({"kind": "accept", "contact": "c1", "ring": 3}),
            Input::Accept {
                operator: operator_id.clone(),
                contact: contact.clone(),
                ring: 3,
            },
        ),
        (
            json!({"kind": "decline", "contact": "c1", "ring": 3}),
            Input::Decline {
                operator: operator_id.clone(),
                contact: contact.clone(),
                ring: 3,
            },
        ),
        (
            json!({"kind": "offer", "contact": "c1", "attempt": 1, "sdp": "v=0"}),
            Input::OperatorOffer {
                operator: operator_id.clone(),
                contact: contact.clone(),
                attempt: 1,
                sdp: Sdp::new("v=0"),
            },
        ),
        (
            json!({"kind": "hang_up", "contact": "c1"}),
            Input::OperatorHangUp {
                operator: operator_id.clone(),
                contact: contact.clone(),
            },
        ),
        (
            json!({"kind": "tried", "contact": "c1", "outcome": "no_answer"}),
            Input::Tried {
                operator: operator_id.clone(),
                contact: contact.clone(),
                outcome: TryOutcome::NoAnswer,
            },
        ),
        (
            json!({"kind": "take_callback", "contact": "c1"}),
            Input::TakeCallback {
                operator: operator_id.clone(),
                contact: contact.clone(),
            },
        ),
        (
            json!({"kind": "line", "contact": "c1", "key": "k1", "text": "Good morning"}),
            Input::OperatorLine {
                operator: operator_id.clone(),
                contact: contact.clone(),
                key: key(),
                text: LineText::new("Good morning"),
            },
        ),
        (
            json!({"kind": "lines", "contact": "c1", "after": 0}),
            Input::OperatorLines {
                operator: operator_id.clone(),
                contact: contact.clone(),
                after: 0,
            },
        ),
        (
            json!({"kind": "typing", "contact": "c1"}),
            Input::OperatorTyping {
                operator: operator_id.clone(),
                contact: contact.clone(),
            },
        ),
        (
            json!({"kind": "wrap_up", "contact": "c1", "disposition": "follow_up", "note": "call back", "finish": true}),
            Input::WrapUp {
                operator: operator_id.clone(),
                contact: contact.clone(),
                disposition: Some(Disposition::FollowUp),
                note: Some(Note::new("call back")),
                finish: true,
                topic: None,
            },
        ),
        (
            json!({"kind": "wrap_up", "contact": "c1", "disposition": "of_a_later_version", "finish": false}),
            Input::WrapUp {
                operator: operator_id.clone(),
                contact: contact.clone(),
                disposition: None,
                note: None,
                finish: false,
                topic: None,
            },
        ),
        (
            json!({"kind": "more_time", "contact": "c1"}),
            Input::MoreTime {
                operator: operator_id,
                contact,
            },
        ),
    ];
    for (message, input) in table {
        assert_eq!(asked(&operator(), &message), Some(input), "{message}");
    }
}

#[test]
fn a_node_reports_its_legs() {
    let table = [
        (
            json!({"kind": "legs", "legs": [{"leg": "c1.v", "attempt": 1, "up": true, "bridged_with": "c1.o1"}]}),
            Input::MediaConnected {
                legs: vec![LegReport {
                    leg: leg("c1.v"),
                    attempt: 1,
                    up: true,
                    bridged_with: Some(leg("c1.o1")),
                    third: None,
                }],
            },
        ),
        (
            json!({"kind": "leg_answered", "leg": "c1.v", "attempt": 1, "sdp": "v=0"}),
            Input::LegAnswered {
                leg: leg("c1.v"),
                attempt: 1,
                sdp: Sdp::new("v=0"),
            },
        ),
        (
            json!({"kind": "leg_refused", "leg": "c1.v", "attempt": 1, "code": "bad_sdp"}),
            Input::LegRefused {
                leg: leg("c1.v"),
                attempt: 1,
            },
        ),
        (
            json!({"kind": "leg_up", "leg": "c1.v", "attempt": 1}),
            Input::LegUp {
                leg: leg("c1.v"),
                attempt: 1,
            },
        ),
        (
            json!({"kind": "leg_lost", "leg": "c1.v", "attempt": 1}),
            Input::LegLost {
                leg: leg("c1.v"),
                attempt: 1,
            },
        ),
        (
            json!({"kind": "leg_closed", "leg": "c1.v", "attempt": 1, "cause": "given_up"}),
            Input::LegClosed {
                leg: leg("c1.v"),
                attempt: 1,
            },
        ),
    ];
    for (message, input) in table {
        assert_eq!(asked(&node(), &message), Some(input), "{message}");
    }
    assert_eq!(
        asked(
            &node(),
            &json!({"kind": "bridged", "a": "c1.v", "b": "c1.o1"})
        ),
        None
    );
}

#[test]
fn a_node_may_list_thousands_of_legs_at_once() {
    let legs: Vec<_> = (0..5_000)
        .map(|number| {
            let (visitor, operator) = (format!("{number:022}.v"), format!("{number:022}.o1"));
            json!({"leg": visitor, "attempt": 1, "up": true, "bridged_with": operator})
        })
        .collect();
    let listed = asked(&node(), &json!({"kind": "legs", "legs": legs}));
    assert!(matches!(listed, Some(Input::MediaConnected { legs }) if legs.len() == 5_000));
}

#[test]
fn kinds_of_a_later_version_ask_for_nothing() {
    for party in [visitor(), operator(), node()] {
        assert_eq!(asked(&party, &json!({"kind": "dance"})), None);
    }
}

#[test]
fn a_hello_comes_once() {
    let hello = json!({"kind": "hello", "version": 1, "page_id": "p", "language": "en"});
    assert_eq!(
        refusal(&visitor(), &hello),
        Some(RefusalCode::HelloExpected)
    );
    assert_eq!(hear_json(&visitor(), &hello).about, "hello");
}

#[test]
fn what_is_out_of_bounds_is_refused_and_not_asked() {
    let sdp = "x".repeat(MAX_SDP_BYTES + 1);
    let offer = json!({"kind": "offer", "contact": "c1", "attempt": 1, "sdp": sdp});
    let note = "ä".repeat(MAX_NOTE_CHARS + 1);
    let wrap_up = json!({"kind": "wrap_up", "contact": "c1", "note": note, "finish": true});
    let large = json!({"kind": "call", "request": "x".repeat(MAX_FRAME_BYTES)});
    let line = |text: String| json!({"kind": "line", "contact": "c1", "key": "k1", "text": text});
    let (empty, long) = (line(" ".into()), line("ä".repeat(MAX_LINE_CHARS + 1)));
    let remark = "x".repeat(MAX_REMARK_CHARS + 1);
    let rate = json!({"kind": "rate", "contact": "c1", "stars": 1, "remark": remark});
    let message = json!({"kind": "message", "request": "r1", "key": "k1", "text": "\u{0}"});
    let callback = json!({"kind": "callback", "request": "r1", "number": "0664 1234567"});
    let change = json!({"kind": "change_channel", "contact": "c1", "channel": "telepathy"});
    let tried = json!({"kind": "tried", "contact": "c1", "outcome": "wrote_a_letter"});
    for (party, message, code) in [
        (visitor(), &empty, RefusalCode::TextEmpty),
        (operator(), &empty, RefusalCode::TextEmpty),
        (visitor(), &long, RefusalCode::TextTooLong),
        (operator(), &long, RefusalCode::TextTooLong),
        (visitor(), &rate, RefusalCode::TextTooLong),
        (visitor(), &message, RefusalCode::TextEmpty),
        (visitor(), &callback, RefusalCode::BadPhoneNumber),
        (visitor(), &change, RefusalCode::Malformed),
        (operator(), &tried, RefusalCode::Malformed),
        (visitor(), &offer, RefusalCode::BadSdp),
        (operator(), &offer, RefusalCode::BadSdp),
        (operator(), &wrap_up, RefusalCode::Malformed),
        (visitor(), &large, RefusalCode::FrameTooLarge),
    ] {
        let heard = hear_json(&party, message);
        assert_eq!(heard.refusal, Some(code));
        assert_eq!(heard.inputs.len(), 1, "only the sign of life");
    }
}

pub(super) fn visitor() -> Party {
    Party::Visitor(VisitorParty {
        visitor: visitor_id(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        page: Some(PageUrl::new("https://shop.example/")),
    })
}

pub(super) fn operator() -> Party {
    Party::Operator(OperatorParty {
        operator: operator_id(),
        session: SecretHash::of("s"),
        until: Timestamp::from_millis(u64::MAX),
    })
}

fn node() -> Party {
    Party::Media {
        node: NodeId::new("n1").unwrap(),
    }
}

pub(super) fn key() -> RequestId {
    RequestId::new("k1").unwrap()
}

fn hear_json(party: &Party, message: &Value) -> Heard {
    hear(
        party,
        &message.to_string(),
        NOW,
        ContactId::new("fresh").unwrap(),
    )
}

/// What a message asks for beyond being a sign of life.
pub(super) fn asked(party: &Party, message: &Value) -> Option<Input> {
    let heard = hear_json(party, message);
    assert_eq!(heard.refusal, None);
    let alive = |input: &Input| {
        matches!(
            input,
            Input::VisitorSeen { .. } | Input::OperatorSeen { .. }
        )
    };
    heard.inputs.into_iter().find(|input| !alive(input))
}

fn refusal(party: &Party, message: &Value) -> Option<RefusalCode> {
    hear_json(party, message).refusal
}
