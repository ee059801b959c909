//! What chats, callbacks and hours are told as.

use super::telling::{told_operator_by, told_visitor_by, written};
use super::{contact_id, desk_contact, operator_id, visitor_id};
use crate::signalling::Recipient;
use bellpull_hotline::{
    Activity, Callback, Channel, ContactState, ContactViewState, DeskChat, DeskContact, Effect,
    EndReason, Line, OpeningView, OwedRow, Timestamp, Way,
};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{HotlineId, LineText, PhoneNumber, RequestId};
use serde_json::json;

#[test]
fn a_line_is_told_alike_to_both_sides() {
    let told = json!({"kind": "line", "contact": "c1", "seq": 2, "from": "operator", "key": "k1", "at_ms": 7, "text": "Hello"});
    let (visitor, line) = (visitor_id(), line());
    assert_eq!(
        written(Effect::TellVisitorLine { visitor, line }),
        (Recipient::Visitor(visitor_id()), told.clone())
    );
    let (operator, line) = (operator_id(), self::line());
    assert_eq!(
        written(Effect::TellOperatorLine { operator, line }),
        (Recipient::Operator(operator_id()), told)
    );
}

#[test]
fn typing_reaches_the_other_side() {
    let told = json!({"kind": "typing", "contact": "c1"});
    let (visitor, contact) = (visitor_id(), contact_id());
    assert_eq!(
        written(Effect::TellVisitorTyping { visitor, contact }),
        (Recipient::Visitor(visitor_id()), told.clone())
    );
    let (operator, contact) = (operator_id(), contact_id());
    assert_eq!(
        written(Effect::TellOperatorTyping { operator, contact }),
        (Recipient::Operator(operator_id()), told)
    );
}

#[test]
fn a_visitor_is_told_who_chats() {
    let told = told_visitor_by(
        Channel::Chat,
        ContactViewState::Chatting {
            operator: operator_id(),
            since: Timestamp::from_millis(7),
        },
    );
    assert_eq!(
        told,
        json!({"kind": "contact", "contact": "c1", "request": "r1", "department": "general", "channel": "chat", "state": "chatting",
               "entered_ms": 5, "leg": "up", "attempt": 2, "operator_name": "Anna"})
    );
}

#[test]
fn a_visitors_page_rings_until_the_ring_is_over() {
    let told = told_visitor_by(
        callback(Way::Browser),
        ContactViewState::RingingBack {
            operator: operator_id(),
            until: Timestamp::from_millis(30_000),
        },
    );
    assert_eq!(
        told,
        json!({"kind": "contact", "contact": "c1", "request": "r1", "department": "general", "channel": "callback", "state": "ring_back",
               "entered_ms": 5, "leg": "up", "attempt": 2, "operator_name": "Anna", "tries": 1, "due_ms": 9,
               "until_ms": 30_000})
    );
}

#[test]
fn a_callback_by_phone_says_so_without_its_number() {
    let told = told_visitor_by(
        callback(phone()),
        ContactViewState::Waiting {
            place: 2,
            estimate: None,
        },
    );
    assert_eq!(told["by_phone"], true);
    assert!(!told.to_string().contains("+43"));
}

#[test]
fn a_number_is_shown_to_who_accepted_the_callback_and_to_nobody_before() {
    let (operator, until) = (operator_id(), Timestamp::from_millis(20_000));
    let contact = contact_id();
    let ringing = told_operator_by(
        callback(phone()),
        Activity::Ringing { contact },
        Some(ContactState::Ringing {
            operators: std::collections::BTreeSet::from([operator]),
            until,
            recall: None,
        }),
    );
    assert_eq!(ringing["zone"], "Europe/Vienna");
    assert!(!ringing.to_string().contains("+43"), "{ringing}");

    let (operator, contact) = (operator_id(), contact_id());
    let dialling = told_operator_by(
        callback(phone()),
        Activity::Talking { contact },
        Some(ContactState::Dialling { operator, until }),
    );
    assert_eq!(dialling["activity"], "dialling");
    assert_eq!(dialling["number"], "+4315880023");
    assert_eq!(dialling["tries"], 1);
}

