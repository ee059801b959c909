//! Of which hotline, operator, topic and interval.

use crate::journal::{HOUR, Journal, hour, moment, operator, value};
use bellpull_hotline::statistics::{Attribution, History, Question, arrivals};
use bellpull_hotline::{ChannelKind, EndReason};
use bellpull_protocol::HotlineId;
use std::collections::BTreeSet;

#[test]
fn a_client_sees_the_contacts_of_its_hotlines_only() {
    let journal = two_hotlines();

    let report = journal.report_of(&Question {
        hotlines: Some(BTreeSet::from([hotline("shop")])),
        ..hour()
    });

    assert_eq!(value(&report.total, "offered"), Some(2.0));
    assert_eq!(
        report.hotlines.keys().collect::<Vec<_>>(),
        [&hotline("shop")]
    );
    assert!(!report.operators.contains_key(&operator("bert")));
}

#[test]
fn without_a_wish_all_hotlines_are_told() {
    let report = two_hotlines().report();

    assert_eq!(value(&report.total, "offered"), Some(3.0));
    let of = |id| value(&report.hotlines[&hotline(id)], "offered");
    assert_eq!((of("shop"), of("bank")), (Some(2.0), Some(1.0)));
}

#[test]
fn of_an_operator_those_count_whom_they_talked_to() {
    let report = two_hotlines().report_of(&Question {
        operator: Some(operator("anna")),
        ..hour()
    });

    assert_eq!(value(&report.total, "answered"), Some(1.0));
    assert_eq!(report.operators.len(), 1);
}

#[test]
fn what_nobody_named_is_a_topic_of_its_own() {
    let mut journal = two_hotlines();
    journal.is_about(70, "a", "delivery");

    let report = journal.report();

    let of = |topic: Option<&str>| value(&report.topics[&topic.map(Into::into)], "offered");
    assert_eq!((of(Some("delivery")), of(None)), (Some(1.0), Some(2.0)));
    let asked = journal.report_of(&Question {
        topic: Some("delivery".into()),
        ..hour()
    });
    assert_eq!(value(&asked.total, "offered"), Some(1.0));
}

#[test]
fn a_contact_counts_when_it_came_or_when_its_wait_ended() {
    let mut journal = Journal::default();
    journal.call("c", "anna", [HOUR / 2 - 10, HOUR / 2 + 10, HOUR / 2 + 60]);
    let offered = |attribution| {
        let question = Question {
            attribution,
            ..hour()
        };
        let intervals = journal.report_of(&question).intervals;
        let intervals = intervals.iter();
        intervals
            .map(|(_, figures)| value(figures, "offered").unwrap())
            .collect::<Vec<_>>()
    };

    assert_eq!(offered(Attribution::Arrival), [1.0, 0.0]);
    assert_eq!(offered(Attribution::Outcome), [0.0, 1.0]);
}

#[test]
fn whoever_comes_after_the_period_is_not_of_it() {
    let mut journal = Journal::default();
    journal.enters(HOUR, "late").abandons(HOUR + 1, "late");
    journal.enters(HOUR - 1, "last").abandons(HOUR + 1, "last");

    assert_eq!(value(&journal.report().total, "offered"), Some(1.0));
}

#[test]
fn a_day_is_planned_from_those_who_waited_live() {
    let mut journal = two_hotlines();
    journal.enters_by(3, "left", ChannelKind::Message);
    journal.enters(HOUR, "later");
    let history = History::of(&journal.facts());
    let shop = Question {
        hotlines: Some(BTreeSet::from([hotline("shop")])),
        ..hour()
    };

    assert_eq!(
        arrivals(&history, &hour()),
        [moment(0), moment(0), moment(5)]
    );
    assert_eq!(arrivals(&history, &shop), [moment(0), moment(5)]);
}

#[test]
fn more_intervals_than_anybody_reads_become_longer() {
    let question = Question {
        interval: std::time::Duration::from_millis(1),
        ..Question::of(moment(0), moment(400 * 24 * HOUR))
    };

    assert_eq!(question.intervals().len(), 1_000);
    assert!(Question::of(moment(1), moment(0)).intervals().is_empty());
}

fn two_hotlines() -> Journal {
    let mut journal = Journal::default();
    journal.call("a", "anna", [0, 10, 60]);
    journal.enters(5, "gone").abandons(50, "gone");
    journal.enters_at(0, "b", ChannelKind::Call, ("bank", "general"));
    journal.is_answered(8, "b", "bert");
    journal.ends(90, "b", EndReason::VisitorHungUp);
    journal
}

fn hotline(id: &str) -> HotlineId {
    HotlineId::new(id).unwrap()
}
