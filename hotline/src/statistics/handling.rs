//! Work: rings at operators, and what each did with a contact.

use crate::fact::RingOutcome;
use crate::time::Timestamp;
use bellpull_protocol::{DepartmentId, OperatorId};
use std::time::Duration;

/// One ring at one operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    pub operator: OperatorId,
    pub department: DepartmentId,
    pub at: Timestamp,
    pub ended: Option<(Timestamp, RingOutcome)>,
    pub(super) ring: u32,
}

/// What one operator did with a contact, from accepting it to the end of the wrap-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handling {
    pub operator: OperatorId,
    pub department: DepartmentId,
    pub accepted: Timestamp,
    /// From when on they talked or wrote (`t_a`); missing for who was asked about it, or never had sound.
    pub began: Option<Timestamp>,
    /// The parties separated, or it went to somebody else.
    pub ended: Option<Timestamp>,
    /// They gave it away.
    pub transferred: bool,
    pub wrap_up: Option<(Timestamp, Option<Timestamp>)>,
    held: Duration,
    held_since: Option<Timestamp>,
}

impl Rung {
    pub(super) fn began(
        at: Timestamp,
        operator: OperatorId,
        department: DepartmentId,
        ring: u32,
    ) -> Self {
        Self {
            operator,
            department,
            at,
            ended: None,
            ring,
        }
    }

    /// Somebody could have answered: it was not taken back because a colleague did.
    #[must_use]
    pub fn counts(&self) -> bool {
        match self.ended {
            Some((_, RingOutcome::Elsewhere | RingOutcome::Withdrawn)) => false,
            Some((
                _,
                RingOutcome::Accepted
                | RingOutcome::Declined
                | RingOutcome::NoAnswer
                | RingOutcome::VisitorLeft
                | RingOutcome::OperatorLeft
                | RingOutcome::ChannelChanged,
            ))
            | None => true,
        }
    }

    #[must_use]
    pub fn ended_by(&self, outcome: RingOutcome) -> bool {
        self.ended.is_some_and(|(_, ended)| ended == outcome)
    }
}

impl Handling {
    pub(super) fn accepted(
        accepted: Timestamp,
        operator: OperatorId,
        department: DepartmentId,
    ) -> Self {
        Self {
            operator,
            department,
            accepted,
            began: None,
            ended: None,
            transferred: false,
            wrap_up: None,
            held: Duration::ZERO,
            held_since: None,
        }
    }

    /// They talked or wrote with the visitor.
    #[must_use]
    pub fn is_handled(&self) -> bool {
        self.began.is_some()
    }

    /// Without hold.
    #[must_use]
    pub fn talk(&self, now: Timestamp) -> Duration {
        let ended = self.ended.unwrap_or(now);
        let in_all = self
            .began
            .map_or(Duration::ZERO, |began| ended.since(began));
        in_all.saturating_sub(self.hold(now))
    }

    #[must_use]
    pub fn hold(&self, now: Timestamp) -> Duration {
        let ended = self.ended.unwrap_or(now);
        let open = self.held_since.map(|since| ended.since(since));
        self.held + open.unwrap_or_default()
    }

    #[must_use]
    pub fn wrap_up(&self, now: Timestamp) -> Duration {
        self.wrap_up.map_or(Duration::ZERO, |(from, until)| {
            until.unwrap_or(now).since(from)
        })
    }

    /// When the operator was on it: from accepting on, and in wrap-up.
    pub fn busy(&self, now: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let in_hand = (self.accepted, self.ended.unwrap_or(now));
        let wrap_up = self.wrap_up;
        let wrap_up = wrap_up.map(|(from, until)| (from, until.unwrap_or(now)));
        std::iter::once(in_hand).chain(wrap_up)
    }
}

/// The handlings of one contact, in the order in which they were accepted.
pub(super) trait Works {
    fn begin_if_new(&mut self, at: Timestamp, operator: &OperatorId, department: DepartmentId);
    fn talks(&mut self, at: Timestamp, operator: &OperatorId);
    /// Reached by phone: how long was dialled and how long was talked cannot be told apart.
    fn dialled(&mut self, operator: &OperatorId);
    fn hold(&mut self, at: Timestamp);
    fn resume(&mut self, at: Timestamp);
    fn ended(&mut self, at: Timestamp, operator: &OperatorId);
    fn all_ended(&mut self, at: Timestamp);
    fn transferred(&mut self, at: Timestamp, operator: &OperatorId);
    fn wraps_up(&mut self, at: Timestamp, operator: &OperatorId);
    fn wrapped_up(&mut self, at: Timestamp, operator: &OperatorId);
}

impl Works for Vec<Handling> {
    fn begin_if_new(&mut self, at: Timestamp, operator: &OperatorId, department: DepartmentId) {
        if open(self, operator).is_none() {
            self.push(Handling::accepted(at, operator.clone(), department));
        }
    }

    fn talks(&mut self, at: Timestamp, operator: &OperatorId) {
        if let Some(handling) = open(self, operator) {
            handling.began.get_or_insert(at);
        }
    }

    fn dialled(&mut self, operator: &OperatorId) {
        if let Some(handling) = open(self, operator) {
            handling.began.get_or_insert(handling.accepted);
        }
    }

    fn hold(&mut self, at: Timestamp) {
        for handling in self.iter_mut().filter(|handling| handling.ended.is_none()) {
            if handling.is_handled() {
                handling.held_since.get_or_insert(at);
            }
        }
    }

    fn resume(&mut self, at: Timestamp) {
        for handling in self.iter_mut().filter(|handling| handling.ended.is_none()) {
            if let Some(since) = handling.held_since.take() {
                handling.held += at.since(since);
            }
        }
    }

    fn ended(&mut self, at: Timestamp, operator: &OperatorId) {
        if let Some(handling) = open(self, operator) {
            handling.end(at);
        }
    }

    fn all_ended(&mut self, at: Timestamp) {
        for handling in self.iter_mut().filter(|handling| handling.ended.is_none()) {
            handling.end(at);
        }
    }

    fn transferred(&mut self, at: Timestamp, operator: &OperatorId) {
        let mut theirs = self.iter_mut().rev();
        if let Some(handling) = theirs.find(|handling| handling.operator == *operator) {
            handling.transferred = true;
            handling.end(at);
        }
    }

    fn wraps_up(&mut self, at: Timestamp, operator: &OperatorId) {
        let mut theirs = self.iter_mut().rev();
        if let Some(handling) = theirs.find(|handling| handling.operator == *operator) {
            handling.end(at);
            handling.wrap_up.get_or_insert((at, None));
        }
    }

    fn wrapped_up(&mut self, at: Timestamp, operator: &OperatorId) {
        let mut theirs = self.iter_mut().rev();
        let theirs = theirs.find(|handling| handling.operator == *operator);
        if let Some(handling) = theirs.filter(|handling| handling.ended.is_some()) {
            // Journals of before tell only the end of it.
            let began = handling.ended.unwrap_or(at);
            let (_, until) = handling.wrap_up.get_or_insert((began, None));
            until.get_or_insert(at);
        }
    }
}

impl Handling {
    fn end(&mut self, at: Timestamp) {
        if self.ended.is_none() {
            if let Some(since) = self.held_since.take() {
                self.held += at.since(since);
            }
            self.ended = Some(at);
        }
    }
}

fn open<'a>(handlings: &'a mut [Handling], operator: &OperatorId) -> Option<&'a mut Handling> {
    let mut open = handlings.iter_mut().rev();
    open.find(|handling| handling.operator == *operator && handling.ended.is_none())
}
