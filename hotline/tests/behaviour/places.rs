//! The place in the queue, and who is told about it.

use crate::hotline::{Hotline, visitor};
use bellpull_hotline::{ContactViewState, Effect, Input};

fn waiting(place: u32) -> Option<ContactViewState> {
    Some(ContactViewState::Waiting { place })
}

#[test]
fn places_count_down_as_the_queue_moves() {
    let mut hotline = Hotline::open();
    let contacts = ["v1", "v2", "v3"].map(|name| hotline.call(name));
    assert_eq!(hotline.told_visitor("v1"), waiting(1));
    assert_eq!(hotline.told_visitor("v2"), waiting(2));
    assert_eq!(hotline.told_visitor("v3"), waiting(3));
    hotline.take_effects();

    hotline.online("anna");
    assert_eq!(hotline.told_visitor("v1"), Some(ContactViewState::Ringing));
    assert_eq!(hotline.told_visitor("v2"), waiting(1));
    assert_eq!(hotline.told_visitor("v3"), waiting(2));
    hotline.take_effects();

    hotline.visitor_hangs_up("v2", &contacts[1]);
    assert_eq!(hotline.told_visitor("v3"), waiting(1));
}

#[test]
fn a_visitor_whose_place_stays_is_not_told() {
    let mut hotline = Hotline::open();
    hotline.call("v1");
    hotline.call("v2");
    let third = hotline.call("v3");
    hotline.take_effects();

    hotline.visitor_hangs_up("v3", &third);

    assert_eq!(hotline.told_visitor("v1"), None);
    assert_eq!(hotline.told_visitor("v2"), None);
}

#[test]
fn a_page_that_comes_back_is_told_its_place() {
    let mut hotline = Hotline::open();
    hotline.call("v1");
    hotline.call("v2");
    hotline.take_effects();

    hotline.visitor_returns("v2");

    assert_eq!(hotline.told_visitor("v2"), waiting(2));
    assert_eq!(hotline.told_visitor("v1"), None);
}

#[test]
fn a_page_without_a_contact_is_told_nothing() {
    let mut hotline = Hotline::open();

    hotline.input(Input::VisitorConnected {
        visitor: visitor("v1"),
    });

    assert_eq!(hotline.take_effects(), []);
}

#[test]
fn operators_are_told_who_waits_longest_first_and_who_rings() {
    let mut hotline = Hotline::open();
    let first = hotline.call("v1");
    let second = hotline.call("v2");
    hotline.take_effects();

    hotline.online("anna");

    let told = hotline.take_effects();
    let last = told.iter().rev().find_map(|effect| {
        let Effect::TellWaiting { total, rows } = effect else {
            return None;
        };
        Some((*total, rows.clone()))
    });
    let (total, rows) = last.unwrap();
    assert_eq!(total, 2);
    assert_eq!((&rows[0].contact, rows[0].ringing), (&first, true));
    assert_eq!((&rows[1].contact, rows[1].ringing), (&second, false));
}

#[test]
fn the_list_is_cut_but_the_total_is_not() {
    let mut hotline = Hotline::open();
    for number in 0..60 {
        hotline.call(&format!("v{number}"));
    }

    let told = hotline.take_effects();
    let Some(Effect::TellWaiting { total, rows }) = told.last() else {
        panic!("the list comes last");
    };
    assert_eq!((*total, rows.len()), (60, 50));
}
