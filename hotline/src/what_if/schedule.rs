//! What is going to happen, in order.

use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeMap;

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// By its number in the recording.
    Arrives(usize),
    GivesUp(ContactId),
    AsksForCallback(ContactId),
    Comes(OperatorId),
    Goes(OperatorId),
    TakesBreak(OperatorId),
    Accepts(OperatorId, ContactId, u32),
    /// Sound comes up on both sides.
    Connects(OperatorId, ContactId),
    HangsUp(ContactId),
    Reaches(OperatorId, ContactId),
    WrapsUp(OperatorId, ContactId),
}

/// Steps by time; those of one moment in the order in which they were planned.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    steps: BTreeMap<(Timestamp, u64), Step>,
    planned: u64,
}

impl Schedule {
    pub fn plan(&mut self, at: Timestamp, step: Step) {
        self.steps.insert((at, self.planned), step);
        self.planned += 1;
    }

    pub fn next_at(&self) -> Option<Timestamp> {
        self.steps.keys().next().map(|(at, _)| *at)
    }

    pub fn pop(&mut self) -> Option<(Timestamp, Step)> {
        let ((at, _), step) = self.steps.pop_first()?;
        Some((at, step))
    }
}
