//! Waiting: when it began, and how it ended.

use crate::time::Timestamp;
use bellpull_protocol::DepartmentId;
use std::time::Duration;

/// A live wait, of a call or chat. It ends once, and the first end counts: who was answered has not abandoned, and who
/// asked for a callback neither, whatever happens later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// `t_q`
    pub entered: Timestamp,
    pub left: Option<(Timestamp, Leaving)>,
}

/// How a wait ended. Together with those that still wait, these are all that were offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaving {
    Answered,
    /// The visitor left, or their page was gone for too long.
    Abandoned,
    /// It was nobody's choice to leave the queue unanswered: transferred, overflowed, timed out, closed.
    FlowOut,
    /// Became a callback.
    Converted,
}

/// A wait in one department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    pub department: DepartmentId,
    /// Missing while it does not wait live: a callback or message.
    pub visit: Option<Visit>,
    pub since: Timestamp,
}

impl Visit {
    pub(super) fn began(entered: Timestamp) -> Self {
        Self {
            entered,
            left: None,
        }
    }

    /// How long it took, or has taken until `now`.
    #[must_use]
    pub fn wait(&self, now: Timestamp) -> Duration {
        let until = self.left.map_or(now, |(at, _)| at);
        until.since(self.entered)
    }

    #[must_use]
    pub fn has(&self, how: Leaving) -> bool {
        self.left.is_some_and(|(_, left)| left == how)
    }

    pub(super) fn leave(&mut self, at: Timestamp, how: Leaving) {
        self.left.get_or_insert((at, how));
    }

    /// Somebody who had asked for a callback waits live again.
    pub(super) fn wait_again(&mut self) {
        if self.has(Leaving::Converted) {
            self.left = None;
        }
    }
}

impl Stay {
    pub(super) fn began(since: Timestamp, department: DepartmentId) -> Self {
        Self {
            department,
            visit: Some(Visit::began(since)),
            since,
        }
    }

    pub(super) fn silent(since: Timestamp, department: DepartmentId) -> Self {
        Self {
            department,
            visit: None,
            since,
        }
    }

    pub(super) fn leave(&mut self, at: Timestamp, how: Leaving) {
        if let Some(visit) = &mut self.visit {
            visit.leave(at, how);
        }
    }

    pub(super) fn wait_again(&mut self, at: Timestamp) {
        match &mut self.visit {
            Some(visit) => visit.wait_again(),
            None => self.visit = Some(Visit::began(at)),
        }
    }
}
