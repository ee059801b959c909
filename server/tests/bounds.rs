//! What a stranger, a flood or a false certificate cannot do.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

mod support;

use std::time::Duration;

use bellpull_protocol::media::{CloseCause, FromMedia};
use bellpull_protocol::{RefusalCode, Sdp};
use bellpull_server::gate::Bounds;
use bellpull_server::tally::Dropped;
use support::{World, leg, seconds};

fn refused_as_full(name: &str) -> FromMedia {
    FromMedia::LegRefused {
        leg: leg(name),
        attempt: 1,
        code: RefusalCode::NoMedia,
    }
}

fn dropped(world: &World, why: Dropped) -> u64 {
    world.engine.tally().dropped(why)
}

#[test]
fn handshakes_under_way_are_bounded_and_those_that_ended_make_room() {
    let mut world = World::with_bounds(Bounds {
        legs: 10,
        handshakes: 1,
    });
    let vera = world.prepare_offer("vera");
    let anna = world.prepare_offer("anna");
    world.open("vera", 1, vera);
    world.open("anna", 1, anna.clone());
    assert_eq!(world.count(&refused_as_full("anna")), 1);

    world.deliver_answer("vera", 1);
    world.run(seconds(1));
    world.open("anna", 1, anna);
    assert_eq!(world.answers("anna", 1).len(), 1);
}

#[test]
fn legs_are_bounded_and_a_new_attempt_of_one_is_none_more() {
    let mut world = World::with_bounds(Bounds {
        legs: 1,
        handshakes: 10,
    });
    world.offer("vera", 1);
    let anna = world.prepare_offer("anna");
    world.open("anna", 1, anna);
    assert_eq!(world.count(&refused_as_full("anna")), 1);
    assert_eq!(world.engine.tally().refused_full, 1);

    world.offer("vera", 2);
    assert_eq!(world.answers("vera", 2).len(), 1);
}

#[test]
fn a_handshake_with_another_certificate_than_offered_ends_the_leg() {
    let mut world = World::new();
    let offered = world.prepare_offer("vera");
    let (_, print) = offered.expose().split_once("sha-256 ").unwrap();
    let forged = format!("sha-256 {}", flip(&print[..1]));
    let forged = offered
        .expose()
        .replace(&format!("sha-256 {}", &print[..1]), &forged);
    world.open("vera", 1, Sdp::new(forged));
    world.deliver_answer("vera", 1);
    world.run(seconds(3));

    assert!(world.was_closed("vera", CloseCause::Security));
    assert_eq!(world.browser("vera").heard, []);
    assert_eq!(world.engine.tally().closed(CloseCause::Security), 1);
}

fn flip(digit: &str) -> &str {
    if digit == "0" { "1" } else { "0" }
}

#[test]
fn a_replayed_packet_is_heard_once_and_counted() {
    let mut world = World::with_bridge();
    let now = world.now;
    world.browser("vera").speak(now, "hello?");
    world.run(seconds(1));
    let vera = world.browsers["vera"].address;
    let packet = loop {
        let sent = world.intercept("vera");
        if let Some(packet) = sent
            .into_iter()
            .find(|packet| packet.len() > 20 && packet[0] >= 0x80)
        {
            break packet;
        }
    };
    let heard = world.browser("anna").words_heard("hello?");

    for _ in 0..10 {
        world.inject(vera, &packet);
    }

    assert_eq!(world.browser("anna").words_heard("hello?"), heard + 1);
    assert_eq!(dropped(&world, Dropped::Replayed), 9);
}

#[test]
fn a_flood_on_a_legs_own_path_costs_little_and_ends_with_itself() {
    let mut world = World::with_bridge();
    let vera = world.browsers["vera"].address;
    let forged = [[0x80, 111, 0, 1].as_slice(), &[0; 60]].concat();
    for _ in 0..10_000 {
        assert_eq!(world.inject(vera, &forged), 0);
    }
    assert!(dropped(&world, Dropped::Flooding) >= 9_500);

    world.run(seconds(3));
    let now = world.now;
    world.browser("vera").speak(now, "hello?");
    world.run(seconds(1));
    assert!(world.browser("anna").words_heard("hello?") >= 49);
}

#[test]
fn a_burst_after_a_stuck_path_is_all_heard() {
    let mut world = World::with_bridge();
    let now = world.now;
    world.browser("vera").speak(now, "hello?");
    let vera = world.browsers["vera"].address;
    let mut stuck = Vec::new();
    for _ in 0..100 {
        stuck.extend(world.intercept("vera"));
    }
    for packet in stuck {
        world.inject(vera, &packet);
    }
    assert_eq!(dropped(&world, Dropped::Flooding), 0);
}

#[test]
fn nothing_the_other_side_or_the_edge_is_told_has_a_partys_address() {
    let mut world = World::new();
    let offered = world.prepare_offer("vera");
    let address = world.browsers["vera"].address;
    let ip = address.ip().to_string();
    assert!(offered.expose().contains(&ip), "the offer has one to leak");
    world.open("vera", 1, offered);
    world.deliver_answer("vera", 1);
    world.offer("anna", 1);
    world.bridge("vera", "anna");
    world.run(Duration::from_secs(2));

    for answer in [world.answers("vera", 1), world.answers("anna", 1)].concat() {
        assert!(!answer.expose().contains(&ip));
        let candidates = answer.expose().matches("a=candidate:").count();
        assert_eq!(candidates, 1, "the server's own");
    }
    for report in &world.reports {
        let told = serde_json::to_string(report).unwrap();
        assert!(!told.contains(&ip), "{told}");
    }
}
