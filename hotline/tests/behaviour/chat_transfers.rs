//! Chats that are transferred: their lines move along, and an open outcome stays.

use crate::hotline::{Hotline, operator, visitor};
use bellpull_hotline::{ChannelKind, Disposition, Input, Refusal, TransferTo};
use bellpull_protocol::ContactId;

fn disposes(hotline: &mut Hotline, name: &str, contact: &ContactId, finish: bool) {
    hotline.input(Input::WrapUp {
        operator: operator(name),
        contact: contact.clone(),
        disposition: Some(Disposition::FollowUp),
        topic: None,
        note: None,
        finish,
    });
}

#[test]
fn a_chat_moves_with_its_lines_and_leaves_an_open_outcome() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.online("berta");
    hotline.visitor_writes("v1", &chat, "hello").unwrap();

    hotline.transfer_to("anna", &chat, "berta");

    assert_eq!(hotline.operator("berta").chat_ring, Some(chat.clone()));
    let anna = hotline.operator("anna");
    assert!(anna.chats.is_empty() && anna.chat_outcomes.contains(&chat));
    assert!(hotline.is_idle("anna"), "it holds nobody up");
    hotline.accept("berta", &chat);
    assert!(hotline.chats(&chat, "berta"));
    disposes(&mut hotline, "anna", &chat, true);
    assert!(hotline.operator("anna").chat_outcomes.is_empty());
    assert_eq!(hotline.transcript(&chat).len(), 1);
}

#[test]
fn who_gave_a_chat_away_writes_no_more_in_it() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.online("berta");
    hotline.transfer_to("anna", &chat, "berta");
    hotline.accept("berta", &chat);

    let refused = hotline.operator_writes("anna", &chat, "one more thing");

    assert_eq!(refused, Err(Refusal::UnknownContact));
}

#[test]
fn an_open_outcome_is_gone_when_its_contact_is_forgotten() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline.online("berta");
    hotline.transfer_to("anna", &chat, "berta");
    hotline.accept("berta", &chat);
    hotline.visitor_hangs_up("v1", &chat);

    hotline.advance(700);

    assert!(hotline.switchboard.contact(&chat).is_none());
    for name in ["anna", "berta"] {
        assert!(hotline.operator(name).chat_outcomes.is_empty(), "{name}");
    }
}

#[test]
fn a_colleague_without_room_for_another_chat_gets_none() {
    let mut hotline = Hotline::open();
    hotline.online("berta");
    for visitor in ["v2", "v3", "v4"] {
        hotline.chat(visitor, "berta");
    }
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");

    let to = TransferTo::Operator(operator("berta"));
    let refused = hotline.try_transfer("anna", &chat, to);

    assert_eq!(refused, Err(Refusal::ColleagueBusy));
    assert!(hotline.chats(&chat, "anna"));
}

#[test]
fn a_chat_may_be_given_to_a_colleague_who_talks() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let call = hotline.talk("v2", "anna");
    hotline.online("berta");
    let chat = hotline.chat("v1", "berta");

    hotline.transfer_to("berta", &chat, "anna");
    hotline.accept("anna", &chat);

    assert!(hotline.chats(&chat, "anna") && hotline.talks_about("anna", &call));
}

#[test]
fn a_chat_that_becomes_a_call_may_ring_where_its_outcome_is_open() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let chat = hotline.chat("v1", "anna");
    hotline
        .try_transfer("anna", &chat, TransferTo::Queue)
        .unwrap();
    let to = ChannelKind::Call;
    let (visitor, contact) = (visitor("v1"), chat.clone());
    hotline.input(Input::ChangeChannel {
        visitor,
        contact,
        to,
    });
    hotline.advance(30);
    assert!(hotline.rings_at(&chat, "anna"));

    hotline.accept("anna", &chat);
    hotline.take_effects();
    hotline.visitor_sounds(&chat);

    assert!(hotline.told_operator("anna").is_some());
    assert!(hotline.operator("anna").chat_outcomes.is_empty());
}
