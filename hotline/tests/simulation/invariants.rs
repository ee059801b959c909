//! What must hold after every command of the heart. The numbers are those of the project's list of invariants.

use crate::disk::Disk;
use crate::edge::Work;
use crate::telling;
use crate::world::{Violation, World};
use bellpull_hotline::{
    Activity, Channel, Contact, ContactState, Effect, FactKind, Operator, Presence, Switchboard,
    Timestamp, Way,
};
use std::collections::BTreeSet;

/// The most chats of one operator.
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
}

type Invariant = fn(&Step) -> Result<(), Violation>;

const INVARIANTS: &[Invariant] = &[
    telling::what_is_told_is_durable,
    contact_and_operator_belong_to_each_other,
    a_visitor_has_one_live_contact,
    nobody_waits_while_somebody_is_free,
    no_waiting_entry_without_a_live_lease,
    first_come_first_served,
    the_longest_idle_rings_first,
    telling::the_waiting_list_is_who_waits,
    telling::the_owed_list_is_what_is_owed,
    telling::lines_are_told_when_they_are_durable,
    no_deadline_is_in_the_past,
    telling::a_place_that_is_told_is_so,
    telling::a_sweep_is_near,
];

impl World {
    pub fn check_step(
        &self,
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
        };
        for invariant in INVARIANTS {
            invariant(&step)?;
        }
        self.ledger.must_agree(heart)
    }
}

/// (2) A contact has at most one operator at a time; an operator has at most one call, one ring and three chats.
fn contact_and_operator_belong_to_each_other(step: &Step) -> Result<(), Violation> {
    let sentence = "contact and operator belong to each other";
    for operator in step.heart.operators() {
        let mut expected = (None, None, BTreeSet::new());
        for contact in step.heart.contacts() {
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

/// (3) Nobody waits while an eligible operator could take them.
fn nobody_waits_while_somebody_is_free(step: &Step) -> Result<(), Violation> {
    for contact in waiting(step.heart) {
        let mut operators = step.heart.operators();
        let free = operators.find(|operator| could_take(step, operator, contact));
        if free.is_some() {
            let what = (contact, free);
            return Err(Violation::new("nobody waits while somebody is free", &what));
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

/// (6) First come, first served: nobody earlier whom the same operator could have taken is passed over.
fn first_come_first_served(step: &Step) -> Result<(), Violation> {
    for (rung, operator) in rings(step) {
        let before = before_ring(rung, operator);
        let passed_over = waiting(step.heart).find(|other| {
            (other.entered, &other.id) < (rung.entered, &rung.id)
                && could_take(step, &before, other)
        });
        if let Some(passed_over) = passed_over {
            let what = (rung, passed_over);
            return Err(Violation::new("first come, first served", &what));
        }
    }
    Ok(())
}

/// Of those who could take a call the one who has been idle longest rings; of those who could take a chat the one who
/// does not talk and has the fewest.
fn the_longest_idle_rings_first(step: &Step) -> Result<(), Violation> {
    for (contact, operator) in rings(step) {
        let rank = |operator: &Operator| {
            let talks = matches!(operator.activity, Activity::Talking { .. });
            let chats =
                Some((talks, operator.chats.len())).filter(|_| contact.channel.is_written());
            (
                chats,
                operator.idle_since,
                operator.contacts_this_shift,
                operator.id.clone(),
            )
        };
        let before = before_ring(contact, operator);
        let mut others = step.heart.operators();
        let passed_over =
            others.find(|other| could_take(step, other, contact) && rank(other) < rank(&before));
        if let Some(passed_over) = passed_over {
            let what = (operator, passed_over);
            return Err(Violation::new("the longest idle rings first", &what));
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

/// A model of its own of who may get what.
fn could_take(step: &Step, operator: &Operator, contact: &Contact) -> bool {
    let open = step.heart.is_open(&contact.hotline);
    let sound = step.heart.has_media();
    let idle = operator.activity == Activity::Idle;
    let talks = matches!(operator.activity, Activity::Talking { .. });
    let has_room = operator.chats.len() < CHATS && (idle || talks);
    let can = match &contact.channel {
        Channel::Call => idle && sound,
        Channel::Chat => has_room,
        Channel::Message => has_room && open,
        Channel::Callback(callback) => {
            let reachable = match callback.way {
                Way::Browser => sound && !contact.away,
                Way::Phone { .. } => true,
            };
            idle && open && reachable && callback.due <= step.now
        }
    };
    let declined = contact.declined.get(&operator.id);
    let paused = declined.is_some_and(|until| *until > step.now);
    can && !paused && operator.chat_ring.is_none() && operator.presence == Presence::Available
}

/// The operator as they were just before this began to ring.
fn before_ring(rung: &Contact, operator: &Operator) -> Operator {
    let mut operator = operator.clone();
    if operator.chat_ring.as_ref() == Some(&rung.id) {
        operator.chat_ring = None;
    } else {
        operator.activity = Activity::Idle;
    }
    operator
}

/// What began to ring at this command, as far as it still does. A chat that becomes a call rings first at whoever
/// chats, out of turn.
fn rings<'a>(step: &'a Step) -> Vec<(&'a Contact, &'a Operator)> {
    let facts = step.effects.iter().filter_map(|effect| {
        let Effect::Journal(fact) = effect else {
            return None;
        };
        let FactKind::Rang {
            contact, operator, ..
        } = &fact.kind
        else {
            return None;
        };
        Some((contact, operator))
    });
    facts
        .filter_map(|(contact, operator)| {
            let contact = step.heart.contact(contact)?;
            let operator = step.heart.operators().find(|known| known.id == *operator)?;
            let still = contact.rings_at(&operator.id);
            (still && !has_become_a_call(step, contact)).then_some((contact, operator))
        })
        .collect()
}

fn has_become_a_call(step: &Step, contact: &Contact) -> bool {
    step.effects.iter().any(|effect| {
        let Effect::Journal(fact) = effect else {
            return false;
        };
        matches!(&fact.kind, FactKind::Requeued { contact: of, .. } if *of == contact.id)
            && contact.channel == Channel::Call
    })
}
