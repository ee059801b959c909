//! With another roster or strategy.

use crate::day::{Day, HOUR, moment, operator, unchanged, value};
use bellpull_hotline::configuration::{Department, Plan, Strategy, Tier};
use bellpull_hotline::statistics::{History, Question, report};
use bellpull_hotline::what_if::{Mistake, Recording, Scenario, Shift, replay, roster, what_if};
use bellpull_protocol::DepartmentId;
use std::collections::BTreeMap;
use std::time::Duration;

#[test]
fn more_operators_answer_more_and_sooner() {
    let answer = Day::default().answer(&Scenario {
        more: 4,
        ..unchanged()
    });

    assert!(value(&answer.after, "sl_4") > value(&answer.before, "sl_4") + 0.05);
    assert!(value(&answer.after, "asa") < value(&answer.before, "asa"));
    assert!(value(&answer.after, "abandoned") < value(&answer.before, "abandoned"));
    assert!(value(&answer.after, "occupancy") < value(&answer.before, "occupancy"));
}

#[test]
fn whoever_is_more_can_do_what_is_insisted_on() {
    let day = Day::default();
    let mut plan = Plan::unwritten();
    let department = Department {
        skills: BTreeMap::from([("returns".into(), 7)]),
        tiers: vec![Tier {
            after_s: 0,
            operators: vec!["nobody".into()],
        }],
        ..Department::default()
    };
    let departments = &mut plan.configuration.departments;
    departments.insert(DepartmentId::general(), department);

    let answered = |more| {
        let plan = plan.clone();
        let scenario = Scenario {
            more,
            ..Scenario::unchanged(plan)
        };
        value(&day.answer(&scenario).after, "answered")
    };

    assert_eq!(answered(0), 0.0);
    assert!(answered(2) > 100.0);
}

#[test]
fn fewer_operators_answer_fewer_and_later() {
    let answer = Day::default().answer(&Scenario {
        fewer: 3,
        ..unchanged()
    });

    assert!(value(&answer.after, "sl_4") < value(&answer.before, "sl_4") - 0.1);
    assert!(value(&answer.after, "asa") > value(&answer.before, "asa"));
    assert!(value(&answer.after, "abandoned") > value(&answer.before, "abandoned"));
}

#[test]
fn with_nobody_there_everybody_gives_up_in_the_end() {
    let day = Day::default();

    let answer = day.answer(&Scenario {
        fewer: day.operators,
        ..unchanged()
    });

    assert_eq!(value(&answer.after, "answered"), 0.0);
    let offered = value(&answer.after, "offered");
    // Those who came last may still wait when it ends.
    assert!(value(&answer.after, "abandoned") > 0.9 * offered);
}

#[test]
fn a_roster_says_who_is_there_when() {
    let day = Day::default();
    let shift = |number, from, until| Shift {
        operator: operator(number),
        from: moment(from * HOUR),
        until: moment(until * HOUR),
        departments: None,
        goes: true,
    };
    // Everybody, but not in the third hour.
    let roster = (0..10).flat_map(|number| [shift(number, 0, 2), shift(number, 3, 6)]);
    let scenario = Scenario {
        roster: Some(roster.collect()),
        ..unchanged()
    };

    let answer = day.answer(&scenario);

    assert_eq!(value(&answer.after, "logged_in"), 10.0 * 3.0 * 3_600.0);
    assert!(value(&answer.after, "abandoned") > value(&answer.before, "abandoned") + 100.0);
}

#[test]
fn another_strategy_gives_the_work_to_others() {
    let day = Day {
        per_hour: 60.0,
        ..Day::default()
    };
    let history = day.history();
    let handled_by_the_first = |strategy| {
        let scenario = Scenario {
            strategy: Some(strategy),
            ..unchanged()
        };
        let (from, until) = (moment(0), moment(day.hours * HOUR));
        let recording = Recording::of(&history, (from, until), until);
        let shifts = roster(&history, (from, until));
        let played = replay(&recording, &shifts, &scenario, until);
        let report = report(
            &History::of(&played.facts),
            &Question::of(from, until),
            until,
        );
        let first = &report.operators[&operator(0)];
        value(first, "handled") / value(&report.total, "handled")
    };

    let in_turn = handled_by_the_first(Strategy::LongestIdle);
    let the_first_first = handled_by_the_first(Strategy::Linear);

    assert!((0.05..0.15).contains(&in_turn), "{in_turn}");
    assert!(the_first_first > 0.2, "{the_first_first}");
}

#[test]
fn what_is_too_long_for_one_replay_is_refused() {
    let day = Day::default();
    let history = History::default();
    let ask = |question: &Question, scenario: &Scenario| {
        what_if(&history, question, scenario, moment(0)).map(|answer| answer.contacts)
    };
    let days = Question::of(moment(0), moment(8 * 24 * HOUR));
    let nothing = Question::of(moment(1), moment(1));
    let shifts = vec![day.shifts().remove(0); 2_001];
    let long = Scenario {
        roster: Some(shifts),
        ..unchanged()
    };
    let many = Scenario {
        more: 201,
        ..unchanged()
    };

    assert_eq!(ask(&days, &unchanged()), Err(Mistake::Period));
    assert_eq!(ask(&nothing, &unchanged()), Err(Mistake::Period));
    assert_eq!(ask(&day.question(), &long), Err(Mistake::Roster));
    assert_eq!(ask(&day.question(), &many), Err(Mistake::More));
    assert_eq!(ask(&day.question(), &unchanged()), Ok(0));
}

#[test]
fn the_replay_itself_can_be_recorded() {
    let day = Day::default();
    let facts = day.facts();
    let until = moment(day.hours * HOUR);

    let recording = Recording::of(&History::of(&facts), (moment(0), until), until);

    let answered = recording
        .arrivals
        .iter()
        .filter(|arrival| arrival.work.is_some());
    let works: Vec<_> = answered
        .filter_map(|arrival| arrival.work.as_ref())
        .collect();
    assert!(works.len() > 800, "{}", works.len());
    assert!(
        works
            .iter()
            .all(|(_, work)| work.ringing == Duration::from_secs(3))
    );
}
