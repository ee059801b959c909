//! How many operators are needed: for a load, and for a day by the same weekday of the weeks before.

use super::telling::figures;
use crate::zones::weeks_before;
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::Zone;
use bellpull_hotline::staffing::{self, Demand, Load, Patience, Performance, Shrinkage, Target};
use bellpull_hotline::statistics::{History, Question, arrivals, report};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::staffing::{
    PlanAnswer, PlanQuestion, PlanRow, StaffingAnswer, StaffingQuestion, StaffingRow,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const WITHOUT_PATIENCE: &str = "ERLANG-C";
const WITH_PATIENCE: &str = "ERLANG-A";

/// What a measured handling time is taken for when it is out of what formulas are for; see `staffing::Load`.
const LEAST_HANDLING_S: f64 = 1.0;
const MOST_HANDLING_S: f64 = 14_400.0;

/// So many operators fewer and more than needed are told too.
const AROUND: u32 = 4;

/// Assumed when nothing was measured, in seconds.
const USUAL_HANDLING_S: f64 = 180.0;
const MOST_WEEKS: u32 = 12;
const USUAL_WEEKS: u32 = 4;
/// A day with the clocks put back.
const LONGEST_DAY_MS: u64 = 25 * 3_600 * 1_000;

/// What a load needs.
///
/// # Errors
/// [`RefusalCode::Malformed`] for a number out of its range.
pub fn staffing(question: &StaffingQuestion) -> Result<StaffingAnswer, RefusalCode> {
    let bad = |_: staffing::Mistake| RefusalCode::Malformed;
    let load = Load::new(question.load_per_hour, question.aht_s).map_err(bad)?;
    let patience = question.patience_s.map(Patience::new);
    let patience = patience.transpose().map_err(bad)?;
    let target = Target::new(question.percent, question.within_s).map_err(bad)?;
    let shrinkage = Shrinkage::new(question.shrinkage).map_err(bad)?;
    let demand = Demand { load, patience };
    let needed = demand.needed(target);
    let rows = needed.saturating_sub(AROUND)..=needed.saturating_add(AROUND);
    Ok(StaffingAnswer {
        formula: formula(patience.is_some()).to_owned(),
        service_level_means: format!("Answered within {} s / all who arrive", question.within_s),
        erlang: load.erlang(),
        guess: demand.guess(target),
        needed,
        rostered: shrinkage.rostered(needed),
        rows: rows
            .filter(|operators| *operators > 0)
            .map(|operators| row(demand.with(operators, question.within_s)))
            .collect(),
    })
}

fn formula(has_patience: bool) -> &'static str {
    if has_patience {
        WITH_PATIENCE
    } else {
        WITHOUT_PATIENCE
    }
}

fn row(performance: Performance) -> StaffingRow {
    StaffingRow {
        operators: performance.operators,
        waits: performance.waits,
        service_level: performance.service_level,
        mean_wait_s: performance.mean_wait_s,
        occupancy: performance.occupancy,
        abandons: performance.abandons,
    }
}

/// A day to plan, for the register's object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanAsked {
    pub question: PlanQuestion,
    /// The zone whose clocks the days begin by.
    pub zone: Option<String>,
}

/// A day that can be planned: the days before that are looked at, each with the question for its figures.
#[derive(Debug)]
pub struct Planned {
    question: PlanQuestion,
    target: Target,
    shrinkage: Shrinkage,
    patience: Option<Patience>,
    interval: Duration,
    days: Vec<Question>,
    arrivals: Vec<Timestamp>,
    /// Handled contacts, and the seconds they took.
    handled: (u64, f64),
}

impl Planned {
    /// # Errors
    /// [`RefusalCode::Malformed`] for a day that is none, or a number out of its range.
    pub fn new(asked: PlanQuestion, zone: Option<&Zone>) -> Result<Self, RefusalCode> {
        let bad = |_: staffing::Mistake| RefusalCode::Malformed;
        let weeks = asked.weeks.unwrap_or(USUAL_WEEKS);
        let length = asked.until_ms.saturating_sub(asked.from_ms);
        if length == 0 || length > LONGEST_DAY_MS || weeks == 0 || weeks > MOST_WEEKS {
            return Err(RefusalCode::Malformed);
        }
        let interval = Duration::from_secs(asked.interval_s.unwrap_or(1_800).into());
        let from = Timestamp::from_millis(asked.from_ms);
        let days = (1..=weeks).map(|weeks| {
            let from = weeks_before(zone, from, weeks);
            let until = Timestamp::from_millis(from.as_millis() + length);
            Question {
                interval,
                hotlines: asked.hotline.clone().map(|hotline| [hotline].into()),
                department: asked.department.clone(),
                ..Question::of(from, until)
            }
        });
        let patience = asked.patience_s.map(Patience::new);
        Ok(Self {
            target: Target::new(asked.percent, asked.within_s).map_err(bad)?,
            shrinkage: Shrinkage::new(asked.shrinkage).map_err(bad)?,
            patience: patience.transpose().map_err(bad)?,
            interval,
            days: days.collect(),
            arrivals: vec![],
            handled: (0, 0.0),
            question: asked,
        })
    }

    /// The days to look at.
    #[must_use]
    pub fn days(&self) -> Vec<Question> {
        self.days.clone()
    }

