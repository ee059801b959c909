//! Of what figures are asked.

use super::stay::{Leaving, Visit};
use super::tally::Thresholds;
use crate::time::Timestamp;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId};
use std::collections::BTreeSet;
use std::time::Duration;

/// More intervals than anybody reads; a shorter interval is made longer until there are no more.
const MOST_INTERVALS: u64 = 1_000;

/// A period, what of it, and how it is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
    pub interval: Duration,
    /// `T` and `s`.
    pub thresholds: Thresholds,
    pub attribution: Attribution,
    /// `None`: all.
    pub hotlines: Option<BTreeSet<HotlineId>>,
    pub department: Option<DepartmentId>,
    /// Only contacts that this operator talked to.
    pub operator: Option<OperatorId>,
    pub topic: Option<String>,
}

/// In which interval a contact counts, with everything that was done about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Attribution {
    /// The one in which it came: for planning.
    #[default]
    Arrival,
    /// The one in which its wait ended, for watching; of what still waits, the present one.
    Outcome,
}

impl Question {
    /// All that happened in a period, with the usual thresholds: 20 and 5 seconds.
    #[must_use]
    pub fn of(from: Timestamp, until: Timestamp) -> Self {
        Self {
            from,
            until,
            interval: Duration::from_secs(1_800),
            thresholds: Thresholds {
                in_time: Duration::from_secs(20),
                short: Duration::from_secs(5),
            },
            attribution: Attribution::Arrival,
            hotlines: None,
            department: None,
            operator: None,
            topic: None,
        }
    }

    /// The intervals of the period, the last of which may be shorter.
    #[must_use]
    pub fn intervals(&self) -> Vec<(Timestamp, Timestamp)> {
        let length = self.interval_ms();
        let (mut from, until) = (self.from.as_millis(), self.until.as_millis());
        let mut intervals = vec![];
        while from < until {
            let end = from.saturating_add(length).min(until);
            intervals.push((Timestamp::from_millis(from), Timestamp::from_millis(end)));
            from = end;
        }
        intervals
    }

    /// When a wait counts.
    pub(super) fn counts_at(&self, visit: &Visit, now: Timestamp) -> Timestamp {
        match self.attribution {
            Attribution::Arrival => visit.entered,
            Attribution::Outcome => visit.left.map_or(now, |(at, _): (_, Leaving)| at),
        }
    }

    pub(super) fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    /// The interval of a moment of the period.
    pub(super) fn slot(&self, at: Timestamp) -> usize {
        let after = at.as_millis().saturating_sub(self.from.as_millis());
        usize::try_from(after / self.interval_ms()).unwrap_or(usize::MAX)
    }

    /// Whether operators' time can be told: it belongs to no hotline, department or topic alone.
    pub(super) fn is_of_all(&self) -> bool {
        self.hotlines.is_none() && self.department.is_none() && self.topic.is_none()
    }

    fn interval_ms(&self) -> u64 {
        let asked = u64::try_from(self.interval.as_millis()).unwrap_or(u64::MAX);
        let length = self.until.since(self.from).as_millis();
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        asked.max(length.div_ceil(MOST_INTERVALS)).max(1)
    }
}
