//! A ring at everybody: whoever answers first has the contact.

use crate::hotline::{Hotline, operator};
use crate::plans::with_menu;
use bellpull_hotline::{Activity, FactKind, Presence, PresenceChoice, Refusal, RingOutcome, Wish};
use serde_json::json;

/// Three are there, and all of them ring.
fn crowd() -> Hotline {
    let mut hotline = Hotline::open();
    let rules = json!({ "general": { "strategy": "ring_all" } });
    hotline.configure(1, with_menu(&["general"], &rules));
    for name in ["anna", "ben", "cleo"] {
        hotline.online(name);
    }
    hotline
}

fn ring_ends(hotline: &Hotline) -> Vec<(&str, RingOutcome)> {
    let facts = hotline.facts.iter().filter_map(|fact| {
        let FactKind::RingEnded {
            operator, outcome, ..
        } = &fact.kind
        else {
            return None;
        };
        Some((operator.as_str(), *outcome))
    });
    facts.collect()
}

#[test]
fn rings_at_everybody_who_is_free_with_one_number() {
    let mut hotline = crowd();
    hotline.choose("ben", PresenceChoice::Break);

    let contact = hotline.call("v1");

    let rung: Vec<_> = hotline.contact(&contact).ringing().iter().collect();
    assert_eq!(rung, [&operator("anna"), &operator("cleo")]);
    assert_eq!(hotline.contact(&contact).rings, 1);
}

#[test]
fn the_first_who_answers_has_it_and_the_others_are_free_and_told() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");
    hotline.take_effects();

    hotline.try_accept("ben", &contact, 1).unwrap();

    for name in ["anna", "cleo"] {
        assert!(hotline.is_idle(name));
        let told = hotline.told_operator(name).unwrap();
        assert_eq!(told.activity, Activity::Idle);
        assert_eq!(
            hotline.try_accept(name, &contact, 1),
            Err(Refusal::RingOver)
        );
    }
    assert!(!hotline.is_idle("ben"));
    assert_eq!(
        ring_ends(&hotline),
        [
            ("anna", RingOutcome::Elsewhere),
            ("cleo", RingOutcome::Elsewhere),
            ("ben", RingOutcome::Accepted),
        ]
    );
}

#[test]
fn whoever_declines_is_out_and_it_rings_on_at_the_others() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");

    hotline.decline("anna", &contact);

    assert!(hotline.is_idle("anna"));
    assert!(!hotline.rings_at(&contact, "anna"));
    assert!(hotline.rings_at(&contact, "ben"));
    assert!(hotline.rings_at(&contact, "cleo"));
    assert_eq!(hotline.contact(&contact).rings, 1);
}

#[test]
fn it_waits_again_when_the_last_one_declines() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");

    for name in ["anna", "ben", "cleo"] {
        hotline.decline(name, &contact);
    }

    assert!(hotline.is_queued(&contact));
    hotline.advance(30);
    assert!(hotline.rings_at(&contact, "anna"));
    assert!(hotline.rings_at(&contact, "cleo"));
}

#[test]
fn whoever_takes_a_break_is_out_and_it_rings_on_at_the_others() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");

    hotline.choose("anna", PresenceChoice::Break);

    assert!(!hotline.rings_at(&contact, "anna"));
    assert!(hotline.rings_at(&contact, "ben"));
    assert_eq!(ring_ends(&hotline), [("anna", RingOutcome::OperatorLeft)]);
}

#[test]
fn a_ring_that_nobody_answers_takes_nobody_out_and_raises_nothing() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");

    hotline.advance(20);

    for name in ["anna", "ben", "cleo"] {
        assert_eq!(hotline.presence(name), Presence::Available);
        assert!(hotline.rings_at(&contact, name), "it rings again at once");
    }
    assert_eq!(hotline.contact(&contact).rings, 2);
    assert_eq!(hotline.contact(&contact).raised, 0);
}

#[test]
fn even_if_there_is_only_one_of_them() {
    let mut hotline = crowd();
    hotline.choose("anna", PresenceChoice::Break);
    hotline.choose("ben", PresenceChoice::Break);
    let contact = hotline.call("v1");

    hotline.advance(20);

    assert_eq!(hotline.presence("cleo"), Presence::Available);
    assert!(hotline.rings_at(&contact, "cleo"));
}

#[test]
fn whoever_becomes_free_does_not_join_but_is_there_for_the_next() {
    let mut hotline = crowd();
    let first = hotline.call("v1");
    let second = hotline.call("v2");

    hotline.online("dora");

    assert!(!hotline.rings_at(&first, "dora"));
    assert!(hotline.rings_at(&second, "dora"));
}

#[test]
fn a_visitor_who_leaves_frees_all_of_them() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");

    hotline.visitor_hangs_up("v1", &contact);

    assert!(
        ["anna", "ben", "cleo"]
            .iter()
            .all(|name| hotline.is_idle(name))
    );
    assert_eq!(ring_ends(&hotline).len(), 3);
}

#[test]
fn a_chat_rings_at_everybody_with_room_beside_what_they_do() {
    let mut hotline = crowd();
    let call = hotline.call("v1");
    hotline.try_accept("anna", &call, 1).unwrap();

    let chat = hotline.enter("v2", Wish::Chat);

    let rung = hotline.contact(&chat).ringing().len();
    assert_eq!(rung, 3);
    hotline.try_accept("anna", &chat, 1).unwrap();
    assert!(hotline.operator("anna").chats.contains(&chat));
    assert_eq!(hotline.operator("ben").chat_ring, None);
}

#[test]
fn a_restored_switchboard_still_rings_at_all_of_them() {
    let mut hotline = crowd();
    let contact = hotline.call("v1");

    hotline.restore();

    hotline.decline("anna", &contact);
    assert!(hotline.rings_at(&contact, "ben"));
    hotline.try_accept("cleo", &contact, 1).unwrap();
    assert!(hotline.is_idle("ben"));
}
