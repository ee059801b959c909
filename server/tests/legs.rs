//! How a leg opens, is lost, comes back and ends.

mod support;

use bellpull_protocol::media::{CloseCause, FromMedia};
use bellpull_protocol::{RefusalCode, Sdp};
use bellpull_server::command::Command;
use support::{World, leg, seconds};

fn up(name: &str, attempt: u32) -> FromMedia {
    FromMedia::LegUp {
        leg: leg(name),
        attempt,
    }
}

fn lost(name: &str) -> FromMedia {
    FromMedia::LegLost {
        leg: leg(name),
        attempt: 1,
    }
}

fn refused(name: &str, attempt: u32) -> FromMedia {
    FromMedia::LegRefused {
        leg: leg(name),
        attempt,
        code: RefusalCode::BadSdp,
    }
}

#[test]
fn an_offer_is_answered_with_the_servers_candidates_only() {
    let mut world = World::new();
    world.offer("vera", 1);

    let answer = world.answers("vera", 1).remove(0);
    let candidates: Vec<&str> = answer
        .expose()
        .lines()
        .filter(|line| line.starts_with("a=candidate"))
        .collect();
    assert_eq!(candidates.len(), 1);
    assert!(candidates[0].contains(" 10.0.0.1 7301 typ host"));
    assert!(answer.expose().contains("a=ice-lite"));
}

#[test]
fn the_same_attempt_gets_the_same_answer_again() {
    let mut world = World::new();
    let sdp = world.prepare_offer("vera");
    world.open("vera", 1, sdp.clone());
    world.open("vera", 1, sdp.clone());
    assert_eq!(world.count(&up("vera", 1)), 0);

    world.deliver_answer("vera", 1);
    world.run(seconds(1));
    world.open("vera", 1, sdp);

    let answers = world.answers("vera", 1);
    assert_eq!(answers.len(), 3);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(
        world.count(&up("vera", 1)),
        2,
        "once when it came up, once with the repeated answer"
    );
    assert_eq!(world.legs().len(), 1);
}

#[test]
fn a_higher_attempt_replaces_the_connection_and_stays_bridged() {
    let mut world = World::with_bridge();
    world.offer("vera", 2);
    world.run(seconds(1));
    let now = world.now;
    world.browser("vera").speak(now, "back again");
    world.browser("anna").speak(now, "Alpenglow!");
    world.run(seconds(1));

    assert_eq!(world.count(&up("vera", 2)), 1);
    assert!(world.browser("anna").words_heard("back again") >= 49);
    assert!(world.browser("vera").words_heard("Alpenglow!") >= 49);
    let vera = world
        .legs()
        .into_iter()
        .find(|report| report.leg == leg("vera"))
        .unwrap();
    assert_eq!(
        (vera.attempt, vera.up, vera.bridged_with),
        (2, true, Some(leg("anna")))
    );
}

#[test]
fn a_lower_attempt_changes_nothing() {
    let mut world = World::new();
    world.offer("vera", 2);
    let reports = world.reports.len();
    let sdp = world.prepare_offer("victor");
    world.open("vera", 1, sdp);
    assert_eq!(world.reports.len(), reports);
}

#[test]
fn a_bad_offer_is_refused_and_an_older_attempt_goes_on() {
    let mut world = World::with_legs(&["vera"]);
    world.open("vera", 2, Sdp::new("v=0"));
    world.open("victor", 1, Sdp::new("m=audio 9 RTP/AVP 0"));

    assert_eq!(world.count(&refused("vera", 2)), 1);
    assert_eq!(world.count(&refused("victor", 1)), 1);
    assert_eq!(world.forgotten, 1, "only victor has no leg");
    assert!(world.is_up("vera"));
}

#[test]
fn an_offer_without_opus_is_refused() {
    let mut world = World::new();
    let sdp = world.prepare_offer("vera");
    world.open("vera", 1, Sdp::new(sdp.expose().replace("opus", "speex")));
    assert_eq!(world.count(&refused("vera", 1)), 1);
}

#[test]
fn a_browser_that_never_connects_is_given_up_after_ten_seconds() {
    let mut world = World::new();
    world.cut("vera");
    world.offer("vera", 1);
    world.run(seconds(9));
    assert_eq!(world.legs().len(), 1);
    world.run(seconds(2));
    assert!(world.was_closed("vera", CloseCause::GivenUp));
    assert_eq!(world.legs(), []);
    assert_eq!(world.engine.poll_timeout(), None);
}

#[test]
fn a_silent_leg_is_lost_after_five_seconds_and_given_up_after_sixty_more() {
    let mut world = World::with_bridge();
    world.cut("vera");
    world.run(seconds(4));
    assert_eq!(world.count(&lost("vera")), 0);
    world.run(seconds(2));
    assert_eq!(world.count(&lost("vera")), 1);
    assert_eq!(world.count(&lost("anna")), 0);

    world.run(seconds(56));
    assert_eq!(world.legs().len(), 2, "the bridge is kept meanwhile");
    world.run(seconds(5));
    assert!(world.was_closed("vera", CloseCause::GivenUp));
    assert_eq!(world.count(&lost("vera")), 1);
}

#[test]
fn a_lost_leg_comes_back_to_its_bridge() {
    let mut world = World::with_bridge();
    let now = world.now;
    world.browser("vera").speak(now, "hello?");
    world.browser("anna").speak(now, "Alpenglow!");
    world.cut("vera");
    world.run(seconds(8));
    assert!(!world.is_up("vera"));

    world.mend("vera");
    world.browser("vera").heard.clear();
    world.browser("anna").heard.clear();
    world.run(seconds(2));

    assert_eq!(world.count(&up("vera", 1)), 2);
    assert!(world.browser("vera").words_heard("Alpenglow!") >= 90);
    assert!(world.browser("anna").words_heard("hello?") >= 90);
}

#[test]
fn a_muted_party_is_not_lost() {
    let mut world = World::with_bridge();
    world.run(seconds(120));
    assert_eq!(world.count(&lost("vera")) + world.count(&lost("anna")), 0);
}

#[test]
fn a_browser_that_closes_its_side_ends_its_leg() {
    let mut world = World::with_bridge();
    world.browser("vera").hang_up();
    world.run(seconds(1));
    assert!(world.was_closed("vera", CloseCause::PeerClosed));
    assert!(world.is_up("anna"));
}

#[test]
fn closing_twice_or_what_is_unknown_is_harmless() {
    let mut world = World::with_legs(&["vera"]);
    world.command(Command::Close { leg: leg("vera") });
    let reports = world.reports.len();
    world.command(Command::Close { leg: leg("vera") });
    world.command(Command::Hold { leg: leg("nobody") });
    world.bridge("nobody", "vera");
    assert_eq!(world.reports.len(), reports);
}
