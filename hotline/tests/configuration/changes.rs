//! What is different, as an owner reads it before saying yes.

use bellpull_hotline::configuration::{Tree, changes};
use serde_json::{Value, json};

/// `path: from -> to`, with `-` for what is not there.
fn said(old: Value, new: Value) -> Vec<String> {
    let [old, new]: [Tree; 2] = [old, new].map(|value| serde_json::from_value(value).unwrap());
    let changes = changes(&old, &new).into_iter();
    let side = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    changes
        .map(|change| {
            format!(
                "{}: {} -> {}",
                change.path,
                side(change.from),
                side(change.to)
            )
        })
        .collect()
}

#[test]
fn the_same_is_no_change() {
    let document = json!({"name": "A", "menu": ["a"], "routing": {"ageing": 1}});

    assert_eq!(said(document.clone(), document), Vec::<String>::new());
}

#[test]
fn values_are_told_with_their_path() {
    let said = said(
        json!({"routing": {"ageing": 1}, "departments": {"sales": {"strategy": "linear", "points": 5}}}),
        json!({"routing": {"ageing": 2}, "departments": {"sales": {"strategy": {"random": {"seed": 7}}, "points": 5}}}),
    );

    assert_eq!(
        said,
        [
            "departments.sales.strategy: \"linear\" -> { random = { seed = 7 } }",
            "routing.ageing: 1 -> 2",
        ]
    );
}

#[test]
fn lists_of_words_are_told_whole_and_lists_of_tables_by_element() {
    let said = said(
        json!({"menu": ["sales"], "tiers": [{"after_s": 0, "operators": ["Anna"]}]}),
        json!({"menu": ["sales", "service"],
            "tiers": [{"after_s": 0, "operators": ["Anna", "Ben"]}, {"after_s": 9, "operators": ["Clara"]}]}),
    );

    assert_eq!(
        said,
        [
            "menu: [\"sales\"] -> [\"sales\", \"service\"]",
            "tiers[0].operators: [\"Anna\"] -> [\"Anna\", \"Ben\"]",
            "tiers[1].after_s: - -> 9",
            "tiers[1].operators: - -> [\"Clara\"]",
        ]
    );
}

#[test]
fn what_is_added_or_gone_is_told_field_by_field() {
    let said = said(
        json!({"operators": {"Anna B.": {"chats": 2}, "Ben": {}}}),
        json!({"operators": {"Clara": {"chats": 3, "languages": ["de"]}, "Dan": {}}}),
    );

    assert_eq!(
        said,
        [
            "operators.\"Anna B.\".chats: 2 -> -",
            "operators.Ben: {} -> -",
            "operators.Clara.chats: - -> 3",
            "operators.Clara.languages: - -> [\"de\"]",
            "operators.Dan: - -> {}",
        ]
    );
}

#[test]
fn an_empty_list_of_tables_is_told_too() {
    assert_eq!(
        said(json!({"tiers": [{"after_s": 0}]}), json!({"tiers": []})),
        ["tiers[0].after_s: 0 -> -"]
    );
    assert_eq!(said(json!({}), json!({"tiers": []})), ["tiers: - -> []"]);
}
