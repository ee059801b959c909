//! Transfers, breaks and colleagues, in both directions.

use super::asking::operator;
use super::telling::{told_desk, written};
use super::{UP, contact_id, desk_contact, operator_id};
use crate::signalling::{Names, Recipient, hear};
use bellpull_hotline::configuration::Configuration;
use bellpull_hotline::{Activity, ContactState, Effect, Input, Timestamp};
use bellpull_hotline::{
    BreakReason, Colleague, ColleagueActivity, Consult, ConsultState, DepartmentView, PlannedPause,
    Presence, TransferTo,
};
use bellpull_protocol::DepartmentId;
use bellpull_protocol::{OperatorId, RefusalCode};
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp::from_millis(1);

fn asked(message: &Value) -> Option<Input> {
    let heard = hear(&operator(), &message.to_string(), NOW, contact_id());
    assert_eq!(heard.refusal, None, "{message}");
    heard.inputs.into_iter().nth(1)
}

fn refused(message: &Value) -> Option<RefusalCode> {
    hear(&operator(), &message.to_string(), NOW, contact_id()).refusal
}

#[test]
fn a_transfer_names_one_aim() {
    let transfer = |to| Input::Transfer {
        operator: operator_id(),
        contact: contact_id(),
        to,
    };
    let department = DepartmentId::new("returns").unwrap();

    for (aim, to) in [
        (
            json!({"operator": "o1"}),
            TransferTo::Operator(operator_id()),
        ),
        (
            json!({"department": "returns"}),
            TransferTo::Department(department),
        ),
        (json!({"escalate": true}), TransferTo::Escalation),
        (json!({}), TransferTo::Queue),
    ] {
        let mut message = json!({"kind": "transfer", "contact": "c1"});
        message
            .as_object_mut()
            .unwrap()
            .extend(aim.as_object().unwrap().clone());
        assert_eq!(asked(&message), Some(transfer(to)), "{message}");
    }
    let both =
        json!({"kind": "transfer", "contact": "c1", "operator": "o1", "department": "returns"});
    assert_eq!(refused(&both), Some(RefusalCode::Malformed));
}

#[test]
fn a_break_has_a_reason_and_may_end_by_itself() {
    let chosen = json!({"kind": "presence", "presence": "break", "reason": "smoke", "until_ms": 9});

    assert_eq!(
        asked(&chosen),
        Some(Input::ChoosePresence {
            operator: operator_id(),
            choice: bellpull_hotline::PresenceChoice::Break,
            reason: BreakReason::Custom("smoke".into()),
            until: Some(Timestamp::from_millis(9)),
        })
    );
}

#[test]
fn a_planned_break_has_both_ends_or_is_taken_back() {
    let planned = json!({"kind": "plan_break", "reason": "lunch", "from_ms": 5, "until_ms": 9});
    let pause = PlannedPause {
        from: Timestamp::from_millis(5),
        until: Timestamp::from_millis(9),
        reason: BreakReason::Lunch,
    };
    let plan = |pause| Input::PlanPause {
        operator: operator_id(),
        pause,
    };

    assert_eq!(asked(&planned), Some(plan(Some(pause))));
    assert_eq!(asked(&json!({"kind": "plan_break"})), Some(plan(None)));
    let half = json!({"kind": "plan_break", "from_ms": 5});
    assert_eq!(refused(&half), Some(RefusalCode::Malformed));
}

#[test]
fn a_consult_is_told_to_both_with_the_other_ones_name() {
    let consult = |colleague: OperatorId, from_colleague| {
        let mut contact = desk_contact(ContactState::Bridged {
            operator: operator_id(),
            operator_leg: UP,
            since: NOW,
            ring: 3,
            consult: None,
        });
        contact.consult = Some(Consult {
            colleague,
            ring: 4,
            state: ConsultState::Private { leg: UP },
        });
        contact.from_colleague = from_colleague;
        told_desk(
            Activity::Talking {
                contact: contact_id(),
            },
            Some(contact),
        )["consult"]
            .clone()
    };
    let boris = OperatorId::new("o2").unwrap();

    let asking = consult(boris.clone(), None);
    let asked = consult(operator_id(), Some(boris));

    assert_eq!(
        asking,
        json!({"state": "private", "with": "o2", "with_name": "Boris Klein", "asking": true})
    );
    assert_eq!(asked["asking"], json!(false));
    assert_eq!(asked["with_name"], json!("Boris Klein"));
}

#[test]
fn whoever_is_asked_is_told_their_own_leg() {
    let own = bellpull_hotline::Leg { attempt: 7, ..UP };
    let mut contact = desk_contact(ContactState::Bridged {
        operator: OperatorId::new("o2").unwrap(),
        operator_leg: UP,
        since: Timestamp::from_millis(40),
        ring: 3,
        consult: None,
    });
    contact.consult = Some(Consult {
        colleague: operator_id(),
        ring: 4,
        state: ConsultState::Together { leg: own },
    });

    let desk = told_desk(
        Activity::Talking {
            contact: contact_id(),
        },
        Some(contact),
    );

    assert_eq!(desk["activity"], json!("talking"));
    assert_eq!(desk["attempt"], json!(7));
    assert_eq!(desk["talking_since_ms"], json!(40));
}

#[test]
fn colleagues_and_departments_are_told_by_name() {
    let (to, message) = written(Effect::TellColleagues {
        operator: operator_id(),
        colleagues: vec![Colleague {
            operator: operator_id(),
            presence: Presence::Available,
            pause: None,
            activity: ColleagueActivity::Talking,
            chats: 2,
            departments: vec![DepartmentId::general()],
            responsible_for: "Returns".into(),
            free: false,
        }],
        departments: vec![DepartmentView {
            department: DepartmentId::general(),
            responsible_for: String::new(),
            open: true,
            waiting: 3,
            staffed: 2,
            free: 1,
        }],
    });

    assert_eq!(to, Recipient::Operator(operator_id()));
    assert_eq!(
        message,
        json!({"kind": "colleagues",
               "colleagues": [{"operator": "o1", "name": "Anna Berg", "presence": "available", "activity": "talking",
                               "chats": 2, "departments": ["general"], "responsible_for": "Returns", "free": false}],
               "departments": [{"department": "general", "name": "general", "open": true, "waiting": 3, "staffed": 2,
                                "free": 1}]})
    );
}

#[test]
fn a_greeting_comes_in_the_visitors_language() {
    let document = json!({"schema": 1, "name": "Call centre", "hotlines": {"demo": {"name": "Alpenglow",
        "greeting": {"en": "Alpenglow, hello", "de": "Alpenglow, grüß Gott"}}}});
    let configuration: Configuration = serde_json::from_value(document).unwrap();
    let names = Names {
        configuration: Some(configuration),
        ..Names::default()
    };
    let hotline = bellpull_protocol::HotlineId::new("demo").unwrap();

    assert_eq!(
        names.greeting(&hotline, "de-AT").as_deref(),
        Some("Alpenglow, grüß Gott")
    );
    assert_eq!(
        names.greeting(&hotline, "sk").as_deref(),
        Some("Alpenglow, hello")
    );
}
