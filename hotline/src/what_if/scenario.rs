//! What is to be otherwise.

use super::roster::{Shift, roster};
use crate::configuration::{Plan, Profile, Strategy};
use crate::statistics::{History, Question};
use crate::time::Timestamp;
use bellpull_protocol::{DepartmentId, OperatorId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

/// A week of a large hotline still takes seconds.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3_600);
const MOST_SHIFTS: usize = 2_000;
const MOST_MORE: u32 = 200;
/// The highest level of a skill.
const BEST: u8 = 10;

/// What is changed; without a change it is the past again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    pub seed: u64,
    /// The organisation's configuration, as it was.
    pub plan: Plan,
    /// Who is there when; `None`: who was.
    pub roster: Option<Vec<Shift>>,
    /// So many more, there whenever anybody is, who can do everything.
    pub more: u32,
    /// So many fewer: the last by their ids stay away.
    pub fewer: u32,
    /// Of every department.
    pub strategy: Option<Strategy>,
}

/// Why a question is not played. `Display` says what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    Period,
    Roster,
    More,
}

impl Scenario {
    /// The past, as it was.
    #[must_use]
    pub fn unchanged(plan: Plan) -> Self {
        Self {
            seed: 0,
            plan,
            roster: None,
            more: 0,
            fewer: 0,
            strategy: None,
        }
    }

    pub(super) fn check(&self, question: &Question) -> Result<(), Mistake> {
        let length = question.until.since(question.from);
        if length.is_zero() || length > LONGEST {
            return Err(Mistake::Period);
        }
        let shifts = self.roster.as_ref().map_or(0, Vec::len);
        if shifts > MOST_SHIFTS {
            return Err(Mistake::Roster);
        }
        if self.more > MOST_MORE {
            return Err(Mistake::More);
        }
        Ok(())
    }

    /// Who is there when, with those who are more and without those who stay away.
    pub(super) fn shifts(&self, history: &History, period: (Timestamp, Timestamp)) -> Vec<Shift> {
        let (from, until) = period;
        let mut shifts = match &self.roster {
            None => roster(history, period),
            Some(asked) => asked.clone(),
        };
        for shift in &mut shifts {
            shift.from = shift.from.max(from);
            shift.until = shift.until.min(until);
        }
        shifts.retain(|shift| shift.from < shift.until);
        let operators: BTreeSet<_> = shifts.iter().map(|shift| shift.operator.clone()).collect();
        let stay_away: BTreeSet<_> = operators.iter().rev().take(self.fewer as usize).collect();
        shifts.retain(|shift| !stay_away.contains(&shift.operator));
        let somebody = somebody_there(&shifts);
        for operator in self.additional() {
            shifts.extend(somebody.iter().map(|(from, until)| Shift {
                from: *from,
                until: *until,
                operator: operator.clone(),
                departments: None,
                goes: true,
            }));
        }
        shifts.sort();
        shifts
    }

    /// The plan with what is to be otherwise. Ends of wrap-ups are recorded, so no timer ends them.
    pub(super) fn changed_plan(&self, shifts: &[Shift]) -> Plan {
        let mut plan = self.plan.clone();
        plan.revision = plan.revision.max(1);
        let departments = &mut plan.configuration.departments;
        if self.strategy.is_some() {
            departments.entry(DepartmentId::general()).or_default();
        }
        for department in departments.values_mut() {
            department.strategy = self.strategy.unwrap_or(department.strategy);
            department.wrap_up_s = None;
        }
        plan.configuration.routing.back_after_missed_s = None;
        self.hire(&mut plan);
        let mut named = BTreeSet::new();
        for shift in shifts {
            let Some(departments) = &shift.departments else {
                continue;
            };
            if named.insert(shift.operator.clone()) {
                profile(&mut plan, &shift.operator).departments = Some(departments.clone());
            }
        }
        plan
    }

    /// Those who are more can do everything and are rung with the first.
    fn hire(&self, plan: &mut Plan) {
        let departments = plan.configuration.departments.values();
        let insisted = departments.clone().flat_map(|one| one.skills.keys());
        let preferred = departments.flat_map(|one| one.prefers.iter().map(|one| &one.skill));
        let skills = insisted
            .chain(preferred)
            .cloned()
            .map(|skill| (skill, BEST));
        let skills: BTreeMap<_, _> = skills.collect();
        for operator in self.additional() {
            profile(plan, &operator).skills = skills.clone();
            for department in plan.configuration.departments.values_mut() {
                if let Some(first) = department.tiers.first_mut() {
                    first.operators.push(operator.to_string());
                }
            }
        }
    }

    fn additional(&self) -> impl Iterator<Item = OperatorId> + use<> {
        let numbers = 1..=self.more.min(MOST_MORE);
        numbers.filter_map(|number| OperatorId::new(format!("more-{number}")).ok())
    }
}

/// Of an operator; who has none gets one under the name of their id.
fn profile<'a>(plan: &'a mut Plan, operator: &OperatorId) -> &'a mut Profile {
    let name = plan.people.entry(operator.clone());
    let name = name.or_insert_with(|| operator.to_string()).clone();
    plan.configuration.operators.entry(name).or_default()
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mistake::Period => "from_ms, until_ms: a period of at most seven days",
            Mistake::Roster => "roster: at most 2,000 shifts",
            Mistake::More => "more: at most 200",
        })
    }
}

impl std::error::Error for Mistake {}

/// When at least one is there.
fn somebody_there(shifts: &[Shift]) -> Vec<(Timestamp, Timestamp)> {
    let mut spans: Vec<_> = shifts
        .iter()
        .map(|shift| (shift.from, shift.until))
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<(Timestamp, Timestamp)> = vec![];
    for (from, until) in spans {
        match merged.last_mut() {
            Some((_, end)) if *end >= from => *end = until.max(*end),
            Some(_) | None => merged.push((from, until)),
        }
    }
    merged
}
