//! What a past period says about those who came.

use super::patience::Patience;
use crate::channel::ChannelKind;
use crate::fact::RingOutcome;
use crate::statistics::{Handling, History, Leaving, Timeline};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId};
use std::collections::BTreeMap;
use std::time::Duration;

/// Who came, and how long whom kept whom busy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// In the order in which they came.
    pub arrivals: Vec<Arrival>,
    /// By the operator who answered first.
    pub work: BTreeMap<OperatorId, Vec<Work>>,
}

/// One contact that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub contact: ContactId,
    pub at: Timestamp,
    pub hotline: HotlineId,
    pub department: DepartmentId,
    pub language: String,
    pub channel: ChannelKind,
    pub patience: Patience,
    /// If somebody answered it.
    pub work: Option<(OperatorId, Work)>,
}

/// What one contact took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// From ringing to accepting.
    pub ringing: Duration,
    /// From accepting to hearing each other.
    pub connecting: Duration,
    /// With hold; of all who had it.
    pub talk: Duration,
    pub wrap_up: Duration,
}

impl Recording {
    /// Of those who came from the first moment to the one before the second.
    #[must_use]
    pub fn of(history: &History, (from, until): (Timestamp, Timestamp), now: Timestamp) -> Self {
        let mut recording = Self::default();
        for (id, contact) in history.contacts() {
            let Some(arrival) = arrival(id, contact, now) else {
                continue;
            };
            if arrival.at < from || until <= arrival.at {
                continue;
            }
            if let Some((operator, work)) = &arrival.work {
                let known = recording.work.entry(operator.clone()).or_default();
                known.push(*work);
            }
            recording.arrivals.push(arrival);
        }
        let arrivals = &mut recording.arrivals;
        arrivals.sort_by(|a, b| (a.at, &a.contact).cmp(&(b.at, &b.contact)));
        recording
    }
}

fn arrival(id: &ContactId, contact: &Timeline, now: Timestamp) -> Option<Arrival> {
    let began = contact.began.as_ref()?;
    let patience = contact.visit.map_or(Patience::Endless, |visit| {
        // From entering on, also for a message that became a chat later.
        let wait = visit.left.map_or(now, |(at, _)| at).since(began.at);
        match visit.left.map(|(_, how)| how) {
            Some(Leaving::Abandoned) => Patience::GaveUp(wait),
            Some(Leaving::Converted) => Patience::Asked(wait),
            Some(Leaving::Answered | Leaving::FlowOut) | None => Patience::AtLeast(wait),
        }
    });
    let department = contact.stays.first().map(|stay| stay.department.clone());
    Some(Arrival {
        contact: id.clone(),
        at: began.at,
        hotline: began.hotline.clone(),
        department: department.unwrap_or_else(DepartmentId::general),
        language: began.language.clone(),
        channel: began.channel,
        patience,
        work: work(contact, now),
    })
}

fn work(contact: &Timeline, now: Timestamp) -> Option<(OperatorId, Work)> {
    let handled = || {
        contact
            .handlings
            .iter()
            .filter(|handling| handling.is_handled())
    };
    let first = handled().next()?;
    let accepted = |operator: &OperatorId| {
        let mut rings = contact.rings.iter();
        rings.find(|rung| rung.operator == *operator && rung.ended_by(RingOutcome::Accepted))
    };
    let ringing = accepted(&first.operator).and_then(|rung| Some(rung.ended?.0.since(rung.at)));
    let sum = |of: fn(&Handling, Timestamp) -> Duration| handled().map(|one| of(one, now)).sum();
    let talk: Duration = sum(Handling::talk);
    let hold: Duration = sum(Handling::hold);
    let work = Work {
        ringing: ringing.unwrap_or_default(),
        connecting: first.began?.since(first.accepted),
        talk: talk + hold,
        wrap_up: sum(Handling::wrap_up),
    };
    Some((first.operator.clone(), work))
}
