//! What if: the question, checked and with the plan it is played by.

use super::question;
use super::telling::{definitions, figures};
use crate::configuration::PlanPost;
use bellpull_hotline::Timestamp;
use bellpull_hotline::configuration::Strategy;
use bellpull_hotline::statistics::{History, Question};
use bellpull_hotline::what_if::{self as heart, Scenario, Shift};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::staffing::{WhatIfAnswer, WhatIfQuestion};
use bellpull_protocol::statistics::Query;
use serde::{Deserialize, Serialize};

/// For the register's object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfAsked {
    pub question: WhatIfQuestion,
    pub plan: PlanPost,
}

impl WhatIfAsked {
    /// The period, for the facts that are needed.
    ///
    /// # Errors
    /// As for [`question`].
    pub fn period(&self, now: Timestamp) -> Result<Question, RefusalCode> {
        let asked = &self.question;
        let query = Query {
            from_ms: Some(asked.from_ms),
            until_ms: Some(asked.until_ms),
            threshold_s: asked.threshold_s,
            ..Query::default()
        };
        question(&query, None, now)
    }

    fn scenario(&self) -> Result<Scenario, RefusalCode> {
        let asked = &self.question;
        let roster = asked.roster.as_ref().map(|shifts| {
            let shifts = shifts.iter().map(|shift| Shift {
                from: Timestamp::from_millis(shift.from_ms),
                until: Timestamp::from_millis(shift.until_ms),
                operator: shift.operator.clone(),
                departments: shift.departments.clone(),
                goes: true,
            });
            shifts.collect()
        });
        let strategy = asked.strategy.as_deref();
        let strategy = strategy.map(|name| strategy_called(name, asked.seed));
        Ok(Scenario {
            seed: asked.seed,
            plan: self.plan.plan(),
            roster,
            more: asked.more,
            fewer: asked.fewer,
            strategy: strategy.transpose()?,
        })
    }
}

/// Plays the period again. How long that takes is bounded by the heart.
///
/// # Errors
/// [`RefusalCode::Malformed`] for a strategy that we do not have, a period or a roster that is too long.
pub fn what_if(
    asked: &WhatIfAsked,
    history: &History,
    now: Timestamp,
) -> Result<WhatIfAnswer, RefusalCode> {
    let question = asked.period(now)?;
    let scenario = asked.scenario()?;
    let answer = heart::what_if(history, &question, &scenario, now);
    let answer = answer.map_err(|_| RefusalCode::Malformed)?;
    Ok(WhatIfAnswer {
        definitions: definitions(),
        before: figures(&answer.before),
        after: figures(&answer.after),
        contacts: answer.contacts,
        cut_short: answer.cut_short,
    })
}

fn strategy_called(name: &str, seed: u64) -> Result<Strategy, RefusalCode> {
    if name == "random" {
        return Ok(Strategy::Random { seed });
    }
    let name = serde_json::Value::from(name);
    serde_json::from_value(name).map_err(|_| RefusalCode::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::configuration::Configuration;
    use std::collections::BTreeMap;

    const NOW: Timestamp = Timestamp::from_millis(100 * 86_400_000);

    #[test]
    fn a_quiet_day_played_again_is_a_quiet_day() {
        let answer = what_if(&asked(Some("ring_all")), &History::default(), NOW).unwrap();

        assert_eq!((answer.contacts, answer.cut_short), (0, false));
        let keys = |figures: &[bellpull_protocol::statistics::Figure]| {
            let keys = figures.iter().map(|figure| figure.key.clone());
            keys.collect::<Vec<_>>()
        };
        assert_eq!(keys(&answer.before), keys(&answer.after));
    }

    #[test]
    fn strategies_have_the_names_of_the_configuration() {
        let play = |name| what_if(&asked(Some(name)), &History::default(), NOW);
        assert!(play("round_robin").is_ok());
        assert!(play("random").is_ok());
        assert_eq!(play("nearest").map(drop), Err(RefusalCode::Malformed));
    }

    #[test]
    fn longer_than_a_week_is_not_played() {
        let mut month = asked(None);
        month.question.from_ms = 60 * 86_400_000;
        let answer = what_if(&month, &History::default(), NOW);
        assert_eq!(answer.map(drop), Err(RefusalCode::Malformed));
    }

    fn asked(strategy: Option<&str>) -> WhatIfAsked {
        WhatIfAsked {
            question: WhatIfQuestion {
                from_ms: 98 * 86_400_000,
                until_ms: 99 * 86_400_000,
                threshold_s: None,
                seed: 1,
                roster: None,
                more: 1,
                fewer: 0,
                strategy: strategy.map(str::to_owned),
            },
            plan: PlanPost {
                revision: 1,
                configuration: Configuration::named("Demo"),
                people: BTreeMap::new(),
            },
        }
    }
}
