//! What strangers on the network may try.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

mod support;

use std::net::SocketAddr;

use bellpull_server::tally::Dropped;
use support::stun::binding_request;
use support::{World, seconds};

fn stranger() -> SocketAddr {
    ([203, 0, 113, 9], 4444).into()
}

/// What `a=ice-…` of the leg's answer told its browser.
fn credential(world: &World, name: &str, attribute: &str) -> String {
    let answer = world.answers(name, 1).remove(0);
    let line = answer
        .expose()
        .lines()
        .find_map(|line| line.strip_prefix(attribute))
        .unwrap();
    line.to_owned()
}

/// Both voices are heard, and nothing went to anybody else.
fn assert_call_is_well(world: &mut World) {
    let now = world.now;
    for (name, word) in [("vera", "hello?"), ("anna", "Alpenglow!")] {
        world.browser(name).heard.clear();
        world.browser(name).speak(now, word);
    }
    world.run(seconds(1));
    assert!(world.browser("vera").words_heard("Alpenglow!") >= 49);
    assert!(world.browser("anna").words_heard("hello?") >= 49);
    assert_eq!(world.strays, 0);
}

#[test]
fn stun_for_an_unknown_leg_gets_no_answer() {
    let mut world = World::with_bridge();
    let request = binding_request("nobody:me", "secret");
    assert_eq!(world.inject(stranger(), &request), 0);
    assert_call_is_well(&mut world);
}

#[test]
fn stun_with_a_known_name_but_a_wrong_password_gets_no_answer_and_changes_nothing() {
    let mut world = World::with_bridge();
    let ours = credential(&world, "vera", "a=ice-ufrag:");
    let theirs = world.browser("vera").local_ufrag();
    let request = binding_request(&format!("{ours}:{theirs}"), "guessed");
    assert_eq!(world.inject(world.browsers["vera"].address, &request), 0);
    for port in 1..100 {
        let address = SocketAddr::new(stranger().ip(), port);
        assert_eq!(
            world.inject(address, &request),
            0,
            "and none pushes out the browser's own address"
        );
    }
    assert_call_is_well(&mut world);
}

#[test]
fn stun_with_a_forged_source_does_not_take_over_another_legs_address() {
    let mut world = World::with_legs(&["vera", "anna", "victor"]);
    world.bridge("vera", "anna");
    let ours = credential(&world, "victor", "a=ice-ufrag:");
    let password = credential(&world, "victor", "a=ice-pwd:");
    let theirs = world.browser("victor").local_ufrag();
    let request = binding_request(&format!("{ours}:{theirs}"), &password);

    let vera = world.browsers["vera"].address;
    assert_eq!(world.inject(vera, &request), 0);
    assert_call_is_well(&mut world);
}

#[test]
fn an_answer_to_stun_is_no_larger_than_its_question() {
    let mut world = World::with_bridge();
    let ours = credential(&world, "vera", "a=ice-ufrag:");
    let password = credential(&world, "vera", "a=ice-pwd:");
    let theirs = world.browser("vera").local_ufrag();
    let request = binding_request(&format!("{ours}:{theirs}"), &password);

    let answers = world.replies(world.browsers["vera"].address, &request);

    assert_eq!(answers.len(), 1);
    assert!(answers[0].len() * 10 <= request.len() * 12);
}

#[test]
fn a_flood_of_stun_with_a_known_name_is_cut_and_others_are_let_in() {
    let mut world = World::with_bridge();
    let ours = credential(&world, "vera", "a=ice-ufrag:");
    let request = binding_request(&format!("{ours}:them"), "guessed");
    for port in 1..5_000 {
        let address = SocketAddr::new(stranger().ip(), port);
        assert_eq!(world.inject(address, &request), 0);
    }
    assert!(world.engine.tally().dropped(Dropped::Flooding) >= 3_900);

    world.offer("victor", 1);
    world.run(seconds(1));
    assert!(world.is_up("victor"));
    assert_call_is_well(&mut world);
}

#[test]
fn garbage_does_no_harm() {
    let mut world = World::with_bridge();
    let vera = world.browsers["vera"].address;
    for first in 0..=255_u8 {
        for length in [1, 2, 4, 12, 19, 20, 28, 64, 1400] {
            let mut garbage = vec![first; length];
            world.inject(stranger(), &garbage);
            world.inject(vera, &garbage);
            if let Some(rest) = garbage.get_mut(1..) {
                rest.fill(0xff);
            }
            world.inject(vera, &garbage);
        }
    }
    world.inject(vera, &[]);
    assert_call_is_well(&mut world);
}

#[test]
fn a_cut_or_flipped_request_of_the_browser_itself_does_no_harm() {
    let mut world = World::with_bridge();
    let ours = credential(&world, "vera", "a=ice-ufrag:");
    let password = credential(&world, "vera", "a=ice-pwd:");
    let theirs = world.browser("vera").local_ufrag();
    let request = binding_request(&format!("{ours}:{theirs}"), &password);
    let vera = world.browsers["vera"].address;
    for index in 0..request.len() {
        world.inject(vera, &request[..index]);
        let mut flipped = request.clone();
        flipped[index] ^= 0xff;
        world.inject(vera, &flipped);
    }
    assert_call_is_well(&mut world);
}

#[test]
fn sound_from_an_unknown_address_is_not_forwarded() {
    let mut world = World::with_bridge();
    let forged = [[0x80, 111, 0, 1].as_slice(), &[0; 60]].concat();
    assert_eq!(world.inject(stranger(), &forged), 0);
    assert_eq!(world.inject(world.browsers["vera"].address, &forged), 0);
    assert_eq!(world.browser("anna").heard, []);
}
