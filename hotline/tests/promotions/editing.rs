//! What may still be changed, and when.

use crate::stage::{Stage, announcement, marketer, prize_draw, promotion, second, text};
use bellpull_hotline::promotions::{Content, Input, Mistake, PromotionState, Refusal, Settings};
use std::collections::BTreeMap;

fn with_title(mut content: Content, title: &str) -> Content {
    content.texts.insert("en".into(), text(title, "Words."));
    content
}

fn until(mut content: Content, ends: u64) -> Content {
    content.period.ends = second(ends);
    content
}

fn from(mut content: Content, starts: u64) -> Content {
    content.period.starts = second(starts);
    content
}

#[test]
fn a_draft_may_be_anything() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    stage.save("p", prize_draw(0)).unwrap();
    stage.save("p", until(announcement(), 0)).unwrap();

    assert_eq!(stage.promotion("p").revision, 3);
}

#[test]
fn not_even_a_draft_may_be_too_large() {
    let mut stage = Stage::empty();

    let long = stage.save("p", with_title(announcement(), &"x".repeat(121)));

    let language = "en".to_owned();
    let mistake = Mistake::TitleTooLong { language };
    assert_eq!(long, Err(Refusal::Mistaken(vec![mistake])));

    let mut content = announcement();
    content
        .texts
        .insert("<script>".into(), text("Title", "Body"));
    let language = "<script>".to_owned();
    let mistake = Mistake::BadLanguage { language };
    assert_eq!(
        stage.save("p", content),
        Err(Refusal::Mistaken(vec![mistake]))
    );
}

#[test]
fn saving_over_somebody_elses_changes_is_refused() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    stage.save("p", with_title(announcement(), "One")).unwrap();
    let save = |content| Input::Save {
        by: marketer(),
        promotion: promotion("p"),
        revision: 1,
        content,
    };

    let other = stage.input(save(with_title(announcement(), "Two")));
    let repeated = stage.input(save(with_title(announcement(), "One")));

    assert_eq!(other, Err(Refusal::Stale));
    assert_eq!(repeated, Ok(()));
    assert_eq!(stage.promotion("p").revision, 2);
}

#[test]
fn what_was_discarded_is_not_saved_again() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    stage.discard("p").unwrap();

    let outcome = stage.input(Input::Save {
        by: marketer(),
        promotion: promotion("p"),
        revision: 1,
        content: announcement(),
    });

    assert_eq!(outcome, Err(Refusal::UnknownPromotion));
}

#[test]
fn before_the_start_words_and_period_may_change_but_stay_valid() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());

    stage.save("p", with_title(announcement(), "Ice!")).unwrap();
    stage.save("p", from(announcement(), 50)).unwrap();
    stage.at(20);
    assert_eq!(stage.state("p"), PromotionState::Scheduled);

    let empty = stage.save("p", until(announcement(), 5));
    assert_eq!(empty, Err(Refusal::Mistaken(vec![Mistake::PeriodEmpty])));
    stage.save("p", from(announcement(), 15)).unwrap();
    assert_eq!(stage.state("p"), PromotionState::Live);
}

#[test]
fn kind_prizes_and_rules_are_promised_from_publishing_on() {
    let mut stage = Stage::empty();
    stage.publish("p", prize_draw(3));

    for content in [announcement(), prize_draw(2), prize_draw(4)] {
        assert_eq!(stage.save("p", content), Err(Refusal::Frozen));
    }
}

#[test]
fn a_live_announcement_may_end_at_another_time() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.at(50);

    assert_eq!(
        stage.save("p", from(announcement(), 20)),
        Err(Refusal::Frozen)
    );
    stage.save("p", until(announcement(), 200)).unwrap();
    stage.at(150);
    assert_eq!(stage.state("p"), PromotionState::Live);

    stage.save("p", until(announcement(), 160)).unwrap();
    stage.at(160);
    assert_eq!(stage.state("p"), PromotionState::Ended { at: second(160) });
}

#[test]
fn a_live_draw_keeps_its_end_and_may_be_worded_better() {
    let mut stage = Stage::with_live_draw(1);

    for ends in [90, 200] {
        assert_eq!(
            stage.save("p", until(prize_draw(1), ends)),
            Err(Refusal::Frozen)
        );
    }
    stage.save("p", with_title(prize_draw(1), "Win!")).unwrap();
    assert_eq!(stage.titles("en"), ["Win!"]);
}

#[test]
fn what_is_over_does_not_change() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.publish("q", announcement());
    stage.withdraw("q").unwrap();
    stage.at(100);

    for name in ["p", "q"] {
        let outcome = stage.save(name, with_title(announcement(), "Late"));
        assert_eq!(outcome, Err(Refusal::Over));
    }
}

#[test]
fn there_are_only_so_many_promotions() {
    let mut stage = Stage::with(Settings {
        max_promotions: 1,
        ..Settings::default()
    });
    stage.save("p", announcement()).unwrap();

    assert_eq!(stage.save("q", announcement()), Err(Refusal::TooMany));
}

#[test]
fn there_is_only_so_much_public_text() {
    let mut stage = Stage::with(Settings {
        max_public_bytes: 100,
        ..Settings::default()
    });
    let long = || Content {
        texts: BTreeMap::from([("en".into(), text("Snow!", &"x".repeat(90)))]),
        ..announcement()
    };
    stage.save("p", long()).unwrap();
    stage.save("q", announcement()).unwrap();
    stage.try_publish("p").unwrap();

    assert_eq!(stage.try_publish("q"), Err(Refusal::TooMany));
    let longer = Content {
        texts: BTreeMap::from([("en".into(), text("Snow!", &"x".repeat(96)))]),
        ..announcement()
    };
    assert_eq!(stage.save("p", longer), Err(Refusal::TooMany));

    stage.withdraw("p").unwrap();
    assert_eq!(stage.try_publish("q"), Ok(()));
}
