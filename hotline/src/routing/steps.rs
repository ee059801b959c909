//! The moments at which a department asks for less: a tier is reached, a preference is over.
//!
//! A contact has a *step*, which a deadline moves. So what may be done for it is a mark that is kept, and a restored
//! switchboard decides as one that never slept.

use crate::configuration::{Department, LanguageRule};
use crate::time::Timestamp;
use std::time::Duration;

/// How many moments are behind somebody who entered then.
pub(crate) fn step_at(department: &Department, entered: Timestamp, now: Timestamp) -> u32 {
    let moments = moments(department);
    let behind = moments
        .iter()
        .take_while(|s| entered.after(seconds(**s)) <= now);
    u32::try_from(behind.count()).unwrap_or(u32::MAX)
}

/// When the next one comes.
pub(crate) fn step_ends(
    department: &Department,
    entered: Timestamp,
    step: u32,
) -> Option<Timestamp> {
    let next = *moments(department).get(usize::try_from(step).ok()?)?;
    Some(entered.after(seconds(next)))
}

/// How long, in seconds, somebody at this step has waited at least.
pub(crate) fn waited_at(department: &Department, step: u32) -> u32 {
    let last = step
        .checked_sub(1)
        .and_then(|last| usize::try_from(last).ok());
    let moments = moments(department);
    last.and_then(|last| moments.get(last).copied())
        .unwrap_or_default()
}

/// In seconds of waiting, ascending, each once.
fn moments(department: &Department) -> Vec<u32> {
    let language = match department.language {
        LanguageRule::Ignored | LanguageRule::Required => 0,
        LanguageRule::Preferred { for_s } => for_s,
    };
    let tiers = department.tiers.iter().map(|tier| tier.after_s);
    let preferences = department.prefers.iter().map(|preference| preference.for_s);
    let all = tiers.chain(preferences).chain([language]);
    let mut moments: Vec<u32> = all.filter(|moment| *moment > 0).collect();
    moments.sort_unstable();
    moments.dedup();
    moments
}

fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}
