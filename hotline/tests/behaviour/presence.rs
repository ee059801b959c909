//! Going online, breaks, sign-out, and a desk that comes back.

use crate::hotline::{Hotline, operator, visitor_leg};
use bellpull_hotline::{Effect, FactKind, Input, Presence, PresenceChoice, Refusal};

#[test]
fn a_new_operator_is_offline_until_they_go_online() {
    let mut hotline = Hotline::open();

    hotline.connect("anna", true);

    assert_eq!(hotline.presence("anna"), Presence::Offline);
    assert!(!hotline.switchboard.is_staffed());
}

#[test]
fn visitors_are_told_when_the_first_comes_and_the_last_leaves() {
    let mut hotline = Hotline::open();

    hotline.online("anna");
    assert!(hotline.did(&Effect::TellStaffed { staffed: true }));
    hotline.take_effects();
    hotline.online("zoe");
    hotline.choose("anna", PresenceChoice::Offline);
    assert!(!hotline.did(&Effect::TellStaffed { staffed: false }));
    hotline.choose("zoe", PresenceChoice::Break);
    assert!(hotline.did(&Effect::TellStaffed { staffed: false }));
}

#[test]
fn somebody_who_talks_is_at_the_desks_whatever_they_chose() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.talk("v1", "anna");

    hotline.choose("anna", PresenceChoice::Break);

    assert!(hotline.switchboard.is_staffed());
}

#[test]
fn signing_out_while_ringing_sends_the_contact_on() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.online("zoe");

    hotline.sign_out("anna");

    assert!(hotline.rings_at(&contact, "zoe"));
    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn signing_out_in_mid_call_gives_the_visitor_to_somebody_else() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.online("zoe");

    hotline.sign_out("anna");

    assert!(hotline.rings_at(&contact, "zoe"));
    assert!(hotline.did(&Effect::Hold {
        leg: visitor_leg(&contact)
    }));
}

#[test]
fn signing_out_ends_the_wrap_up() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.visitor_hangs_up("v1", &contact);

    hotline.sign_out("anna");

    assert!(hotline.is_idle("anna"));
    assert_eq!(
        hotline.count_facts(|fact| matches!(fact, FactKind::WrapUpEnded { .. })),
        1
    );
}

#[test]
fn a_desk_that_reloads_has_to_go_online_again() {
    let mut hotline = Hotline::open();
    hotline.online("anna");

    hotline.connect("anna", false);

    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn a_desk_that_reloads_while_it_rings_sends_the_contact_on() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.online("zoe");

    hotline.connect("anna", false);

    assert!(
        hotline.rings_at(&contact, "zoe"),
        "anna's page has no sound yet"
    );
    hotline.advance(20);
    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn a_desk_that_was_only_cut_off_stays_online() {
    let mut hotline = Hotline::open();
    hotline.online("anna");

    hotline.connect("anna", true);

    assert_eq!(hotline.presence("anna"), Presence::Available);
    assert!(hotline.told_operator("anna").is_some());
}

#[test]
fn an_unknown_operator_cannot_choose() {
    let mut hotline = Hotline::open();

    let refused = hotline.try_input(Input::ChoosePresence {
        operator: operator("nobody"),
        choice: PresenceChoice::Available,
        reason: bellpull_hotline::BreakReason::Break,
        until: None,
    });

    assert_eq!(refused, Err(Refusal::UnknownOperator));
}
