//! A contact goes on by another channel.

use crate::channel_people::message;
use crate::hotline::{Hotline, visitor_leg};
use bellpull_hotline::{
    Channel, ChannelKind, ContactState, Effect, FactKind, Refusal, RingOutcome, Way, Wish,
};

#[test]
fn a_chat_becomes_a_call_at_whoever_chats_and_keeps_its_lines() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.chat("v1", "anna");
    hotline.visitor_writes("v1", &contact, "Hello").unwrap();
    hotline.online("ben");

    hotline.change("v1", &contact, ChannelKind::Call).unwrap();

    assert!(hotline.rings_at(&contact, "anna"));
    hotline.accept("anna", &contact);
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds("anna", &contact);
    assert!(hotline.is_bridged(&contact));
    assert!(hotline.operator("anna").chats.is_empty());
    assert_eq!(hotline.transcript(&contact).len(), 1);
}

#[test]
fn a_chat_becomes_a_call_elsewhere_when_whoever_chats_is_busy() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.chat("v1", "anna");
    hotline.talk("v2", "anna");
    hotline.online("ben");

    hotline.change("v1", &contact, ChannelKind::Call).unwrap();

    assert!(hotline.rings_at(&contact, "ben"));
}

#[test]
fn what_waits_goes_from_channel_to_channel_and_keeps_its_time() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_sounds(&contact);
    let entered = hotline.contact(&contact).entered;
    hotline.advance(3);
    hotline.call("v2");
    hotline.take_effects();

    hotline.change("v1", &contact, ChannelKind::Chat).unwrap();
    let leg = visitor_leg(&contact);
    assert!(hotline.did(&Effect::CloseLeg { leg }));
    hotline.enter("v1", Wish::callback(Way::Browser));
    hotline.advance(30);
    hotline.change("v1", &contact, ChannelKind::Call).unwrap();
    hotline.advance(30);

    assert_eq!(hotline.contact(&contact).entered, entered);
    assert_eq!(hotline.contact(&contact).channel, Channel::Call);
    hotline.online("anna");
    assert!(hotline.rings_at(&contact, "anna"), "still first");
    let changes = hotline.count_facts(|fact| matches!(fact, FactKind::ChannelChanged { .. }));
    assert_eq!(changes, 3);
}

#[test]
fn a_ring_ends_when_the_channel_changes() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.enter("v1", Wish::Chat);

    hotline.change("v1", &contact, ChannelKind::Call).unwrap();

    let ended = hotline.facts.iter().find_map(|fact| {
        let FactKind::RingEnded { outcome, .. } = fact.kind else {
            return None;
        };
        Some(outcome)
    });
    assert_eq!(ended, Some(RingOutcome::ChannelChanged));
    assert!(hotline.rings_at(&contact, "anna"), "as a call");
    assert_eq!(hotline.operator("anna").chat_ring, None);
    assert_eq!(hotline.contact(&contact).rings, 2);
}

#[test]
fn a_change_said_twice_is_harmless() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");

    hotline.change("v1", &contact, ChannelKind::Chat).unwrap();
    hotline.change("v1", &contact, ChannelKind::Chat).unwrap();

    let changes = hotline.count_facts(|fact| matches!(fact, FactKind::ChannelChanged { .. }));
    assert_eq!(changes, 1);
}

#[test]
fn some_changes_are_none() {
    let mut hotline = Hotline::open();
    let left = hotline.enter("v1", message("For later"));
    let call = hotline.call("v2");
    let wrong = Err(Refusal::WrongState);

    assert_eq!(hotline.change("v1", &left, ChannelKind::Callback), wrong);
    assert_eq!(hotline.change("v2", &call, ChannelKind::Callback), wrong);
    assert_eq!(hotline.change("v2", &call, ChannelKind::Message), wrong);
    hotline.online("anna");
    hotline.accept("anna", &left);
    hotline.accept("anna", &call);
    assert_eq!(hotline.change("v2", &call, ChannelKind::Chat), wrong);
    let others = hotline.change("v1", &call, ChannelKind::Chat);
    assert_eq!(others, Err(Refusal::UnknownContact));
}

#[test]
fn whoever_left_a_message_may_call_or_chat_once_it_is_open() {
    let mut hotline = Hotline::open();
    hotline.hours("09:00", "17:00");
    let left = hotline.enter("v1", message("For later"));
    let entered = hotline.contact(&left).entered;

    let closed = hotline.change("v1", &left, ChannelKind::Call);
    hotline.advance(3600);
    let open = hotline.change("v1", &left, ChannelKind::Call);

    assert_eq!(closed, Err(Refusal::Closed));
    assert_eq!(open, Ok(()));
    assert_eq!(hotline.contact(&left).channel, Channel::Call);
    assert_eq!(hotline.contact(&left).entered, entered);
    assert_eq!(hotline.transcript(&left), ["1 Visitor For later"]);
}

#[test]
fn a_message_in_hand_becomes_a_call_at_whoever_answers_it() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let left = hotline.enter("v1", message("For later"));
    hotline.accept("anna", &left);

    hotline.change("v1", &left, ChannelKind::Call).unwrap();

    assert!(hotline.rings_at(&left, "anna"));
}

#[test]
fn a_message_beside_a_live_contact_is_a_line_of_it() {
    let mut hotline = Hotline::open();
    let call = hotline.call("v1");

    hotline.enter("v1", message("By the way"));
    hotline.enter("v1", message("By the way"));

    assert_eq!(hotline.contact_of("v1"), call);
    assert_eq!(hotline.transcript(&call), ["1 Visitor By the way"]);
}

#[test]
fn the_answer_to_a_message_can_be_read_for_three_days() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let left = hotline.enter("v1", message("Is it waterproof?"));
    hotline.accept("anna", &left);
    hotline.operator_writes("anna", &left, "Yes.").unwrap();
    hotline.operator_hangs_up("anna", &left);

    hotline.advance(72 * 3600 - 1);
    assert_eq!(
        hotline.transcript(&left),
        ["1 Visitor Is it waterproof?", "2 Operator Yes."]
    );
    hotline.advance(1);

    assert!(hotline.switchboard.contact(&left).is_none());
}

#[test]
fn an_offer_without_a_call_is_refused() {
    let mut hotline = Hotline::open();
    let chat = hotline.enter("v1", Wish::Chat);

    let offer = hotline.try_input(bellpull_hotline::Input::VisitorOffer {
        visitor: crate::hotline::visitor("v1"),
        contact: chat.clone(),
        attempt: 1,
        sdp: crate::hotline::sdp(),
    });

    assert_eq!(offer, Err(Refusal::WrongState));
    assert_eq!(hotline.contact(&chat).state, ContactState::Queued);
}
