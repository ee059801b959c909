//! How many are needed, and what so many reach.

use super::demand::{Load, Patience, Target};
use super::{erlang_a, erlang_c};

/// Far above what the largest load and the highest target need.
const MOST_OPERATORS: u32 = 8_000;

/// Who arrives, and whether they give up: with a patience it is Erlang A, without Erlang C.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    pub load: Load,
    pub patience: Option<Patience>,
}

/// What a number of operators reaches. Shares are from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Performance {
    pub operators: u32,
    /// Somebody who comes has to wait.
    pub waits: f64,
    /// The share of all who arrive that is answered in time; whoever gives up is not.
    pub service_level: f64,
    /// Over all who arrive; `None` where the queue grows for ever.
    pub mean_wait_s: Option<f64>,
    pub occupancy: f64,
    /// Somebody gives up; `None` where nobody does by definition.
    pub abandons: Option<f64>,
}

impl Demand {
    /// What `operators` reach, up to 8,000 of them.
    #[must_use]
    pub fn with(&self, operators: u32, within_s: f64) -> Performance {
        let operators = operators.min(MOST_OPERATORS);
        let within_s = if within_s >= 0.0 {
            within_s.min(3_600.0)
        } else {
            0.0
        };
        match self.patience {
            None => erlang_c::performance(self.load, operators, within_s),
            Some(patience) => erlang_a::performance(self.load, patience, operators, within_s),
        }
    }

    /// The fewest operators that reach the target; nobody when nobody comes.
    #[must_use]
    pub fn needed(&self, target: Target) -> u32 {
        if self.load.erlang() <= 0.0 {
            return 0;
        }
        let (share, within_s) = (target.share(), target.within_s());
        match self.patience {
            None => erlang_c::needed(self.load, share, within_s, MOST_OPERATORS)
                .unwrap_or(MOST_OPERATORS),
            Some(_) => self.needed_by_halving(share, within_s),
        }
    }

    /// The square-root rule: `a + β √a`, with the β at which a normal distribution is below it with the probability
    /// that is aimed at (by the logistic approximation). A guess, for `a` from about 10 on within one or two.
    #[must_use]
    pub fn guess(&self, target: Target) -> u32 {
        let erlang = self.load.erlang();
        let share = target.share();
        let beta = (share / (1.0 - share)).ln() / 1.702;
        let guess = (erlang + beta * erlang.sqrt()).ceil();
        guess.max(0.0) as u32
    }

    /// The table around `needed`: `before` fewer and `after` more.
    #[must_use]
    pub fn around(&self, target: Target, before: u32, after: u32) -> Vec<Performance> {
        let needed = self.needed(target);
        let from = needed.saturating_sub(before).max(1);
        let until = needed.saturating_add(after).min(MOST_OPERATORS);
        let within_s = target.within_s();
        (from..=until).map(|n| self.with(n, within_s)).collect()
    }

    /// More operators never reach less.
    fn needed_by_halving(&self, share: f64, within_s: f64) -> u32 {
        let reaches = |operators| self.with(operators, within_s).service_level >= share;
        let (mut too_few, mut enough) = (0, 1);
        while enough < MOST_OPERATORS && !reaches(enough) {
            too_few = enough;
            enough = (enough * 2).min(MOST_OPERATORS);
        }
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if reaches(middle) {
                enough = middle;
            } else {
                too_few = middle;
            }
        }
        enough
    }
}

impl Performance {
    /// Nobody comes.
    pub(super) fn of_nobody() -> Self {
        Self {
            operators: 0,
            waits: 0.0,
            service_level: 1.0,
            mean_wait_s: Some(0.0),
            occupancy: 0.0,
            abandons: None,
        }
    }

    pub(super) fn with(mut self, operators: u32) -> Self {
        self.operators = operators;
        self
    }
}
