//! The switchboard itself was away: that must cost nobody the place.

use crate::hotline::{Hotline, operator_leg, visitor};
use bellpull_hotline::{EndReason, Input, Presence};

/// As after `kill -9`: no memory, no sockets.
fn outage(hotline: &mut Hotline, seconds: u64) {
    hotline.stays_away(seconds);
    hotline.restore();
    hotline.input(Input::Woke);
    hotline.switchboard.handle_timeout(hotline.now);
}

#[test]
fn a_waiting_visitor_keeps_the_place() {
    let mut hotline = Hotline::open();
    let first = hotline.call("v1");
    let second = hotline.call("v2");

    outage(&mut hotline, 300);
    hotline.visitor_returns("v2");
    hotline.visitor_returns("v1");
    hotline.advance(60);

    assert!(hotline.is_queued(&first) && hotline.is_queued(&second));
    hotline.input(Input::MediaConnected { legs: vec![] });
    hotline.online("anna");
    assert!(hotline.rings_at(&first, "anna"));
}

#[test]
fn an_available_operator_stays_available() {
    let mut hotline = Hotline::open();
    hotline.online("anna");

    outage(&mut hotline, 300);

    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn a_visitor_who_does_not_come_back_is_forgiven_once() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_vanishes("v1");

    outage(&mut hotline, 300);
    hotline.stays_away(18);
    hotline.restore();
    hotline.input(Input::Woke);
    hotline.alarm();

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

#[test]
fn a_visitor_who_came_back_is_forgiven_again() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");

    for _ in 0..5 {
        outage(&mut hotline, 60);
        hotline.visitor_returns("v1");
    }

    assert!(hotline.is_queued(&contact));
}

#[test]
fn a_second_outage_before_anybody_could_come_back_costs_nobody_the_place() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    outage(&mut hotline, 60);
    hotline.stays_away(3);

    outage(&mut hotline, 96);

    assert!(hotline.is_queued(&contact));
}

#[test]
fn a_call_survives_the_outage() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    outage(&mut hotline, 300);

    assert!(hotline.is_bridged(&contact));
    hotline.input(Input::VisitorConnected {
        visitor: visitor("v1"),
    });
    hotline.visitor_hangs_up("v1", &contact);
    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorHungUp));
}

#[test]
fn a_ring_that_nobody_could_answer_starts_afresh() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");

    outage(&mut hotline, 300);

    assert!(hotline.rings_at(&contact, "anna"));
    hotline.connect("anna", true);
    hotline.visitor_returns("v1");
    hotline.accept("anna", &contact);
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn a_ring_is_prolonged_once_however_often_the_switchboard_wakes() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.call("v1");
    hotline.operator_vanishes("anna");
    hotline.visitor_vanishes("v1");

    outage(&mut hotline, 300);
    outage(&mut hotline, 20);

    assert!(hotline.is_idle("anna"));
}

#[test]
fn a_leg_whose_return_nobody_could_report_gets_its_time_again() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.lost(operator_leg(&contact, 1), 1);

    outage(&mut hotline, 300);

    assert!(hotline.is_bridged(&contact));
    hotline.advance(30);
    assert!(hotline.is_queued(&contact));
}

#[test]
fn waking_again_writes_nothing_again() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.call("v1");
    outage(&mut hotline, 60);
    hotline.take_effects();

    hotline.input(Input::Woke);

    assert_eq!(hotline.take_effects(), []);
}
