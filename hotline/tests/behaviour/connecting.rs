//! From the answer until both hear each other.

use crate::hotline::{Hotline, operator_leg, visitor_leg};
use bellpull_hotline::{
    AwayReason, ContactState, ContactViewState, Effect, EndReason, FactKind, Input, LegState,
    Presence,
};

#[test]
fn bridges_only_when_both_legs_are_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    hotline.accept("anna", &contact);
    assert!(!hotline.did_bridge(&contact));

    hotline.operator_sounds("anna", &contact);

    assert!(hotline.did_bridge(&contact));
    assert!(hotline.is_bridged(&contact));
    assert_eq!(
        hotline.count_facts(|fact| matches!(fact, FactKind::Bridged { .. })),
        1
    );
}

#[test]
fn it_does_not_matter_who_comes_up_first() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.operator_sounds("anna", &contact);
    assert!(!hotline.did_bridge(&contact));

    hotline.visitor_sounds(&contact);

    assert!(hotline.is_bridged(&contact));
}

#[test]
fn the_operators_leg_opens_beside_the_visitors() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.take_effects();

    hotline.operator_offers("anna", &contact, 1);

    let opened = hotline.take_effects().into_iter().find_map(|effect| {
        let Effect::OpenLeg { leg, beside, .. } = effect else {
            return None;
        };
        Some((leg, beside))
    });
    let expected = (operator_leg(&contact, 1), Some(visitor_leg(&contact)));
    assert_eq!(opened, Some(expected));
}

#[test]
fn both_are_told_how_the_others_sound_stands() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.operator_sounds("anna", &contact);

    let Some(ContactViewState::Connecting { operator_leg, .. }) = hotline.told_visitor("v1") else {
        panic!("the visitor is being connected");
    };
    let desk = hotline.told_operator("anna").unwrap().contact.unwrap();

    assert_eq!(operator_leg.state, LegState::Up);
    assert_eq!(desk.visitor_leg.attempt, 0);
}

#[test]
fn an_operator_without_sound_is_taken_out_and_the_visitor_keeps_the_place() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    let entered = hotline.contact(&contact).entered;
    hotline.visitor_sounds(&contact);
    hotline.accept("anna", &contact);
    hotline.operator_offers("anna", &contact, 1);
    hotline.take_effects();

    hotline.advance(15);

    let reason = AwayReason::NoSound;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });
    assert!(hotline.is_queued(&contact));
    assert_eq!(hotline.contact(&contact).entered, entered);
    assert!(hotline.did(&Effect::CloseLeg {
        leg: operator_leg(&contact, 1)
    }));
    assert!(hotline.did(&Effect::Hold {
        leg: visitor_leg(&contact)
    }));
}

#[test]
fn a_visitor_without_sound_is_lost_and_the_operator_is_free_without_wrap_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.operator_sounds("anna", &contact);

    hotline.advance(15);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::VisitorLost));
    assert!(hotline.is_idle("anna"));
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn without_a_media_server_it_is_nobodys_fault() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.input(Input::MediaGone);

    hotline.advance(15);

    assert!(hotline.is_queued(&contact));
    assert!(hotline.is_idle("anna"));
    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn the_next_operator_gets_a_leg_of_their_own() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    hotline.accept("anna", &contact);
    hotline.online("zoe");
    hotline.advance(15);
    hotline.accept("zoe", &contact);

    hotline.operator_sounds("zoe", &contact);

    let (a, b) = (visitor_leg(&contact), operator_leg(&contact, 2));
    assert!(hotline.did(&Effect::Bridge { a, b, third: None }));
    assert!(matches!(
        hotline.contact(&contact).state,
        ContactState::Bridged { .. }
    ));
}

#[test]
fn a_visitor_who_hangs_up_while_connecting_has_abandoned() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);

    hotline.visitor_hangs_up("v1", &contact);

    assert_eq!(
        hotline.end_reason(&contact),
        Some(EndReason::VisitorAbandoned)
    );
    assert!(hotline.is_idle("anna"));
}
