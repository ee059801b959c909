//! Who of those who are free is rung, by the department's strategy.

use crate::hotline::{Hotline, operator};
use crate::plans::with_menu;
use bellpull_hotline::PresenceChoice;
use serde_json::{Value, json};

/// Three who came online one second after the other, in this order: cleo, anna, ben.
fn with_strategy(strategy: &Value) -> Hotline {
    let mut hotline = Hotline::open();
    let rules = json!({ "general": {
        "strategy": strategy,
        "tiers": [{ "after_s": 0, "operators": ["ben", "anna", "cleo"] }],
    } });
    let mut document = with_menu(&["general"], &rules);
    document["operators"] = json!({ "anna": {}, "ben": {}, "cleo": {} });
    hotline.configure(1, document);
    for name in ["cleo", "anna", "ben"] {
        hotline.online(name);
        hotline.advance(1);
    }
    hotline
}

/// Somebody calls and hangs up while it rings: where was that?
fn rung(hotline: &mut Hotline, visitor: &str) -> String {
    let contact = hotline.call(visitor);
    let at = hotline.contact(&contact).ringing().first().cloned();
    hotline.visitor_hangs_up(visitor, &contact);
    at.unwrap().as_str().to_owned()
}

/// Talks for so long, writes nothing up.
fn serve(hotline: &mut Hotline, visitor: &str, name: &str, seconds: u64) {
    let contact = hotline.call(visitor);
    assert!(
        hotline.rings_at(&contact, name),
        "{:?}",
        hotline.contact(&contact).state
    );
    hotline.accept(name, &contact);
    hotline.visitor_sounds(&contact);
    hotline.operator_sounds(name, &contact);
    hotline.advance(seconds);
    hotline.visitor_hangs_up(visitor, &contact);
    hotline.advance(31);
}

#[test]
fn longest_idle_rings_whoever_waited_longest_for_something_to_do() {
    let mut hotline = with_strategy(&json!("longest_idle"));

    assert_eq!(rung(&mut hotline, "v1"), "cleo");
    serve(&mut hotline, "v2", "cleo", 5);
    assert_eq!(rung(&mut hotline, "v3"), "anna");
}

#[test]
fn round_robin_goes_on_after_whoever_was_rung_last() {
    let mut hotline = with_strategy(&json!("round_robin"));

    let rung: Vec<_> = ["v1", "v2", "v3", "v4"]
        .map(|visitor| rung(&mut hotline, visitor))
        .into();

    assert_eq!(rung, ["anna", "ben", "cleo", "anna"]);
}

#[test]
fn round_robin_is_remembered_over_a_restore() {
    let mut hotline = with_strategy(&json!("round_robin"));
    rung(&mut hotline, "v1");

    hotline.restore();
    hotline.input(bellpull_hotline::Input::MediaStayed);
    let document = with_menu(
        &["general"],
        &json!({ "general": { "strategy": "round_robin" } }),
    );
    hotline.configure(2, document);

    assert_eq!(rung(&mut hotline, "v2"), "ben");
}

#[test]
fn linear_follows_the_list() {
    let mut hotline = with_strategy(&json!("linear"));

    assert_eq!(rung(&mut hotline, "v1"), "ben");
    assert_eq!(rung(&mut hotline, "v2"), "ben");
    hotline.choose("ben", PresenceChoice::Break);
    assert_eq!(rung(&mut hotline, "v3"), "anna");
}

#[test]
fn fewest_contacts_counts_those_of_the_shift() {
    let mut hotline = with_strategy(&json!("fewest_contacts"));

    serve(&mut hotline, "v1", "cleo", 5);
    serve(&mut hotline, "v2", "anna", 5);
    serve(&mut hotline, "v3", "ben", 5);
    serve(&mut hotline, "v4", "cleo", 5);

    assert_eq!(rung(&mut hotline, "v5"), "anna");
    assert_eq!(hotline.operator("cleo").contacts_this_shift, 2);
}

#[test]
fn least_talk_time_counts_how_long_they_talked() {
    let mut hotline = with_strategy(&json!("least_talk_time"));

    serve(&mut hotline, "v1", "cleo", 60);
    serve(&mut hotline, "v2", "anna", 10);
    serve(&mut hotline, "v3", "ben", 30);

    assert_eq!(rung(&mut hotline, "v4"), "anna");
    serve(&mut hotline, "v5", "anna", 10);
    assert_eq!(
        rung(&mut hotline, "v6"),
        "anna",
        "20 seconds are less than 30"
    );
}

#[test]
fn random_rings_everybody_sooner_or_later_and_the_same_for_the_same_seed() {
    let visitors: Vec<_> = (0..30).map(|number| format!("v{number}")).collect();
    let all = |seed: u64| -> Vec<_> {
        let mut hotline = with_strategy(&json!({ "random": { "seed": seed } }));
        visitors
            .iter()
            .map(|visitor| rung(&mut hotline, visitor))
            .collect()
    };

    let (one, again, other) = (all(1), all(1), all(2));

    assert_eq!(one, again);
    assert_ne!(one, other);
    for name in ["anna", "ben", "cleo"] {
        assert!(one.iter().any(|rung| rung == name), "{name}");
    }
}

#[test]
fn whoever_had_the_contact_is_rung_first_if_they_are_free() {
    let mut hotline = with_strategy(&json!("linear"));
    hotline.choose("ben", PresenceChoice::Break);
    let contact = hotline.call("v1");
    hotline.accept("anna", &contact);
    hotline.choose("ben", PresenceChoice::Available);

    // Her sound never comes up, so the contact goes back.
    hotline.advance(15);
    assert!(hotline.rings_at(&contact, "ben"), "she was taken out");
    hotline.choose("anna", PresenceChoice::Available);
    hotline.decline("ben", &contact);

    assert!(hotline.rings_at(&contact, "anna"));
    assert_eq!(hotline.contact(&contact).affinity, Some(operator("anna")));
}
