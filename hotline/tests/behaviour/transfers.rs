//! Transfers without a word to whoever takes the contact.

use crate::hotline::{Hotline, operator};
use crate::plans::department;
use bellpull_hotline::{
    Activity, ContactViewState, Disposition, EndReason, FactKind, Input, PresenceChoice, Refusal,
    TransferTo, TransferredTo, WhyMoved, Wish,
};
use bellpull_protocol::{ContactId, DepartmentId};
use serde_json::json;

/// Sales escalates to experts.
fn with_departments(hotline: &mut Hotline) {
    let departments = json!({ "sales": { "escalates_to": "experts" }, "experts": {} });
    hotline.configure(1, json!({ "departments": departments }));
}

fn to_department(name: &str) -> TransferTo {
    TransferTo::Department(department(name))
}

fn moves(hotline: &Hotline) -> Vec<WhyMoved> {
    let facts = hotline.facts.iter();
    facts
        .filter_map(|fact| {
            let FactKind::DepartmentChanged { why, .. } = &fact.kind else {
                return None;
            };
            Some(*why)
        })
        .collect()
}

fn transferred(hotline: &Hotline) -> Vec<TransferredTo> {
    let facts = hotline.facts.iter();
    facts
        .filter_map(|fact| {
            let FactKind::Transferred { to, .. } = &fact.kind else {
                return None;
            };
            Some(to.clone())
        })
        .collect()
}

fn disposes(hotline: &mut Hotline, name: &str, contact: &ContactId, finish: bool) {
    hotline.input(Input::WrapUp {
        operator: operator(name),
        contact: contact.clone(),
        disposition: Some(Disposition::FollowUp),
        topic: None,
        note: None,
        finish,
    });
}

#[test]
fn a_call_rings_at_the_colleague_while_its_visitor_hears_the_tone() {
    let (mut hotline, contact) = Hotline::two_operators();
    assert_eq!(hotline.bridges(), ["o1+v"]);

    hotline.transfer_to("anna", &contact, "berta");

    assert!(hotline.rings_at(&contact, "berta"));
    assert!(hotline.writes_up("anna", &contact));
    assert!(hotline.bridges().is_empty());
    assert_eq!(hotline.told_visitor("v1"), Some(ContactViewState::Ringing));
    let desk = hotline.told_operator("berta").unwrap().contact.unwrap();
    assert_eq!(desk.from_colleague, Some(operator("anna")));
    assert_eq!(desk.ring, 2);
    let to = TransferredTo::Operator(operator("berta"));
    assert_eq!(transferred(&hotline), [to]);
}

#[test]
fn the_colleague_answers_and_has_the_call() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");

    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);

    assert_eq!(hotline.bridges(), ["o2+v"]);
    hotline.operator_hangs_up("berta", &contact);
    let reason = Some(EndReason::OperatorHungUp);
    assert_eq!(hotline.end_reason(&contact), reason);
    assert!(hotline.writes_up("anna", &contact) && hotline.writes_up("berta", &contact));
}

#[test]
fn who_gave_a_call_away_writes_it_up_while_it_goes_on() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");
    hotline.accept("berta", &contact);

    disposes(&mut hotline, "anna", &contact, true);

    assert!(hotline.is_idle("anna"));
    assert_eq!(
        hotline.contact(&contact).disposition,
        None,
        "Berta's is open"
    );
    let disposed = hotline.count_facts(|fact| matches!(fact, FactKind::Disposed { .. }));
    assert_eq!(disposed, 1);
}

#[test]
fn more_time_is_given_also_while_a_colleague_has_it() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");
    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);

    let (operator, of) = (operator("anna"), contact.clone());
    hotline.input(Input::MoreTime {
        operator,
        contact: of,
    });

    hotline.advance(59);
    assert!(hotline.writes_up("anna", &contact));
    hotline.advance(1);
    assert!(hotline.is_idle("anna"));
}

#[test]
fn in_another_department_it_waits_with_the_time_it_had_and_is_served_earlier() {
    let (mut hotline, contact) = Hotline::two_operators();
    with_departments(&mut hotline);
    hotline.choose("berta", PresenceChoice::Break);
    let before = hotline.contact(&contact).clone();
    hotline.advance(100);
    let earlier = hotline.call("v2");
    hotline.advance(1);

    hotline
        .try_transfer("anna", &contact, to_department("sales"))
        .unwrap();

    let after = hotline.contact(&contact).clone();
    assert!(hotline.is_queued(&contact));
    assert_eq!(after.entered, before.entered);
    assert_eq!(after.department, department("sales"));
    assert_eq!(after.raised, before.raised + 60);
    assert_eq!(moves(&hotline), [WhyMoved::Transferred]);
    assert!(hotline.writes_up("anna", &contact));
    assert!(hotline.bridges().is_empty());
    hotline.choose("berta", PresenceChoice::Available);
    assert!(hotline.rings_at(&contact, "berta"), "before {earlier}");
}

#[test]
fn an_escalation_goes_where_the_department_says() {
    let (mut hotline, contact) = Hotline::two_operators();
    with_departments(&mut hotline);
    let nowhere = hotline.try_transfer("anna", &contact, TransferTo::Escalation);
    assert_eq!(nowhere, Err(Refusal::UnknownDepartment));
    hotline
        .try_transfer("anna", &contact, to_department("sales"))
        .unwrap();
    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);

    hotline
        .try_transfer("berta", &contact, TransferTo::Escalation)
        .unwrap();

    assert_eq!(hotline.contact(&contact).department, department("experts"));
    let why = [WhyMoved::Transferred, WhyMoved::Escalated];
    assert_eq!(moves(&hotline), why);
}

