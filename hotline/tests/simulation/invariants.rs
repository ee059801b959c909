//! What must hold after every command of the heart. The numbers are those of the project's list of invariants.

use crate::choosing::{self, Turns};
use crate::definition::Definition;
use crate::disk::Disk;
use crate::edge::Work;
use crate::ledger::Ledger;
use crate::telling;
use crate::world::{Violation, World};
use bellpull_hotline::configuration::Plan;
use bellpull_hotline::{
    Activity, ConsultState, Contact, ContactState, Effect, Presence, Switchboard, Timestamp,
};
use std::collections::BTreeSet;

/// The most chats of one operator, whatever the plan says.
const CHATS: usize = 3;

/// The heart just after a command.
pub struct Step<'a> {
    pub now: Timestamp,
    pub heart: &'a Switchboard,
    pub is_alarm: bool,
    /// How many inputs it had.
    pub inputs: usize,
    pub effects: &'a [Effect],
    pub disk: &'a Disk,
    pub plan: &'a Plan,
    pub ledger: &'a Ledger,
    /// Before the command.
    pub turns: &'a Turns,
}

impl Step<'_> {
    pub fn definition(&self) -> Definition<'_> {
        Definition {
            now: self.now,
            plan: self.plan,
            heart: self.heart,
        }
    }
}

type Invariant = fn(&Step) -> Result<(), Violation>;

const INVARIANTS: &[Invariant] = &[
    telling::what_is_told_is_durable,
    contact_and_operator_belong_to_each_other,
    a_visitor_has_one_live_contact,
    choosing::nobody_waits_while_somebody_is_free,
    no_waiting_entry_without_a_live_lease,
    choosing::only_the_eligible_ring,
    choosing::the_greatest_score_is_served_first,
    choosing::the_strategy_chooses,
    choosing::a_transfer_that_nobody_takes_comes_back,
    whatever_ends_by_itself_ends,
    telling::the_waiting_list_is_who_waits,
    telling::the_owed_list_is_what_is_owed,
    telling::lines_are_told_when_they_are_durable,
    no_deadline_is_in_the_past,
    telling::a_place_that_is_told_is_so,
    telling::a_sweep_is_near,
];

impl World {
    pub fn check_step(
        &mut self,
        heart: &Switchboard,
        work: &Work,
        effects: &[Effect],
    ) -> Result<(), Violation> {
        let step = Step {
            now: self.now,
            heart,
            is_alarm: work.is_alarm,
            inputs: work.inputs.len(),
            effects,
            disk: &self.edge.disk,
            plan: self.edge.plan.as_ref().unwrap_or(&self.unwritten),
            ledger: &self.ledger,
            turns: &self.turns,
        };
        for invariant in INVARIANTS {
            invariant(&step)?;
        }
        let mut turns = self.turns.clone();
        choosing::turns_after(&step, &mut turns);
        self.turns = turns;
        self.ledger.must_agree(heart)
    }
}

/// (2) A contact has at most one operator at a time; an operator has at most one call, one ring and three chats.
fn contact_and_operator_belong_to_each_other(step: &Step) -> Result<(), Violation> {
    let sentence = "contact and operator belong to each other";
    for operator in step.heart.operators() {
        let mut expected = (None, None, BTreeSet::new());
        for contact in step.heart.contacts() {
            let consult = contact.consult();
            if let Some(consult) = consult.filter(|consult| consult.colleague == operator.id) {
                let contact = contact.id.clone();
                let activity = match consult.state {
                    ConsultState::Ringing { .. } => Activity::Ringing { contact },
                    ConsultState::Connecting { .. }
                    | ConsultState::Private { .. }
                    | ConsultState::Together { .. } => Activity::Talking { contact },
                };
                if let Some(before) = expected.0.replace(activity) {
                    return Err(Violation::new(sentence, &(operator, before, consult)));
                }
                continue;
            }
            let concerns = contact.operator() == Some(&operator.id);
            if !concerns && !contact.rings_at(&operator.id) {
                continue;
            }
            let id = contact.id.clone();
            let before = match &contact.state {
                ContactState::Ringing { .. } if contact.channel.is_written() => {
                    expected.1.replace(id)
                }
                ContactState::Ringing { .. } => expected
                    .0
                    .replace(Activity::Ringing { contact: id })
                    .map(|_| contact.id.clone()),
                ContactState::Chatting { .. } => {
                    expected.2.insert(id);
                    None
                }
                ContactState::Connecting { .. }
                | ContactState::Bridged { .. }
                | ContactState::RingingBack { .. }
                | ContactState::Dialling { .. } => expected
                    .0
                    .replace(Activity::Talking { contact: id })
                    .map(|_| contact.id.clone()),
                ContactState::Queued | ContactState::Ended { .. } => None,
            };
            if before.is_some() {
                return Err(Violation::new(sentence, &(operator, before, contact)));
            }
        }
        let activity = match &operator.activity {
            Activity::Idle | Activity::WrapUp { .. } => None,
            Activity::Ringing { .. } | Activity::Talking { .. } => Some(operator.activity.clone()),
        };
        let known = (activity, operator.chat_ring.clone(), operator.chats.clone());
        let both_ring =
            matches!(operator.activity, Activity::Ringing { .. }) && operator.chat_ring.is_some();
        // Whoever has more than a new plan allows keeps them.
        if known != expected || both_ring || operator.chats.len() > CHATS {
            return Err(Violation::new(sentence, &(operator, expected)));
        }
    }
    Ok(())
}

