//! The link to the media server comes back: both sides agree again on legs and bridges.

use crate::hotline::{Hotline, operator_leg, report, visitor_leg};
use bellpull_hotline::{Effect, Input, LegState, Way, Wish};
use bellpull_protocol::{ContactId, LegId};

fn talking() -> (Hotline, ContactId, LegId, LegId) {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.input(Input::MediaGone);
    hotline.take_effects();
    let (a, b) = (visitor_leg(&contact), operator_leg(&contact, 1));
    (hotline, contact, a, b)
}

#[test]
fn a_call_goes_on_while_the_link_is_gone() {
    let (mut hotline, contact, ..) = talking();

    hotline.advance(600);

    assert!(hotline.is_bridged(&contact));
}

#[test]
fn a_bridge_that_still_stands_is_left_alone() {
    let (mut hotline, contact, a, b) = talking();

    let legs = vec![
        report(a.clone(), 1, true, Some(b.clone())),
        report(b.clone(), 1, true, Some(a.clone())),
    ];
    hotline.input(Input::MediaConnected { legs });

    assert!(hotline.is_bridged(&contact));
    assert!(!hotline.did_bridge(&contact));
}

#[test]
fn a_bridge_that_the_media_server_lost_is_made_again() {
    let (mut hotline, contact, a, b) = talking();

    let legs = vec![report(a, 1, true, None), report(b, 1, true, None)];
    hotline.input(Input::MediaConnected { legs });

    assert!(hotline.did_bridge(&contact));
}

#[test]
fn after_a_restart_of_the_media_server_both_pages_are_asked_for_new_offers() {
    let (mut hotline, contact, ..) = talking();

    hotline.input(Input::MediaConnected { legs: vec![] });

    assert!(matches!(
        hotline.contact(&contact).leg.state,
        LegState::None { .. }
    ));
    assert!(hotline.told_visitor("v1").is_some());
    assert!(hotline.told_operator("anna").is_some());
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds("anna", &contact);
    assert!(hotline.did_bridge(&contact));
    assert_eq!(hotline.contact(&contact).leg.attempt, 2);
}

#[test]
fn legs_that_nobody_needs_are_closed() {
    let (mut hotline, contact, a, b) = talking();
    hotline.visitor_hangs_up("v1", &contact);
    hotline.take_effects();
    let stranger = LegId::new("unknown.v").unwrap();

    let legs = vec![
        report(a.clone(), 1, true, Some(b.clone())),
        report(b.clone(), 1, true, Some(a.clone())),
        report(stranger.clone(), 1, true, None),
    ];
    hotline.input(Input::MediaConnected { legs });

    for leg in [a, b, stranger] {
        assert!(hotline.did(&Effect::CloseLeg { leg: leg.clone() }), "{leg}");
    }
}

#[test]
fn the_leg_of_an_operator_who_was_replaced_is_closed_and_the_visitor_held() {
    let (mut hotline, contact, a, b) = talking();
    hotline.sign_out("anna");
    assert!(hotline.is_queued(&contact));
    hotline.take_effects();

    let legs = vec![
        report(a.clone(), 1, true, Some(b.clone())),
        report(b.clone(), 1, true, Some(a.clone())),
    ];
    hotline.input(Input::MediaConnected { legs });

    assert!(hotline.did(&Effect::CloseLeg { leg: b }));
    assert!(hotline.did(&Effect::Hold { leg: a }));
}

#[test]
fn news_that_was_missed_is_caught_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.visitor_offers(&contact, 1);
    hotline.operator_offers("anna", &contact, 1);

    let legs = vec![
        report(visitor_leg(&contact), 1, true, None),
        report(operator_leg(&contact, 1), 1, true, None),
    ];
    hotline.input(Input::MediaConnected { legs });

    assert!(hotline.is_bridged(&contact));
    assert!(hotline.did_bridge(&contact));
}

#[test]
fn an_offer_whose_answer_may_be_lost_is_asked_for_again() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);

    let legs = vec![report(visitor_leg(&contact), 1, false, None)];
    hotline.input(Input::MediaConnected { legs });

    assert!(matches!(
        hotline.contact(&contact).leg.state,
        LegState::None { .. }
    ));
    assert!(hotline.told_visitor("v1").is_some());
}

#[test]
fn an_offer_that_never_reached_the_media_server_is_asked_for_again() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    hotline.visitor_offers(&contact, 2);

    let legs = vec![report(visitor_leg(&contact), 1, true, None)];
    hotline.input(Input::MediaConnected { legs });

    assert!(matches!(
        hotline.contact(&contact).leg.state,
        LegState::None { .. }
    ));
    assert_eq!(hotline.contact(&contact).leg.attempt, 2);
}

#[test]
fn a_leg_that_fell_silent_meanwhile_is_lost() {
    let (mut hotline, contact, a, b) = talking();

    let legs = vec![
        report(a.clone(), 1, false, Some(b.clone())),
        report(b, 1, true, Some(a)),
    ];
    hotline.input(Input::MediaConnected { legs });

    assert!(matches!(
        hotline.contact(&contact).leg.state,
        LegState::Lost { .. }
    ));
}

#[test]
fn a_leg_that_came_up_unnoticed_is_up() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_offers(&contact, 1);
    let leg = visitor_leg(&contact);
    let opening = vec![report(leg.clone(), 1, false, None)];
    hotline.input(Input::MediaConnected { legs: opening });
    hotline.input(Input::MediaGone);

    let up = vec![report(leg, 1, true, None)];
    hotline.input(Input::MediaConnected { legs: up });

    assert!(hotline.contact(&contact).leg.is_up());
}

#[test]
fn a_link_that_outlives_the_memory_of_the_switchboard_serves_on() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.restore();
    hotline.take_effects();

    hotline.input(Input::MediaStayed);
    assert!(hotline.is_bridged(&contact));
    assert!(hotline.take_effects().is_empty());

    let second = hotline.call("v2");
    hotline.visitor_sounds(&second);
}

#[test]
fn a_leg_of_what_became_a_callback_meanwhile_is_closed_and_not_believed() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    hotline.input(Input::MediaGone);
    hotline.enter("v1", Wish::callback(Way::Browser));
    hotline.take_effects();

    let leg = visitor_leg(&contact);
    let legs = vec![report(leg.clone(), 1, true, None)];
    hotline.input(Input::MediaConnected { legs });
    hotline.up(leg.clone(), 1);

    assert!(hotline.did(&Effect::CloseLeg { leg }));
    assert!(!hotline.contact(&contact).leg.is_up());
}

#[test]
fn there_is_sound_from_the_connection_of_a_media_server_until_it_goes() {
    let mut hotline = Hotline::without_media();
    assert!(!hotline.switchboard.has_media());

    hotline.input(Input::MediaConnected { legs: vec![] });
    assert!(hotline.switchboard.has_media());

    hotline.input(Input::MediaGone);
    assert!(!hotline.switchboard.has_media());
}
