//! Whatever a page cannot be sure of it repeats; repeating is harmless.

use crate::hotline::{Hotline, operator};
use bellpull_hotline::{ContactViewState, Disposition, Effect, EndReason, FactKind, Input};

fn count_entered(hotline: &Hotline) -> usize {
    hotline.count_facts(|fact| matches!(fact, FactKind::Entered { .. }))
}

fn count_ended(hotline: &Hotline) -> usize {
    hotline.count_facts(|fact| matches!(fact, FactKind::Ended { .. }))
}

#[test]
fn calling_twice_with_one_request_gives_one_contact() {
    let mut hotline = Hotline::open();

    let first = hotline.call_with("v1", "r1");
    hotline.take_effects();
    let second = hotline.call_with("v1", "r1");

    assert_eq!(first, second);
    assert_eq!(count_entered(&hotline), 1);
    assert_eq!(
        hotline.told_visitor("v1"),
        Some(ContactViewState::Waiting {
            place: 1,
            estimate: None
        })
    );
}

#[test]
fn a_visitor_has_one_live_contact_whatever_is_requested() {
    let mut hotline = Hotline::open();

    let first = hotline.call_with("v1", "r1");
    let second = hotline.call_with("v1", "r2");

    assert_eq!(first, second);
}

#[test]
fn a_request_that_was_served_and_ended_does_not_call_again() {
    let mut hotline = Hotline::open();
    let first = hotline.call_with("v1", "r1");
    hotline.visitor_hangs_up("v1", &first);

    let again = hotline.call_with("v1", "r1");

    assert_eq!(first, again);
    assert_eq!(count_entered(&hotline), 1);
}

#[test]
fn after_the_end_a_new_request_is_a_new_contact() {
    let mut hotline = Hotline::open();
    let first = hotline.call("v1");
    hotline.visitor_hangs_up("v1", &first);

    let second = hotline.call("v1");

    assert_ne!(first, second);
    assert!(hotline.is_queued(&second));
}

#[test]
fn accepting_twice_is_one_acceptance() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.take_effects();

    assert_eq!(hotline.try_accept("anna", &contact, 1), Ok(()));

    assert!(hotline.told_operator("anna").is_some(), "told again");
    assert_eq!(
        hotline.count_facts(|fact| matches!(fact, FactKind::RingEnded { .. })),
        1
    );
}

#[test]
fn a_visitor_who_hangs_up_twice_is_told_twice_and_ends_once() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_hangs_up("v1", &contact);
    hotline.take_effects();

    hotline.visitor_hangs_up("v1", &contact);

    let reason = EndReason::VisitorAbandoned;
    assert_eq!(
        hotline.told_visitor("v1"),
        Some(ContactViewState::Ended { reason })
    );
    assert_eq!(count_ended(&hotline), 1);
}

#[test]
fn an_operator_who_hangs_up_twice_is_told_twice_and_ends_once() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.operator_hangs_up("anna", &contact);
    hotline.take_effects();

    hotline.operator_hangs_up("anna", &contact);

    assert!(hotline.told_operator("anna").is_some());
    assert_eq!(count_ended(&hotline), 1);
    assert_eq!(
        hotline.end_reason(&contact),
        Some(EndReason::OperatorHungUp)
    );
}

#[test]
fn when_both_hang_up_the_first_is_the_reason() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    hotline.visitor_hangs_up("v1", &contact);
    hotline.operator_hangs_up("anna", &contact);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorHungUp));
    assert_eq!(count_ended(&hotline), 1);
}

#[test]
fn an_outcome_that_is_sent_twice_is_one_fact_and_confirmed_twice() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.operator_hangs_up("anna", &contact);
    hotline.take_effects();
    let save = |hotline: &mut Hotline, disposition| {
        hotline.input(Input::WrapUp {
            operator: operator("anna"),
            contact: contact.clone(),
            disposition: Some(disposition),
            note: None,
            finish: false,
            topic: None,
        });
    };

    save(&mut hotline, Disposition::FollowUp);
    save(&mut hotline, Disposition::FollowUp);

    let is_disposed = |fact: &FactKind| matches!(fact, FactKind::Disposed { .. });
    assert_eq!(hotline.count_facts(is_disposed), 1);
    let effects = hotline.take_effects();
    let confirmed = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::TellSaved { .. }));
    assert_eq!(confirmed.count(), 2);

    save(&mut hotline, Disposition::Resolved);
    assert_eq!(
        hotline.count_facts(is_disposed),
        2,
        "another outcome is another fact"
    );
}

#[test]
fn a_request_of_long_ago_that_arrives_late_does_not_call_again() {
    let mut hotline = Hotline::open();
    let first = hotline.call_with("v1", "r1");
    hotline.visitor_hangs_up("v1", &first);
    let second = hotline.call_with("v1", "r2");
    hotline.visitor_hangs_up("v1", &second);
    hotline.take_effects();

    hotline.call_with("v1", "r1");

    assert_eq!(count_entered(&hotline), 2);
    assert!(hotline.told_visitor("v1").is_some());
}

#[test]
fn late_news_of_an_old_contact_does_not_hide_the_new_one() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let first = hotline.talk("v1", "anna");
    hotline.visitor_hangs_up("v1", &first);
    let second = hotline.call("v1");
    hotline.take_effects();

    hotline.input(Input::WrapUp {
        operator: operator("anna"),
        contact: first.clone(),
        disposition: Some(Disposition::Resolved),
        note: None,
        finish: false,
        topic: None,
    });
    assert_eq!(hotline.told_visitor("v1"), None);

    hotline.visitor_hangs_up("v1", &first);
    let waiting = ContactViewState::Waiting {
        place: 1,
        estimate: None,
    };
    assert_eq!(hotline.told_visitor("v1"), Some(waiting));
    assert!(hotline.is_queued(&second));
}
