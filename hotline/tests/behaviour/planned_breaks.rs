//! Breaks that are planned: when they begin, end, and what takes their place.

use crate::hotline::{Hotline, operator};
use crate::plans::with_menu;
use bellpull_hotline::{
    AwayReason, BreakReason, FactKind, Input, PlannedPause, Presence, PresenceChoice, Refusal,
};
use serde_json::json;
use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;

fn lunch(hotline: &Hotline, from: u64, until: u64) -> PlannedPause {
    PlannedPause {
        from: hotline.now.after(Duration::from_secs(from)),
        until: hotline.now.after(Duration::from_secs(until)),
        reason: BreakReason::Lunch,
    }
}

fn plan(hotline: &mut Hotline, name: &str, pause: Option<PlannedPause>) -> Result<(), Refusal> {
    let operator = operator(name);
    hotline.try_input(Input::PlanPause { operator, pause })
}

/// Anna is available and goes to lunch in ten minutes, for half an hour.
fn before_lunch() -> Hotline {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let pause = lunch(&hotline, 10 * MINUTE, 40 * MINUTE);
    plan(&mut hotline, "anna", Some(pause)).unwrap();
    hotline
}

#[test]
fn a_planned_break_begins_and_ends_by_itself() {
    let mut hotline = before_lunch();
    let view = hotline.told_operator("anna").unwrap();
    assert_eq!(view.planned.unwrap().reason, BreakReason::Lunch, "visible");

    hotline.advance(10 * MINUTE - 1);
    assert_eq!(hotline.presence("anna"), Presence::Available);
    hotline.advance(1);
    assert_eq!(hotline.presence("anna"), Presence::Break);
    let anna = hotline.operator("anna");
    assert_eq!(anna.pause.as_ref().unwrap().reason, BreakReason::Lunch);
    assert_eq!(anna.planned, None);
    hotline.advance(30 * MINUTE - 1);
    assert_eq!(hotline.presence("anna"), Presence::Break);
    hotline.advance(1);

    assert_eq!(hotline.presence("anna"), Presence::Available);
    assert_eq!(hotline.operator("anna").pause, None);
    let at_lunch = |fact: &FactKind| {
        matches!(
            fact,
            FactKind::PresenceChanged {
                reason: Some(BreakReason::Lunch),
                ..
            }
        )
    };
    assert_eq!(hotline.count_facts(at_lunch), 1);
}

#[test]
fn whoever_has_a_call_in_hand_finishes_it_and_is_not_rung_again_before_the_break() {
    let mut hotline = before_lunch();
    let call = hotline.talk("v1", "anna");

    hotline.advance(15 * MINUTE);
    assert_eq!(hotline.presence("anna"), Presence::Available);
    let waits = hotline.call("v2");
    hotline.visitor_hangs_up("v1", &call);
    assert_eq!(
        hotline.presence("anna"),
        Presence::Available,
        "writes it up"
    );
    hotline.advance(30);

    assert_eq!(hotline.presence("anna"), Presence::Break);
    assert!(hotline.is_queued(&waits));
    hotline.advance(25 * MINUTE - 30);
    assert!(hotline.rings_at(&waits, "anna"), "back in time");
}

#[test]
fn no_chat_comes_in_any_more_and_the_last_one_is_finished() {
    let mut hotline = before_lunch();
    let chat = hotline.chat("v1", "anna");

    hotline.advance(11 * MINUTE);
    let waits = hotline.enter("v2", bellpull_hotline::Wish::Chat);
    assert!(hotline.is_queued(&waits));
    hotline.operator_hangs_up("anna", &chat);

    assert_eq!(hotline.presence("anna"), Presence::Break);
}

#[test]
fn a_ring_that_is_under_way_is_answered_before_the_break() {
    let mut hotline = before_lunch();
    hotline.advance(10 * MINUTE - 5);
    let contact = hotline.call("v1");

    hotline.advance(10);
    assert!(hotline.rings_at(&contact, "anna"));
    hotline.accept("anna", &contact);
    hotline.visitor_hangs_up("v1", &contact);

    assert_eq!(hotline.presence("anna"), Presence::Break);
}

#[test]
fn a_plan_can_be_taken_back_and_replaced() {
    let mut hotline = before_lunch();

    plan(&mut hotline, "anna", None).unwrap();
    hotline.advance(20 * MINUTE);
    assert_eq!(hotline.presence("anna"), Presence::Available);
    let first = lunch(&hotline, MINUTE, HOUR);
    plan(&mut hotline, "anna", Some(first)).unwrap();
    let second = lunch(&hotline, HOUR, 2 * HOUR);
    plan(&mut hotline, "anna", Some(second)).unwrap();
    hotline.advance(HOUR - 1);
    assert_eq!(hotline.presence("anna"), Presence::Available);
    hotline.advance(1);

    assert_eq!(hotline.presence("anna"), Presence::Break);
}

