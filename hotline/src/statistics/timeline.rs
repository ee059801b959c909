//! One contact, folded from its facts: how it waited, who handled it and what came of it.

use super::handling::{Handling, Rung, Works};
use super::stay::{Leaving, Stay, Visit};
use crate::channel::{ChannelKind, TryOutcome, Window};
use crate::contact::EndReason;
use crate::fact::{ConsultOutcome, Fact, FactKind, RingOutcome};
use crate::operator::Disposition;
use crate::time::Timestamp;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId, VisitorId};

/// What the facts given so far say about one contact. Facts come in the order of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Missing when it entered before the first fact that was given.
    pub began: Option<Beginning>,
    /// The queues in which it waited live, in order; one for each department, and one more after each transfer.
    pub stays: Vec<Stay>,
    /// All of them as one. Missing for what never waited live: a callback or message from the start.
    pub visit: Option<Visit>,
    pub rings: Vec<Rung>,
    pub handlings: Vec<Handling>,
    /// Answered by somebody for the first time.
    pub answered: Option<Timestamp>,
    /// What its visitor was told: answered within so many milliseconds.
    pub estimate_ms: Option<u64>,
    pub callback_offered: bool,
    pub callback: Option<CallbackStory>,
    pub transfers: u32,
    pub ended: Option<(Timestamp, EndReason)>,
    pub disposition: Option<Disposition>,
    pub topic: Option<String>,
    pub stars: Option<u8>,
    pub recommend: Option<u8>,
    pub settled: Option<bool>,
    channel: Option<ChannelKind>,
    /// Somebody accepted it, and it did not come back since.
    in_hand: bool,
}

/// How it entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    pub at: Timestamp,
    pub visitor: VisitorId,
    pub hotline: HotlineId,
    pub language: String,
    pub channel: ChannelKind,
}

/// A callback that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackStory {
    pub asked: Timestamp,
    /// When the visitor wanted it; missing for as soon as possible.
    pub window: Option<Window>,
    /// When it was tried; the one that reached the visitor among them.
    pub attempts: Vec<Timestamp>,
    pub reached: Option<Timestamp>,
}

