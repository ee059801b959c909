//! What holds for every history, however strange.

use crate::journal::{BEGIN, figure, value};
use bellpull_hotline::statistics::{Attribution, Figure, History, Question, Report, report};
use bellpull_hotline::{
    ChannelKind, ConsultOutcome, Disposition, EndReason, Fact, FactKind, Presence, RingOutcome,
    Timestamp, TransferredTo, TryOutcome, WhyMoved,
};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, VisitorId};
use proptest::prelude::*;
use std::time::Duration;

const PERIOD_MS: u64 = 3_600_000;

proptest! {
    #[test]
    fn offered_is_the_sum_of_what_became_of_them(facts in history(), by_outcome: bool) {
        let report = of(&facts, by_outcome);

        let slices = [&report.total].into_iter()
            .chain(report.intervals.iter().map(|(_, figures)| figures))
            .chain(report.hotlines.values())
            .chain(report.departments.values())
            .chain(report.topics.values());
        for figures in slices {
            let count = |key| value(figures, key).unwrap();
            let sum = count("answered") + count("abandoned") + count("flow_out")
                + count("callback_converted") + count("still_waiting");
            prop_assert_eq!(count("offered"), sum);
        }
    }

    #[test]
    fn the_parts_add_up_to_the_whole(facts in history(), by_outcome: bool) {
        let report = of(&facts, by_outcome);

        for key in ["offered", "answered", "abandoned", "still_waiting", "handled"] {
            let sum = |parts: Vec<&Vec<Figure>>| -> f64 {
                parts.into_iter().filter_map(|figures| value(figures, key)).sum()
            };
            let whole = value(&report.total, key).unwrap();
            let intervals = report.intervals.iter().map(|(_, figures)| figures).collect();
            prop_assert_eq!(sum(intervals), whole, "{}", key);
            prop_assert_eq!(sum(report.hotlines.values().collect()), whole, "{}", key);
            prop_assert_eq!(sum(report.topics.values().collect()), whole, "{}", key);
        }
    }

    #[test]
    fn every_figure_is_a_number_in_its_range_or_no_data(facts in history()) {
        let report = of(&facts, false);

        let rows = report.operators.values().chain(report.departments.values());
        for figure in rows.chain([&report.total]).flatten() {
            let Some(value) = figure.value else {
                prop_assert_eq!(figure.n, 0, "{}", figure.key);
                continue;
            };
            let range = match figure.key {
                "nps" => -100.0..=100.0,
                _ if figure.unit == bellpull_hotline::statistics::Unit::Share => 0.0..=1.0,
                _ => 0.0..=1e15,
            };
            prop_assert!(range.contains(&value), "{}: {}", figure.key, value);
        }
    }

    #[test]
    fn taking_facts_one_by_one_or_in_two_parts_is_the_same(facts in history(), cut in 0usize..200) {
        let cut = cut.min(facts.len());
        let mut history = History::of(&facts[..cut]);
        facts[cut..].iter().for_each(|fact| history.take(fact));

        prop_assert_eq!(report(&history, &question(false), now()), of(&facts, false));
    }
}

#[test]
fn service_levels_are_ordered_as_their_formulas_are() {
    let facts = [entered(0, 0), ended(0, 3_000, EndReason::VisitorAbandoned)];
    let report = of(&facts, false);

    assert_eq!(value(&report.total, "sl_1"), Some(1.0));
    assert_eq!(value(&report.total, "sl_3"), Some(0.0));
    assert_eq!(figure(&report.total, "sl_3").n, 1);
}

fn of(facts: &[Fact], by_outcome: bool) -> Report {
    report(&History::of(facts), &question(by_outcome), now())
}

fn question(by_outcome: bool) -> Question {
    let (from, until) = (BEGIN, BEGIN + PERIOD_MS);
    let (from, until) = (Timestamp::from_millis(from), Timestamp::from_millis(until));
    Question {
        interval: Duration::from_secs(700),
        attribution: if by_outcome {
            Attribution::Outcome
        } else {
            Attribution::Arrival
        },
        ..Question::of(from, until)
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(BEGIN + PERIOD_MS / 2)
}

/// Facts about few contacts and operators, in an order of time and of no sense.
fn history() -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec((0u64..30_000, 0u32..6, 0u32..3, 0u32..40), 0..200).prop_map(|steps| {
        let mut at = BEGIN - 600_000;
        let steps = steps.into_iter();
        steps
            .map(|(pause, contact, operator, kind)| {
                at += pause;
                fact(at, contact, operator, kind)
            })
            .collect()
    })
}