#[test]
fn a_choice_at_its_time_is_instead_of_the_plan() {
    let mut hotline = before_lunch();
    hotline.talk("v1", "anna");
    hotline.advance(11 * MINUTE);

    hotline.choose("anna", PresenceChoice::Available);

    assert_eq!(hotline.operator("anna").planned, None);
    hotline.sign_out("anna");
    hotline.online("anna");
    hotline.advance(MINUTE);
    assert_ne!(hotline.presence("anna"), Presence::Break);
}

#[test]
fn a_choice_before_its_time_leaves_the_plan() {
    let mut hotline = before_lunch();

    hotline.choose("anna", PresenceChoice::Offline);
    hotline.choose("anna", PresenceChoice::Available);
    hotline.advance(10 * MINUTE);

    assert_eq!(hotline.presence("anna"), Presence::Break);
}

#[test]
fn whoever_is_not_there_at_its_time_is_not_on_a_break() {
    let mut hotline = before_lunch();
    hotline.choose("anna", PresenceChoice::Offline);

    hotline.advance(20 * MINUTE);
    assert_eq!(hotline.presence("anna"), Presence::Offline);
    hotline.advance(20 * MINUTE);

    assert_eq!(hotline.operator("anna").planned, None, "it lapsed");
    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let own = BreakReason::Custom("stocktaking".into());
    let plan_of = |hotline: &Hotline, from, until| Some(lunch(hotline, from, until));
    let cases = [
        (plan_of(&hotline, HOUR, HOUR), "no time at all"),
        (plan_of(&hotline, 2 * HOUR, HOUR), "ends before it begins"),
        (plan_of(&hotline, HOUR, 14 * HOUR), "longer than a shift"),
        (
            plan_of(&hotline, 48 * HOUR, 49 * HOUR),
            "the day after tomorrow",
        ),
        (
            plan_of(&hotline, HOUR, 2 * HOUR).map(|plan| PlannedPause {
                reason: own.clone(),
                ..plan
            }),
            "a reason nobody knows",
        ),
    ];
    for (pause, why) in cases {
        let outcome = plan(&mut hotline, "anna", pause);
        assert_eq!(outcome, Err(Refusal::UnknownReason), "{why}");
    }
    let mut document = with_menu(&["sales"], &json!({}));
    document["breaks"] = json!(["stocktaking"]);
    hotline.configure(1, document);
    let mut known = lunch(&hotline, HOUR, 2 * HOUR);
    known.reason = own;

    assert_eq!(plan(&mut hotline, "anna", Some(known)), Ok(()));
    let nobody = plan(&mut hotline, "nobody", None);
    assert_eq!(nobody, Err(Refusal::UnknownOperator));
}

#[test]
fn a_plan_that_is_over_or_overlaps_the_break_under_way_is_refused() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let until = hotline.now.after(Duration::from_secs(HOUR));
    hotline.input(Input::ChoosePresence {
        operator: operator("anna"),
        choice: PresenceChoice::Break,
        reason: BreakReason::Break,
        until: Some(until),
    });

    let during = lunch(&hotline, 30 * MINUTE, 90 * MINUTE);
    let overlaps = plan(&mut hotline, "anna", Some(during));
    let after = lunch(&hotline, HOUR, 2 * HOUR);
    let follows = plan(&mut hotline, "anna", Some(after.clone()));
    hotline.stays_away(3 * HOUR);
    let over = plan(&mut hotline, "anna", Some(after));

    assert_eq!(overlaps, Err(Refusal::UnknownReason));
    assert_eq!(follows, Ok(()));
    assert_eq!(over, Err(Refusal::UnknownReason));
}

#[test]
fn a_plan_outlives_a_restore() {
    let mut hotline = before_lunch();
    hotline.talk("v1", "anna");
    hotline.advance(11 * MINUTE);

    hotline.restore();
    hotline.input(Input::MediaConnected { legs: vec![] });
    let contact = hotline.contact_of("v1");
    hotline.visitor_hangs_up("v1", &contact);
    hotline.advance(30);
    assert_eq!(hotline.presence("anna"), Presence::Break);
    hotline.restore();
    hotline.advance(30 * MINUTE);

    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn whoever_was_cut_off_when_the_break_was_due_takes_it_when_back() {
    let mut hotline = before_lunch();
    hotline.operator_vanishes("anna");
    hotline.advance(15 * MINUTE);
    let lost = AwayReason::ConnectionLost;
    assert_eq!(
        hotline.presence("anna"),
        Presence::Unavailable { reason: lost }
    );

    hotline.connect("anna", true);

    assert_eq!(hotline.presence("anna"), Presence::Break);
}
