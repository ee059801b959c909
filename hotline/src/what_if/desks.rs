//! How long operators take for what.

use super::chance::Chance;
use super::recording::{Recording, Work};
use super::schedule::Step;
use crate::fact::{FactKind, RingOutcome};
use bellpull_protocol::{ContactId, OperatorId};
use std::time::Duration;

/// An operator with fewer contacts than this works like all together: a single long call says nothing about them.
const ENOUGH: usize = 5;
/// Where nobody ever answered anything.
const USUAL: Work = Work {
    ringing: Duration::from_secs(4),
    connecting: Duration::from_secs(1),
    talk: Duration::from_secs(180),
    wrap_up: Duration::from_secs(15),
};

pub(super) struct Desks<'a> {
    recording: &'a Recording,
    everybody: Vec<Work>,
    seed: u64,
}

impl<'a> Desks<'a> {
    pub fn of(recording: &'a Recording, seed: u64) -> Self {
        let everybody = recording.work.values().flatten().copied().collect();
        Self {
            recording,
            everybody,
            seed,
        }
    }

    /// What an operator does because of a fact, and after how long. `number` is the contact's in the recording.
    pub fn next_step(
        &self,
        fact: &FactKind,
        number: Option<usize>,
        by_phone: bool,
    ) -> Option<(Duration, Step)> {
        match fact {
            FactKind::Rang {
                contact,
                operator,
                ring,
            } => {
                let work = self.work(operator, contact, number);
                let step = Step::Accepts(operator.clone(), contact.clone(), *ring);
                Some((work.ringing, step))
            }
            FactKind::RingEnded {
                contact,
                operator,
                outcome: RingOutcome::Accepted,
                ..
            } => {
                let work = self.work(operator, contact, number);
                let (operator, contact) = (operator.clone(), contact.clone());
                Some(if by_phone {
                    (work.talk, Step::Reaches(operator, contact))
                } else {
                    (work.connecting, Step::Connects(operator, contact))
                })
            }
            FactKind::Bridged { contact, operator }
            | FactKind::ChatAccepted { contact, operator } => {
                let work = self.work(operator, contact, number);
                Some((work.talk, Step::HangsUp(contact.clone())))
            }
            FactKind::Ended {
                contact,
                operator: Some(operator),
                ..
            } => {
                let work = self.work(operator, contact, number);
                let step = Step::WrapsUp(operator.clone(), contact.clone());
                Some((work.wrap_up, step))
            }
            // Nobody has to do anything about these.
            FactKind::Entered { .. }
            | FactKind::DepartmentChanged { .. }
            | FactKind::Estimated { .. }
            | FactKind::CallbackOffered { .. }
            | FactKind::WindowChosen { .. }
            | FactKind::ChannelChanged { .. }
            | FactKind::RingEnded { .. }
            | FactKind::HeldBegan { .. }
            | FactKind::HeldEnded { .. }
            | FactKind::Transferred { .. }
            | FactKind::Consulted { .. }
            | FactKind::ConsultEnded { .. }
            | FactKind::LineWritten { .. }
            | FactKind::Tried { .. }
            | FactKind::Rated { .. }
            | FactKind::Surveyed { .. }
            | FactKind::HotlineOpened { .. }
            | FactKind::HotlineClosed { .. }
            | FactKind::Requeued { .. }
            | FactKind::Ended { .. }
            | FactKind::WrapUpBegan { .. }
            | FactKind::WrapUpEnded { .. }
            | FactKind::Disposed { .. }
            | FactKind::Topic { .. }
            | FactKind::PresenceChanged { .. }
            | FactKind::Configured { .. } => None,
        }
    }

    /// What it took when this operator had this contact; otherwise what another of theirs took, drawn by the contact.
    fn work(&self, operator: &OperatorId, contact: &ContactId, number: Option<usize>) -> Work {
        let arrival = number.and_then(|number| self.recording.arrivals.get(number));
        let own = arrival.and_then(|arrival| arrival.work.as_ref());
        if let Some((_, work)) = own.filter(|(by, _)| by == operator) {
            return *work;
        }
        let theirs = self.recording.work.get(operator);
        let theirs = theirs.filter(|theirs| theirs.len() >= ENOUGH);
        let from = theirs.unwrap_or(&self.everybody);
        let drawn = Chance::of(self.seed, contact, 2).index(from.len());
        from.get(drawn).copied().unwrap_or(USUAL)
    }
}
