//! What if: a past period, played again through the real switchboard with another roster or strategy.
//!
//! [`Recording`] takes from the facts who came when, for how long they were ready to wait and how long they kept somebody;
//! [`replay`] lets them come again; [`what_if`] measures both alike. The switchboard is driven through its public doors
//! only, so that what holds for it holds here. The same question gives the same answer.
//!
//! What a replay leaves out: visitors who come again because they were not served, transfers (whoever answers handles the
//! contact to its end, for as long as all did who had it), missed rings, and trouble with sound or pages.

mod scenario;

mod patience;
mod recording;
mod roster;

mod chance;
mod desks;
mod replay;
mod schedule;

pub use patience::Patience;
pub use recording::{Arrival, Recording, Work};
pub use replay::{Replay, replay};
pub use roster::{Shift, roster};
pub use scenario::{Mistake, Scenario};

use crate::statistics::{About, Figure, History, Question, report};
use crate::time::Timestamp;
use std::time::Duration;

/// Played before the period, so that it does not begin with an empty queue, and after it, so that those who came last are
/// served among others. Neither is measured.
const AROUND: Duration = Duration::from_secs(3_600);

/// The same figures, as it was and as it would have been.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub before: Vec<Figure>,
    pub after: Vec<Figure>,
    /// How many came in the replay.
    pub contacts: u32,
    /// So many were not let in: closed, a full waiting room, nobody there.
    pub refused: u32,
    /// A bound was reached before the end, so `after` lacks the rest.
    pub cut_short: bool,
}

/// Plays the question's period again.
///
/// # Errors
/// When the period or the roster is too long for one replay.
pub fn what_if(
    history: &History,
    question: &Question,
    scenario: &Scenario,
    now: Timestamp,
) -> Result<Answer, Mistake> {
    scenario.check(question)?;
    let from = before(question.from);
    let until = question.until.after(AROUND).min(now);
    let recording = Recording::of(history, (from, until), now);
    let shifts = scenario.shifts(history, (from, until));
    let replay = replay(&recording, &shifts, scenario, until);
    let as_it_was = report(history, question, now);
    let otherwise = report(&History::of(&replay.facts), question, until);
    Ok(Answer {
        before: comparable(as_it_was.total),
        after: comparable(otherwise.total),
        contacts: u32::try_from(recording.arrivals.len()).unwrap_or(u32::MAX),
        refused: replay.refused,
        cut_short: replay.cut_short,
    })
}

/// What a replay can say something about.
fn comparable(figures: Vec<Figure>) -> Vec<Figure> {
    let comparable = |figure: &Figure| match about(figure.key) {
        Some(About::Waiting | About::Work | About::Presence) => true,
        Some(About::Rings | About::Quality | About::Promises) | None => false,
    };
    figures.into_iter().filter(comparable).collect()
}

fn about(key: &str) -> Option<About> {
    let mut definitions = crate::statistics::DEFINITIONS.iter();
    let definition = definitions.find(|definition| definition.key == key)?;
    Some(definition.about)
}

fn before(at: Timestamp) -> Timestamp {
    let around = u64::try_from(AROUND.as_millis()).unwrap_or(u64::MAX);
    Timestamp::from_millis(at.as_millis().saturating_sub(around))
}
