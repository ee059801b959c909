//! After the call: time to write it up, and the outcome.

use crate::hotline::{Hotline, operator};
use bellpull_hotline::{Activity, Disposition, Effect, FactKind, Input, PresenceChoice, Refusal};
use bellpull_protocol::{ContactId, Note};
use serde_json::json;

fn outcome(name: &str, contact: &ContactId, finish: bool) -> Input {
    Input::WrapUp {
        operator: operator(name),
        contact: contact.clone(),
        disposition: Some(Disposition::Resolved),
        note: Some(Note::new("wants size 42")),
        finish,
        topic: None,
    }
}

fn more_time(name: &str, contact: &ContactId) -> Input {
    Input::MoreTime {
        operator: operator(name),
        contact: contact.clone(),
    }
}

fn after_a_call() -> (Hotline, ContactId) {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.visitor_hangs_up("v1", &contact);
    hotline.take_effects();
    (hotline, contact)
}

fn is_in_wrap_up(hotline: &Hotline) -> bool {
    matches!(hotline.operator("anna").activity, Activity::WrapUp { .. })
}

fn ends(hotline: &Hotline) -> usize {
    hotline.count_facts(|fact| matches!(fact, FactKind::WrapUpEnded { .. }))
}

#[test]
fn nobody_rings_at_an_operator_in_wrap_up() {
    let (mut hotline, _) = after_a_call();

    let next = hotline.call("v2");

    assert!(is_in_wrap_up(&hotline));
    assert!(hotline.is_queued(&next));
}

#[test]
fn wrap_up_ends_by_itself_and_the_next_contact_rings() {
    let (mut hotline, _) = after_a_call();
    let next = hotline.call("v2");

    hotline.advance(29);
    assert!(is_in_wrap_up(&hotline));
    hotline.advance(1);

    assert!(hotline.rings_at(&next, "anna"));
    assert_eq!(ends(&hotline), 1);
}

#[test]
fn more_time_prolongs_it() {
    let (mut hotline, contact) = after_a_call();

    hotline.input(more_time("anna", &contact));

    hotline.advance(59);
    assert!(is_in_wrap_up(&hotline));
    hotline.advance(1);
    assert!(hotline.is_idle("anna"));
}

#[test]
fn more_time_is_refused_outside_of_wrap_up() {
    let (mut hotline, contact) = after_a_call();
    hotline.advance(30);

    let refused = hotline.try_input(more_time("anna", &contact));

    assert_eq!(refused, Err(Refusal::WrongState));
}

#[test]
fn the_operator_may_finish_early() {
    let (mut hotline, contact) = after_a_call();

    hotline.input(outcome("anna", &contact, true));

    assert!(hotline.is_idle("anna"));
    assert_eq!(ends(&hotline), 1);
}

#[test]
fn the_outcome_is_saved_and_said_so() {
    let (mut hotline, contact) = after_a_call();

    hotline.input(outcome("anna", &contact, false));

    assert!(is_in_wrap_up(&hotline));
    assert_eq!(hotline.disk.notes[&contact].expose(), "wants size 42");
    assert_eq!(
        hotline.count_facts(|fact| matches!(fact, FactKind::Disposed { .. })),
        1
    );
    assert!(hotline.did(&Effect::TellSaved {
        operator: operator("anna"),
        contact
    }));
}

#[test]
fn an_outcome_that_comes_after_the_timer_is_still_saved() {
    let (mut hotline, contact) = after_a_call();
    hotline.advance(120);

    hotline.input(outcome("anna", &contact, true));

    assert!(hotline.disk.notes.contains_key(&contact));
    assert_eq!(ends(&hotline), 1, "the wrap-up does not end twice");
}

#[test]
fn an_outcome_may_be_saved_during_the_call() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    hotline.input(outcome("anna", &contact, false));

    assert!(hotline.is_bridged(&contact));
    assert!(hotline.disk.notes.contains_key(&contact));
}

#[test]
fn finishing_the_last_contact_late_does_not_end_the_wrap_up_of_the_next() {
    let (mut hotline, first) = after_a_call();
    hotline.advance(30);
    let second = hotline.talk("v2", "anna");
    hotline.visitor_hangs_up("v2", &second);

    hotline.input(outcome("anna", &first, true));

    assert!(is_in_wrap_up(&hotline));
}

#[test]
fn a_break_chosen_in_mid_call_begins_after_the_wrap_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.choose("anna", PresenceChoice::Break);
    assert!(hotline.is_bridged(&contact));
    hotline.visitor_hangs_up("v1", &contact);

    hotline.advance(30);

    let next = hotline.call("v2");
    assert!(hotline.is_idle("anna"));
    assert!(hotline.is_queued(&next));
}

#[test]
fn more_time_cannot_go_beyond_what_is_remembered_of_the_contact() {
    let (mut hotline, contact) = after_a_call();

    let granted = (0..100).map(|_| hotline.try_input(more_time("anna", &contact)));
    let granted = granted.filter(Result::is_ok).count();

    assert_eq!(granted, 19, "from half a minute to ten");
    hotline.advance(600);
    assert!(hotline.is_idle("anna"));
    assert!(!hotline.disk.contacts.contains_key(&contact));
}

#[test]
fn what_is_refused_changes_nothing() {
    let (mut hotline, contact) = after_a_call();
    hotline.advance(30);
    hotline.take_effects();

    let _ = hotline.try_input(more_time("anna", &contact));

    assert_eq!(hotline.take_effects(), []);
}

#[test]
fn a_topic_of_the_hotline_is_saved_once_and_any_other_left_out() {
    let (mut hotline, contact) = after_a_call();
    let topics = json!({ "shop": { "name": "Shop", "topics": ["delivery"] } });
    hotline.configure(1, json!({ "hotlines": topics }));
    let mut say = |topic: &str| {
        hotline.input(Input::WrapUp {
            operator: operator("anna"),
            contact: contact.clone(),
            disposition: None,
            topic: Some(topic.into()),
            note: None,
            finish: false,
        });
        hotline.contact(&contact).topic.clone()
    };

    assert_eq!(say("weather"), None);
    assert_eq!(say("delivery").as_deref(), Some("delivery"));
    assert_eq!(say("delivery").as_deref(), Some("delivery"));

    let written = hotline
        .count_facts(|fact| matches!(fact, FactKind::Topic { topic, .. } if topic == "delivery"));
    assert_eq!(written, 1);
}
