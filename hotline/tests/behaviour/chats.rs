//! Chats: who gets them, how many, and what becomes of them.

use crate::channel_people::message;
use crate::hotline::{Hotline, operator};
use bellpull_hotline::{
    Activity, AwayReason, ContactState, Disposition, EndReason, FactKind, Input, Presence,
    PresenceChoice, Refusal, Wish,
};

#[test]
fn a_chat_rings_and_is_answered_without_any_sound() {
    let mut hotline = Hotline::without_media();
    hotline.online("anna");

    let contact = hotline.enter("v1", Wish::Chat);
    assert!(hotline.rings_at(&contact, "anna"));
    hotline.accept("anna", &contact);

    assert!(hotline.chats(&contact, "anna"));
    assert!(hotline.is_idle("anna"));
    assert!(hotline.contact(&contact).answered);
    let accepted = hotline.count_facts(|fact| matches!(fact, FactKind::ChatAccepted { .. }));
    assert_eq!(accepted, 1);
}

#[test]
fn an_operator_holds_three_chats_and_a_call() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    for name in ["v1", "v2", "v3"] {
        hotline.chat(name, "anna");
    }

    let fourth = hotline.enter("v4", Wish::Chat);
    let call = hotline.call("v5");

    assert!(hotline.is_queued(&fourth));
    assert!(hotline.rings_at(&call, "anna"));
}

#[test]
fn a_chat_goes_to_whoever_does_not_talk_and_has_the_fewest() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.talk("v1", "anna");
    hotline.online("ben");
    hotline.chat("v2", "ben");
    hotline.online("cleo");

    let first = hotline.enter("v3", Wish::Chat);
    assert!(hotline.rings_at(&first, "cleo"));
    let second = hotline.enter("v4", Wish::Chat);
    assert!(hotline.rings_at(&second, "ben"));
    let third = hotline.enter("v5", Wish::Chat);
    assert!(hotline.rings_at(&third, "anna"));
}

#[test]
fn nothing_else_rings_while_a_chat_rings() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.enter("v1", Wish::Chat);

    let call = hotline.call("v2");
    let other = hotline.enter("v3", Wish::Chat);

    assert!(hotline.is_queued(&call) && hotline.is_queued(&other));
    hotline.accept("anna", &chat);
    assert!(hotline.rings_at(&call, "anna"));
    assert!(hotline.is_queued(&other));
}

#[test]
fn a_chat_missed_in_mid_call_is_spared_and_one_missed_idly_takes_out() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    hotline.talk("v1", "anna");
    let chat = hotline.enter("v2", Wish::Chat);
    assert!(hotline.rings_at(&chat, "anna"));

    hotline.advance(20);
    assert!(hotline.is_queued(&chat));
    assert_eq!(hotline.presence("anna"), Presence::Available);
    hotline.advance(30);
    assert!(hotline.rings_at(&chat, "anna"), "after the pause");

    hotline.online("ben");
    let idle = hotline.enter("v3", Wish::Chat);
    hotline.advance(20);
    let reason = AwayReason::NoAnswer;
    assert_eq!(hotline.presence("ben"), Presence::Unavailable { reason });
    assert!(!hotline.rings_at(&idle, "ben"));
}

#[test]
fn an_ended_chat_holds_nobody_up_and_waits_for_its_outcome() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");

    hotline.operator_hangs_up("anna", &chat);

    assert_eq!(hotline.end_reason(&chat), Some(EndReason::OperatorHungUp));
    assert!(hotline.is_idle("anna"));
    assert_eq!(hotline.told_chats("anna").unwrap().len(), 1);
    let next = hotline.enter("v2", Wish::Chat);
    assert!(hotline.rings_at(&next, "anna"));
    hotline.accept("anna", &next);
    let finish = Input::WrapUp {
        operator: operator("anna"),
        contact: chat.clone(),
        disposition: Some(Disposition::Resolved),
        note: None,
        finish: true,
        topic: None,
    };
    hotline.input(finish);
    assert_eq!(
        hotline.contact(&chat).disposition,
        Some(Disposition::Resolved)
    );
    assert!(hotline.operator("anna").chat_outcomes.is_empty());
}

#[test]
fn an_outcome_that_nobody_tells_leaves_the_desk_when_the_chat_is_forgotten() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.visitor_hangs_up("v1", &chat);
    assert_eq!(hotline.end_reason(&chat), Some(EndReason::VisitorHungUp));

    hotline.advance(601);

    assert!(hotline.operator("anna").chat_outcomes.is_empty());
    assert_eq!(hotline.told_chats("anna"), Some(vec![]));
}

#[test]
fn chats_of_an_operator_who_signs_out_go_back_to_their_place() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let first = hotline.chat("v1", "anna");
    hotline.advance(1);
    let second = hotline.chat("v2", "anna");
    let entered = hotline.contact(&first).entered;

    hotline.sign_out("anna");

    assert!(hotline.is_queued(&first) && hotline.is_queued(&second));
    hotline.online("ben");
    assert!(hotline.rings_at(&first, "ben"));
    assert_eq!(hotline.contact(&first).entered, entered);
}

