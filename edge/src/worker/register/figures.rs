//! Figures from the facts that the register keeps. They are read in pages; what an answer may take is bounded.

use super::Register;
use crate::refusing::{RefusalBody, status};
use crate::register::storage::{COUNT_FACTS, FACTS, FactRow};
use crate::statistics::{
    Asked, MOST_FACTS, PlanAsked, Planned, WhatIfAsked, around, question, told, what_if,
};
use crate::worker::clock;
use crate::zones;
use bellpull_hotline::Fact;
use bellpull_hotline::statistics::{History, QueueLog, report};
use bellpull_protocol::RefusalCode;
use serde::{Deserialize, Serialize};
use worker::{Response, Result};

/// How many facts are in memory as rows at a time.
const PAGE: u64 = 5_000;

/// A refusal is an answer; an error is a broken storage.
type Answered<T> = std::result::Result<T, RefusalCode>;

impl Register {
    pub(super) fn statistics(&self, asked: &Asked) -> Result<Response> {
        let now = clock::now();
        let question = match question(&asked.query, asked.hotlines.clone(), now) {
            Ok(question) => question,
            Err(code) => return refused(code),
        };
        let answer = self
            .history(around(question.from, question.until))?
            .map(|history| {
                let report = report(&history, &question, now);
                told(report, &question, now, &asked.people)
            });
        respond(answer)
    }

    /// The facts of a period as app_queue writes them. Those before it are read to know who waited when it began.
    pub(super) fn queue_log(&self, asked: &Asked) -> Result<Response> {
        let question = match question(&asked.query, asked.hotlines.clone(), clock::now()) {
            Ok(question) => question,
            Err(code) => return refused(code),
        };
        let mut log = QueueLog::of(asked.hotlines.clone());
        let mut text = String::new();
        let (from, _) = around(question.from, question.until);
        let read = self.each_fact((from, question.until.as_millis()), |fact| {
            for line in log.take(fact) {
                if fact.at >= question.from {
                    text.push_str(&line);
                    text.push('\n');
                }
            }
        })?;
        match read {
            Ok(()) => Response::ok(text),
            Err(code) => refused(code),
        }
    }

    pub(super) fn planned(&self, asked: PlanAsked) -> Result<Response> {
        let zone = asked.zone.as_deref().and_then(zones::zone);
        let mut planned = match Planned::new(asked.question, zone.as_ref()) {
            Ok(planned) => planned,
            Err(code) => return refused(code),
        };
        for day in planned.days() {
            match self.history(around(day.from, day.until))? {
                Ok(history) => planned.take(&day, &history),
                Err(code) => return refused(code),
            }
        }
        respond(planned.answer())
    }

    pub(super) fn what_if(&self, asked: &WhatIfAsked) -> Result<Response> {
        let now = clock::now();
        let question = match asked.period(now) {
            Ok(question) => question,
            Err(code) => return refused(code),
        };
        let history = self.history(around(question.from, question.until))?;
        respond(history.and_then(|history| what_if(asked, &history, now)))
    }

    fn history(&self, period: (u64, u64)) -> Result<Answered<History>> {
        let mut history = History::default();
        let read = self.each_fact(period, |fact| history.take(fact))?;
        Ok(read.map(|()| history))
    }

    /// Nothing at all when there are more than can be read for one answer.
    fn each_fact(
        &self,
        (from, until): (u64, u64),
        mut take: impl FnMut(&Fact),
    ) -> Result<Answered<()>> {
        #[derive(Deserialize)]
        struct Row {
            total: u64,
        }
        let values = [from.into(), until.into(), (MOST_FACTS + 1).into()];
        let counted = self.rows::<Row>(COUNT_FACTS, &values)?;
        if counted.first().is_some_and(|row| row.total > MOST_FACTS) {
            return Ok(Err(RefusalCode::TooMany));
        }
        // Numbers begin at 1: this is just before the first of the period.
        let mut after = (from, 0);
        loop {
            let values = [after.0.into(), after.1.into(), until.into(), PAGE.into()];
            let rows = self.rows::<FactRow>(FACTS, &values)?;
            for row in &rows {
                take(&row.read()?);
            }
            match rows.last() {
                Some(last) => after = (last.at_ms, last.seq),
                None => return Ok(Ok(())),
            }
        }
    }
}

fn respond(answer: Answered<impl Serialize>) -> Result<Response> {
    match answer {
        Ok(answer) => Response::from_json(&answer),
        Err(code) => refused(code),
    }
}

fn refused(code: RefusalCode) -> Result<Response> {
    let body = RefusalBody::from(code);
    Ok(Response::from_json(&body)?.with_status(status(code)))
}
