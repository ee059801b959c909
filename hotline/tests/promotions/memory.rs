//! What is remembered, across restarts and for how long.

use crate::stage::{Stage, announcement, prize_draw, promotion};
use bellpull_hotline::promotions::{EntryOutcome, PromotionState, Refusal, Settings};

#[test]
fn a_restart_changes_nothing_and_tells_nobody() {
    let mut stage = Stage::with_live_draw(2);
    stage.publish("a", announcement());
    stage.save("d", prize_draw(1)).unwrap();
    for name in ["v", "w"] {
        stage.enter(name, "r").unwrap();
    }
    let before: Vec<_> = stage.promotions.views().collect();
    let (feed, next) = (stage.promotions.feed(), stage.promotions.poll_timeout());
    stage.take_effects();

    stage.restart();
    stage.alarm();

    assert_eq!(stage.promotions.views().collect::<Vec<_>>(), before);
    assert_eq!(stage.promotions.feed(), feed);
    assert_eq!(stage.promotions.poll_timeout(), next);
    assert_eq!(stage.take_effects(), []);
    assert_eq!(stage.enter("v", "other"), Err(Refusal::AlreadyEntered));
}

#[test]
fn a_start_missed_while_asleep_is_caught_up() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.at_without_alarm(50);
    stage.restart();

    stage.alarm();

    assert_eq!(stage.state("p"), PromotionState::Live);
    assert_eq!(stage.published().unwrap().live.len(), 1);
}

#[test]
fn what_is_over_is_forgotten_as_a_whole() {
    let half_a_year = Settings::default().remember_over.as_secs();
    let mut stage = Stage::with_live_draw(1);
    stage.enter("v", "r").unwrap();
    stage.publish("a", announcement());
    stage.at(100);
    stage.draw("p").unwrap();

    stage.at(100 + half_a_year - 1);
    assert_eq!(stage.outcome("v"), Some(EntryOutcome::Won { prize: 1 }));
    stage.at(100 + half_a_year);

    assert!(stage.storage.is_empty(), "{:?}", stage.storage);
    assert_eq!(stage.promotions.poll_timeout(), None);
    assert_eq!(stage.outcome("v"), None);
}

#[test]
fn a_draw_that_is_owed_is_never_forgotten() {
    let mut stage = Stage::with_live_draw(1);
    stage.enter("v", "r").unwrap();

    stage.at(5 * 365 * 86_400);

    assert_eq!(stage.draw("p"), Ok(()));
    assert_eq!(stage.outcome("v"), Some(EntryOutcome::Won { prize: 1 }));
    assert!(stage.promotions.proof(&promotion("p")).unwrap().holds());
}
