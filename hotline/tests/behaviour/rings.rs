//! A ring and how it ends.

use crate::hotline::Hotline;
use bellpull_hotline::{
    Activity, AwayReason, ContactState, FactKind, Presence, PresenceChoice, Refusal, RingOutcome,
};

fn ring_ends(hotline: &Hotline) -> Vec<RingOutcome> {
    let facts = hotline.facts.iter();
    facts
        .filter_map(|fact| {
            let FactKind::RingEnded { outcome, .. } = &fact.kind else {
                return None;
            };
            Some(*outcome)
        })
        .collect()
}

#[test]
fn an_unanswered_ring_takes_the_operator_out_and_the_next_gets_it() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.advance(1);
    hotline.online("zoe");
    let contact = hotline.call("v1");

    hotline.advance(20);

    let reason = AwayReason::NoAnswer;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });
    assert!(hotline.is_idle("anna"));
    assert!(hotline.rings_at(&contact, "zoe"));
    assert_eq!(ring_ends(&hotline), [RingOutcome::NoAnswer]);
}

#[test]
fn an_operator_taken_out_stays_out_until_they_say_so() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.advance(60);
    assert!(hotline.is_queued(&contact));

    hotline.choose("anna", PresenceChoice::Available);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn a_contact_that_comes_back_keeps_its_time_and_its_place() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let first = hotline.call("v1");
    let entered = hotline.contact(&first).entered;
    hotline.advance(1);
    let second = hotline.call("v2");

    hotline.advance(20);
    assert_eq!(hotline.contact(&first).entered, entered, "after no answer");
    hotline.online("zoe");
    assert!(hotline.rings_at(&first, "zoe"));
    hotline.decline("zoe", &first);
    assert_eq!(hotline.contact(&first).entered, entered, "after a decline");

    assert!(hotline.rings_at(&second, "zoe"));
    hotline.online("mia");
    assert!(hotline.rings_at(&first, "mia"));
}

#[test]
fn a_declined_contact_rings_at_the_same_operator_again_after_the_pause() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");

    hotline.decline("anna", &contact);

    hotline.advance(29);
    assert!(hotline.is_queued(&contact));
    hotline.advance(1);
    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(hotline.contact(&contact).rings, 2);
}

#[test]
fn of_many_simultaneous_accepts_one_wins() {
    let names = ["anna", "ben", "cleo", "dora", "emil"];
    let mut hotline = Hotline::open();
    for name in names {
        hotline.online(name);
    }
    let contact = hotline.call("v1");

    let outcomes: Vec<_> = names
        .iter()
        .cycle()
        .take(10_000)
        .map(|name| hotline.try_accept(name, &contact, 1))
        .collect();

    let winners = names.iter().filter(|name| !hotline.is_idle(name)).count();
    assert_eq!(winners, 1);
    assert_eq!(ring_ends(&hotline), [RingOutcome::Accepted]);
    for (outcome, name) in outcomes.iter().zip(names.iter().cycle()) {
        let expected = if *name == "anna" {
            Ok(())
        } else {
            Err(Refusal::RingOver)
        };
        assert_eq!(*outcome, expected, "{name}");
    }
}

#[test]
fn whoever_answers_too_late_is_told_that_the_ring_is_over() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.advance(20);
    hotline.online("zoe");

    let late = hotline.try_accept("anna", &contact, 1);

    assert_eq!(late, Err(Refusal::RingOver));
    assert!(hotline.rings_at(&contact, "zoe"));
}

#[test]
fn an_accept_of_an_earlier_ring_does_not_take_the_current_one() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.decline("anna", &contact);
    hotline.advance(30);

    let late = hotline.try_accept("anna", &contact, 1);

    assert_eq!(late, Err(Refusal::RingOver));
    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn ringing_stops_when_the_visitor_hangs_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.take_effects();

    hotline.visitor_hangs_up("v1", &contact);

    assert_eq!(
        hotline.told_operator("anna").unwrap().activity,
        Activity::Idle
    );
    assert_eq!(ring_ends(&hotline), [RingOutcome::VisitorLeft]);
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn ringing_moves_on_when_the_operator_takes_a_break() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.online("zoe");

    hotline.choose("anna", PresenceChoice::Break);

    assert!(hotline.rings_at(&contact, "zoe"));
    assert_eq!(hotline.presence("anna"), Presence::Break);
    assert_eq!(ring_ends(&hotline), [RingOutcome::OperatorLeft]);
}

#[test]
fn an_answer_is_in_time_as_long_as_the_late_alarm_has_not_rung() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.stays_away(40);

    hotline.accept("anna", &contact);
    hotline.alarm();

    assert!(matches!(
        hotline.contact(&contact).state,
        ContactState::Connecting { .. }
    ));
}