fn fact(at: u64, number: u32, operator_number: u32, kind: u32) -> Fact {
    let contact = ContactId::new(format!("c{number}")).unwrap();
    let operator = OperatorId::new(format!("o{operator_number}")).unwrap();
    let colleague = OperatorId::new(format!("o{}", (operator_number + 1) % 3)).unwrap();
    let department = DepartmentId::new(format!("d{}", kind % 3)).unwrap();
    let channels = [
        ChannelKind::Call,
        ChannelKind::Chat,
        ChannelKind::Message,
        ChannelKind::Callback,
    ];
    let channel = channels[kind as usize % 4];
    let kind = match kind {
        0..=7 => return entered_by(at, number, channel),
        8..=10 => FactKind::ChannelChanged { contact, channel },
        11 => FactKind::DepartmentChanged {
            contact,
            department,
            why: WhyMoved::Transferred,
        },
        12..=14 => FactKind::Rang {
            contact,
            operator,
            ring: 1,
        },
        15..=17 => FactKind::RingEnded {
            contact,
            operator,
            ring: 1,
            outcome: if kind == 17 {
                RingOutcome::NoAnswer
            } else {
                RingOutcome::Accepted
            },
        },
        18..=20 => FactKind::Bridged { contact, operator },
        21 => FactKind::ChatAccepted { contact, operator },
        22 => FactKind::HeldBegan { contact },
        23 => FactKind::HeldEnded { contact },
        24 => FactKind::Transferred {
            contact,
            operator,
            to: TransferredTo::Operator(colleague),
        },
        25 => FactKind::ConsultEnded {
            contact,
            operator,
            colleague,
            outcome: ConsultOutcome::Transferred,
        },
        26 => FactKind::Tried {
            contact,
            operator,
            tried: 1,
            outcome: TryOutcome::Reached,
        },
        27 => FactKind::Requeued { contact, operator },
        28 | 29 => return ended(number, at - BEGIN.min(at), EndReason::VisitorHungUp),
        30 => return ended(number, at - BEGIN.min(at), EndReason::TimedOut),
        31 => FactKind::WrapUpBegan { contact, operator },
        32 => FactKind::WrapUpEnded { contact, operator },
        33 => FactKind::Disposed {
            contact,
            operator,
            disposition: Disposition::Resolved,
        },
        34 => FactKind::Topic {
            contact,
            operator,
            topic: "delivery".into(),
        },
        35 => FactKind::Rated { contact, stars: 4 },
        36 => FactKind::Surveyed {
            contact,
            recommend: Some(9),
            settled: None,
        },
        37 => FactKind::PresenceChanged {
            operator,
            presence: Presence::Offline,
            reason: None,
        },
        _ => FactKind::PresenceChanged {
            operator,
            presence: Presence::Available,
            reason: None,
        },
    };
    Fact {
        at: Timestamp::from_millis(at),
        kind,
    }
}

fn entered(number: u32, after: u64) -> Fact {
    entered_by(BEGIN + after, number, ChannelKind::Call)
}

fn entered_by(at: u64, number: u32, channel: ChannelKind) -> Fact {
    let kind = FactKind::Entered {
        contact: ContactId::new(format!("c{number}")).unwrap(),
        visitor: VisitorId::new(format!("v{}", number % 3)).unwrap(),
        hotline: HotlineId::new(format!("h{}", number % 2)).unwrap(),
        department: DepartmentId::new(format!("d{}", number % 3)).unwrap(),
        language: "en".into(),
        channel,
    };
    Fact {
        at: Timestamp::from_millis(at),
        kind,
    }
}

fn ended(number: u32, after: u64, reason: EndReason) -> Fact {
    let kind = FactKind::Ended {
        contact: ContactId::new(format!("c{number}")).unwrap(),
        reason,
        operator: None,
    };
    Fact {
        at: Timestamp::from_millis(BEGIN + after),
        kind,
    }
}
