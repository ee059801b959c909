//! Breaks: their reasons, how they end, and what they return to.

use crate::channel_people::phone;
use crate::hotline::{Hotline, operator};
use bellpull_hotline::{
    AwayReason, BreakReason, FactKind, Input, Presence, PresenceChoice, Refusal, TryOutcome, Wish,
};
use serde_json::json;
use std::time::Duration;

/// A break for so many seconds.
fn pauses(
    hotline: &mut Hotline,
    name: &str,
    reason: BreakReason,
    seconds: Option<u64>,
) -> Result<(), Refusal> {
    let until = seconds.map(|seconds| hotline.now.after(Duration::from_secs(seconds)));
    hotline.try_input(Input::ChoosePresence {
        operator: operator(name),
        choice: PresenceChoice::Break,
        reason,
        until,
    })
}

const MISSED: Presence = Presence::Unavailable {
    reason: AwayReason::NoAnswer,
};

#[test]
fn a_break_with_an_end_returns_to_available() {
    let mut hotline = Hotline::open();
    hotline.online("anna");

    pauses(&mut hotline, "anna", BreakReason::Training, Some(600)).unwrap();
    let view = hotline.told_operator("anna").unwrap().pause.unwrap();
    assert_eq!(view.reason, BreakReason::Training);
    hotline.advance(599);
    assert_eq!(hotline.presence("anna"), Presence::Break);
    hotline.advance(1);

    assert_eq!(hotline.presence("anna"), Presence::Available);
    assert_eq!(
        hotline.operator("anna").idle_since,
        hotline.now,
        "the idle clock starts"
    );
}

#[test]
fn a_break_returns_to_what_was_before_and_not_always_to_available() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.call("v1");
    hotline.advance(20);
    assert_eq!(hotline.presence("anna"), MISSED);
    hotline.connect("zoe", true);

    pauses(&mut hotline, "anna", BreakReason::Break, Some(60)).unwrap();
    pauses(&mut hotline, "zoe", BreakReason::Break, Some(60)).unwrap();
    hotline.advance(30);
    pauses(&mut hotline, "zoe", BreakReason::Lunch, Some(60)).unwrap();
    hotline.advance(30);
    assert_eq!(hotline.presence("anna"), MISSED);
    hotline.advance(30);

    assert_eq!(
        hotline.presence("zoe"),
        Presence::Offline,
        "through another reason"
    );
}

#[test]
fn dialling_while_on_a_break_leaves_the_break() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", Wish::callback(phone("+43123456")));
    hotline.connect("anna", true);
    pauses(&mut hotline, "anna", BreakReason::Lunch, None).unwrap();
    hotline.take("anna", &contact).unwrap();

    hotline
        .tried("anna", &contact, TryOutcome::NoAnswer)
        .unwrap();

    assert_eq!(hotline.presence("anna"), Presence::Break);
    let lunch = hotline.operator("anna").pause.clone().unwrap();
    assert_eq!(lunch.reason, BreakReason::Lunch);
    hotline.advance(900);
    assert!(hotline.is_queued(&contact), "rings nowhere");
}

#[test]
fn every_break_is_written_with_its_reason() {
    let mut hotline = Hotline::open();
    hotline.online("anna");

    pauses(&mut hotline, "anna", BreakReason::Lunch, None).unwrap();
    pauses(&mut hotline, "anna", BreakReason::Lunch, None).unwrap();
    pauses(&mut hotline, "anna", BreakReason::Training, None).unwrap();
    hotline.choose("anna", PresenceChoice::Available);

    let written = hotline.facts.iter().filter_map(|fact| {
        let FactKind::PresenceChanged { reason, .. } = &fact.kind else {
            return None;
        };
        Some(reason.clone())
    });
    assert_eq!(
        written.collect::<Vec<_>>(),
        [
            None,
            Some(BreakReason::Lunch),
            Some(BreakReason::Training),
            None
        ]
    );
}

#[test]
fn a_reason_of_its_own_is_one_of_the_configuration() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let own = || BreakReason::Custom("stocktaking".into());

    let unknown = pauses(&mut hotline, "anna", own(), None);
    hotline.configure(1, json!({ "breaks": ["stocktaking"] }));
    let known = pauses(&mut hotline, "anna", own(), None);
    hotline.configure(2, json!({}));

    assert_eq!((unknown, known), (Err(Refusal::UnknownReason), Ok(())));
    assert_eq!(hotline.presence("anna"), Presence::Break, "a break goes on");
}

#[test]
fn a_break_that_has_ended_or_never_ends_is_refused() {
    let mut hotline = Hotline::open();
    hotline.online("anna");

    let over = pauses(&mut hotline, "anna", BreakReason::Break, Some(0));
    let too_long = pauses(
        &mut hotline,
        "anna",
        BreakReason::Break,
        Some(12 * 3600 + 1),
    );

    let unknown = Err(Refusal::UnknownReason);
    assert_eq!((over, too_long), (unknown, unknown));
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn a_desk_that_was_cut_off_during_the_break_is_available_after_it() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    pauses(&mut hotline, "anna", BreakReason::Lunch, Some(600)).unwrap();

    hotline.connect("anna", true);
    let lunch = hotline.operator("anna").pause.clone().unwrap();
    assert_eq!(lunch.reason, BreakReason::Lunch);
    hotline.advance(600);

    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn a_desk_that_reloads_during_the_break_has_to_go_online_again_after_it() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    pauses(&mut hotline, "anna", BreakReason::Lunch, Some(600)).unwrap();

    hotline.connect("anna", false);
    hotline.advance(599);
    assert_eq!(hotline.presence("anna"), Presence::Break);
    hotline.advance(1);

    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn a_desk_that_is_gone_at_the_end_of_the_break_is_not_available() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    pauses(&mut hotline, "anna", BreakReason::Lunch, Some(600)).unwrap();
    hotline.operator_vanishes("anna");

    hotline.advance(601);

    assert_eq!(hotline.presence("anna"), Presence::Offline);
}
