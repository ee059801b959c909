//! How long visitors are told that it takes, and what that is learned from.

use super::Switchboard;
use super::crew::chats_of;
use crate::contact::{Contact, ContactState, Estimated};
use crate::effect::{Effect, Flow, Record};
use crate::fact::FactKind;
use crate::operator::{Activity, Operator};
use crate::routing::{MOST_HANDLED, MOST_PREDICTED, correction, kept_percent, mean, predicted};
use crate::time::Timestamp;
use crate::view::EstimateView;
use bellpull_protocol::{ContactId, DepartmentId, OperatorId};
use std::mem;

/// What is known of a department now; the same for all of its places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forecast {
    /// At a desk, free or busy, for this department among others.
    serving: usize,
    mean_ms: f64,
    correction: f64,
    kept_percent: Option<u8>,
}

impl Forecast {
    /// Depends on nothing but the place, so that what a page was told stays true until something happens.
    pub(super) fn at(&self, place: u32) -> Option<EstimateView> {
        let within_ms = rounded(self.raw(place)? * self.correction);
        Some(EstimateView {
            within_ms,
            kept_percent: self.kept_percent,
        })
    }

    fn raw(&self, place: u32) -> Option<f64> {
        predicted(place, self.serving, self.mean_ms)
    }
}

impl Switchboard {
    /// `None` while nobody can know.
    pub(super) fn forecast(&mut self, department: &DepartmentId) -> Option<Forecast> {
        let mean_ms = mean(&self.flows.get(department)?.handled_ms)?;
        let serving = self.count_serving(department);
        let flow = self.flows.get(department)?;
        Some(Forecast {
            serving,
            mean_ms,
            correction: correction(&flow.predicted),
            kept_percent: kept_percent(&flow.kept),
        })
    }

    /// How many are at a desk who serve it. Who does is found out once.
    fn count_serving(&mut self, department: &DepartmentId) -> usize {
        if !self.serving.contains_key(department) {
            let members = self
                .crew
                .filter(|operator| self.serves(operator, department));
            self.serving.insert(department.clone(), members);
        }
        let serving = self.serving.get(department);
        serving.map_or(0, |serving| serving.count_of_both(&self.crew.there))
    }

    /// Whoever entered or changed and was never told how long it takes is about to be.
    pub(super) fn estimate_changed(&mut self, now: Timestamp) {
        let changed = self.changed_contacts.iter().filter(|id| {
            let contact = self.contacts.get(id);
            contact.is_some_and(|known| known.state == ContactState::Queued && is_new(known))
        });
        for id in changed.cloned().collect::<Vec<_>>() {
            let Some(contact) = self.contacts.get(&id) else {
                continue;
            };
            let (department, place) = (contact.department.clone(), self.places.of(contact));
            if let Some((place, forecast)) = place.zip(self.forecast(&department)) {
                self.estimate_first(now, &id, place, &forecast);
            }
        }
    }

    /// Notes what is told first, to be judged by it later.
    pub(super) fn estimate_first(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        place: u32,
        forecast: &Forecast,
    ) -> bool {
        let (Some(raw), Some(told)) = (forecast.raw(place), forecast.at(place)) else {
            return false;
        };
        let known = self.contacts.get_mut(id);
        let Some(contact) = known.filter(|contact| is_new(contact)) else {
            return false;
        };
        contact.estimated = Some(Estimated {
            at: now,
            predicted_ms: whole(raw),
            within_ms: told.within_ms,
        });
        let waited = millis(now, contact.entered);
        let contact = id.clone();
        let within_ms = waited.saturating_add(told.within_ms);
        self.journal(now, FactKind::Estimated { contact, within_ms });
        true
    }

    /// The contact was answered for the first time: what its visitor was told turns out true or not. Or it was a chat
    /// that is over: so long it took.
    pub(super) fn learn_from_contact(
        &mut self,
        (was_answered, chatted): (bool, Option<(OperatorId, Timestamp)>),
        contact: &Contact,
    ) {
        let since = match &contact.state {
            ContactState::Bridged { since, .. } | ContactState::Chatting { since, .. } => {
                Some(*since)
            }
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => None,
        };
        let first = contact.answered && !was_answered;
        if let (true, Some(at), Some(estimated)) = (first, since, contact.estimated) {
            let actual = millis(at, estimated.at);
            self.change_flow(at, &contact.department, |flow| {
                push(
                    &mut flow.predicted,
                    (estimated.predicted_ms, actual),
                    MOST_PREDICTED,
                );
                push(
                    &mut flow.kept,
                    actual <= estimated.within_ms,
                    MOST_PREDICTED,
                );
            });
        }
        if let (Some((operator, since)), ContactState::Ended { at, .. }) = (chatted, &contact.state)
        {
            // As many at a time take each as long.
            let chats = chats_of(&self.plan, &self.settings, &operator).max(1) as u64;
            let took = millis(*at, since) / chats;
            self.change_flow(*at, &contact.department, |flow| {
                push(&mut flow.handled_ms, took, MOST_HANDLED);
            });
        }
    }

