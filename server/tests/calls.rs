//! What callers hear.

mod support;

use bellpull_protocol::media::{CloseCause, FromMedia};
use bellpull_server::command::Command;
use support::{World, assert_unbroken, leg, seconds};

#[test]
fn a_waiting_visitor_hears_the_tone_every_20_ms() {
    let mut world = World::with_legs(&["vera"]);
    world.run(seconds(10));

    let heard = &world.browser("vera").heard;
    assert!(
        (500..=560).contains(&heard.len()),
        "{} packets in about 11 s",
        heard.len()
    );
    for pair in heard.windows(2) {
        assert_eq!(pair[1].sequence, pair[0].sequence + 1);
        assert_eq!(pair[1].time.wrapping_sub(pair[0].time), 960);
        let gap = (pair[1].at - pair[0].at).as_millis();
        assert!((19..=21).contains(&gap), "a gap of {gap} ms");
    }
}

#[test]
fn an_operator_hears_silence_until_bridged() {
    let mut world = World::with_legs(&["vera", "anna"]);
    let now = world.now;
    world.browser("vera").speak(now, "hello?");
    world.run(seconds(3));

    assert_eq!(world.browser("anna").heard, []);
    assert_eq!(world.browser("vera").words_heard("hello?"), 0);
}

#[test]
fn a_bridge_carries_both_voices_and_ends_the_tone() {
    let mut world = World::with_bridge();
    let now = world.now;
    world.browser("vera").heard.clear();
    world.browser("vera").speak(now, "hello?");
    world.browser("anna").speak(now, "Alpenglow!");
    world.run(seconds(2));

    let bridged = FromMedia::Bridged {
        a: leg("vera"),
        b: leg("anna"),
        third: None,
    };
    assert_eq!(world.count(&bridged), 1);
    for (listener, word) in [("vera", "Alpenglow!"), ("anna", "hello?")] {
        let heard = world.browser(listener).heard.len();
        assert!((99..=101).contains(&heard), "{listener} heard {heard}");
        assert_eq!(world.browser(listener).words_heard(word), heard);
    }
}

#[test]
fn a_listener_gets_one_unbroken_stream_across_tone_voice_and_tone() {
    let mut world = World::with_bridge();
    let now = world.now;
    world.browser("anna").speak(now, "Alpenglow!");
    world.run(seconds(1));
    world.command(Command::Hold { leg: leg("vera") });
    world.run(seconds(1));
    world.bridge("anna", "vera");
    world.run(seconds(1));

    let heard = world.browser("vera").heard.clone();
    assert!(world.browser("vera").words_heard("Alpenglow!") > 90);
    assert_unbroken(&heard);
}

#[test]
fn the_tone_comes_back_when_the_other_leg_is_closed() {
    let mut world = World::with_bridge();
    world.command(Command::Close { leg: leg("anna") });
    world.browser("vera").heard.clear();
    world.run(seconds(1));

    assert!(world.was_closed("anna", CloseCause::Asked));
    assert!(world.browser("anna").was_closed, "anna's browser is told");
    assert!(world.browser("vera").heard.len() >= 49);
}

#[test]
fn a_second_bridge_leaves_the_first_partner_alone() {
    let mut world = World::with_legs(&["vera", "victor", "anna"]);
    world.bridge("vera", "anna");
    world.bridge("victor", "anna");
    let now = world.now;
    world.browser("anna").speak(now, "Alpenglow!");
    world.run(seconds(1));

    assert_eq!(world.browser("vera").words_heard("Alpenglow!"), 0);
    assert!(world.browser("victor").words_heard("Alpenglow!") >= 49);
}

#[test]
fn an_organisation_reaches_only_its_own_legs() {
    let mut world = World::with_bridge();
    let reports = world.reports.len();
    world.command_of("other", Command::Close { leg: leg("vera") });
    world.command_of("other", Command::Hold { leg: leg("vera") });
    world.command_of(
        "other",
        Command::Bridge {
            a: leg("vera"),
            b: leg("anna"),
            third: None,
        },
    );

    assert_eq!(world.reports.len(), reports);
    assert_eq!(world.legs().len(), 2);
    assert_eq!(world.engine.legs(&support::organisation("other")), []);
}
