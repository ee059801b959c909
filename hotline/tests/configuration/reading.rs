//! Documents that are not even the right shape.

use crate::document::{check, read, zone};
use bellpull_hotline::configuration::Configuration;
use serde_json::json;

#[test]
fn all_slips_are_named_at_once() {
    check(
        "site = [\"https://a.example\"]\nsurvey = \"yes\"\n\
         [departments.sales]\nrings = 20\ncolour = \"red\"\npoints = \"many\"\n\
         [routing]\nageing = 1.5",
        &[
            "departments.sales.colour: no such field; there are name, hours, strategy, points, skills, prefers, \
             language, tiers, ring_s, wrap_up_s, when_empty, max_wait, at_closing, callbacks, escalates_to, goal, \
             responsible_for",
            "departments.sales.points: a whole number from -100000 to 100000",
            "departments.sales.rings: no such field; ring_s is near",
            "hotlines.demo.site: no such field; sites is near",
            "hotlines.demo.survey: true or false",
            "routing.ageing: a whole number from 0 to 1000",
        ],
    );
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(
        read("[hotlines.demo]\n[departments.sales]\nmax_wait = { after_s = 60 }").unwrap_err(),
        [
            "departments.sales.max_wait.then: is missing: \"offer_callback\" or \"end\" or { department = … }",
            "hotlines.demo.name: is missing: a text of 1 to 100 characters",
            "schema: is missing: the number 1",
            "name: is missing: a text of 1 to 100 characters",
        ]
    );
}

#[test]
fn what_is_no_document_is_told() {
    for wrong in [json!(null), json!("all"), json!([1])] {
        let mistakes = Configuration::read(&wrong, zone).unwrap_err();
        let said: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["a table"], "{wrong}");
    }
}

#[test]
fn a_field_that_is_nothing_is_a_mistake() {
    let document = json!({
        "schema": 1, "name": "A", "hotlines": {"demo": {"name": "A", "hours": null, "menu": [null]}}
    });

    let mistakes = Configuration::read(&document, zone).unwrap_err();

    let said: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "hotlines.demo.hours: a table",
            "hotlines.demo.menu[0]: a name of 1 to 64 letters, digits, '_', '-' and '.'",
        ]
    );
}

#[test]
fn no_more_than_a_hundred_mistakes_are_told() {
    let breaks: Vec<_> = (0..150).collect();
    let document =
        json!({"schema": 1, "name": "A", "hotlines": {"demo": {"name": "A", "topics": breaks}}});

    assert_eq!(Configuration::read(&document, zone).unwrap_err().len(), 100);
}

#[test]
fn intervals_of_older_versions_are_read() {
    let document = json!({"schema": 1, "name": "A", "hotlines": {"demo": {"name": "A", "hours": {
        "zone": "Europe/Vienna", "week": {"monday": [{"opens": "09:00", "closes": "17:00"}]}, "first_day": "2026-01-01"
    }}}});

    let read = Configuration::read(&document, zone).unwrap();

    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(
        written["hotlines"]["demo"]["hours"]["week"],
        json!({"monday": ["09:00-17:00"]})
    );
    assert_eq!(
        read.zone_names().into_iter().collect::<Vec<_>>(),
        ["Europe/Vienna"]
    );
}
