//! How long people waited.

use crate::journal::{HOUR, Journal, contact, value};
use bellpull_hotline::FactKind;

#[test]
fn waits_are_measured_from_entering_the_queue() {
    let mut journal = Journal::default();
    journal.call("a", "anna", [0, 10, 60]);
    journal.call("b", "bert", [0, 30, 60]);
    journal.enters(0, "c").abandons(80, "c");

    let total = journal.report().total;

    assert_eq!(value(&total, "asa"), Some(20.0));
    assert_eq!(value(&total, "aat"), Some(80.0));
    assert_eq!(value(&total, "awt"), Some(40.0));
    assert_eq!(value(&total, "longest_wait"), Some(80.0));
    assert_eq!(value(&total, "longest_waiting"), None);
}

#[test]
fn those_who_still_wait_have_waited_until_now() {
    let mut journal = Journal::default();
    journal.enters(HOUR - 60, "late");

    // Asked an hour after the period's end.
    let total = journal.report().total;

    assert_eq!(value(&total, "longest_waiting"), Some(3_660.0));
    assert_eq!(value(&total, "awt"), Some(3_660.0));
}

#[test]
fn an_estimate_held_when_the_answer_came_within_it() {
    let mut journal = Journal::default();
    journal.call("held", "anna", [0, 10, 60]);
    journal.call("broken", "anna", [100, 131, 160]);
    journal.call("untold", "anna", [200, 300, 360]);
    for id in ["held", "broken"] {
        let (contact, within_ms) = (contact(id), 30_000);
        let second = if id == "held" { 0 } else { 100 };
        journal.fact(second, FactKind::Estimated { contact, within_ms });
    }

    // Facts of one moment stay as written, so the calls are known before their estimates.
    assert_eq!(value(&journal.report().total, "estimate_held"), Some(0.5));
}
