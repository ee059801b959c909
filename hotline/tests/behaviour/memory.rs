//! What is remembered, for how long, and that a restore makes no difference.

use crate::hotline::{Hotline, visitor};
use bellpull_hotline::{Effect, Input, PresenceChoice, Settings, Switchboard};

/// One contact in every state, and an operator in every activity.
fn busy() -> Hotline {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let ended = hotline.talk("v1", "anna");
    hotline.visitor_hangs_up("v1", &ended);
    hotline.online("ben");
    hotline.talk("v2", "ben");
    hotline.online("cleo");
    let connecting = hotline.call("v3");
    hotline.accept("cleo", &connecting);
    hotline.online("dora");
    let declined = hotline.call("v4");
    hotline.decline("dora", &declined);
    hotline.call("v5");
    hotline.online("emil");
    hotline.online("fred");
    hotline.choose("fred", PresenceChoice::Break);
    hotline
}

#[test]
fn ended_contacts_are_forgotten_after_ten_minutes() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_hangs_up("v1", &contact);

    hotline.advance(599);
    assert!(hotline.disk.contacts.contains_key(&contact));
    hotline.advance(1);

    assert!(hotline.disk.contacts.is_empty());
    assert!(hotline.switchboard.contact(&contact).is_none());
    assert!(hotline.switchboard.contact_of(&visitor("v1")).is_none());
}

#[test]
fn a_page_that_comes_back_learns_how_it_ended() {
    let mut hotline = Hotline::open();
    let contact = hotline.call("v1");
    hotline.visitor_vanishes("v1");
    hotline.advance(60);
    hotline.take_effects();

    hotline.visitor_returns("v1");

    assert!(hotline.end_reason(&contact).is_some());
    assert!(hotline.told_visitor("v1").is_some());
}

#[test]
fn a_restored_switchboard_equals_the_original() {
    let hotline = busy();

    let restored = Switchboard::restore(Settings::default(), hotline.disk.records());

    let original = &hotline.switchboard;
    assert!(original.contacts().eq(restored.contacts()));
    assert!(original.operators().eq(restored.operators()));
    assert_eq!(original.poll_timeout(), restored.poll_timeout());
    assert_eq!(original.is_staffed(), restored.is_staffed());
    for name in ["v1", "v2", "v3", "v4", "v5"] {
        let visitor = visitor(name);
        assert_eq!(original.contact_of(&visitor), restored.contact_of(&visitor));
    }
}

#[test]
fn a_restore_has_no_effects() {
    let hotline = busy();

    let mut restored = Switchboard::restore(Settings::default(), hotline.disk.records());

    assert_eq!(restored.poll_effect(), None);
}

#[test]
fn a_restored_switchboard_lets_the_same_deadlines_pass_in_the_same_way() {
    let mut original = busy();
    let mut restored = busy();
    restored.restore();
    restored.input(Input::MediaConnected { legs: vec![] });
    original.input(Input::MediaConnected { legs: vec![] });
    restored.facts.clear();
    original.facts.clear();

    original.advance(900);
    restored.advance(900);

    assert!(!original.facts.is_empty());
    assert_eq!(original.facts, restored.facts);
}

#[test]
fn what_has_to_be_durable_is_said_for_every_change() {
    let mut hotline = busy();
    hotline.take_effects();

    hotline.advance(20);

    let facts = hotline.take_effects();
    let facts = facts
        .iter()
        .filter(|effect| matches!(effect, Effect::Journal(_)));
    assert!(facts.count() > 0);
    for contact in hotline.switchboard.contacts() {
        let stored = &hotline.disk.contacts[&contact.id];
        let stored: bellpull_hotline::Contact = serde_json::from_str(stored).unwrap();
        assert_eq!(stored.state, contact.state);
    }
}

#[test]
fn a_pause_that_ran_out_while_it_rang_elsewhere_leaves_no_deadline_behind() {
    let mut hotline = Hotline::open();
    hotline.online("anna");
    let contact = hotline.call("v1");
    hotline.decline("anna", &contact);
    hotline.choose("anna", PresenceChoice::Break);
    hotline.online("ben");
    hotline.advance(1);
    hotline.online("cleo");

    hotline.advance(45);

    assert!(hotline.is_queued(&contact));
    assert!(hotline.contact(&contact).declined.is_empty());
}

#[test]
fn after_a_restore_the_live_contact_counts_even_if_another_came_at_the_same_moment() {
    let mut hotline = Hotline::open();
    let first = hotline.call("v1");
    hotline.visitor_hangs_up("v1", &first);
    let second = hotline.call("v1");
    let mut records = hotline.disk.records();
    records.reverse();

    let restored = Switchboard::restore(Settings::default(), records);

    let newest = restored.contact_of(&visitor("v1")).map(|known| &known.id);
    assert_eq!(newest, Some(&second));
}
