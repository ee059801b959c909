//! A transfer that nobody takes comes back.

use crate::hotline::{Hotline, operator};
use bellpull_hotline::{AwayReason, FactKind, Input, PresenceChoice, TransferTo};
use bellpull_protocol::ContactId;

/// Anna has given her call to Berta, at whom it rings.
fn given_away() -> (Hotline, ContactId) {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");
    assert_eq!(
        hotline.contact(&contact).goes_back_to(),
        Some(&operator("anna"))
    );
    (hotline, contact)
}

fn wrap_ups(hotline: &Hotline) -> (usize, usize) {
    let began = |fact: &FactKind| matches!(fact, FactKind::WrapUpBegan { .. });
    let ended = |fact: &FactKind| matches!(fact, FactKind::WrapUpEnded { .. });
    (hotline.count_facts(began), hotline.count_facts(ended))
}

#[test]
fn a_declined_call_rings_at_whoever_gave_it_away_and_their_wrap_up_ends() {
    let (mut hotline, contact) = given_away();

    hotline.decline("berta", &contact);

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(wrap_ups(&hotline), (1, 1));
    assert_eq!(hotline.contact(&contact).goes_back_to(), None, "only once");
    hotline.accept("anna", &contact);
    hotline.operator_sounds("anna", &contact);
    assert_eq!(hotline.bridges(), ["o3+v"]);
}

#[test]
fn a_call_that_was_not_answered_comes_back_and_the_colleague_is_taken_out() {
    let (mut hotline, contact) = given_away();

    hotline.advance(20);

    assert!(hotline.rings_at(&contact, "anna"));
    assert!(hotline.is_away("berta", AwayReason::NoAnswer));
}

#[test]
fn a_call_whose_colleague_goes_comes_back() {
    for choice in [PresenceChoice::Break, PresenceChoice::Offline] {
        let (mut hotline, contact) = given_away();

        hotline.choose("berta", choice);

        assert!(hotline.rings_at(&contact, "anna"));
    }
}

#[test]
fn it_comes_back_to_an_operator_who_is_done_writing_up() {
    let (mut hotline, contact) = given_away();
    hotline.input(Input::WrapUp {
        operator: operator("anna"),
        contact: contact.clone(),
        disposition: None,
        topic: None,
        note: None,
        finish: true,
    });

    hotline.decline("berta", &contact);

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(wrap_ups(&hotline), (1, 1));
}

#[test]
fn who_cannot_take_it_back_leaves_it_to_the_queue_where_it_is_served_earlier() {
    let (mut hotline, contact) = given_away();
    let before = hotline.contact(&contact).clone();
    hotline.choose("anna", PresenceChoice::Break);

    hotline.decline("berta", &contact);

    let after = hotline.contact(&contact).clone();
    assert!(hotline.is_queued(&contact));
    assert_eq!(after.entered, before.entered);
    assert_eq!(after.raised, before.raised + 60);
    assert_eq!(after.affinity, Some(operator("anna")));
    assert!(hotline.writes_up("anna", &contact));
}

#[test]
fn out_of_the_queue_it_rings_first_at_whoever_knows_it() {
    let (mut hotline, contact) = given_away();
    hotline.input(Input::MediaGone);
    hotline.decline("berta", &contact);
    hotline.online("clara");
    hotline.advance(40);
    assert!(
        hotline.is_queued(&contact),
        "nobody rings without a media server"
    );

    hotline.input(Input::MediaStayed);

    assert!(
        hotline.rings_at(&contact, "anna"),
        "though idle for a shorter time"
    );
}

#[test]
fn an_operator_who_has_the_next_call_is_left_alone() {
    let (mut hotline, contact) = given_away();
    hotline.input(Input::WrapUp {
        operator: operator("anna"),
        contact: contact.clone(),
        disposition: None,
        topic: None,
        note: None,
        finish: true,
    });
    let next = hotline.talk("v2", "anna");

    hotline.decline("berta", &contact);

    assert!(hotline.is_queued(&contact));
    assert!(hotline.talks_about("anna", &next));
}

#[test]
fn a_recall_that_is_missed_too_goes_to_the_queue() {
    let (mut hotline, contact) = given_away();
    hotline.decline("berta", &contact);

    hotline.advance(20);

    assert!(hotline.is_away("anna", AwayReason::NoAnswer));
    hotline.advance(10);
    assert!(hotline.rings_at(&contact, "berta"), "as from the queue");
}

#[test]
fn without_a_media_server_a_call_waits_in_the_queue() {
    let (mut hotline, contact) = given_away();
    hotline.input(Input::MediaGone);

    hotline.decline("berta", &contact);

    assert!(hotline.is_queued(&contact));
}

#[test]
fn a_chat_comes_back_beside_whatever_its_operator_does() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.online("berta");
    hotline.transfer_to("anna", &chat, "berta");

    hotline.decline("berta", &chat);
    assert_eq!(hotline.operator("anna").chat_ring, Some(chat.clone()));
    assert_eq!(
        hotline.told_chats("anna").unwrap().len(),
        1,
        "not also as an open outcome"
    );
    hotline.accept("anna", &chat);

    assert!(hotline.chats(&chat, "anna"));
    assert!(hotline.operator("anna").chat_outcomes.is_empty());
}

#[test]
fn a_switchboard_without_memory_knows_where_it_comes_back_to() {
    let (mut hotline, contact) = given_away();

    hotline.restore();
    hotline.input(Input::MediaStayed);
    hotline.decline("berta", &contact);

    assert!(hotline.rings_at(&contact, "anna"));
}

#[test]
fn what_a_department_was_given_does_not_come_back() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline
        .try_transfer("anna", &contact, TransferTo::Queue)
        .unwrap();
    assert!(hotline.rings_at(&contact, "berta"));

    hotline.decline("berta", &contact);

    assert!(hotline.is_queued(&contact));
    assert!(hotline.writes_up("anna", &contact));
}
