//! An index over the parts' own deadlines, so that asking for the earliest does not look at everybody.

use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId};
use std::collections::{BTreeMap, BTreeSet};

/// Whose deadline it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Contact(ContactId),
    Operator(OperatorId),
    Hotline(HotlineId),
    Department(DepartmentId),
    /// The pages of those who wait are told their places.
    Places,
}

/// The next deadline of every part that has one. It schedules nothing: parts decide, this only finds the minimum.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    by_part: BTreeMap<Part, Timestamp>,
    by_time: BTreeSet<(Timestamp, Part)>,
}

impl Agenda {
    /// Replaces what is known about `part`.
    pub(crate) fn set(&mut self, part: Part, deadline: Option<Timestamp>) {
        if let Some(old) = self.by_part.remove(&part) {
            self.by_time.remove(&(old, part.clone()));
        }
        if let Some(at) = deadline {
            self.by_time.insert((at, part.clone()));
            self.by_part.insert(part, at);
        }
    }

    pub(crate) fn first(&self) -> Option<&(Timestamp, Part)> {
        self.by_time.first()
    }

    /// The parts whose deadline has come, earliest first.
    pub(crate) fn due(&self, now: Timestamp) -> Vec<Part> {
        self.by_time
            .iter()
            .take_while(|(at, _)| *at <= now)
            .map(|(_, part)| part.clone())
            .collect()
    }
}