impl Timeline {
    /// Takes in a fact about this contact; facts about anything else change nothing.
    pub fn take(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::Entered {
                visitor,
                hotline,
                department,
                language,
                channel,
                ..
            } => {
                self.began = Some(Beginning {
                    at,
                    visitor: visitor.clone(),
                    hotline: hotline.clone(),
                    language: language.clone(),
                    channel: *channel,
                });
                self.goes_on_by(at, *channel, department);
            }
            FactKind::ChannelChanged { channel, .. } => {
                let department = self.department();
                self.goes_on_by(at, *channel, &department);
            }
            FactKind::DepartmentChanged { department, .. } => self.moves_to(at, department),
            FactKind::Estimated { within_ms, .. } => self.estimate_ms = Some(*within_ms),
            FactKind::CallbackOffered { .. } => self.callback_offered = true,
            FactKind::WindowChosen { window, .. } => {
                if let Some(callback) = &mut self.callback {
                    callback.window = Some(*window);
                }
            }
            FactKind::Rang { operator, ring, .. } => {
                let (operator, department) = (operator.clone(), self.department());
                self.rings
                    .push(Rung::began(at, operator, department, *ring));
            }
            FactKind::RingEnded {
                operator,
                ring,
                outcome,
                ..
            } => self.ring_ended(at, operator, *ring, *outcome),
            FactKind::Bridged { operator, .. } | FactKind::ChatAccepted { operator, .. } => {
                self.answered_by(at, operator);
            }
            FactKind::HeldBegan { .. } => self.handlings.hold(at),
            FactKind::HeldEnded { .. } => self.handlings.resume(at),
            FactKind::Transferred { operator, .. } => {
                self.transfers += 1;
                self.handlings.transferred(at, operator);
                self.in_hand = false;
            }
            FactKind::ConsultEnded {
                colleague, outcome, ..
            } => match outcome {
                ConsultOutcome::Transferred => {
                    self.handlings.talks(at, colleague);
                    self.in_hand = true;
                }
                ConsultOutcome::Cancelled
                | ConsultOutcome::NotAnswered
                | ConsultOutcome::VisitorLeft => self.handlings.ended(at, colleague),
            },
            FactKind::Tried {
                operator, outcome, ..
            } => self.tried(at, operator, *outcome),
            FactKind::Requeued { operator, .. } => {
                self.handlings.ended(at, operator);
                self.in_hand = false;
            }
            FactKind::Ended { reason, .. } => self.end(at, *reason),
            FactKind::WrapUpBegan { operator, .. } => self.handlings.wraps_up(at, operator),
            FactKind::WrapUpEnded { operator, .. } => self.handlings.wrapped_up(at, operator),
            FactKind::Disposed { disposition, .. } => self.disposition = Some(*disposition),
            FactKind::Topic { topic, .. } => self.topic = Some(topic.clone()),
            FactKind::Rated { stars, .. } => self.stars = Some(*stars),
            FactKind::Surveyed {
                recommend, settled, ..
            } => {
                self.recommend = recommend.or(self.recommend);
                self.settled = settled.or(self.settled);
            }
            // Lines are the register's; a consult is seen by the colleague's ring; the rest is about no contact.
            FactKind::LineWritten { .. }
            | FactKind::Consulted { .. }
            | FactKind::HotlineOpened { .. }
            | FactKind::HotlineClosed { .. }
            | FactKind::PresenceChanged { .. }
            | FactKind::Configured { .. } => {}
        }
    }

    /// When it came, as far as the facts say.
    #[must_use]
    pub fn arrived(&self) -> Option<Timestamp> {
        let live = self.visit.as_ref().map(|visit| visit.entered);
        live.or(self.began.as_ref().map(|began| began.at))
    }

    /// The queue it is in or was answered from.
    #[must_use]
    pub fn department(&self) -> DepartmentId {
        let last = self.stays.last();
        last.map_or_else(DepartmentId::general, |stay| stay.department.clone())
    }

    /// Everybody who talked or wrote to its visitor.
    pub fn handled_by(&self) -> impl Iterator<Item = &OperatorId> {
        let handled = self
            .handlings
            .iter()
            .filter(|handling| handling.is_handled());
        handled.map(|handling| &handling.operator)
    }

    fn goes_on_by(&mut self, at: Timestamp, channel: ChannelKind, department: &DepartmentId) {
        self.channel = Some(channel);
        match channel {
            ChannelKind::Callback => {
                self.leaves(at, Leaving::Converted);
                self.callback.get_or_insert(CallbackStory {
                    asked: at,
                    window: None,
                    attempts: vec![],
                    reached: None,
                });
            }
            ChannelKind::Message => {}
            // The page of a callback that was accepted rang and was answered: nobody waits again.
            ChannelKind::Call | ChannelKind::Chat if self.in_hand => {}
            ChannelKind::Call | ChannelKind::Chat => self.waits_live(at, department),
        }
        if self.stays.is_empty() {
            // What does not wait live has a department all the same.
            self.stays.push(Stay::silent(at, department.clone()));
        }
    }

    /// For the first time, or again after a callback had been asked for.
    fn waits_live(&mut self, at: Timestamp, department: &DepartmentId) {
        if self.began.is_none() || self.answered.is_some() {
            return;
        }
        match &mut self.visit {
            Some(visit) => visit.wait_again(),
            None => self.visit = Some(Visit::began(at)),
        }
        match self.stays.last_mut() {
            Some(stay) if stay.department == *department => stay.wait_again(at),
            Some(_) | None => self.stays.push(Stay::began(at, department.clone())),
        }
    }

    fn moves_to(&mut self, at: Timestamp, department: &DepartmentId) {
        let waits_live = match self.channel {
            Some(ChannelKind::Call | ChannelKind::Chat) => self.began.is_some(),
            Some(ChannelKind::Callback | ChannelKind::Message) | None => false,
        };
        if let Some(stay) = self.stays.last_mut() {
            stay.leave(at, Leaving::FlowOut);
        }
        self.stays.push(if waits_live {
            Stay::began(at, department.clone())
        } else {
            Stay::silent(at, department.clone())
        });
    }

    fn ring_ended(&mut self, at: Timestamp, by: &OperatorId, ring: u32, outcome: RingOutcome) {
        let rung = self.rings.iter_mut().rev();
        let mut rung = rung.filter(|rung| rung.operator == *by && rung.ring == ring);
        if let Some(rung) = rung.next() {
            rung.ended.get_or_insert((at, outcome));
        }
        if outcome == RingOutcome::Accepted {
            let department = self.department();
            self.handlings
                .push(Handling::accepted(at, by.clone(), department));
            self.in_hand = true;
        }
    }

    fn answered_by(&mut self, at: Timestamp, operator: &OperatorId) {
        let department = self.department();
        self.handlings.begin_if_new(at, operator, department);
        self.handlings.talks(at, operator);
        self.answered.get_or_insert(at);
        self.in_hand = true;
        self.leaves(at, Leaving::Answered);
        if let Some(callback) = &mut self.callback
            && callback.reached.is_none()
        {
            callback.attempts.push(at);
            callback.reached = Some(at);
        }
    }

    fn tried(&mut self, at: Timestamp, operator: &OperatorId, outcome: TryOutcome) {
        if let Some(callback) = &mut self.callback {
            callback.attempts.push(at);
        }
        match outcome {
            TryOutcome::Reached => {
                self.answered.get_or_insert(at);
                self.handlings.dialled(operator);
                if let Some(callback) = &mut self.callback {
                    callback.reached.get_or_insert(at);
                }
            }
            TryOutcome::NoAnswer | TryOutcome::Engaged | TryOutcome::WrongNumber => {
                self.handlings.ended(at, operator);
                self.in_hand = false;
            }
        }
    }

    fn end(&mut self, at: Timestamp, reason: EndReason) {
        self.ended = Some((at, reason));
        self.in_hand = false;
        self.handlings.all_ended(at);
        self.leaves(
            at,
            match reason {
                EndReason::VisitorHungUp | EndReason::VisitorAbandoned | EndReason::VisitorLost => {
                    Leaving::Abandoned
                }
                EndReason::OperatorHungUp
                | EndReason::CalledBack
                | EndReason::NotReached
                | EndReason::Expired
                | EndReason::TimedOut => Leaving::FlowOut,
            },
        );
    }

    /// The first of these counts; see [`Visit`].
    fn leaves(&mut self, at: Timestamp, how: Leaving) {
        if let Some(visit) = &mut self.visit {
            visit.leave(at, how);
        }
        if let Some(stay) = self.stays.last_mut() {
            stay.leave(at, how);
        }
    }
}
