//! Three in one call: each hears both others, on a stream each.

mod support;

use bellpull_protocol::Sdp;
use bellpull_protocol::media::FromMedia;
use bellpull_server::bridge::Slot;
use bellpull_server::command::Command;
use support::{World, assert_unbroken, leg, seconds};

const WORDS: [(&str, &str); 3] = [
    ("vera", "hello?"),
    ("anna", "Alpenglow!"),
    ("otto", "at your service"),
];

/// All three are connected and speak; nobody is bridged.
fn speaking() -> World {
    let mut world = World::with_legs(&["vera", "anna", "otto"]);
    all_speak(&mut world);
    world
}

fn all_speak(world: &mut World) {
    let now = world.now;
    for (name, word) in WORDS {
        world.browser(name).speak(now, word);
    }
}

fn together() -> World {
    let mut world = speaking();
    world.bridge_three("vera", "anna", "otto");
    world
}

type Hearings = Vec<(&'static str, Vec<(Slot, &'static str)>)>;

/// For a second, on which stream each hears whom.
fn hearings(world: &mut World) -> Hearings {
    // What was on its way.
    world.run(seconds(1) / 10);
    for (name, _) in WORDS {
        world.browser(name).heard.clear();
    }
    world.run(seconds(1));
    let hearing = |(listener, _)| {
        let browser = world.browser(listener);
        let all = browser.heard.len();
        let mut heard = Vec::new();
        let mut understood = 0;
        for slot in [Slot::First, Slot::Second] {
            for (speaker, word) in WORDS {
                let count = browser.words_heard_on(slot, word);
                understood += count;
                if count > 0 {
                    assert!(
                        (49..=51).contains(&count),
                        "{listener}: {count} of {speaker}"
                    );
                    heard.push((slot, speaker));
                }
            }
        }
        if all > understood {
            heard.push((Slot::First, "the tone"));
        }
        (listener, heard)
    };
    WORDS.map(hearing).into()
}

#[test]
fn each_of_three_hears_both_others_and_not_itself() {
    let mut world = together();
    let bridged = FromMedia::Bridged {
        a: leg("vera"),
        b: leg("anna"),
        third: Some(leg("otto")),
    };
    assert_eq!(world.count(&bridged), 1);
    assert_eq!(hearings(&mut world), all_together());
}

#[test]
fn the_list_of_legs_names_both_others() {
    let mut world = together();
    world.run(seconds(1));
    let others = |name: &str| {
        let legs = world.legs();
        let report = legs.into_iter().find(|report| report.leg == leg(name));
        report.map(|report| (report.bridged_with, report.third))
    };
    let named = |one: &str, other: &str| Some((Some(leg(one)), Some(leg(other))));
    assert_eq!(others("vera"), named("anna", "otto"));
    assert_eq!(others("anna"), named("vera", "otto"));
    assert_eq!(others("otto"), named("vera", "anna"));
    assert_eq!(world.engine.census(), (3, 1));
}

#[test]
fn when_one_of_three_is_closed_the_two_others_go_on() {
    let mut world = together();
    world.close("anna");
    assert_eq!(
        hearings(&mut world),
        [
            ("vera", vec![(Slot::First, "otto")]),
            ("anna", vec![]),
            ("otto", vec![(Slot::First, "vera")]),
        ]
    );
}

#[test]
fn when_the_visitor_of_three_is_held_the_two_others_go_on() {
    let mut world = together();
    world.command(Command::Hold { leg: leg("vera") });
    assert_eq!(hearings(&mut world), in_private());
}

#[test]
fn a_consultation_is_private_then_together_then_private_again() {
    let mut world = speaking();
    world.bridge("vera", "anna");
    for _ in 0..2 {
        world.bridge("anna", "otto");
        assert_eq!(hearings(&mut world), in_private());
        world.bridge_three("vera", "anna", "otto");
        assert_eq!(hearings(&mut world), all_together());
    }
}

#[test]
fn every_stream_of_every_listener_is_unbroken_across_all_moves() {
    let mut world = together();
    for _ in 0..3 {
        world.run(seconds(1));
        world.bridge("anna", "otto");
        world.run(seconds(1));
        world.bridge_three("vera", "anna", "otto");
        world.run(seconds(1));
        world.command(Command::Hold { leg: leg("anna") });
        world.run(seconds(1));
        world.bridge_three("otto", "vera", "anna");
    }
    world.run(seconds(1));
    for (name, _) in WORDS {
        for slot in [Slot::First, Slot::Second] {
            let heard = world.browser(name).heard_on(slot);
            assert!(heard.len() > 100, "{name} heard {}", heard.len());
            assert_unbroken(&heard);
        }
    }
}

#[test]
fn who_comes_back_hears_both_again() {
    let mut world = together();
    world.offer("vera", 2);
    world.run(seconds(1));
    let now = world.now;
    world.browser("vera").speak(now, "hello?");
    assert_eq!(hearings(&mut world), all_together());
}

/// As Firefox offers it: without a port of its own (RFC 8843, section 6).
#[test]
fn a_second_section_may_come_in_the_bundle_only() {
    let mut world = World::with_legs(&["vera", "otto"]);
    let offer = world.prepare_offer("anna");
    let (first, second) = offer.expose().rsplit_once("m=audio 9 ").unwrap();
    let offer = format!("{first}m=audio 0 {second}a=bundle-only\r\n");
    world.open("anna", 1, Sdp::new(offer));
    world.deliver_answer("anna", 1);
    world.run(seconds(1));
    all_speak(&mut world);
    world.bridge_three("vera", "anna", "otto");
    assert_eq!(hearings(&mut world), all_together());
}

#[test]
fn an_offer_with_one_section_hears_only_who_is_named_first() {
    let mut world = World::with_legs(&["vera", "otto"]);
    world.offer_one_section("anna", 1);
    world.run(seconds(1));
    all_speak(&mut world);
    world.bridge_three("vera", "anna", "otto");
    assert_eq!(
        hearings(&mut world),
        [
            ("vera", vec![(Slot::First, "anna"), (Slot::Second, "otto")]),
            ("anna", vec![(Slot::First, "vera")]),
            ("otto", vec![(Slot::First, "vera"), (Slot::Second, "anna")]),
        ]
    );
    world.close("vera");
    assert_eq!(
        hearings(&mut world)[1],
        ("anna", vec![(Slot::First, "otto")])
    );
}

fn all_together() -> Hearings {
    vec![
        ("vera", vec![(Slot::First, "anna"), (Slot::Second, "otto")]),
        ("anna", vec![(Slot::First, "vera"), (Slot::Second, "otto")]),
        ("otto", vec![(Slot::First, "vera"), (Slot::Second, "anna")]),
    ]
}

fn in_private() -> Hearings {
    vec![
        ("vera", vec![(Slot::First, "the tone")]),
        ("anna", vec![(Slot::First, "otto")]),
        ("otto", vec![(Slot::First, "anna")]),
    ]
}
