//! What figures are made of what the switchboard does.

use crate::hotline::{Hotline, operator};
use bellpull_hotline::statistics::{Figure, History, Question, Report, report};
use bellpull_hotline::{Input, Timestamp, TransferTo};

#[test]
fn a_call_that_went_through_two_desks_is_offered_once_and_handled_twice() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.advance(60);
    hotline.transfer_to("anna", &contact, "berta");
    hotline.advance(5);
    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);
    hotline.advance(40);
    hotline.visitor_hangs_up("v1", &contact);
    hotline.advance(60);

    let report = figures(&hotline);

    let of = |name, key| value(&report.operators[&operator(name)], key);
    assert_eq!(value(&report.total, "offered"), Some(1.0));
    assert_eq!(value(&report.total, "answered"), Some(1.0));
    assert_eq!(value(&report.total, "handled"), Some(2.0));
    assert_eq!(value(&report.total, "transfer_rate"), Some(0.5));
    assert_eq!(
        [of("anna", "talk"), of("berta", "talk")],
        [Some(60.0), Some(40.0)]
    );
    // The timer ended both wrap-ups.
    assert_eq!(
        [of("anna", "acw"), of("berta", "acw")],
        [Some(30.0), Some(30.0)]
    );
    assert_eq!(of("anna", "busy"), Some(90.0));
}

#[test]
fn the_visitor_was_on_hold_while_the_operators_talked() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.advance(20);
    hotline.try_complete("anna", &contact).unwrap();
    hotline.advance(50);
    hotline.operator_hangs_up("berta", &contact);

    let report = figures(&hotline);

    let of = |name, key| value(&report.operators[&operator(name)], key);
    assert_eq!(of("anna", "hold"), Some(20.0));
    assert_eq!(of("anna", "transfer_rate"), Some(1.0));
    assert_eq!(of("berta", "talk"), Some(50.0));
    assert_eq!(of("berta", "busy"), Some(70.0));
    assert_eq!(value(&report.total, "handled"), Some(2.0));
}

#[test]
fn a_colleague_who_was_only_asked_was_busy_and_handled_nothing() {
    let (mut hotline, contact) = Hotline::consulting("private");
    hotline.advance(20);
    hotline.try_cancel("anna", &contact).unwrap();
    hotline.advance(30);
    hotline.operator_hangs_up("anna", &contact);

    let report = figures(&hotline);

    let of = |name, key| value(&report.operators[&operator(name)], key);
    assert_eq!(
        [of("anna", "talk"), of("anna", "hold")],
        [Some(30.0), Some(20.0)]
    );
    assert_eq!(
        [of("berta", "handled"), of("berta", "busy")],
        [Some(0.0), Some(20.0)]
    );
    assert_eq!(value(&report.total, "transfer_rate"), Some(0.0));
}

#[test]
fn a_transfer_that_nobody_took_was_handled_twice_by_the_same() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline.transfer_to("anna", &contact, "berta");
    hotline.decline("berta", &contact);
    hotline.accept("anna", &contact);
    hotline.operator_sounds("anna", &contact);
    hotline.advance(10);
    hotline.visitor_hangs_up("v1", &contact);

    let report = figures(&hotline);

    assert_eq!(value(&report.total, "offered"), Some(1.0));
    assert_eq!(
        value(&report.operators[&operator("anna")], "handled"),
        Some(2.0)
    );
    assert_eq!(value(&report.total, "answer_rate"), Some(2.0 / 3.0));
}

#[test]
fn back_in_the_queue_it_is_still_the_same_contact() {
    let (mut hotline, contact) = Hotline::two_operators();
    hotline
        .try_transfer("anna", &contact, TransferTo::Queue)
        .unwrap();
    hotline.accept("berta", &contact);
    hotline.operator_sounds("berta", &contact);
    hotline.advance(10);
    let operator = operator("berta");
    hotline.input(Input::OperatorHangUp { operator, contact });

    let report = figures(&hotline);

    assert_eq!(value(&report.total, "offered"), Some(1.0));
    assert_eq!(value(&report.total, "handled"), Some(2.0));
}

fn figures(hotline: &Hotline) -> Report {
    let question = Question::of(Timestamp::from_millis(0), hotline.now.after(HOUR));
    report(&History::of(&hotline.facts), &question, hotline.now)
}

const HOUR: std::time::Duration = std::time::Duration::from_secs(3_600);

fn value(figures: &[Figure], key: &str) -> Option<f64> {
    let mut known = figures.iter().filter(|figure| figure.key == key);
    known.next().unwrap().value
}
