//! When what was decided is committed: at once while it is quiet, together with others while messages follow closely.
//!
//! A commit costs the disk's patience whatever is in it, so a burst shares one. The heart decides every message when it
//! comes; only storing, and the letters that wait for it, is put off.

use bellpull_hotline::Timestamp;
use std::time::Duration;

/// How long the first of a batch waits for others. Nobody feels it; longer would add to every answer under load,
/// shorter would commit for each message again.
pub const PAUSE: Duration = Duration::from_millis(5);

/// The most statements of a batch: one transaction of so many takes less than 5 ms, so that nobody waits long for others.
pub const MOST_STATEMENTS: usize = 256;

/// The most letters of a batch: it bounds the memory of what waits.
pub const MOST_LETTERS: usize = 1_024;

/// What to do with what was gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Commit now, and call [`Gathering::pause_over`] after a [`PAUSE`] that begins when the commit is done.
    CommitAndPause,
    /// Commit now. Either a pause is under way, or there is nothing to store.
    Commit,
    /// It waits for the end of the pause that is under way.
    Gather,
}

/// ```text
/// Quiet ──something to store: committed at once──▶ Busy
/// Busy ──something more: gathered, and committed when it is much or has waited long──▶ Busy
/// Busy ──the pause is over: what was gathered is committed──▶ Busy
/// Busy ──the pause is over, nothing came──▶ Quiet
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathering {
    pace: Pace,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Pace {
    #[default]
    Quiet,
    Busy {
        /// When the first waiting letter or statement was gathered.
        since: Option<Timestamp>,
    },
}

impl Gathering {
    /// Something was decided; so many statements and letters wait now, with those before it.
    pub fn decided(&mut self, now: Timestamp, statements: usize, letters: usize) -> Then {
        match &mut self.pace {
            Pace::Quiet if statements == 0 => Then::Commit,
            Pace::Quiet => {
                self.pace = Pace::Busy { since: None };
                Then::CommitAndPause
            }
            Pace::Busy { since } => {
                let first = *since.get_or_insert(now);
                let much = statements >= MOST_STATEMENTS || letters >= MOST_LETTERS;
                if much || now.since(first) >= PAUSE {
                    Then::Commit
                } else {
                    Then::Gather
                }
            }
        }
    }

    /// Whatever waited was committed, for this reason or another.
    pub fn committed(&mut self) {
        match &mut self.pace {
            Pace::Quiet => {}
            Pace::Busy { since } => *since = None,
        }
    }

    /// A pause that was asked for is over. Nothing is to be done when it gives `None`.
    pub fn pause_over(&mut self) -> Option<Then> {
        match self.pace {
            Pace::Busy { since: Some(_) } => Some(Then::CommitAndPause),
            Pace::Busy { since: None } | Pace::Quiet => {
                self.pace = Pace::Quiet;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_message_at_a_quiet_object_is_committed_at_once() {
        assert_eq!(
            Gathering::default().decided(ms(0), 3, 1),
            Then::CommitAndPause
        );
    }

    #[test]
    fn what_stores_nothing_leaves_a_quiet_object_quiet() {
        let mut gathering = Gathering::default();

        assert_eq!(gathering.decided(ms(0), 0, 1), Then::Commit);

        assert_eq!(gathering, Gathering::default());
    }

    #[test]
    fn what_follows_closely_waits_for_the_end_of_the_pause() {
        let mut gathering = busy();

        assert_eq!(gathering.decided(ms(1), 3, 1), Then::Gather);
        assert_eq!(gathering.decided(ms(4), 6, 2), Then::Gather);

        assert_eq!(gathering.pause_over(), Some(Then::CommitAndPause));
    }

    #[test]
    fn after_a_pause_without_messages_it_is_quiet_again() {
        let mut gathering = busy();

        assert_eq!(gathering.pause_over(), None);

        assert_eq!(gathering.decided(ms(9), 3, 1), Then::CommitAndPause);
    }

    #[test]
    fn a_large_batch_waits_for_nobody() {
        assert_eq!(busy().decided(ms(1), MOST_STATEMENTS, 1), Then::Commit);
        assert_eq!(busy().decided(ms(1), 1, MOST_LETTERS), Then::Commit);
    }

    #[test]
    fn nobody_waits_longer_than_the_pause_when_its_end_comes_late() {
        let mut gathering = busy();

        assert_eq!(gathering.decided(ms(10), 1, 1), Then::Gather);
        assert_eq!(gathering.decided(ms(14), 2, 2), Then::Gather);
        assert_eq!(gathering.decided(ms(15), 3, 3), Then::Commit);
    }

    #[test]
    fn what_was_committed_for_another_reason_does_not_count() {
        let mut gathering = busy();
        gathering.decided(ms(1), 1, 1);

        gathering.committed();

        assert_eq!(gathering.decided(ms(7), 1, 1), Then::Gather);
    }

    fn busy() -> Gathering {
        let mut gathering = Gathering::default();
        gathering.decided(ms(0), 1, 1);
        gathering.committed();
        gathering
    }

    fn ms(ms: u64) -> Timestamp {
        Timestamp::from_millis(ms)
    }
}
