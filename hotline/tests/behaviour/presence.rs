//! Going online, being taken out, sign-out, and a desk that comes back.

use crate::hotline::{Hotline, operator, visitor_leg};
use bellpull_hotline::{
    Activity, AwayReason, Effect, FactKind, Input, Presence, PresenceChoice, Refusal,
};
use serde_json::json;

fn force_off(hotline: &mut Hotline, name: &str) -> Result<(), Refusal> {
    let operator = operator(name);
    hotline.try_input(Input::ForceOff { operator })
}

const FORCED: Presence = Presence::Unavailable {
    reason: AwayReason::ForcedOff,
};
const MISSED: Presence = Presence::Unavailable {
    reason: AwayReason::NoAnswer,
};

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

#[test]
fn whoever_is_forced_off_finishes_the_call_and_comes_back_only_by_choosing() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let call = hotline.talk("v1", "anna");

    force_off(&mut hotline, "anna").unwrap();
    assert!(hotline.is_bridged(&call));
    hotline.visitor_hangs_up("v1", &call);
    assert!(matches!(
        hotline.operator("anna").activity,
        Activity::WrapUp { .. }
    ));
    hotline.advance(30);
    let waits = hotline.call("v2");
    hotline.connect("anna", true);
    assert_eq!(hotline.presence("anna"), FORCED);
    assert!(hotline.is_queued(&waits));
    hotline.choose("anna", PresenceChoice::Available);

    assert!(hotline.rings_at(&waits, "anna"));
}

#[test]
fn forcing_off_ends_rings_and_gives_chats_to_others() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let call = hotline.call("v2");
    hotline.online("zoe");

    force_off(&mut hotline, "anna").unwrap();
    force_off(&mut hotline, "anna").unwrap();

    assert!(hotline.rings_at(&call, "zoe") || hotline.rings_at(&chat, "zoe"));
    assert!(hotline.operator("anna").chats.is_empty());
    assert_eq!(hotline.presence("anna"), FORCED);
}

#[test]
fn nobody_who_is_offline_or_unknown_is_forced_off() {
    let mut hotline = Hotline::open();
    hotline.connect("anna", true);

    let offline = force_off(&mut hotline, "anna");
    let unknown = force_off(&mut hotline, "nobody");

    assert_eq!((offline, unknown), (Ok(()), Err(Refusal::UnknownOperator)));
    assert_eq!(hotline.presence("anna"), Presence::Offline);
}

#[test]
fn who_missed_a_ring_may_come_back_by_themselves_after_a_while() {
    let mut hotline = Hotline::open();
    let document = json!({ "routing": { "back_after_missed_s": 60 } });
    hotline.configure(1, document.clone());
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.advance(20);
    assert_eq!(hotline.presence("anna"), MISSED);
    assert!(hotline.told_operator("anna").unwrap().back_at.is_some());

    hotline.restore();
    hotline.configure(1, document);
    hotline.input(Input::MediaConnected { legs: vec![] });
    hotline.advance(59);
    assert_eq!(hotline.presence("anna"), MISSED);
    hotline.advance(1);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn a_desk_that_is_gone_does_not_come_back_by_itself() {
    let mut hotline = Hotline::open();
    hotline.configure(1, json!({ "routing": { "back_after_missed_s": 60 } }));
    hotline.online("anna");
    hotline.call("v1");
    hotline.operator_vanishes("anna");

    hotline.advance(100);
    let reason = AwayReason::ConnectionLost;
    assert_eq!(hotline.presence("anna"), Presence::Unavailable { reason });
    hotline.connect("anna", true);

    assert_eq!(hotline.presence("anna"), Presence::Available);
}

#[test]
fn talk_time_counts_from_going_online() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");
    hotline.advance(90);
    hotline.visitor_hangs_up("v1", &contact);

    assert_eq!(hotline.operator("anna").talked_this_shift_ms, 90_000);
    hotline.choose("anna", PresenceChoice::Break);
    hotline.choose("anna", PresenceChoice::Available);
    assert_eq!(hotline.operator("anna").talked_this_shift_ms, 90_000);
    hotline.choose("anna", PresenceChoice::Offline);
    hotline.choose("anna", PresenceChoice::Available);

    assert_eq!(hotline.operator("anna").talked_this_shift_ms, 0);
}

#[test]
fn a_session_that_runs_out_in_mid_call_costs_nobody_the_call() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.talk("v1", "anna");

    hotline.input(Input::OperatorSessionExpired {
        operator: operator("anna"),
    });
    hotline.advance(600);

    assert!(hotline.is_bridged(&contact));
    assert_eq!(hotline.presence("anna"), Presence::Offline);
}