#[test]
fn what_goes_back_to_the_queue_does_not_ring_at_once_where_it_came_from() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");

    hotline
        .try_transfer("anna", &chat, TransferTo::Queue)
        .unwrap();

    assert!(hotline.is_queued(&chat));
    assert!(moves(&hotline).is_empty());
    assert_eq!(
        transferred(&hotline),
        [TransferredTo::Department(DepartmentId::general())]
    );
    hotline.advance(29);
    assert!(hotline.is_queued(&chat));
    hotline.advance(1);
    assert_eq!(hotline.operator("anna").chat_ring, Some(chat.clone()));
    hotline.accept("anna", &chat);
    let anna = hotline.operator("anna");
    assert!(anna.chats.contains(&chat) && anna.chat_outcomes.is_empty());
}

#[test]
fn nothing_goes_where_nobody_can_take_it() {
    let (mut hotline, contact) = Hotline::two_operators();
    let to = |name: &str| TransferTo::Operator(operator(name));

    let oneself = hotline.try_transfer("anna", &contact, to("anna"));
    let unknown = hotline.try_transfer("anna", &contact, to("nobody"));
    let nowhere = hotline.try_transfer("anna", &contact, to_department("moon"));
    hotline.choose("berta", PresenceChoice::Break);
    let on_break = hotline.try_transfer("anna", &contact, to("berta"));
    hotline.choose("berta", PresenceChoice::Available);
    hotline.input(Input::MediaGone);
    let without_sound = hotline.try_transfer("anna", &contact, to("berta"));

    assert_eq!(oneself, Err(Refusal::ColleagueBusy));
    assert_eq!(unknown, Err(Refusal::UnknownOperator));
    assert_eq!(nowhere, Err(Refusal::UnknownDepartment));
    assert_eq!(on_break, Err(Refusal::ColleagueBusy));
    assert_eq!(without_sound, Err(Refusal::NoMedia));
    assert!(hotline.is_bridged(&contact));
    assert!(transferred(&hotline).is_empty());
}

#[test]
fn only_whoever_has_it_in_hand_may_give_it_away() {
    let (mut hotline, contact) = Hotline::two_operators();

    let stranger = hotline.try_transfer("berta", &contact, TransferTo::Queue);
    let (_, ringing) = (
        hotline.choose("anna", PresenceChoice::Break),
        hotline.call("v2"),
    );
    let not_yet = hotline.try_transfer("berta", &ringing, TransferTo::Queue);
    hotline.visitor_hangs_up("v1", &contact);
    let ended = hotline.try_transfer("anna", &contact, TransferTo::Queue);

    assert_eq!(stranger, Err(Refusal::UnknownContact));
    assert_eq!(not_yet, Err(Refusal::UnknownContact));
    assert_eq!(ended, Err(Refusal::ContactEnded));
}

#[test]
fn a_call_without_sound_yet_and_a_callback_in_hand_stay_where_they_are() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.online("berta");
    let connecting = hotline.call("v1");
    hotline.accept("anna", &connecting);
    let callback = hotline.enter(
        "v2",
        Wish::callback(crate::channel_people::phone("+43 1 58858")),
    );
    hotline.accept("berta", &callback);

    for (name, contact) in [("anna", connecting), ("berta", callback)] {
        let refused = hotline.try_transfer(name, &contact, TransferTo::Queue);
        assert_eq!(refused, Err(Refusal::WrongState), "{name}");
    }
}

#[test]
fn transferring_twice_is_one_transfer() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");
    hotline.accept("berta", &contact);
    hotline.take_effects();

    hotline.transfer_to("anna", &contact, "berta");
    hotline.operator_hangs_up("anna", &contact);

    assert_eq!(transferred(&hotline).len(), 1);
    assert!(hotline.talks_about("berta", &contact));
    assert!(hotline.told_operator("anna").is_some(), "told again");
}

#[test]
fn a_visitor_may_leave_while_it_rings_at_the_colleague() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");

    hotline.visitor_hangs_up("v1", &contact);

    assert!(hotline.end_reason(&contact).is_some());
    assert_eq!(hotline.operator("berta").activity, Activity::Idle);
    assert!(hotline.writes_up("anna", &contact));
}

#[test]
fn a_visitor_whose_page_was_gone_in_mid_call_gets_the_time_to_come_back() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.visitor_vanishes("v1");
    hotline.advance(60);

    hotline.transfer_to("anna", &contact, "berta");
    hotline.advance(10);

    assert!(hotline.rings_at(&contact, "berta"));
}

#[test]
fn a_department_that_is_closed_takes_nothing() {
    let (mut hotline, contact) = Hotline::two_operators();
    let hours = json!({ "zone": "UTC", "week": {} });
    let departments = json!({ "sales": { "hours": hours } });
    hotline.configure(1, json!({ "departments": departments }));

    let refused = hotline.try_transfer("anna", &contact, to_department("sales"));

    assert_eq!(refused, Err(Refusal::Closed));
    assert!(hotline.is_bridged(&contact));
}
