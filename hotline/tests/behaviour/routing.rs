//! Who rings, and where.

use crate::hotline::{Hotline, visitor_leg};
use bellpull_hotline::{ContactState, Input, PresenceChoice};

#[test]
fn rings_at_the_operator_who_has_been_idle_longest() {
    let mut hotline = Hotline::open();
    hotline.online("zoe");
    hotline.advance(1);
    hotline.online("anna");

    let contact = hotline.call("v1");

    assert!(hotline.rings_at(&contact, "zoe"));
}

#[test]
fn of_equally_idle_operators_the_one_with_fewer_contacts_rings() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let first = hotline.talk("v1", "anna");
    hotline.visitor_hangs_up("v1", &first);
    hotline.choose("anna", PresenceChoice::Break);
    hotline.advance(60);
    hotline.choose("anna", PresenceChoice::Available);
    hotline.online("zoe");

    let contact = hotline.call("v2");

    assert!(hotline.rings_at(&contact, "zoe"));
}

#[test]
fn of_operators_equal_in_everything_the_lower_id_rings() {
    let mut hotline = Hotline::open();
    hotline.online("zoe");
    hotline.online("anna");

    let contact = hotline.call("v1");

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn the_idle_clock_starts_at_the_end_of_the_wrap_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let first = hotline.talk("v1", "anna");
    hotline.advance(1);
    hotline.online("zoe");
    hotline.visitor_hangs_up("v1", &first);
    hotline.advance(31);

    let contact = hotline.call("v2");

    assert!(hotline.rings_at(&contact, "zoe"));
}

#[test]
fn a_decline_does_not_reset_the_idle_clock() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.advance(1);
    hotline.online("zoe");
    let first = hotline.call("v1");
    hotline.advance(1);
    hotline.decline("anna", &first);

    let second = hotline.call("v2");

    assert!(hotline.rings_at(&first, "zoe"));
    assert!(hotline.rings_at(&second, "anna"));
}

#[test]
fn serves_first_who_came_first() {
    let mut hotline = Hotline::open();
    let first = hotline.call("v1");
    hotline.advance(1);
    let second = hotline.call("v2");

    hotline.online("anna");

    assert!(hotline.rings_at(&first, "anna"));
    assert!(hotline.is_queued(&second));
}

#[test]
fn matches_as_many_pairs_at_once_as_there_are() {
    let mut hotline = Hotline::without_media();
    hotline.online("anna");
    hotline.online("zoe");
    let contacts = ["v1", "v2", "v3"].map(|name| hotline.call(name));

    hotline.input(Input::MediaConnected { legs: vec![] });

    assert!(hotline.rings_at(&contacts[0], "anna"));
    assert!(hotline.rings_at(&contacts[1], "zoe"));
    assert!(hotline.is_queued(&contacts[2]));
}

#[test]
fn whoever_was_declined_by_the_first_operator_does_not_hold_up_the_next_visitor() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let first = hotline.call("v1");
    let second = hotline.call("v2");

    hotline.decline("anna", &first);

    assert!(hotline.is_queued(&first));
    assert!(hotline.rings_at(&second, "anna"));
}

#[test]
fn nobody_rings_without_a_media_server() {
    let mut hotline = Hotline::open();
    hotline.input(Input::MediaGone);
    hotline.online("anna");

    let contact = hotline.call("v1");

    assert!(hotline.is_queued(&contact));
}

#[test]
fn a_ring_under_way_outlives_the_media_server_and_no_other_begins() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");

    hotline.input(Input::MediaGone);

    assert!(hotline.rings_at(&contact, "anna"));
    hotline.decline("anna", &contact);
    hotline.online("zoe");
    assert!(hotline.is_queued(&contact));
}

#[test]
fn the_contact_exists_before_any_sound_does() {
    let mut hotline = Hotline::without_media();

    let contact = hotline.call("v1");

    assert!(hotline.disk.contacts.contains_key(&contact));
    assert_eq!(hotline.contact(&contact).leg.attempt, 0);
    assert!(visitor_leg(&contact).as_str().ends_with(".v"));
}

#[test]
fn an_operator_without_signs_of_life_does_not_ring() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.operator_vanishes("anna");
    hotline.advance(46);

    let contact = hotline.call("v1");

    assert_eq!(hotline.contact(&contact).state, ContactState::Queued);
}

#[test]
fn a_late_alarm_takes_nobody_out() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.stays_away(60);

    let contact = hotline.call("v1");

    assert!(
        hotline.rings_at(&contact, "anna"),
        "her page may well be there, nobody asked its socket yet"
    );
}
