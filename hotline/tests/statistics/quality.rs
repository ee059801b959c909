//! How visitors and operators saw it.

use crate::journal::{HOUR, Journal, contact, operator, value};
use bellpull_hotline::{Disposition, FactKind};

const DAY: u64 = 24 * HOUR;

#[test]
fn satisfied_are_four_and_five_stars() {
    let mut journal = Journal::default();
    for (index, stars) in [5, 4, 3, 1].into_iter().enumerate() {
        let id = format!("c{index}");
        journal.call(&id, "anna", [0, 10, 60]);
        let contact = contact(&id);
        journal.fact(70, FactKind::Rated { contact, stars });
    }
    journal.call("silent", "anna", [0, 10, 60]);

    let report = journal.report();

    for figures in [&report.total, &report.operators[&operator("anna")]] {
        assert_eq!(value(figures, "csat"), Some(0.5));
        assert_eq!(value(figures, "stars"), Some(3.25));
        assert_eq!(value(figures, "response_rate"), Some(0.8));
    }
}

#[test]
fn promoters_less_detractors_are_the_score() {
    let mut journal = Journal::default();
    // Three promoters, one indifferent, one detractor.
    for (index, recommend) in [10, 9, 9, 7, 6].into_iter().enumerate() {
        let id = format!("c{index}");
        journal.call(&id, "anna", [0, 10, 60]);
        let (contact, recommend) = (contact(&id), Some(recommend));
        let settled = Some(index < 4);
        journal.fact(
            70,
            FactKind::Surveyed {
                contact,
                recommend,
                settled,
            },
        );
    }

    let total = journal.report().total;

    assert!((value(&total, "nps").unwrap() - 40.0).abs() < 1e-9);
    assert_eq!(value(&total, "fcr_surveyed"), Some(0.8));
}

#[test]
fn who_comes_again_was_not_settled() {
    let mut journal = Journal::default();
    for id in ["ann", "bob", "bob.2", "eve", "eve.2"] {
        let second = if id.ends_with(".2") { 2 * DAY } else { 0 };
        journal.call(id, "anna", [second, second + 10, second + 60]);
        journal.is_marked(second + 60, id, Disposition::Resolved);
        let topic = if id == "eve.2" { "invoice" } else { "delivery" };
        journal.is_about(second + 60, id, topic);
    }

    let total = journal.report().total;

    // Bob came again about the same; Eve about something else.
    assert_eq!(value(&total, "fcr_marked"), Some(1.0));
    assert_eq!(value(&total, "fcr_no_repeat"), Some(2.0 / 3.0));
    assert_eq!(value(&total, "fcr_all"), Some(2.0 / 3.0));
    assert_eq!(value(&total, "fcr_first"), Some(2.0 / 3.0));
}

#[test]
fn only_first_contacts_are_in_the_narrower_figure() {
    let mut journal = Journal::default();
    for (id, second) in [("bob", 0), ("bob.2", 1_000)] {
        journal.call(id, "anna", [second, second + 10, second + 60]);
        journal.is_marked(second + 60, id, Disposition::Resolved);
    }

    let total = journal.report().total;

    assert_eq!(value(&total, "fcr_all"), Some(0.5));
    assert_eq!(value(&total, "fcr_first"), Some(0.0));
}

#[test]
fn after_a_week_it_is_another_matter() {
    let mut journal = Journal::default();
    for (id, second) in [("bob", 0), ("bob.2", 7 * DAY + 1)] {
        journal.call(id, "anna", [second, second + 10, second + 60]);
        journal.is_marked(second + 60, id, Disposition::Resolved);
    }

    assert_eq!(value(&journal.report().total, "fcr_all"), Some(1.0));
}
