//! A day's plan: how many are expected in each interval, and how many operators that needs.

use super::demand::{Load, Mistake, Patience, Shrinkage, Target};
use super::need::Demand;
use crate::time::Timestamp;
use std::time::Duration;

/// A day with the clocks put back, in intervals of five minutes.
const MOST_INTERVALS: u64 = 25 * 12;
const SHORTEST: Duration = Duration::from_secs(300);

/// One interval of the day that is planned.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedInterval {
    pub from: Timestamp,
    pub until: Timestamp,
    /// Expected contacts: the mean of the same interval of the days looked at.
    pub arrivals: f64,
    /// At the desks.
    pub needed: u32,
    /// On the roster.
    pub rostered: u32,
}

/// Plans the day from `day` to `end`, by what arrived on `days`, given as the times at which they began: the same weekday
/// of the weeks before, as a rule. The caller knows the zone, so that a change of the clocks moves no interval.
///
/// # Errors
/// When more is expected than staffing can be computed for.
pub fn plan(
    (day, end): (Timestamp, Timestamp),
    interval: Duration,
    days: &[Timestamp],
    arrivals: &[Timestamp],
    staffing: (f64, Option<Patience>, Target, Shrinkage),
) -> Result<Vec<PlannedInterval>, Mistake> {
    let (handling_s, patience, target, shrinkage) = staffing;
    let interval = interval.max(SHORTEST);
    let millis = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
    let length = end.as_millis().saturating_sub(day.as_millis());
    let count = length.div_ceil(millis).min(MOST_INTERVALS);
    let mut arrived = vec![0u32; usize::try_from(count).unwrap_or_default()];
    for arrival in arrivals {
        for began in days.iter().filter(|began| *began <= arrival) {
            let after = arrival.as_millis() - began.as_millis();
            let slot = usize::try_from(after / millis).unwrap_or(usize::MAX);
            if after < length
                && let Some(arrived) = arrived.get_mut(slot)
            {
                *arrived = arrived.saturating_add(1);
            }
        }
    }
    let mut from = day;
    let mut planned = Vec::with_capacity(arrived.len());
    for arrived in arrived {
        let until = from.after(interval).min(end);
        let arrivals = f64::from(arrived) / days.len().max(1) as f64;
        let hours = until.since(from).as_secs_f64().max(1.0) / 3_600.0;
        let load = Load::new(arrivals / hours, handling_s)?;
        let needed = Demand { load, patience }.needed(target);
        planned.push(PlannedInterval {
            from,
            until,
            arrivals,
            needed,
            rostered: shrinkage.rostered(needed),
        });
        from = until;
    }
    Ok(planned)
}
