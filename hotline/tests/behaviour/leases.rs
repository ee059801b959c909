//! Presence is a lease: whoever gives no sign of life is gone, without any event.

use crate::hotline::{Hotline, operator, visitor, visitor_leg};
use bellpull_hotline::{AwayReason, EndReason, Input, Presence, PresenceChoice};

#[test]
fn a_visitor_who_is_gone_leaves_the_queue_within_twenty_seconds() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.advance(60);
    hotline.visitor_vanishes("v1");

    hotline.advance(20);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

#[test]
fn a_visitor_who_gives_signs_of_life_waits_as_long_as_it_takes() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");

    hotline.advance(7_200);

    assert!(hotline.is_queued(&contact));
}

#[test]
fn a_visitor_who_is_gone_stops_ringing() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_vanishes("v1");
    hotline.advance(10);
    hotline.online("anna");
    assert!(hotline.rings_at(&contact, "anna"));

    hotline.advance(10);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
    assert!(hotline.is_idle("anna"));
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn a_visitor_who_is_gone_is_not_connected() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_vanishes("v1");
    hotline.advance(10);
    hotline.online("anna");
    hotline.accept("anna", &contact);

    hotline.advance(10);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
    assert!(hotline.is_idle("anna"));
}

#[test]
fn a_call_that_can_be_heard_goes_on_without_the_page() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.visitor_vanishes("v1");
    hotline.operator_vanishes("anna");

    hotline.advance(3_600);

    assert!(hotline.is_bridged(&contact));
}

#[test]
fn in_mid_call_a_visitor_is_given_up_when_page_and_sound_are_gone() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.visitor_vanishes("v1");
    hotline.advance(60);

    hotline.lost(visitor_leg(&contact), 1);

    hotline.advance(9);
    assert!(hotline.is_bridged(&contact), "a blip must not end a call");
    hotline.advance(1);
    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

#[test]
fn the_lease_counts_from_the_last_sign_of_life_not_from_the_close() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    let at = hotline.now;
    hotline.visitor_vanishes("v1");
    hotline.advance(10);

    hotline.input(Input::VisitorDisconnected {
        visitor: visitor("v1"),
        at,
    });

    hotline.advance(8);
    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
}

#[test]
fn an_idle_operator_who_is_gone_becomes_unavailable_and_comes_back_by_themselves() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.operator_vanishes("anna");

    hotline.advance(45);

    let reason = AwayReason::ConnectionLost;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });
    hotline.connect("anna", true);
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn an_operator_who_is_gone_on_a_break_is_offline() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.choose("anna", PresenceChoice::Break);
    hotline.operator_vanishes("anna");

    hotline.advance(45);

    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn an_operator_who_left_during_the_wrap_up_is_out_as_soon_as_it_ends() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.operator_vanishes("anna");
    hotline.advance(60);
    hotline.visitor_hangs_up("v1", &contact);

    hotline.advance(30);

    let reason = AwayReason::ConnectionLost;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });
}

#[test]
fn a_ringing_operator_who_is_gone_delays_the_visitor_by_one_ring_at_most() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.advance(1);
    hotline.online("zoe");
    let contact = hotline.call("v1");
    hotline.operator_vanishes("anna");

    hotline.advance(20);

    assert!(hotline.rings_at(&contact, "zoe"));
}

#[test]
fn signs_of_life_cost_no_writes() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.call("v1");
    hotline.take_effects();
    let at = hotline.now;

    let (visitor, operator) = (visitor("v1"), operator("anna"));
    hotline.input(Input::VisitorSeen { visitor, at });
    hotline.input(Input::OperatorSeen { operator, at });

    assert_eq!(hotline.take_effects(), []);
}

#[test]
fn a_sign_of_life_brings_nobody_back_who_is_out() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.operator_vanishes("anna");
    hotline.visitor_vanishes("v1");
    hotline.advance(100);
    let reason = hotline.end_reason(&contact);
    let out = hotline.presence("anna");
    let facts = hotline.facts.len();

    let at = hotline.now;
    let (visitor, operator) = (visitor("v1"), operator("anna"));
    hotline.input(Input::VisitorSeen { visitor, at });
    hotline.input(Input::OperatorSeen { operator, at });
    hotline.advance(100);

    assert_eq!(reason, Some(EndReason::VisitorLost));
    assert_eq!(hotline.end_reason(&contact), reason);
    assert_eq!(hotline.presence("anna"), out);
    assert_eq!(hotline.facts.len(), facts);
}