fn a_visitor_has_one_live_contact(step: &Step) -> Result<(), Violation> {
    let mut live = BTreeSet::new();
    for contact in step.heart.contacts().filter(|contact| !contact.has_ended()) {
        let newest = step
            .heart
            .contact_of(&contact.visitor)
            .map(|known| &known.id);
        if !live.insert(&contact.visitor) || newest != Some(&contact.id) {
            return Err(Violation::new("a visitor has one live contact", contact));
        }
    }
    Ok(())
}

/// (4) No waiting entry without a live lease of its visitor. Between alarms a lease may be older than what the
/// sockets know.
fn no_waiting_entry_without_a_live_lease(step: &Step) -> Result<(), Violation> {
    for contact in waiting(step.heart).filter(|_| step.is_alarm) {
        if contact.lease.is_over(step.now) && !contact.channel.needs_no_page() {
            return Err(Violation::new(
                "no waiting entry without a live lease",
                contact,
            ));
        }
    }
    Ok(())
}

/// (10) Wrap-ups, breaks, rings and consults end when their time has come, and the alarm is set for it.
fn whatever_ends_by_itself_ends(step: &Step) -> Result<(), Violation> {
    let operators = step.heart.operators().flat_map(|operator| {
        let wrap_up = match &operator.activity {
            Activity::WrapUp { until, .. } => Some(*until),
            Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => None,
        };
        let pause = operator.pause.as_ref().and_then(|pause| pause.until);
        let pause = pause.filter(|_| operator.presence == Presence::Break);
        let plan = operator.planned.as_ref().map(|plan| plan.until);
        let ends = [wrap_up, pause, plan, operator.back_at];
        ends.into_iter()
            .flatten()
            .map(|at| (at, operator.id.to_string()))
    });
    let contacts = step.heart.contacts().flat_map(|contact| {
        let state = match &contact.state {
            ContactState::Ringing { until, .. }
            | ContactState::Connecting { until, .. }
            | ContactState::RingingBack { until, .. }
            | ContactState::Dialling { until, .. } => Some(*until),
            ContactState::Queued
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::Ended { .. } => None,
        };
        let consult = contact.consult().and_then(|consult| match &consult.state {
            ConsultState::Ringing { until } | ConsultState::Connecting { until, .. } => {
                Some(*until)
            }
            ConsultState::Private { .. } | ConsultState::Together { .. } => None,
        });
        let ends = [state, consult].into_iter().flatten();
        ends.map(|at| (at, contact.id.to_string()))
    });
    let next = step.heart.poll_timeout().map(|(at, _)| at);
    for (at, whose) in operators.chain(contacts) {
        let is_over = step.is_alarm && at <= step.now;
        if is_over || next.is_none_or(|next| next > at) {
            let what = (at, whose, next);
            return Err(Violation::new("whatever ends by itself ends", &what));
        }
    }
    Ok(())
}

/// (10) No deadline is asked in the past: once the alarm has rung, the next one is later.
fn no_deadline_is_in_the_past(step: &Step) -> Result<(), Violation> {
    match step.heart.poll_timeout() {
        Some((at, whose)) if step.is_alarm && at <= step.now => {
            Err(Violation::new("no deadline is in the past", &(at, whose)))
        }
        Some(_) | None => Ok(()),
    }
}

fn waiting(heart: &Switchboard) -> impl Iterator<Item = &Contact> {
    heart
        .contacts()
        .filter(|contact| contact.state == ContactState::Queued)
}

pub fn waits(contact: &Contact) -> bool {
    match contact.state {
        ContactState::Queued | ContactState::Ringing { .. } => true,
        ContactState::Connecting { .. }
        | ContactState::Bridged { .. }
        | ContactState::Chatting { .. }
        | ContactState::RingingBack { .. }
        | ContactState::Dialling { .. }
        | ContactState::Ended { .. } => false,
    }
}
