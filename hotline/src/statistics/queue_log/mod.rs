//! The journal in the format of Asterisk's app_queue, for the many programs that read it.
//!
//! `epoch|uniqueid|queuename|agent|EVENT|data…`: a contact's id, its department, an operator's id. Times are whole seconds
//! but for rings, which are in milliseconds. Positions are by entering time: points and tiers are ours alone. Callbacks
//! and messages wait in no queue of theirs: becoming a callback is `EXITWITHKEY|callback`.

mod caller;

use crate::channel::ChannelKind;
use crate::contact::EndReason;
use crate::fact::{ConsultOutcome, Fact, FactKind, TransferredTo, WhyMoved};
use crate::operator::{AwayReason, BreakReason, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId};
use caller::{Caller, line, seconds};
use std::collections::{BTreeMap, BTreeSet};

/// Where somebody or something would stand.
const NONE: &str = "NONE";

/// Turns facts into lines. Memory is by the contacts that have not ended.
#[derive(Debug, Default)]
pub struct QueueLog {
    /// `None`: all, and operators' pauses.
    hotlines: Option<BTreeSet<HotlineId>>,
    contacts: BTreeMap<ContactId, Caller>,
    queues: BTreeMap<DepartmentId, BTreeSet<(Timestamp, ContactId)>>,
    members: BTreeMap<OperatorId, Presence>,
}

impl QueueLog {
    /// Of some hotlines only their contacts; of all also what operators did.
    #[must_use]
    pub fn of(hotlines: Option<BTreeSet<HotlineId>>) -> Self {
        Self {
            hotlines,
            ..Self::default()
        }
    }

    /// The lines of one fact, without line ends. Facts come in the order of the journal.
    pub fn take(&mut self, fact: &Fact) -> Vec<String> {
        let at = fact.at;
        if let FactKind::PresenceChanged {
            operator,
            presence,
            reason,
        } = &fact.kind
        {
            return self.presence(at, operator, *presence, reason.as_ref());
        }
        let Some(id) = fact.kind.contact().cloned() else {
            return vec![];
        };
        if let FactKind::Entered {
            visitor,
            hotline,
            department,
            channel,
            ..
        } = &fact.kind
        {
            let asked = self.hotlines.as_ref();
            if asked.is_some_and(|asked| !asked.contains(hotline)) {
                return vec![];
            }
            let caller = Caller::new(visitor.clone(), department.clone(), at);
            self.contacts.insert(id.clone(), caller);
            return match channel {
                ChannelKind::Call | ChannelKind::Chat => self.enters(at, &id),
                ChannelKind::Message | ChannelKind::Callback => vec![],
            };
        }
        let Some(caller) = self.contacts.get_mut(&id) else {
            return vec![];
        };
        match &fact.kind {
            FactKind::ChannelChanged { channel, .. } => match channel {
                ChannelKind::Callback => self.leaves(at, &id, "EXITWITHKEY|callback"),
                ChannelKind::Call | ChannelKind::Chat if caller.is_idle() => self.enters(at, &id),
                ChannelKind::Call | ChannelKind::Chat | ChannelKind::Message => vec![],
            },
            FactKind::DepartmentChanged {
                department, why, ..
            } => {
                let department = department.clone();
                self.moves(at, &id, department, *why)
            }
            FactKind::Rang { operator, .. } => {
                caller.rings.insert(operator.clone(), at);
                vec![]
            }
            FactKind::RingEnded {
                operator, outcome, ..
            } => caller.ring_ended(at, &id, operator, *outcome),
            // Whoever has it after a transfer, or calls back, is none of the queue's.
            FactKind::Bridged { operator, .. } | FactKind::ChatAccepted { operator, .. }
                if caller.waits =>
            {
                let line = caller.connects(at, &id, operator);
                self.out_of_queue(&id);
                vec![line]
            }
            FactKind::Consulted { colleague, .. } => {
                caller.consulted = Some(colleague.clone());
                vec![]
            }
            FactKind::ConsultEnded { outcome, .. } => {
                if *outcome != ConsultOutcome::Transferred {
                    caller.consulted = None;
                }
                vec![]
            }
            FactKind::Transferred { operator, to, .. } => {
                let mut lines = caller.transferred(at, &id, operator, to);
                // To another department it moves with a fact of its own.
                if *to == TransferredTo::Department(caller.department.clone()) {
                    lines.extend(self.enters(at, &id));
                }
                lines
            }
            FactKind::Requeued { .. } => match caller.completes(at, &id, "COMPLETEAGENT") {
                Some(line) => {
                    let mut lines = vec![line];
                    lines.extend(self.enters(at, &id));
                    lines
                }
                None => vec![],
            },
            FactKind::Ended { reason, .. } => self.ends(at, &id, *reason),
            // Of these app_queue knows nothing.
            FactKind::Entered { .. }
            | FactKind::Bridged { .. }
            | FactKind::ChatAccepted { .. }
            | FactKind::Estimated { .. }
            | FactKind::CallbackOffered { .. }
            | FactKind::WindowChosen { .. }
            | FactKind::HeldBegan { .. }
            | FactKind::HeldEnded { .. }
            | FactKind::LineWritten { .. }
            | FactKind::Tried { .. }
            | FactKind::Rated { .. }
            | FactKind::Surveyed { .. }
            | FactKind::WrapUpBegan { .. }
            | FactKind::WrapUpEnded { .. }
            | FactKind::Disposed { .. }
            | FactKind::Topic { .. }
            | FactKind::HotlineOpened { .. }
            | FactKind::HotlineClosed { .. }
            | FactKind::PresenceChanged { .. }
            | FactKind::Configured { .. } => vec![],
        }
    }

