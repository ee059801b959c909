//! What operators did with their time.

use crate::journal::{HOUR, Journal, figure, hour, operator, value};
use bellpull_hotline::statistics::Question;
use bellpull_hotline::{AwayReason, ChannelKind, EndReason, Presence};
use std::collections::BTreeSet;
use std::time::Duration;

#[test]
fn occupancy_leaves_breaks_out_and_utilisation_does_not() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    journal.call("c", "anna", [90, 100, 280]);
    journal.wraps_up((280, 300), "c", "anna");
    journal.is_present(400, "anna", Presence::Break);
    journal.is_present(800, "anna", Presence::Offline);

    let total = journal.report().total;

    // 200 s on the contact, 200 s idle, 400 s on a break.
    assert_eq!(value(&total, "busy"), Some(200.0));
    assert_eq!(value(&total, "idle"), Some(200.0));
    assert_eq!(value(&total, "logged_in"), Some(800.0));
    assert_eq!(value(&total, "occupancy"), Some(0.5));
    assert_eq!(value(&total, "utilisation"), Some(0.25));
}

#[test]
fn several_chats_at_a_time_are_one_time() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    for (id, from, until) in [("a", 100, 300), ("b", 200, 400), ("c", 250, 260)] {
        journal.enters_by(from - 1, id, ChannelKind::Chat);
        journal.is_answered(from, id, "anna");
        journal.ends(until, id, EndReason::VisitorHungUp);
    }
    journal.is_present(600, "anna", Presence::Offline);

    let total = journal.report().total;

    assert_eq!(value(&total, "busy"), Some(300.0));
    assert_eq!(value(&total, "occupancy"), Some(0.5));
}

#[test]
fn only_the_part_within_the_period_counts() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    journal.call("c", "anna", [HOUR - 70, HOUR - 60, HOUR + 60]);

    let total = journal.report().total;

    assert_eq!(value(&total, "logged_in"), Some(3_600.0));
    assert_eq!(value(&total, "busy"), Some(60.0));
    assert_eq!(value(&total, "talk"), Some(120.0));
}

#[test]
fn who_was_there_before_the_period_is_there_when_it_begins() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    let second_hour = Question::of(
        crate::journal::moment(HOUR),
        crate::journal::moment(2 * HOUR),
    );

    let total = journal.report_of(&second_hour).total;

    assert_eq!(value(&total, "idle"), Some(3_600.0));
    assert_eq!(figure(&total, "idle").n, 1);
}

#[test]
fn the_intervals_add_up_to_the_whole() {
    let mut journal = Journal::default();
    journal.is_present(100, "anna", Presence::Available);
    journal.is_present(200, "bert", Presence::Available);
    journal.call("c", "anna", [890, 899, 1_801]);
    journal.is_present(3_000, "bert", Presence::Offline);
    let question = Question {
        interval: Duration::from_secs(900),
        ..hour()
    };

    let report = journal.report_of(&question);

    assert_eq!(report.intervals.len(), 4);
    for key in ["busy", "idle", "logged_in", "offered", "handled"] {
        let intervals = report.intervals.iter();
        let sum: f64 = intervals
            .filter_map(|(_, figures)| value(figures, key))
            .sum();
        assert_eq!(Some(sum), value(&report.total, key), "{key}");
    }
    let busy = |index: usize| value(&report.intervals[index].1, "busy");
    assert_eq!(
        [busy(0), busy(1), busy(2)],
        [Some(1.0), Some(900.0), Some(1.0)]
    );
}

#[test]
fn who_lost_the_connection_is_not_at_the_desk() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    let away = |reason| Presence::Unavailable { reason };
    journal.is_present(100, "anna", away(AwayReason::NoAnswer));
    journal.is_present(300, "anna", away(AwayReason::ConnectionLost));

    let report = journal.report();

    let figures = &report.operators[&operator("anna")];
    assert_eq!(value(figures, "logged_in"), Some(300.0));
    assert_eq!(value(figures, "idle"), Some(100.0));
}

#[test]
fn of_one_hotline_nobodys_time_is_told() {
    let mut journal = Journal::default();
    journal.is_present(0, "anna", Presence::Available);
    journal.call("c", "anna", [0, 10, 60]);
    let shop = bellpull_protocol::HotlineId::new("shop").unwrap();

    let report = journal.report_of(&Question {
        hotlines: Some(BTreeSet::from([shop])),
        ..hour()
    });

    let shown = |figures: &[_]| {
        let keys = figures.iter();
        keys.map(|figure: &bellpull_hotline::statistics::Figure| figure.key)
            .any(|key| key == "occupancy")
    };
    assert!(!shown(&report.total));
    assert!(!shown(&report.operators[&operator("anna")]));
}
