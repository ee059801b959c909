//! From the draft to the end.

use crate::stage::{Stage, announcement, marketer, prize_draw, promotion, second, seed, text};
use bellpull_hotline::promotions::{
    Content, FactKind, Input, Kind, Mistake, PromotionState, Refusal,
};
use std::collections::BTreeMap;

#[test]
fn a_promotion_goes_live_at_its_start_and_ends_at_its_end() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    assert_eq!(stage.state("p"), PromotionState::Draft);

    stage.try_publish("p").unwrap();
    assert_eq!(stage.state("p"), PromotionState::Scheduled);

    stage.at(9);
    assert_eq!(stage.titles("en"), [""; 0]);
    stage.at(10);
    assert_eq!(stage.state("p"), PromotionState::Live);
    assert_eq!(stage.titles("en"), ["Snow!"]);

    stage.at(99);
    assert_eq!(stage.titles("en"), ["Snow!"]);
    stage.at(100);
    assert_eq!(stage.state("p"), PromotionState::Ended { at: second(100) });
    assert_eq!(stage.titles("en"), [""; 0]);
}

#[test]
fn a_draft_never_goes_live() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();

    stage.at(50);

    assert_eq!(stage.state("p"), PromotionState::Draft);
    assert_eq!(stage.promotions.poll_timeout(), None);
}

#[test]
fn a_promotion_published_within_its_period_is_live_at_once() {
    let mut stage = Stage::empty();
    stage.at(50);

    stage.publish("p", announcement());

    assert_eq!(stage.state("p"), PromotionState::Live);
}

#[test]
fn nothing_is_visible_outside_its_period_however_late_the_alarm() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.at(10);

    stage.at_without_alarm(100);
    assert_eq!(stage.titles("en"), [""; 0]);
}

#[test]
fn a_promotion_whose_whole_period_was_missed_ends() {
    let mut stage = Stage::empty();
    stage.publish("p", announcement());
    stage.take_effects();

    stage.at_without_alarm(500);
    stage.alarm();

    assert_eq!(stage.state("p"), PromotionState::Ended { at: second(500) });
    assert!(stage.published().is_none_or(|feed| feed.live.is_empty()));
    assert_eq!(stage.facts_of(|fact| *fact == FactKind::Started), 1);
    assert_eq!(stage.facts_of(|fact| *fact == FactKind::Ended), 1);
}

/// What is said when somebody publishes this at second 0.
fn check(content: Content, expected: &[Mistake]) {
    let mut stage = Stage::empty();
    stage.save("p", content).unwrap();

    let outcome = stage.try_publish("p");

    assert_eq!(outcome, Err(Refusal::Mistaken(expected.to_vec())));
    assert_eq!(stage.state("p"), PromotionState::Draft);
}

#[test]
fn an_invalid_period_cannot_be_published() {
    for (starts, ends, mistake) in [
        (10, 10, Mistake::PeriodEmpty),
        (20, 10, Mistake::PeriodEmpty),
        (10, 10 + 401 * 86_400, Mistake::PeriodTooLong),
    ] {
        let mut content = announcement();
        content.period.starts = second(starts);
        content.period.ends = second(ends);
        check(content, &[mistake]);
    }
    let mut placeless = announcement();
    placeless.period.zone.clear();
    check(placeless, &[Mistake::BadZone]);

    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    stage.at(100);
    let late = stage.try_publish("p");
    assert_eq!(late, Err(Refusal::Mistaken(vec![Mistake::PeriodOver])));
}

#[test]
fn a_promotion_without_its_words_cannot_be_published() {
    let language = || "de".to_owned();
    let mut content = announcement();
    content.texts.insert(language(), text(" ", "\n"));
    check(
        content,
        &[
            Mistake::NoTitle {
                language: language(),
            },
            Mistake::NoBody {
                language: language(),
            },
        ],
    );
    check(
        Content {
            texts: BTreeMap::new(),
            ..announcement()
        },
        &[Mistake::NoText],
    );
    check(
        Content {
            default_language: language(),
            ..announcement()
        },
        &[Mistake::NoDefaultText],
    );
}

#[test]
fn a_draw_needs_prizes_and_rules_in_every_language() {
    let mut content = prize_draw(0);
    content
        .texts
        .insert("de".into(), text("Schnee!", "Ski sind billiger."));
    check(
        content,
        &[
            Mistake::NoPrizes,
            Mistake::NoRules {
                language: "de".into(),
            },
        ],
    );
    check(prize_draw(1_001), &[Mistake::TooManyPrizes]);
}

#[test]
fn a_mistake_says_where_it_is_and_what_would_be_right() {
    let mistakes = Content {
        kind: Kind::PrizeDraw {
            prizes: 0,
            rules: BTreeMap::new(),
        },
        ..announcement()
    }
    .mistakes(second(0));

    let said: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "kind.prizes: at least 1",
            "kind.rules.en: the rules of the draw"
        ]
    );
}

#[test]
fn publishing_what_another_marketer_has_changed_is_refused() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    let seen = stage.promotion("p").revision;
    stage.save("p", prize_draw(1)).unwrap();

    let outcome = stage.input(Input::Publish {
        by: marketer(),
        promotion: promotion("p"),
        revision: seen,
        seed: seed(1),
    });

    assert_eq!(outcome, Err(Refusal::Stale));
}

#[test]
fn publishing_twice_is_harmless_and_keeps_the_seed() {
    let mut stage = Stage::empty();
    stage.publish("p", prize_draw(1));
    let before = stage.promotions.proof(&promotion("p")).unwrap();

    let again = stage.input(Input::Publish {
        by: marketer(),
        promotion: promotion("p"),
        revision: 1,
        seed: seed(99),
    });

    assert_eq!(again, Ok(()));
    assert_eq!(stage.promotions.proof(&promotion("p")), Some(before));
    let published = |fact: &FactKind| matches!(fact, FactKind::Published { .. });
    assert_eq!(stage.facts_of(published), 1);
}

#[test]
fn a_withdrawn_promotion_is_gone_at_once_and_for_good() {
    for published_for in [5, 50] {
        let mut stage = Stage::empty();
        stage.publish("p", announcement());
        stage.at(published_for);

        stage.withdraw("p").unwrap();
        stage.withdraw("p").unwrap();

        assert_eq!(stage.titles("en"), [""; 0]);
        stage.at(200);
        let at = second(published_for);
        assert_eq!(stage.state("p"), PromotionState::Withdrawn { at });
        assert_eq!(stage.try_publish("p"), Err(Refusal::Over));
    }
}

#[test]
fn only_what_is_public_can_be_withdrawn() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    assert_eq!(stage.withdraw("p"), Err(Refusal::NotPublished));
    assert_eq!(stage.withdraw("q"), Err(Refusal::UnknownPromotion));

    stage.try_publish("p").unwrap();
    stage.at(100);
    assert_eq!(stage.withdraw("p"), Err(Refusal::Over));
}

#[test]
fn only_a_draft_can_be_discarded() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();
    stage.discard("p").unwrap();
    stage.discard("p").unwrap();
    assert!(stage.storage.is_empty());

    stage.publish("q", announcement());
    assert_eq!(stage.discard("q"), Err(Refusal::NotADraft));
}