#[test]
fn a_callback_that_went_on_elsewhere_is_not_in_hand_any_more() {
    let wrap_up = Activity::WrapUp {
        contact: contact_id(),
        until: Timestamp::from_millis(30_000),
    };
    let elsewhere = ContactState::Dialling {
        operator: operator_id(),
        until: Timestamp::from_millis(900_000),
    };
    let told = told_operator_by(callback(phone()), wrap_up, Some(elsewhere));
    assert_eq!(
        (&told["activity"], &told["until_ms"]),
        (&json!("wrap_up"), &json!(30_000))
    );
}

#[test]
fn a_desk_is_told_all_its_chats() {
    let states = [
        ContactState::Ringing {
            operators: std::collections::BTreeSet::from([operator_id()]),
            until: Timestamp::from_millis(20_000),
            recall: None,
        },
        ContactState::Chatting {
            operator: operator_id(),
            since: Timestamp::from_millis(7),
        },
        ContactState::Ended {
            reason: EndReason::VisitorHungUp,
            at: Timestamp::from_millis(8),
            operator: Some(operator_id()),
        },
    ];
    let chats = states.map(|state| DeskChat {
        contact: DeskContact {
            channel: Channel::Chat,
            lines: 4,
            ..desk_contact(state)
        },
        visitor_here: true,
    });
    let (to, told) = written(Effect::TellChats {
        operator: operator_id(),
        chats: chats.into(),
    });
    assert_eq!(to, Recipient::Operator(operator_id()));
    assert_eq!(
        told["chats"][0],
        json!({"contact": "c1", "ring": 3, "state": "ringing", "channel": "chat", "hotline": "demo",
               "hotline_name": "Alpenglow", "language": "de", "entered_ms": 5, "until_ms": 20_000, "lines": 4,
               "visitor_here": true})
    );
    assert_eq!(
        (&told["chats"][1]["state"], &told["chats"][1]["since_ms"]),
        (&json!("chatting"), &json!(7))
    );
    assert_eq!(
        (&told["chats"][2]["state"], &told["chats"][2]["reason"]),
        (&json!("ended"), &json!("visitor_hung_up"))
    );
}

#[test]
fn all_desks_see_what_is_owed_without_the_number() {
    let row = OwedRow {
        contact: contact_id(),
        hotline: HotlineId::new("demo").unwrap(),
        language: "de".into(),
        entered: Timestamp::from_millis(5),
        callback: owed(phone()),
        reachable: true,
        taken: false,
    };
    let rows = vec![row];
    assert_eq!(
        written(Effect::TellOwed { total: 7, rows }),
        (
            Recipient::AllOperators,
            json!({"kind": "callbacks", "total": 7, "callbacks":
                [{"contact": "c1", "hotline_name": "Alpenglow", "language": "de", "entered_ms": 5, "by_phone": true,
                  "zone": "Europe/Vienna", "due_ms": 9, "tries": 1, "reachable": true, "taken": false}]})
        )
    );
}

#[test]
fn visitors_of_the_hotline_are_told_its_hours() {
    let hotline = HotlineId::new("demo").unwrap();
    let opening = OpeningView {
        open: false,
        next_change: Some(Timestamp::from_millis(10)),
        hours: vec![(Timestamp::from_millis(10), Timestamp::from_millis(20))],
    };
    assert_eq!(
        written(Effect::TellOpening {
            hotline: hotline.clone(),
            opening
        }),
        (
            Recipient::VisitorsOf(hotline),
            json!({"kind": "opening", "opening":
                {"open": false, "next_change_ms": 10, "hours": [{"opens_ms": 10, "closes_ms": 20}]}})
        )
    );
}

fn line() -> Line {
    Line {
        contact: contact_id(),
        seq: 2,
        from: LineFrom::Operator,
        key: RequestId::new("k1").unwrap(),
        at: Timestamp::from_millis(7),
        text: LineText::new("Hello"),
    }
}

fn callback(way: Way) -> Channel {
    Channel::Callback(owed(way))
}

fn owed(way: Way) -> Callback {
    Callback {
        way,
        tries: 1,
        due: Timestamp::from_millis(9),
        window: None,
    }
}

fn phone() -> Way {
    Way::Phone {
        number: PhoneNumber::new("+4315880023"),
        zone: Some("Europe/Vienna".into()),
    }
}
