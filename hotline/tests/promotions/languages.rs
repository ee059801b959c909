//! Which language a reader gets.

use crate::stage::{Stage, announcement, prize_draw, promotion, text};
use bellpull_hotline::promotions::{Kind, ShownKind, best_language};

fn check(wanted: &str, available: &[&str], expected: Option<&str>) {
    let got = best_language(wanted, available.iter().copied(), "en");
    assert_eq!(got, expected, "{wanted} of {available:?}");
}

#[test]
fn the_same_language_is_best() {
    check("de", &["de", "en"], Some("de"));
    check("DE", &["de", "en"], Some("de"));
    check("pt-BR", &["pt", "pt-BR"], Some("pt-BR"));
}

#[test]
fn then_a_less_particular_one() {
    check("de-AT", &["de", "en"], Some("de"));
    check("zh-Hant-TW", &["zh", "zh-Hant"], Some("zh-Hant"));
}

#[test]
fn then_another_region() {
    check("pt", &["en", "pt-BR"], Some("pt-BR"));
    check("de-AT", &["de-CH", "en"], Some("de-CH"));
}

#[test]
fn then_the_default_if_it_is_there() {
    check("fr", &["de", "en"], Some("en"));
    check("", &["de", "en"], Some("en"));
    check("fr", &["de"], None);
}

#[test]
fn title_body_and_rules_are_of_one_language() {
    let mut content = prize_draw(1);
    content
        .texts
        .insert("de".into(), text("Schnee!", "Ski sind billiger."));
    if let Kind::PrizeDraw { rules, .. } = &mut content.kind {
        rules.insert("de".into(), "Eine Teilnahme.".into());
    }
    let mut stage = Stage::empty();
    stage.publish("p", content);
    stage.at(10);

    let shown = stage.promotions.visible(stage.now, "de-AT");

    assert_eq!((&*shown[0].language, &*shown[0].title), ("de", "Schnee!"));
    let ShownKind::PrizeDraw { rules, .. } = &shown[0].kind else {
        panic!("a draw is shown as a draw");
    };
    assert_eq!(rules, "Eine Teilnahme.");
}

#[test]
fn a_draft_can_be_previewed() {
    let mut stage = Stage::empty();
    stage.save("p", announcement()).unwrap();

    let preview = stage.promotions.preview(&promotion("p"), "fr");

    assert_eq!(preview.unwrap().title, "Snow!");
    assert_eq!(stage.promotions.preview(&promotion("q"), "fr"), None);
}
