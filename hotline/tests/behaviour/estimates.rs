//! How long visitors are told that it takes, and whether that was true.

use crate::hotline::Hotline;
use bellpull_hotline::{ContactViewState, Effect, EstimateView, FactKind, PresenceChoice, Record};
use bellpull_protocol::ContactId;
use std::time::Duration;

/// Anna served three calls, a minute each with their wrap-up.
fn after_three_minutes() -> Hotline {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    for visitor in ["s1", "s2", "s3"] {
        serve(&mut hotline, visitor);
    }
    hotline
}

fn serve(hotline: &mut Hotline, visitor: &str) {
    let contact = hotline.talk(visitor, "anna");
    finish(hotline, visitor, &contact);
}

/// So that the contact took a minute from its acceptance to the end of its wrap-up.
fn finish(hotline: &mut Hotline, visitor: &str, contact: &ContactId) {
    hotline.advance(30);
    hotline.visitor_hangs_up(visitor, contact);
    hotline.advance(30);
}

fn told(hotline: &Hotline, visitor: &str) -> Option<EstimateView> {
    let ContactViewState::Waiting { estimate, .. } = hotline.told_visitor(visitor)? else {
        return None;
    };
    estimate
}

#[test]
fn nobody_is_told_before_a_few_were_served() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    serve(&mut hotline, "s1");
    hotline.talk("busy", "anna");

    hotline.call("v1");

    assert_eq!(told(&hotline, "v1"), None);
}

#[test]
fn whoever_enters_is_told_how_long_8_of_10_wait_at_most() {
    let mut hotline = after_three_minutes();
    hotline.talk("busy", "anna");

    hotline.call("v1");
    hotline.call("v2");

    // The 80th percentile of one minute's exponential is 96.6 s, of the sum of two 179.7 s.
    let within = |visitor| told(&hotline, visitor).map(|estimate| estimate.within_ms);
    assert_eq!(within("v1"), Some(105_000));
    assert_eq!(within("v2"), Some(180_000));
}

#[test]
fn twice_as_many_at_the_desks_are_twice_as_fast_and_those_who_wait_are_told() {
    let mut hotline = after_three_minutes();
    hotline.talk("busy", "anna");
    hotline.call("v1");
    hotline.call("v2");
    hotline.advance(3);
    hotline.take_effects();

    hotline.online("ben");

    hotline.advance(2);
    let within = told(&hotline, "v2").map(|estimate| estimate.within_ms);
    assert_eq!(within, Some(50_000), "now next, with two who serve");
}

#[test]
fn nobody_knows_while_nobody_is_at_a_desk() {
    let mut hotline = after_three_minutes();
    hotline.choose("anna", PresenceChoice::Offline);

    hotline.call("v1");

    assert_eq!(told(&hotline, "v1"), None);
}

#[test]
fn what_was_told_first_is_a_fact_once() {
    let mut hotline = after_three_minutes();
    hotline.talk("busy", "anna");
    let contact = hotline.call("v1");
    hotline.advance(5);
    hotline.visitor_returns("v1");

    let facts = hotline.facts.iter().filter_map(|fact| {
        let FactKind::Estimated { contact, within_ms } = &fact.kind else {
            return None;
        };
        Some((contact.clone(), *within_ms))
    });

    assert_eq!(facts.collect::<Vec<_>>(), [(contact, 105_000)]);
}

#[test]
fn a_contact_that_rings_at_once_is_told_nothing() {
    let mut hotline = after_three_minutes();

    let contact = hotline.call("v1");

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(hotline.contact(&contact).estimated, None);
}

/// Everybody waits for as long as the call before theirs takes, which is a minute.
fn after_many() -> Hotline {
    let mut hotline = after_three_minutes();
    let mut before = ("v0".to_owned(), hotline.talk("v0", "anna"));
    for number in 1..=12 {
        let visitor = format!("v{number}");
        let contact = hotline.call(&visitor);
        finish(&mut hotline, &before.0, &before.1);
        hotline.accept("anna", &contact);
        hotline.visitor_sounds(&contact);
        hotline.operator_sounds("anna", &contact);
        before = (visitor, contact);
    }
    hotline
}

#[test]
fn predictions_are_corrected_by_how_the_last_ones_turned_out() {
    let mut hotline = after_many();

    hotline.call("next");

    let told = told(&hotline, "next").unwrap();
    assert_eq!(told.within_ms, 60_000, "96.6 s were always too much");
    assert_eq!(told.kept_percent, Some(100));
}

#[test]
fn what_was_learned_survives_a_restore() {
    let mut hotline = after_many();
    hotline.call("next");
    let before = told(&hotline, "next");

    hotline.restore();
    hotline.take_effects();
    hotline.visitor_returns("next");

    assert_eq!(told(&hotline, "next"), before);
}

#[test]
fn flows_are_kept_when_they_change_and_only_then() {
    let mut hotline = after_three_minutes();
    hotline.take_effects();
    let kept = |effects: Vec<Effect>| {
        let kept = effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Keep(Record::Flow(_))));
        kept.count()
    };

    let contact = hotline.talk("v1", "anna");
    assert_eq!(kept(hotline.take_effects()), 0, "it did not wait");
    finish(&mut hotline, "v1", &contact);

    assert_eq!(kept(hotline.take_effects()), 1);
    hotline.advance(Duration::from_secs(600).as_secs());
    assert_eq!(kept(hotline.take_effects()), 0);
}
