//! The place in the queue, and who is told about it.

use crate::hotline::{Hotline, visitor};
use bellpull_hotline::{ContactViewState, Effect, Input, Settings, Timestamp};
use bellpull_protocol::VisitorId;
use std::collections::BTreeMap;
use std::time::Duration;

fn waiting(place: u32) -> Option<ContactViewState> {
    Some(ContactViewState::Waiting {
        place,
        estimate: None,
    })
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
    hotline.advance(2);
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

/// So many wait that a sweep takes two slices.
fn crowd() -> Hotline {
    let mut hotline = Hotline::with(Settings {
        places_at_once: 3,
        places_slice: 4,
        ..Settings::default()
    });
    for number in 1..=10 {
        hotline.call(&format!("v{number}"));
    }
    hotline.take_effects();
    hotline
}

fn first_gives_up(hotline: &mut Hotline) {
    let first = hotline.contact_of("v1");
    hotline.visitor_hangs_up("v1", &first);
}

/// How often each of those behind the head was told a place since [`Hotline::take_effects`].
fn told_behind(hotline: &mut Hotline) -> Vec<usize> {
    let effects = hotline.take_effects();
    let told = |name: String| {
        let told = effects.iter().filter(|effect| {
            let Effect::TellVisitor { visitor: to, view } = effect else {
                return false;
            };
            *to == visitor(&name) && matches!(view.state, ContactViewState::Waiting { .. })
        });
        told.count()
    };
    (5..=10).map(|number| told(format!("v{number}"))).collect()
}

#[test]
fn the_head_of_the_queue_is_told_at_once() {
    let mut hotline = crowd();

    first_gives_up(&mut hotline);

    assert_eq!(hotline.told_visitor("v2"), waiting(1));
    assert_eq!(hotline.told_visitor("v4"), waiting(3));
    assert_eq!(hotline.told_visitor("v5"), None);
    assert!(!hotline.switchboard.places_are_told());
}

#[test]
fn all_others_are_told_two_seconds_later_slice_by_slice() {
    let mut hotline = crowd();
    first_gives_up(&mut hotline);

    hotline.advance(1);
    assert_eq!(hotline.told_visitor("v5"), None);
    hotline.advance(2);

    assert_eq!(hotline.told_visitor("v5"), waiting(4));
    assert_eq!(hotline.told_visitor("v10"), waiting(9));
    hotline.advance(2);
    assert!(hotline.switchboard.places_are_told());
}

#[test]
fn who_leaves_when_all_sweeps_are_over_moves_everybody_again() {
    let mut hotline = crowd();
    first_gives_up(&mut hotline);
    hotline.advance(10);
    let second = hotline.contact_of("v2");

    hotline.visitor_hangs_up("v2", &second);
    hotline.advance(3);
    hotline.call("v11");

    assert_eq!(hotline.told_visitor("v10"), waiting(8));
    assert_eq!(hotline.told_visitor("v11"), waiting(9));
}

#[test]
fn a_sweep_tells_everybody_once_however_many_left() {
    let mut hotline = crowd();
    first_gives_up(&mut hotline);
    let second = hotline.contact_of("v2");
    hotline.visitor_hangs_up("v2", &second);
    hotline.take_effects();

    hotline.advance(3);

    assert_eq!(told_behind(&mut hotline), [1, 1, 1, 1, 1, 1]);
}

#[test]
fn who_leaves_in_the_middle_of_a_sweep_makes_another_one_follow() {
    let mut hotline = crowd();
    first_gives_up(&mut hotline);
    let (first_slice, _) = hotline.switchboard.poll_timeout().unwrap();
    hotline.now = first_slice;
    hotline.alarm();
    let second = hotline.contact_of("v2");
    hotline.visitor_hangs_up("v2", &second);

    hotline.advance(1);
    assert!(!hotline.switchboard.places_are_told());
    hotline.advance(4);

    assert_eq!(hotline.told_visitor("v10"), waiting(8));
    assert!(hotline.switchboard.places_are_told());
}

#[test]
fn who_enters_behind_everybody_disturbs_nobody() {
    let mut hotline = crowd();

    hotline.call("v11");

    assert_eq!(hotline.told_visitor("v11"), waiting(11));
    assert!(hotline.switchboard.places_are_told());
}

#[test]
fn a_page_behind_the_head_that_comes_back_is_told_its_place_at_once() {
    let mut hotline = crowd();
    first_gives_up(&mut hotline);

    hotline.visitor_returns("v9");

    assert_eq!(hotline.told_visitor("v9"), waiting(8));
}

#[test]
fn a_sweep_that_a_restore_cut_off_is_made_again() {
    let mut hotline = crowd();
    first_gives_up(&mut hotline);
    hotline.restore();
    hotline.take_effects();

    hotline.input(Input::MediaStayed);
    hotline.advance(3);

    assert_eq!(hotline.told_visitor("v10"), waiting(9));
    hotline.advance(2);
    assert!(hotline.switchboard.places_are_told());
}

#[test]
fn once_everybody_was_told_at_once_the_next_telling_is_two_seconds_away() {
    let mut hotline = crowd();
    hotline.input(Input::MediaConnected { legs: vec![] });
    hotline.take_effects();
    hotline.advance(1);

    first_gives_up(&mut hotline);

    assert_eq!(hotline.told_visitor("v2"), None);
    hotline.advance(2);
    assert_eq!(hotline.told_visitor("v2"), waiting(1));
    assert_eq!(hotline.told_visitor("v10"), waiting(9));
}

#[test]
fn nobody_is_told_more_than_once_in_two_seconds_not_even_at_the_head() {
    let mut hotline = Hotline::with(Settings {
        places_slice: 4,
        ..Settings::default()
    });
    for number in 1..=30 {
        hotline.call(&format!("v{number}"));
    }
    hotline.take_effects();
    let mut told = BTreeMap::new();

    for step in 0..200 {
        if step % 3 == 0 && step / 3 < 20 {
            let name = format!("v{}", step / 3 + 1);
            let contact = hotline.contact_of(&name);
            hotline.visitor_hangs_up(&name, &contact);
            must_be_apart(&mut hotline, &mut told);
        }
        hotline.advance_millis(100);
        must_be_apart(&mut hotline, &mut told);
    }

    assert_eq!(told.len(), 29, "everybody behind the first moved");
    assert!(hotline.switchboard.places_are_told());
}

/// Two seconds between two places that the same page is told.
fn must_be_apart(hotline: &mut Hotline, told: &mut BTreeMap<VisitorId, Timestamp>) {
    let now = hotline.now;
    for effect in hotline.take_effects() {
        let Effect::TellVisitor { visitor, view } = effect else {
            continue;
        };
        if matches!(view.state, ContactViewState::Waiting { .. })
            && let Some(before) = told.insert(visitor.clone(), now)
        {
            let apart = now.since(before);
            assert!(apart >= Duration::from_secs(2), "{visitor:?}: {apart:?}");
        }
    }
}
