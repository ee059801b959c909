//! Who counts, and as what.

use crate::journal::{Journal, department, hour, value};
use bellpull_hotline::statistics::Question;
use bellpull_hotline::{ChannelKind, EndReason, FactKind, RingOutcome, WhyMoved};

#[test]
fn every_contact_that_waited_live_counts_as_one_thing() {
    let mut journal = Journal::default();
    journal.call("answered", "anna", [0, 10, 60]);
    journal.enters(1, "abandoned").abandons(40, "abandoned");
    journal
        .enters(2, "lost")
        .ends(50, "lost", EndReason::VisitorLost);
    journal
        .enters(3, "timed-out")
        .ends(303, "timed-out", EndReason::TimedOut);
    journal.enters(4, "callback");
    journal.changes_to(30, "callback", ChannelKind::Callback);
    journal.enters(5, "waiting");

    let total = journal.report().total;

    assert_eq!(value(&total, "offered"), Some(6.0));
    assert_eq!(value(&total, "answered"), Some(1.0));
    assert_eq!(value(&total, "abandoned"), Some(2.0));
    assert_eq!(value(&total, "flow_out"), Some(1.0));
    assert_eq!(value(&total, "callback_converted"), Some(1.0));
    assert_eq!(value(&total, "still_waiting"), Some(1.0));
}

#[test]
fn rings_are_not_contacts() {
    let mut journal = Journal::default();
    journal.enters(0, "c");
    for ring in 1..5 {
        let second = u64::from(ring) * 30;
        journal.rings(second, "c", "bert", ring);
        journal.ring_ends(second + 20, "c", ("bert", ring), RingOutcome::NoAnswer);
    }
    journal.is_answered(200, "c", "anna");

    let total = journal.report().total;

    assert_eq!(value(&total, "offered"), Some(1.0));
    assert_eq!(value(&total, "rings"), Some(5.0));
    assert_eq!(value(&total, "answer_rate"), Some(0.2));
}

#[test]
fn what_came_back_to_the_queue_is_answered_once() {
    let mut journal = Journal::default();
    journal.enters(0, "c").is_answered(10, "c", "anna");
    let contact = crate::journal::contact("c");
    let operator = crate::journal::operator("anna");
    journal.fact(20, FactKind::Requeued { contact, operator });
    journal.is_answered(90, "c", "bert").abandons(120, "c");

    let total = journal.report().total;

    assert_eq!(value(&total, "answered"), Some(1.0));
    assert_eq!(value(&total, "asa"), Some(10.0));
    assert_eq!(value(&total, "handled"), Some(2.0));
}

#[test]
fn who_takes_the_callback_back_waits_again() {
    let mut journal = Journal::default();
    journal.enters(0, "c");
    journal.changes_to(10, "c", ChannelKind::Callback);
    journal.changes_to(60, "c", ChannelKind::Call);
    journal.is_answered(90, "c", "anna");

    let total = journal.report().total;

    assert_eq!(value(&total, "callback_converted"), Some(0.0));
    assert_eq!(value(&total, "answered"), Some(1.0));
    assert_eq!(value(&total, "asa"), Some(90.0));
}

#[test]
fn a_message_waits_live_from_when_it_becomes_a_chat() {
    let mut journal = Journal::default();
    journal.enters_by(0, "c", ChannelKind::Message);
    journal.changes_to(600, "c", ChannelKind::Chat);
    journal.is_answered(610, "c", "anna");
    journal.enters_by(0, "left", ChannelKind::Message);

    let total = journal.report().total;

    assert_eq!(value(&total, "offered"), Some(1.0));
    assert_eq!(value(&total, "asa"), Some(10.0));
    assert_eq!(value(&total, "messages"), Some(2.0));
}

#[test]
fn each_department_counts_those_who_waited_in_it() {
    let mut journal = Journal::default();
    journal.enters_at(0, "c", ChannelKind::Call, ("shop", "sales"));
    journal.moves_to(60, "c", "service", WhyMoved::Overflowed);
    journal.is_answered(80, "c", "anna");
    journal.moves_to(200, "c", "repairs", WhyMoved::Transferred);
    journal.abandons(230, "c");

    let report = journal.report();

    let of = |id, key| value(&report.departments[&department(id)], key);
    assert_eq!(value(&report.total, "offered"), Some(1.0));
    assert_eq!(value(&report.total, "asa"), Some(80.0));
    assert_eq!(of("sales", "offered"), Some(1.0));
    assert_eq!(of("sales", "flow_out"), Some(1.0));
    assert_eq!(of("service", "answered"), Some(1.0));
    assert_eq!(of("service", "asa"), Some(20.0));
    assert_eq!(of("repairs", "abandoned"), Some(1.0));
    assert_eq!(of("repairs", "aat"), Some(30.0));
}

#[test]
fn of_a_department_asked_for_its_own_waits_are_the_whole() {
    let mut journal = Journal::default();
    journal.enters_at(0, "c", ChannelKind::Call, ("shop", "sales"));
    journal.moves_to(60, "c", "service", WhyMoved::Overflowed);
    journal.is_answered(80, "c", "anna");
    journal.enters_at(0, "other", ChannelKind::Call, ("shop", "sales"));

    let report = journal.report_of(&Question {
        department: Some(department("service")),
        ..hour()
    });

    assert_eq!(value(&report.total, "offered"), Some(1.0));
    assert_eq!(value(&report.total, "asa"), Some(20.0));
    assert_eq!(report.departments.len(), 1);
}

#[test]
fn a_contact_that_began_before_the_facts_counts_nowhere() {
    let mut journal = Journal::default();
    journal.is_answered(10, "before", "anna");
    journal.ends(70, "before", EndReason::VisitorHungUp);

    let total = journal.report().total;

    assert_eq!(value(&total, "offered"), Some(0.0));
    assert_eq!(value(&total, "handled"), Some(0.0));
}
