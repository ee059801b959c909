//! The public feed: whenever what is live changes, and only then.

use crate::stage::{Stage, announcement, prize_draw, second, seed, text};
use bellpull_hotline::promotions::{Effect, FeedKind};

#[test]
fn the_feed_is_published_at_start_end_and_withdrawal() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.take_effects();

    stage.at(10);
    assert_eq!(stage.published().unwrap().live.len(), 1);
    stage.take_effects();

    stage.at(100);
    assert_eq!(stage.published().unwrap().live.len(), 0);
    stage.take_effects();

    stage.publish("q", {
        let mut content = announcement();
        content.period.ends = second(500);
        content
    });
    stage.take_effects();
    stage.withdraw("q").unwrap();
    assert_eq!(stage.published().unwrap().live.len(), 0);
}

#[test]
fn the_feed_tells_when_it_will_change() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    assert_eq!(stage.published().unwrap().changes, Some(second(10)));

    stage.at(10);
    assert_eq!(stage.published().unwrap().changes, Some(second(100)));

    stage.at(100);
    assert_eq!(stage.published().unwrap().changes, None);
}

#[test]
fn drafts_and_entries_change_no_feed() {
    let mut stage = Stage::with_live_draw(1);
    stage.take_effects();

    stage.save("d", announcement()).unwrap();
    stage.enter("v", "r").unwrap();
    stage.alarm();

    assert_eq!(stage.published(), None);
}

#[test]
fn corrected_words_are_published() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.at(20);
    stage.take_effects();

    let mut content = announcement();
    content.texts.insert("en".into(), text("Ice!", "Words."));
    stage.save("p", content).unwrap();

    assert_eq!(stage.published().unwrap().live[0].texts["en"].title, "Ice!");
}

#[test]
fn what_is_live_comes_by_start_and_then_by_name() {
    let mut stage = Stage::empty();
    for (name, starts) in [("a", 9), ("b", 5), ("c", 5)] {
        let mut content = announcement();
        content.period.starts = second(starts);
        stage.publish(name, content);
    }
    stage.at(20);

    let feed = stage.promotions.feed();
    let names: Vec<_> = feed
        .live
        .iter()
        .map(|item| item.promotion.as_str())
        .collect();
    assert_eq!(names, ["b", "c", "a"]);
}

#[test]
fn the_hash_of_the_seed_is_public_while_visitors_enter() {
    let mut stage = Stage::empty();
    stage.publish("p", prize_draw(1));
    stage.at(10);

    let feed = stage.promotions.feed();

    let FeedKind::PrizeDraw { seed_hash, .. } = &feed.live[0].kind else {
        panic!("a draw is a draw in the feed");
    };
    assert_eq!(*seed_hash, Some(seed(7).hash()));
}

#[test]
fn what_must_be_durable_is_kept_before_it_is_published() {
    let mut stage = Stage::with_live_draw(1);
    let effects = stage.take_effects();

    let kept = |effect: &Effect| matches!(effect, Effect::Keep(_));
    let published = |effect: &Effect| matches!(effect, Effect::Publish { .. });
    assert!(effects.iter().rposition(kept) < effects.iter().rposition(published));
}
