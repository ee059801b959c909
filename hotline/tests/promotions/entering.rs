//! Entering a draw, once.

use crate::stage::{Stage, announcement, entry, prize_draw, promotion, visitor};
use bellpull_hotline::promotions::{EntryOutcome, FactKind, Input, Refusal, Settings};
use bellpull_protocol::RequestId;

#[test]
fn an_entry_is_kept_and_told() {
    let mut stage = Stage::with_live_draw(1);

    stage.enter("v", "r").unwrap();

    let told = stage.told_entries();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].entry, entry("v-r"));
    assert_eq!(told[0].outcome, EntryOutcome::Pending);
    assert_eq!(stage.storage.entries().len(), 1);
}

#[test]
fn the_same_request_gives_the_same_answer() {
    let mut stage = Stage::with_live_draw(1);
    stage.enter("v", "r").unwrap();

    let again = stage.input(Input::Enter {
        visitor: visitor("v"),
        promotion: promotion("p"),
        entry: entry("another-fresh-id"),
        request: RequestId::new("r").unwrap(),
    });

    assert_eq!(again, Ok(()));
    let told = stage.told_entries();
    assert_eq!(told[0], told[1]);
    assert_eq!(stage.storage.entries().len(), 1);
    let entered = |fact: &FactKind| matches!(fact, FactKind::Entered { .. });
    assert_eq!(stage.facts_of(entered), 1);
}

#[test]
fn the_same_request_is_answered_after_the_end_too() {
    let mut stage = Stage::with_live_draw(1);
    stage.enter("v", "r").unwrap();
    stage.at(100);
    stage.draw("p").unwrap();

    assert_eq!(stage.enter("v", "r"), Ok(()));

    let told = stage.told_entries();
    assert_eq!(told[1].outcome, EntryOutcome::Won { prize: 1 });
}

#[test]
fn another_try_is_refused() {
    let mut stage = Stage::with_live_draw(1);
    stage.enter("v", "r1").unwrap();

    assert_eq!(stage.enter("v", "r2"), Err(Refusal::AlreadyEntered));
    assert_eq!(stage.storage.entries().len(), 1);
}

#[test]
fn nobody_enters_before_the_start_or_from_the_end_on() {
    let mut stage = Stage::empty();
    stage.save("p", prize_draw(1)).unwrap();
    assert_eq!(stage.enter("v", "r"), Err(Refusal::UnknownPromotion));

    stage.try_publish("p").unwrap();
    assert_eq!(stage.enter("v", "r"), Err(Refusal::NotStarted));

    // No alarm has come yet: the clock counts.
    stage.at_without_alarm(10);
    assert_eq!(stage.enter("v", "r"), Ok(()));
    stage.at_without_alarm(100);
    assert_eq!(stage.enter("w", "r"), Err(Refusal::Over));
}

#[test]
fn a_withdrawn_draw_takes_no_entries_and_voids_those_it_has() {
    let mut stage = Stage::with_live_draw(1);
    stage.enter("v", "r").unwrap();

    stage.withdraw("p").unwrap();

    assert_eq!(stage.enter("w", "r"), Err(Refusal::Over));
    assert_eq!(stage.outcome("v"), Some(EntryOutcome::Void));
}

#[test]
fn announcements_and_strange_names_cannot_be_entered() {
    let mut stage = Stage::empty();
    assert_eq!(stage.enter("v", "r"), Err(Refusal::UnknownPromotion));

    stage.publish("p", announcement());
    stage.at(10);
    assert_eq!(stage.enter("v", "r"), Err(Refusal::NotADraw));
}

#[test]
fn a_visitor_may_enter_several_draws() {
    let mut stage = Stage::with_live_draw(1);
    stage.publish("q", prize_draw(1));
    let enter_q = |id: &str| Input::Enter {
        visitor: visitor("v"),
        promotion: promotion("q"),
        entry: entry(id),
        request: RequestId::new("r").unwrap(),
    };
    stage.enter("v", "r").unwrap();

    assert_eq!(stage.input(enter_q("v-r")), Err(Refusal::IdTaken));
    assert_eq!(stage.input(enter_q("fresh")), Ok(()));

    assert_eq!(stage.promotions.entries_of(&visitor("v")).count(), 2);
    assert_eq!(stage.promotions.entries_of(&visitor("w")).count(), 0);
}

#[test]
fn a_full_draw_refuses_newcomers_and_answers_the_others() {
    let mut stage = Stage::with(Settings {
        max_entries: 1,
        ..Settings::default()
    });
    stage.publish("p", prize_draw(1));
    stage.at(10);
    stage.enter("v", "r").unwrap();

    assert_eq!(stage.enter("w", "r"), Err(Refusal::Full));
    assert_eq!(stage.enter("v", "r"), Ok(()));
}
