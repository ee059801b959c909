//! Of what figures are asked, within limits.

use bellpull_hotline::Timestamp;
use bellpull_hotline::statistics::{self as heart, LOOK_BACK, Question, Thresholds};
use bellpull_protocol::statistics::{Attribution, Query};
use bellpull_protocol::{HotlineId, RefusalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

use crate::register::rows::People;

/// The longest period, in days: a quarter.
pub const LONGEST_DAYS: u64 = 92;

/// The most facts that are read for one answer. A contact has about ten; their timelines stay in memory, and while they are
/// read the register does nothing else.
pub const MOST_FACTS: u64 = 400_000;

const DAY_MS: u64 = 24 * 3_600 * 1_000;
/// What is asked for without a period.
const USUAL_MS: u64 = DAY_MS;
const INTERVAL_S: (u32, u32) = (60, 7 * 24 * 3_600);
const MOST_THRESHOLD_S: u32 = 24 * 3_600;

/// A question for the register's object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub query: Query,
    /// Of which hotlines; `None` is all.
    pub hotlines: Option<BTreeSet<HotlineId>>,
    /// What is shown instead of ids.
    pub people: People,
}

/// The question as the figures understand it. `hotlines` are those that may be looked at.
///
/// # Errors
/// [`RefusalCode::Malformed`] for an empty or too long period and for thresholds and intervals without sense.
pub fn question(
    query: &Query,
    hotlines: Option<BTreeSet<HotlineId>>,
    now: Timestamp,
) -> Result<Question, RefusalCode> {
    let until = query.until_ms.unwrap_or(now.as_millis());
    let from = query
        .from_ms
        .unwrap_or_else(|| until.saturating_sub(USUAL_MS));
    let is_bounded = from < until && until - from <= LONGEST_DAYS * DAY_MS;
    let interval_s = query.interval_s.unwrap_or(1_800);
    let thresholds = [query.threshold_s.unwrap_or(20), query.short_s.unwrap_or(5)];
    if !is_bounded
        || interval_s < INTERVAL_S.0
        || interval_s > INTERVAL_S.1
        || thresholds.iter().any(|seconds| *seconds > MOST_THRESHOLD_S)
    {
        return Err(RefusalCode::Malformed);
    }
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    Ok(Question {
        interval: seconds(interval_s),
        thresholds: Thresholds {
            in_time: seconds(thresholds[0]),
            short: seconds(thresholds[1]),
        },
        attribution: match query.attribution.unwrap_or_default() {
            Attribution::Arrival => heart::Attribution::Arrival,
            Attribution::Outcome => heart::Attribution::Outcome,
        },
        hotlines,
        department: query.department.clone(),
        operator: query.operator.clone(),
        topic: query.topic.clone(),
        ..Question::of(Timestamp::from_millis(from), Timestamp::from_millis(until))
    })
}

/// From when until when facts are read for a period: those before say who was there when it began, those after how its
/// last contacts ended.
#[must_use]
pub fn around(from: Timestamp, until: Timestamp) -> (u64, u64) {
    let back = u64::try_from(LOOK_BACK.as_millis()).unwrap_or(u64::MAX);
    let from = from.as_millis().saturating_sub(back);
    (from, until.after(LOOK_BACK).as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(200 * DAY_MS);

    #[test]
    fn without_a_period_it_is_the_last_day_with_the_usual_thresholds() {
        let asked = question(&Query::default(), None, NOW).unwrap();

        let yesterday = Timestamp::from_millis(199 * DAY_MS);
        assert_eq!(asked, Question::of(yesterday, NOW));
    }

    #[test]
    fn periods_have_an_end() {
        let period = |from_ms, until_ms| {
            let query = Query {
                from_ms: Some(from_ms),
                until_ms: Some(until_ms),
                ..Query::default()
            };
            question(&query, None, NOW).map(drop)
        };
        assert_eq!(period(0, LONGEST_DAYS * DAY_MS), Ok(()));
        for (from, until) in [(0, LONGEST_DAYS * DAY_MS + 1), (5, 5), (6, 5)] {
            assert_eq!(period(from, until), Err(RefusalCode::Malformed));
        }
    }

    #[test]
    fn intervals_and_thresholds_have_bounds() {
        let with = |change: fn(&mut Query)| {
            let mut query = Query::default();
            change(&mut query);
            question(&query, None, NOW).map(drop)
        };
        let refused = Err(RefusalCode::Malformed);
        assert_eq!(with(|query| query.interval_s = Some(0)), refused);
        assert_eq!(with(|query| query.threshold_s = Some(u32::MAX)), refused);
        assert_eq!(with(|query| query.short_s = Some(86_401)), refused);
        assert_eq!(with(|query| query.threshold_s = Some(0)), Ok(()));
    }

    #[test]
    fn facts_are_read_from_before_the_period_until_after_it() {
        let (from, until) = around(Timestamp::from_millis(10 * DAY_MS), NOW);
        assert_eq!((from, until), (6 * DAY_MS, 204 * DAY_MS));
    }
}
