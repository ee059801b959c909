//! What is known of a caller, and the lines that operators cause.

use crate::fact::{RingOutcome, TransferredTo};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, OperatorId, VisitorId};
use std::collections::BTreeMap;

/// Somebody in a queue, or with an operator.
#[derive(Debug)]
pub(super) struct Caller {
    pub visitor: VisitorId,
    pub department: DepartmentId,
    /// When it came into this queue, and where it stood then.
    pub entered: Timestamp,
    pub first_position: usize,
    pub waits: bool,
    /// When each ring began that has not ended, and how long the last one rang.
    pub rings: BTreeMap<OperatorId, Timestamp>,
    pub rang_s: u64,
    /// With whom, since when, and how long it had waited.
    pub talks: Option<(OperatorId, Timestamp, u64)>,
    pub consulted: Option<OperatorId>,
}

impl Caller {
    pub fn new(visitor: VisitorId, department: DepartmentId, entered: Timestamp) -> Self {
        Self {
            visitor,
            department,
            entered,
            first_position: 0,
            waits: false,
            rings: BTreeMap::new(),
            rang_s: 0,
            talks: None,
            consulted: None,
        }
    }

    /// Neither in the queue nor on its way to an operator.
    pub fn is_idle(&self) -> bool {
        !self.waits && self.talks.is_none() && self.rang_s == 0 && self.rings.is_empty()
    }

    pub fn ring_ended(
        &mut self,
        at: Timestamp,
        id: &ContactId,
        by: &OperatorId,
        outcome: RingOutcome,
    ) -> Vec<String> {
        let began = self.rings.remove(by).unwrap_or(at);
        let millis = at.since(began).as_millis();
        let event = match outcome {
            RingOutcome::Accepted => {
                self.rang_s = seconds(at, began);
                return vec![];
            }
            RingOutcome::NoAnswer | RingOutcome::Declined => "RINGNOANSWER",
            RingOutcome::VisitorLeft
            | RingOutcome::OperatorLeft
            | RingOutcome::ChannelChanged
            | RingOutcome::Elsewhere
            | RingOutcome::Withdrawn => "RINGCANCELED",
        };
        let data = format!("{event}|{millis}");
        vec![line(at, id, &self.department, by.as_str(), &data)]
    }

    /// `CONNECT|holdtime|bridgedchanneluniqueid|ringtime`
    pub fn connects(&mut self, at: Timestamp, id: &ContactId, by: &OperatorId) -> String {
        let held = seconds(at, self.entered);
        self.talks = Some((by.clone(), at, held));
        let data = format!("CONNECT|{held}|{id}|{}", self.rang_s);
        self.rang_s = 0;
        line(at, id, &self.department, by.as_str(), &data)
    }

    /// `COMPLETE…|holdtime|calltime|origposition`
    pub fn completes(&mut self, at: Timestamp, id: &ContactId, event: &str) -> Option<String> {
        let (by, since, held) = self.talks.take()?;
        let talked = seconds(at, since);
        let data = format!("{event}|{held}|{talked}|{}", self.first_position);
        Some(line(at, id, &self.department, by.as_str(), &data))
    }

    /// `BLINDTRANSFER|extension|context|…` or, after a word with the colleague, `ATTENDEDTRANSFER|BRIDGE|bridge|…`; then
    /// `holdtime|calltime|origposition`. Whoever takes it goes on without lines, as in app_queue.
    pub fn transferred(
        &mut self,
        at: Timestamp,
        id: &ContactId,
        by: &OperatorId,
        to: &TransferredTo,
    ) -> Vec<String> {
        let asked = self.consulted.take();
        let target = match to {
            TransferredTo::Operator(operator) => operator.as_str(),
            TransferredTo::Department(department) => department.as_str(),
        };
        let event = match asked {
            Some(asked) if asked.as_str() == target => format!("ATTENDEDTRANSFER|BRIDGE|{id}"),
            Some(_) | None => format!("BLINDTRANSFER|{target}|{}", self.department),
        };
        let talks = self.talks.take().filter(|(talks, ..)| talks == by);
        let (_, since, held) = talks.unwrap_or_else(|| (by.clone(), at, 0));
        let talked = seconds(at, since);
        let data = format!("{event}|{held}|{talked}|{}", self.first_position);
        vec![line(at, id, &self.department, by.as_str(), &data)]
    }
}

pub(super) fn line(
    at: Timestamp,
    id: &ContactId,
    queue: &DepartmentId,
    agent: &str,
    data: &str,
) -> String {
    let seconds = at.as_millis() / 1_000;
    format!("{seconds}|{id}|{queue}|{agent}|{data}")
}

/// Whole ones.
pub(super) fn seconds(at: Timestamp, since: Timestamp) -> u64 {
    at.since(since).as_secs()
}