#[test]
fn chats_stay_over_a_reload_and_leave_a_desk_that_is_gone() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");

    hotline.connect("anna", false);
    assert!(hotline.chats(&chat, "anna"), "after a reload");
    assert_eq!(hotline.presence("anna"), Presence::Offline);
    hotline.choose("anna", PresenceChoice::Break);
    assert!(hotline.chats(&chat, "anna"), "in a break");
    hotline.operator_vanishes("anna");
    hotline.advance(44);
    assert!(hotline.chats(&chat, "anna"), "within the lease");
    hotline.advance(1);

    assert!(hotline.is_queued(&chat));
}

#[test]
fn chats_leave_a_desk_that_is_gone_while_the_call_goes_on() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let call = hotline.talk("v2", "anna");

    hotline.operator_vanishes("anna");
    hotline.advance(46);

    assert!(hotline.is_queued(&chat), "and does not ring there again");
    assert!(hotline.is_bridged(&call));
    hotline.connect("anna", true);
    assert!(hotline.rings_at(&chat, "anna"));
}

#[test]
fn a_visitor_gone_in_mid_chat_is_missed_then_waited_for_then_lost() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let here = |hotline: &Hotline| hotline.told_chats("anna").unwrap()[0].visitor_here;

    hotline.visitor_vanishes("v1");
    hotline.advance(18);
    assert!(!here(&hotline));
    hotline.visitor_returns("v1");
    assert!(here(&hotline));
    hotline.visitor_vanishes("v1");
    hotline.advance(18 + 119);
    assert!(hotline.chats(&chat, "anna"));
    hotline.advance(1);

    assert_eq!(hotline.end_reason(&chat), Some(EndReason::VisitorLost));
}

#[test]
fn a_chat_that_waits_is_lost_with_its_page() {
    let mut hotline = Hotline::open();
    let chat = hotline.enter("v1", Wish::Chat);

    hotline.visitor_vanishes("v1");
    hotline.advance(18);

    assert_eq!(hotline.end_reason(&chat), Some(EndReason::VisitorLost));
}

#[test]
fn a_message_is_answered_whether_its_visitor_is_there_or_not() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", message("Do you have these in blue?"));
    hotline.visitor_vanishes("v1");
    hotline.advance(3600);
    assert!(hotline.is_queued(&contact));

    hotline.online("anna");
    hotline.accept("anna", &contact);
    hotline.advance(3600);
    assert!(hotline.chats(&contact, "anna"));
    hotline
        .operator_writes("anna", &contact, "Yes, from Friday.")
        .unwrap();
    hotline.operator_hangs_up("anna", &contact);

    assert_eq!(
        hotline.transcript(&contact),
        [
            "1 Visitor Do you have these in blue?",
            "2 Operator Yes, from Friday."
        ]
    );
}

#[test]
fn what_nobody_serves_within_three_days_has_expired() {
    let mut hotline = Hotline::open();
    let contact = hotline.enter("v1", message("Hello?"));
    hotline.visitor_vanishes("v1");

    hotline.advance(72 * 3600);

    assert_eq!(hotline.end_reason(&contact), Some(EndReason::Expired));
}

#[test]
fn a_session_that_runs_out_in_mid_call_ends_after_it() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    let call = hotline.talk("v2", "anna");

    let operator = operator("anna");
    hotline.input(Input::OperatorSessionExpired { operator });

    assert!(hotline.is_bridged(&call));
    assert!(hotline.is_queued(&chat));
    assert_eq!(hotline.presence("anna"), Presence::Offline);
    hotline.visitor_hangs_up("v2", &call);
    hotline.advance(30);
    assert!(hotline.is_idle("anna"));
}

#[test]
fn a_session_that_runs_out_otherwise_is_a_sign_out() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let call = hotline.call("v1");

    let operator = operator("anna");
    hotline.input(Input::OperatorSessionExpired { operator });

    assert!(hotline.is_queued(&call));
    assert_eq!(hotline.operator("anna").activity, Activity::Idle);
}

#[test]
fn a_ringing_chat_moves_on_when_the_operator_leaves() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.enter("v1", Wish::Chat);

    hotline.choose("anna", PresenceChoice::Break);

    assert!(hotline.is_queued(&chat));
    assert_eq!(hotline.operator("anna").chat_ring, None);
    assert_eq!(hotline.try_accept("anna", &chat, 1), Err(Refusal::RingOver));
}

#[test]
fn an_accept_said_twice_is_harmless() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");

    assert_eq!(hotline.try_accept("anna", &chat, 1), Ok(()));

    assert!(matches!(
        hotline.contact(&chat).state,
        ContactState::Chatting { .. }
    ));
}
