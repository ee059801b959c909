//! What the heart wants told becomes messages.

use super::{UP, contact_id, desk_contact, leg, operator_id, visitor_id};
use crate::signalling::{Names, Post, Recipient, post};
use bellpull_hotline::{
    Activity, Channel, ChannelKind, ContactState, ContactView, ContactViewState, DeskContact,
    DeskView, Effect, EndReason, Presence, Refusal, Side, Timestamp, WaitingRow,
};
use bellpull_protocol::{HotlineId, OperatorId, PersonName, RequestId, Sdp};
use serde_json::{Value, json};

#[test]
fn a_visitor_is_told_the_place() {
    assert_eq!(
        told_visitor(ContactViewState::Waiting {
            place: 4,
            estimate: None
        }),
        json!({"kind": "contact", "contact": "c1", "request": "r1", "department": "general", "channel": "call", "state": "waiting", "entered_ms": 5,
               "place": 4, "leg": "up", "attempt": 2})
    );
}

#[test]
fn a_visitor_is_told_the_first_name_of_who_answered() {
    let talking = ContactViewState::Talking {
        operator: operator_id(),
        operator_leg: UP,
        since: Timestamp::from_millis(7),
        on_hold: false,
    };
    assert_eq!(
        told_visitor(talking),
        json!({"kind": "contact", "contact": "c1", "request": "r1", "department": "general", "channel": "call", "state": "talking", "entered_ms": 5,
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
        operators: std::collections::BTreeSet::from([operator_id()]),
        until: Timestamp::from_millis(20_000),
        recall: None,
    };
    assert_eq!(
        told_operator(
            Activity::Ringing {
                contact: contact_id()
            },
            Some(state)
        ),
        json!({"kind": "desk", "presence": "available", "activity": "ringing", "contact": "c1", "ring": 3,
               "hotline": "demo", "hotline_name": "Alpenglow", "department_name": "general", "language": "de", "entered_ms": 5,
               "until_ms": 20_000, "leg": "none", "attempt": 0, "visitor_leg": "up",
               "channel": "call", "lines": 0, "tries": 0})
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
        ring: 0,
    };
    let bridged = ContactState::Bridged {
        operator: operator_id(),
        operator_leg: UP,
        since: Timestamp::from_millis(8),
        consult: None,
        ring: 0,
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
        channel: ChannelKind::Chat,
        entered: Timestamp::from_millis(5),
        ringing: true,
        department: bellpull_protocol::DepartmentId::general(),
    };
    let (to, message) = written(Effect::TellWaiting {
        total: 70,
        rows: vec![row],
    });
    assert_eq!(to, Recipient::AllOperators);
    assert_eq!(
        message,
        json!({"kind": "waiting", "total": 70, "contacts":
            [{"contact": "c1", "hotline_name": "Alpenglow", "department_name": "general", "language": "de", "channel": "chat",
              "entered_ms": 5, "ringing": true}]})
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
                third: None,
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

pub(super) fn written(effect: Effect) -> (Recipient, Value) {
    let mut names = Names::default();
    names
        .hotlines
        .insert(HotlineId::new("demo").unwrap(), "Alpenglow".into());
    names
        .operators
        .insert(operator_id(), PersonName::new("Anna Berg"));
    let boris = OperatorId::new("o2").unwrap();
    names
        .operators
        .insert(boris, PersonName::new("Boris Klein"));
    match post(effect, &names).unwrap() {
        Post::Send(letter) => (letter.to, serde_json::from_str(&letter.text).unwrap()),
        Post::Store(statement) => panic!("{statement:?} is no letter"),
    }
}

fn told_visitor(state: ContactViewState) -> Value {
    told_visitor_by(Channel::Call, state)
}

pub(super) fn told_visitor_by(channel: Channel, state: ContactViewState) -> Value {
    let view = ContactView {
        contact: contact_id(),
        request: RequestId::new("r1").unwrap(),
        channel,
        entered: Timestamp::from_millis(5),
        leg: UP,
        lines: 0,
        answered: false,
        stars: None,
        state,
        department: bellpull_protocol::DepartmentId::general(),
        offered_callback: false,
    };
    written(Effect::TellVisitor {
        visitor: visitor_id(),
        view,
    })
    .1
}

fn told_operator(activity: Activity, state: Option<ContactState>) -> Value {
    told_operator_by(Channel::Call, activity, state)
}

pub(super) fn told_operator_by(
    channel: Channel,
    activity: Activity,
    state: Option<ContactState>,
) -> Value {
    let contact = state.map(|state| DeskContact {
        channel,
        ..desk_contact(state)
    });
    told_desk(activity, contact)
}

pub(super) fn told_desk(activity: Activity, contact: Option<DeskContact>) -> Value {
    let view = DeskView {
        presence: Presence::Available,
        activity,
        contact,
        back_at: None,
        pause: None,
        planned: None,
    };
    written(Effect::TellOperator {
        operator: operator_id(),
        view,
    })
    .1
}