    /// Calls that were written up took as long as this; others were given back, and teach nothing.
    pub(super) fn learn_from_operators(&mut self, now: Timestamp) {
        let changed = self.changed_operators.iter();
        let done = changed.filter_map(|id| {
            let operator = self.operators.get(id)?;
            (operator.serving.is_some() && !has_in_hand(operator)).then(|| id.clone())
        });
        let done: Vec<_> = done.collect();
        let wrote_up = mem::take(&mut self.wrote_up);
        for id in done {
            let operator = self.operators.get_mut(&id);
            let serving = operator.and_then(|operator| operator.serving.take());
            let Some(serving) = serving.filter(|_| wrote_up.contains(&id)) else {
                continue;
            };
            let took = millis(now, serving.since);
            self.change_flow(now, &serving.department, |flow| {
                push(&mut flow.handled_ms, took, MOST_HANDLED);
            });
        }
    }

    pub(super) fn change_flow(
        &mut self,
        now: Timestamp,
        department: &DepartmentId,
        change: impl FnOnce(&mut Flow),
    ) {
        let known = self.flows.remove(department);
        let mut flow = known.unwrap_or_else(|| Flow {
            department: department.clone(),
            handled_ms: vec![],
            predicted: vec![],
            kept: vec![],
            last_rung: None,
            at: now,
        });
        change(&mut flow);
        flow.at = now;
        self.flows.insert(department.clone(), flow);
        self.changed_flows.insert(department.clone());
    }

    /// Keeps what was learned; all estimates of the department are others now.
    pub(super) fn keep_flows(&mut self) {
        for department in mem::take(&mut self.changed_flows) {
            if let Some(flow) = self.flows.get(&department) {
                let kept = Record::Flow(flow.clone());
                self.effects.push_back(Effect::Keep(kept));
            }
            self.places.all_move(&department);
        }
    }
}

/// Who has the chat in hand, and since when.
pub(super) fn chats_since(contact: &Contact) -> Option<(OperatorId, Timestamp)> {
    match &contact.state {
        ContactState::Chatting { operator, since } => Some((operator.clone(), *since)),
        ContactState::Queued
        | ContactState::Ringing { .. }
        | ContactState::Connecting { .. }
        | ContactState::Bridged { .. }
        | ContactState::RingingBack { .. }
        | ContactState::Dialling { .. }
        | ContactState::Ended { .. } => None,
    }
}

/// Waits live and was never told.
fn is_new(contact: &Contact) -> bool {
    contact.estimated.is_none() && !contact.answered && !contact.channel.needs_no_page()
}

fn has_in_hand(operator: &Operator) -> bool {
    match operator.activity {
        Activity::Talking { .. } | Activity::WrapUp { .. } => true,
        Activity::Idle | Activity::Ringing { .. } => false,
    }
}

fn push<T>(list: &mut Vec<T>, newest: T, most: usize) {
    list.push(newest);
    let over = list.len().saturating_sub(most);
    list.drain(..over);
}

/// Up to what people say: 5 s below a minute, 15 s below five, a minute below an hour, then five. Less would be told
/// again and again without telling anything.
fn rounded(ms: f64) -> u64 {
    let ms = whole(ms);
    let step = match ms {
        0..=60_000 => 5_000,
        60_001..=300_000 => 15_000,
        300_001..=3_600_000 => 60_000,
        _ => 300_000,
    };
    ms.div_ceil(step).max(1) * step
}

/// Not negative, and far from the ends of its type: at most a hundred thousand places of days each.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and less than a millisecond does not matter"
)]
fn whole(ms: f64) -> u64 {
    ms as u64
}

fn millis(later: Timestamp, earlier: Timestamp) -> u64 {
    u64::try_from(later.since(earlier).as_millis()).unwrap_or(u64::MAX)
}