    /// What happened on one of them.
    pub fn take(&mut self, day: &Question, history: &History) {
        self.arrivals.extend(arrivals(history, day));
        let total = report(history, day, day.until).total;
        for figure in figures(&total) {
            if let ("aht", Some(mean)) = (figure.key.as_str(), figure.value) {
                self.handled.0 += figure.n;
                self.handled.1 += mean * figure.n as f64;
            }
        }
    }

    /// # Errors
    /// [`RefusalCode::Malformed`] when more is expected than staffing can be computed for.
    pub fn answer(self) -> Result<PlanAnswer, RefusalCode> {
        let (handled, handling_s) = self.handled;
        let (aht_s, aht_n) = match self.question.aht_s {
            Some(given) => (given, 0),
            // Of chats that were over at once a formula has nothing to say.
            None if handled > 0 => {
                let measured = handling_s / handled as f64;
                (measured.clamp(LEAST_HANDLING_S, MOST_HANDLING_S), handled)
            }
            None => (USUAL_HANDLING_S, 0),
        };
        let days: Vec<_> = self.days.iter().map(|day| day.from).collect();
        let from = Timestamp::from_millis(self.question.from_ms);
        let until = Timestamp::from_millis(self.question.until_ms);
        let planned = staffing::plan(
            (from, until),
            self.interval,
            &days,
            &self.arrivals,
            (aht_s, self.patience, self.target, self.shrinkage),
        );
        let planned = planned.map_err(|_| RefusalCode::Malformed)?.into_iter();
        let rows = planned.map(|interval| PlanRow {
            from_ms: interval.from.as_millis(),
            until_ms: interval.until.as_millis(),
            arrivals: interval.arrivals,
            needed: interval.needed,
            rostered: interval.rostered,
        });
        Ok(PlanAnswer {
            formula: formula(self.patience.is_some()).to_owned(),
            aht_s,
            aht_n,
            rows: rows.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{ChannelKind, Fact, FactKind};
    use bellpull_protocol::{ContactId, DepartmentId, HotlineId, VisitorId};

    const HOUR_MS: u64 = 3_600_000;
    const WEEK_MS: u64 = 7 * 24 * HOUR_MS;

    #[test]
    fn a_load_needs_what_erlang_says() {
        // The textbook's hundred calls an hour of three minutes each: 5 erlang, 80 percent within 20 seconds.
        let answer = staffing(&StaffingQuestion {
            load_per_hour: 100.0,
            aht_s: 180.0,
            patience_s: None,
            percent: 80.0,
            within_s: 20.0,
            shrinkage: 0.3,
        })
        .unwrap();

        assert_eq!((answer.formula.as_str(), answer.needed), ("ERLANG-C", 8));
        assert_eq!(answer.rostered, 12);
        assert_eq!(answer.rows.len(), 9);
        let needed = answer.rows.iter().find(|row| row.operators == 8).unwrap();
        assert!(needed.service_level >= 0.8);
    }

    #[test]
    fn numbers_out_of_their_range_are_refused() {
        let answer = staffing(&StaffingQuestion {
            load_per_hour: f64::INFINITY,
            aht_s: 180.0,
            patience_s: None,
            percent: 80.0,
            within_s: 20.0,
            shrinkage: 0.0,
        });
        assert_eq!(answer, Err(RefusalCode::Malformed));
    }

    #[test]
    fn a_day_is_planned_by_the_same_weekday_of_the_weeks_before() {
        let mut planned = Planned::new(asked(2), None).unwrap();
        let days = planned.days();
        assert_eq!(days.len(), 2);
        for day in days {
            let arrivals = (0..20).map(|number| entered(day.from.as_millis() + number * 60_000));
            let history = History::of(&arrivals.collect::<Vec<_>>());
            planned.take(&day, &history);
        }

        let answer = planned.answer().unwrap();

        assert_eq!(answer.rows.len(), 2);
        assert_eq!(answer.rows[0].arrivals, 20.0);
        assert!(answer.rows[0].needed > 1);
        assert_eq!((answer.rows[1].arrivals, answer.rows[1].needed), (0.0, 0));
        assert_eq!((answer.aht_s, answer.aht_n), (USUAL_HANDLING_S, 0));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        let refused = |change: fn(&mut PlanQuestion)| {
            let mut asked = asked(1);
            change(&mut asked);
            assert_eq!(
                Planned::new(asked, None).map(drop),
                Err(RefusalCode::Malformed)
            );
        };
        refused(|asked| asked.until_ms = asked.from_ms);
        refused(|asked| asked.until_ms = asked.from_ms + 2 * 24 * HOUR_MS);
        refused(|asked| asked.weeks = Some(0));
        refused(|asked| asked.weeks = Some(1_000));
        refused(|asked| asked.percent = 100.0);
    }

    fn asked(weeks: u32) -> PlanQuestion {
        PlanQuestion {
            from_ms: 10 * WEEK_MS,
            until_ms: 10 * WEEK_MS + HOUR_MS,
            weeks: Some(weeks),
            interval_s: None,
            hotline: None,
            department: None,
            aht_s: None,
            patience_s: None,
            percent: 80.0,
            within_s: 20.0,
            shrinkage: 0.0,
        }
    }

    fn entered(at_ms: u64) -> Fact {
        let kind = FactKind::Entered {
            contact: ContactId::new(format!("c{at_ms}")).unwrap(),
            visitor: VisitorId::new("v1").unwrap(),
            hotline: HotlineId::new("demo").unwrap(),
            language: "en".into(),
            channel: ChannelKind::Call,
            department: DepartmentId::general(),
        };
        let at = Timestamp::from_millis(at_ms);
        Fact { at, kind }
    }
}
