//! Both directions: JSON in gives inputs, effects give JSON out.

use super::*;
use crate::party::{OperatorParty, VisitorParty};
use crate::tokens::SecretHash;
use bellpull_hotline::{
    Activity, ContactState, ContactView, ContactViewState, DeskContact, DeskView, Effect,
    EndReason, Leg, LegReport, LegState, Presence, PresenceChoice, Refusal, Side, WaitingRow,
};
use bellpull_protocol::limits::{MAX_FRAME_BYTES, MAX_NOTE_CHARS};
use bellpull_protocol::{
    HotlineId, LegId, NodeId, Note, OperatorId, PageUrl, PersonName, RequestId, VisitorId,
};
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp::from_millis(9_000);
const UP: Leg = Leg {
    attempt: 2,
    state: LegState::Up,
};

fn contact_id() -> ContactId {
    ContactId::new("c1").unwrap()
}

fn operator_id() -> OperatorId {
    OperatorId::new("o1").unwrap()
}

fn visitor_id() -> VisitorId {
    VisitorId::new("v1").unwrap()
}

fn leg(id: &str) -> LegId {
    LegId::new(id).unwrap()
}

fn visitor() -> Party {
    Party::Visitor(VisitorParty {
        visitor: visitor_id(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        page: Some(PageUrl::new("https://shop.example/")),
    })
}

fn operator() -> Party {
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

fn hear_json(party: &Party, message: &Value) -> Heard {
    hear(
        party,
        &message.to_string(),
        NOW,
        ContactId::new("fresh").unwrap(),
    )
}

/// What a message asks for beyond being a sign of life.
fn asked(party: &Party, message: &Value) -> Option<Input> {
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

fn written(effect: Effect) -> (Recipient, Value) {
    let mut names = Names::default();
    names
        .hotlines
        .insert(HotlineId::new("demo").unwrap(), "Alpenglow".into());
    names
        .operators
        .insert(operator_id(), PersonName::new("Anna Berg"));
    match post(effect, &names).unwrap() {
        Post::Send(letter) => (letter.to, serde_json::from_str(&letter.text).unwrap()),
        Post::Store(statement) => panic!("{statement:?} is no letter"),
    }
}

fn told_visitor(state: ContactViewState) -> Value {
    let view = ContactView {
        contact: contact_id(),
        request: RequestId::new("r1").unwrap(),
        entered: Timestamp::from_millis(5),
        leg: UP,
        state,
    };
    written(Effect::TellVisitor {
        visitor: visitor_id(),
        view,
    })
    .1
}

fn told_operator(activity: Activity, state: Option<ContactState>) -> Value {
    let contact = state.map(|state| DeskContact {
        contact: contact_id(),
        ring: 3,
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        page: None,
        entered: Timestamp::from_millis(5),
        visitor_leg: UP,
        state,
    });
    let view = DeskView {
        presence: Presence::Available,
        activity,
        contact,
    };
    written(Effect::TellOperator {
        operator: operator_id(),
        view,
    })
    .1
}

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
fn a_call_is_for_the_hotline_of_the_socket() {
    let call = asked(&visitor(), &json!({"kind": "call", "request": "r1"}));
    let expected = Input::Call {
        visitor: visitor_id(),
        contact: ContactId::new("fresh").unwrap(),
        request: RequestId::new("r1").unwrap(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        page: Some(PageUrl::new("https://shop.example/")),
    };
    assert_eq!(call, Some(expected));
}

#[test]
fn a_visitor_offers_and_hangs_up() {
    let offer = json!({"kind": "offer", "contact": "c1", "attempt": 2, "sdp": "v=0"});
    let (visitor_id, contact) = (visitor_id(), contact_id());
    assert_eq!(
        asked(&visitor(), &offer),
        Some(Input::VisitorOffer {
            visitor: visitor_id.clone(),
            contact: contact.clone(),
            attempt: 2,
            sdp: Sdp::new("v=0")
        })
    );
    assert_eq!(
        asked(&visitor(), &json!({"kind": "hang_up", "contact": "c1"})),
        Some(Input::VisitorHangUp {
            visitor: visitor_id,
            contact
        })
    );
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
            json!({"kind": "wrap_up", "contact": "c1", "disposition": "follow_up", "note": "call back", "finish": true}),
            Input::WrapUp {
                operator: operator_id.clone(),
                contact: contact.clone(),
                disposition: Some(bellpull_hotline::Disposition::FollowUp),
                note: Some(Note::new("call back")),
                finish: true,
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
    for (party, message, code) in [
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

#[test]
fn a_visitor_is_told_the_place() {
    assert_eq!(
        told_visitor(ContactViewState::Waiting { place: 4 }),
        json!({"kind": "contact", "contact": "c1", "request": "r1", "state": "waiting", "entered_ms": 5,
               "place": 4, "leg": "up", "attempt": 2})
    );
}

#[test]
fn a_visitor_is_told_the_first_name_of_who_answered() {
    let talking = ContactViewState::Talking {
        operator: operator_id(),
        operator_leg: UP,
        since: Timestamp::from_millis(7),
    };
    assert_eq!(
        told_visitor(talking),
        json!({"kind": "contact", "contact": "c1", "request": "r1", "state": "talking", "entered_ms": 5,
               "leg": "up", "attempt": 2, "operator_name": "Anna", "operator_leg": "up", "talking_since_ms": 7})
    );
}

#[test]
fn a_visitor_is_told_how_it_ended() {
    let told = told_visitor(ContactViewState::Ended {
        reason: EndReason::OperatorHungUp,
    });
    assert_eq!(
        (&told["state"], &told["reason"]),
        (&json!("ended"), &json!("operator_hung_up"))
    );
}

#[test]
fn a_desk_rings_until_the_ring_is_over() {
    let state = ContactState::Ringing {
        operator: operator_id(),
        until: Timestamp::from_millis(20_000),
    };
    assert_eq!(
        told_operator(
            Activity::Ringing {
                contact: contact_id()
            },
            Some(state)
        ),
        json!({"kind": "desk", "presence": "available", "activity": "ringing", "contact": "c1", "ring": 3,
               "hotline": "demo", "hotline_name": "Alpenglow", "language": "de", "entered_ms": 5,
               "until_ms": 20_000, "leg": "none", "attempt": 0, "visitor_leg": "up"})
    );
}

#[test]
fn talking_begins_when_both_hear_each_other() {
    let activity = Activity::Talking {
        contact: contact_id(),
    };
    let connecting = ContactState::Connecting {
        operator: operator_id(),
        operator_leg: UP,
        until: Timestamp::from_millis(15_000),
    };
    let bridged = ContactState::Bridged {
        operator: operator_id(),
        operator_leg: UP,
        since: Timestamp::from_millis(8),
    };
    assert_eq!(
        told_operator(activity.clone(), Some(connecting))["activity"],
        "connecting"
    );
    let told = told_operator(activity, Some(bridged));
    assert_eq!(
        (&told["activity"], &told["talking_since_ms"]),
        (&json!("talking"), &json!(8))
    );
    assert_eq!((&told["leg"], &told["attempt"]), (&json!("up"), &json!(2)));
}

#[test]
fn wrap_up_says_how_it_ended_and_how_long_there_is() {
    let activity = Activity::WrapUp {
        contact: contact_id(),
        until: Timestamp::from_millis(30_000),
    };
    let state = ContactState::Ended {
        reason: EndReason::VisitorHungUp,
        at: Timestamp::from_millis(6),
        operator: Some(operator_id()),
    };
    let told = told_operator(activity.clone(), Some(state));
    assert_eq!(
        (&told["activity"], &told["until_ms"]),
        (&json!("wrap_up"), &json!(30_000))
    );
    assert_eq!(told["reason"], "visitor_hung_up");

    let forgotten = told_operator(activity, None);
    assert_eq!(
        (&forgotten["contact"], &forgotten["activity"]),
        (&json!("c1"), &json!("wrap_up"))
    );
}

#[test]
fn all_operators_see_who_waits() {
    let row = WaitingRow {
        contact: contact_id(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        entered: Timestamp::from_millis(5),
        ringing: true,
    };
    let (to, message) = written(Effect::TellWaiting {
        total: 70,
        rows: vec![row],
    });
    assert_eq!(to, Recipient::AllOperators);
    assert_eq!(
        message,
        json!({"kind": "waiting", "total": 70, "contacts":
            [{"contact": "c1", "hotline_name": "Alpenglow", "language": "de", "entered_ms": 5, "ringing": true}]})
    );
}

#[test]
fn a_late_refusal_is_about_the_offer() {
    let (to, message) = written(Effect::RefuseVisitor {
        visitor: visitor_id(),
        refusal: Refusal::BadSdp,
    });
    assert_eq!(to, Recipient::Visitor(visitor_id()));
    assert_eq!(
        (&message["code"], &message["about"]),
        (&json!("bad_sdp"), &json!("offer"))
    );
}

#[test]
fn the_node_is_commanded() {
    let open = Effect::OpenLeg {
        leg: leg("c1.o1"),
        attempt: 1,
        side: Side::Operator,
        beside: Some(leg("c1.v")),
        sdp: Sdp::new("v=0"),
    };
    let table = [
        (
            open,
            json!({"kind": "open_leg", "leg": "c1.o1", "attempt": 1, "side": "operator", "beside": "c1.v", "sdp": "v=0"}),
        ),
        (
            Effect::Bridge {
                a: leg("c1.v"),
                b: leg("c1.o1"),
            },
            json!({"kind": "bridge", "a": "c1.v", "b": "c1.o1"}),
        ),
        (
            Effect::Hold { leg: leg("c1.v") },
            json!({"kind": "hold", "leg": "c1.v"}),
        ),
        (
            Effect::CloseLeg { leg: leg("c1.v") },
            json!({"kind": "close_leg", "leg": "c1.v"}),
        ),
    ];
    for (effect, message) in table {
        let (to, written) = written(effect);
        assert_eq!(to, Recipient::Media);
        assert_eq!(written, message);
    }
}
