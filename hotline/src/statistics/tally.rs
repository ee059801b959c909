//! What is counted, and nothing that is divided: tallies of parts add up to the tally of the whole.

use super::handling::{Handling, Rung};
use super::stay::{Leaving, Visit};
use super::timeline::{CallbackStory, Timeline};
use crate::channel::ChannelKind;
use crate::contact::EndReason;
use crate::fact::RingOutcome;
use crate::operator::Disposition;
use crate::time::Timestamp;
use std::time::Duration;

/// The counts of one slice. Times are sums in milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub offered: u64,
    pub answered: u64,
    pub abandoned: u64,
    pub flow_out: u64,
    pub converted: u64,
    pub waiting: u64,
    /// Of each, within the threshold `T`…
    pub answered_in_time: u64,
    pub abandoned_in_time: u64,
    pub converted_in_time: u64,
    /// …and within the short one, `s`.
    pub short_abandoned: u64,
    pub wait_ms: u64,
    pub wait_answered_ms: u64,
    pub wait_abandoned_ms: u64,
    pub longest_ms: u64,
    pub longest_waiting_ms: u64,
    /// Of those answered, who had been told an estimate, and for how many it held.
    pub estimated: u64,
    pub estimate_held: u64,

    pub rings: u64,
    pub rings_answered: u64,
    pub ringing_ms: u64,

    pub handled: u64,
    pub talk_ms: u64,
    pub hold_ms: u64,
    pub wrap_up_ms: u64,
    pub transferred: u64,

    /// Operators who were there at all.
    pub people: u64,
    pub busy_ms: u64,
    /// Of it, while at the desk.
    pub busy_there_ms: u64,
    pub idle_ms: u64,
    pub logged_in_ms: u64,

    /// Contacts that somebody answered, live or later.
    pub served: u64,
    pub marked: u64,
    pub resolved: u64,
    pub unrepeated: u64,
    pub settled_for_good: u64,
    pub first: u64,
    pub first_settled_for_good: u64,
    pub surveyed: u64,
    pub surveyed_settled: u64,
    pub rated: u64,
    pub stars: u64,
    pub satisfied: u64,
    pub recommending: u64,
    pub promoters: u64,
    pub detractors: u64,

    pub callbacks_offered: u64,
    pub callbacks: u64,
    pub attempts: u64,
    pub reached: u64,
    pub reached_after_ms: u64,
    pub not_reached: u64,
    pub expired: u64,
    pub windows: u64,
    pub windows_kept: u64,
    pub messages: u64,
}

/// What a service level is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// `T`: in time, the threshold itself included.
    pub in_time: Duration,
    /// `s`: short.
    pub short: Duration,
}

/// Whether a contact was the first about its matter, and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repetition {
    pub is_first: bool,
    pub is_last: bool,
}

impl Tally {
    /// A live wait.
    pub fn add_visit(&mut self, visit: &Visit, at: Thresholds, now: Timestamp) {
        let wait = visit.wait(now);
        let (millis, in_time) = (ms(wait), u64::from(wait <= at.in_time));
        self.offered += 1;
        self.wait_ms += millis;
        self.longest_ms = self.longest_ms.max(millis);
        match visit.left.map(|(_, how)| how) {
            Some(Leaving::Answered) => {
                self.answered += 1;
                self.answered_in_time += in_time;
                self.wait_answered_ms += millis;
            }
            Some(Leaving::Abandoned) => {
                self.abandoned += 1;
                self.abandoned_in_time += in_time;
                self.short_abandoned += u64::from(wait <= at.short);
                self.wait_abandoned_ms += millis;
            }
            Some(Leaving::FlowOut) => self.flow_out += 1,
            Some(Leaving::Converted) => {
                self.converted += 1;
                self.converted_in_time += in_time;
            }
            None => {
                self.waiting += 1;
                self.longest_waiting_ms = self.longest_waiting_ms.max(millis);
            }
        }
    }

    pub fn add_ring(&mut self, rung: &Rung) {
        if !rung.counts() {
            return;
        }
        self.rings += 1;
        self.rings_answered += u64::from(rung.ended_by(RingOutcome::Accepted));
        self.ringing_ms += rung.ended.map_or(0, |(ended, _)| ms(ended.since(rung.at)));
    }

    pub fn add_handling(&mut self, handling: &Handling, now: Timestamp) {
        if !handling.is_handled() {
            return;
        }
        self.handled += 1;
        self.talk_ms += ms(handling.talk(now));
        self.hold_ms += ms(handling.hold(now));
        self.wrap_up_ms += ms(handling.wrap_up(now));
        self.transferred += u64::from(handling.transferred);
    }

    /// How the visitor and the operator saw it. What nobody answered has no quality.
    pub fn add_quality(&mut self, contact: &Timeline, repetition: Repetition) {
        if contact.answered.is_none() {
            return;
        }
        let resolved = contact.disposition == Some(Disposition::Resolved);
        let settled = resolved && repetition.is_last;
        self.served += 1;
        self.marked += u64::from(contact.disposition.is_some());
        self.resolved += u64::from(resolved);
        self.unrepeated += u64::from(repetition.is_last);
        self.settled_for_good += u64::from(settled);
        self.first += u64::from(repetition.is_first);
        self.first_settled_for_good += u64::from(settled && repetition.is_first);
        self.surveyed += u64::from(contact.settled.is_some());
        self.surveyed_settled += u64::from(contact.settled == Some(true));
        if let Some(stars) = contact.stars {
            self.rated += 1;
            self.stars += u64::from(stars);
            self.satisfied += u64::from(stars >= 4);
        }
        if let Some(recommend) = contact.recommend {
            self.recommending += 1;
            self.promoters += u64::from(recommend >= 9);
            self.detractors += u64::from(recommend <= 6);
        }
    }

    /// What was owed, and whether the estimate held.
    pub fn add_promises(&mut self, contact: &Timeline) {
        let answered = contact.visit.filter(|visit| visit.has(Leaving::Answered));
        if let (Some(estimate), Some(visit)) = (contact.estimate_ms, answered)
            && let Some((at, _)) = visit.left
        {
            self.estimated += 1;
            self.estimate_held += u64::from(ms(at.since(visit.entered)) <= estimate);
        }
        self.callbacks_offered += u64::from(contact.callback_offered);
        if let Some(callback) = &contact.callback {
            self.add_callback(callback, contact.ended.map(|(_, reason)| reason));
        }
        let began = contact.began.as_ref().map(|began| began.channel);
        self.messages += u64::from(began == Some(ChannelKind::Message));
    }

    fn add_callback(&mut self, callback: &CallbackStory, ended: Option<EndReason>) {
        self.callbacks += 1;
        self.attempts += callback.attempts.len() as u64;
        if let Some(reached) = callback.reached {
            self.reached += 1;
            self.reached_after_ms += ms(reached.since(callback.asked));
        }
        self.not_reached += u64::from(ended == Some(EndReason::NotReached));
        self.expired += u64::from(ended == Some(EndReason::Expired));
        if let Some(window) = callback.window {
            let within = |at: &Timestamp| (window.from..=window.until).contains(at);
            self.windows += 1;
            self.windows_kept += u64::from(callback.attempts.first().is_some_and(within));
        }
    }
}

pub(super) fn ms(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