    fn enters(&mut self, at: Timestamp, id: &ContactId) -> Vec<String> {
        let Some(caller) = self.contacts.get_mut(id) else {
            return vec![];
        };
        let queue = self.queues.entry(caller.department.clone()).or_default();
        queue.insert((at, id.clone()));
        caller.entered = at;
        caller.waits = true;
        caller.first_position = queue.len();
        let data = format!("ENTERQUEUE||{}|{}", caller.visitor, queue.len());
        vec![line(at, id, &caller.department, NONE, &data)]
    }

    /// `how|position|origposition|waittime`
    fn leaves(&mut self, at: Timestamp, id: &ContactId, how: &str) -> Vec<String> {
        let Some(caller) = self.contacts.get(id).filter(|caller| caller.waits) else {
            return vec![];
        };
        let place = (caller.entered, id.clone());
        let queue = self.queues.get(&caller.department);
        let position = queue.map_or(0, |queue| queue.range(..=place).count());
        let wait = seconds(at, caller.entered);
        let data = format!("{how}|{position}|{}|{wait}", caller.first_position);
        let line = line(at, id, &caller.department, NONE, &data);
        self.out_of_queue(id);
        vec![line]
    }

    fn moves(
        &mut self,
        at: Timestamp,
        id: &ContactId,
        to: DepartmentId,
        why: WhyMoved,
    ) -> Vec<String> {
        let waits = self.contacts.get(id).is_some_and(|caller| caller.waits);
        let mut lines = self.leaves(
            at,
            id,
            match why {
                WhyMoved::Overflowed => "EXITWITHTIMEOUT",
                WhyMoved::Configured => "EXITEMPTY",
                WhyMoved::Chosen | WhyMoved::Transferred | WhyMoved::Escalated => {
                    "EXITWITHKEY|department"
                }
            },
        );
        if let Some(caller) = self.contacts.get_mut(id) {
            caller.department = to;
        }
        let transferred = matches!(why, WhyMoved::Transferred | WhyMoved::Escalated);
        if waits || transferred {
            lines.extend(self.enters(at, id));
        }
        lines
    }

    fn ends(&mut self, at: Timestamp, id: &ContactId, reason: EndReason) -> Vec<String> {
        let (waited, talked) = match reason {
            EndReason::VisitorAbandoned | EndReason::VisitorLost | EndReason::VisitorHungUp => {
                ("ABANDON", "COMPLETECALLER")
            }
            EndReason::TimedOut => ("EXITWITHTIMEOUT", "COMPLETEAGENT"),
            EndReason::OperatorHungUp
            | EndReason::CalledBack
            | EndReason::NotReached
            | EndReason::Expired => ("EXITEMPTY", "COMPLETEAGENT"),
        };
        let caller = self.contacts.get_mut(id);
        let completes = caller.and_then(|caller| caller.completes(at, id, talked));
        let lines = match completes {
            Some(line) => vec![line],
            None => self.leaves(at, id, waited),
        };
        self.contacts.remove(id);
        lines
    }

    fn out_of_queue(&mut self, id: &ContactId) {
        if let Some(caller) = self.contacts.get_mut(id) {
            caller.waits = false;
            if let Some(queue) = self.queues.get_mut(&caller.department) {
                queue.remove(&(caller.entered, id.clone()));
            }
        }
    }

    fn presence(
        &mut self,
        at: Timestamp,
        operator: &OperatorId,
        presence: Presence,
        reason: Option<&BreakReason>,
    ) -> Vec<String> {
        let before = self.members.insert(operator.clone(), presence);
        if self.hotlines.is_some() {
            return vec![];
        }
        let was_there = before.is_some_and(|before| before != Presence::Offline);
        let mut events: Vec<String> = vec![];
        if !was_there && presence != Presence::Offline {
            events.push("ADDMEMBER|".into());
        }
        match presence {
            Presence::Available if was_there => events.push("UNPAUSE|".into()),
            Presence::Available => {}
            Presence::Break => events.push(format!("PAUSE|{}", break_name(reason))),
            Presence::Unavailable { reason } => {
                events.push(format!("PAUSE|{}", away_name(reason)));
            }
            Presence::Offline => events.push("REMOVEMEMBER|".into()),
        }
        let events = events.iter();
        let seconds = at.as_millis() / 1_000;
        events
            .map(|event| format!("{seconds}|{NONE}|{NONE}|{operator}|{event}"))
            .collect()
    }
}

/// An organisation's own reason must not look like another field or line.
fn break_name(reason: Option<&BreakReason>) -> String {
    match reason {
        Some(BreakReason::Break) | None => "break".into(),
        Some(BreakReason::Lunch) => "lunch".into(),
        Some(BreakReason::Training) => "training".into(),
        Some(BreakReason::Custom(name)) => {
            name.replace(|letter: char| letter == '|' || letter.is_control(), " ")
        }
    }
}

fn away_name(reason: AwayReason) -> &'static str {
    match reason {
        AwayReason::NoAnswer => "no_answer",
        AwayReason::NoSound => "no_sound",
        AwayReason::ConnectionLost => "connection_lost",
        AwayReason::ForcedOff => "forced_off",
    }
}
