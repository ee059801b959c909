//! What must hold after every command of the heart. The numbers are those of the project's list of invariants.

use crate::disk::Disk;
use crate::edge::Work;
use crate::world::{Violation, World};
use bellpull_hotline::{
    Activity, Contact, ContactState, Effect, FactKind, Operator, Presence, Switchboard, Timestamp,
};
use std::collections::BTreeSet;

/// The heart just after a command.
struct Step<'a> {
    now: Timestamp,
    heart: &'a Switchboard,
    is_alarm: bool,
    effects: &'a [Effect],
    disk: &'a Disk,
}

type Invariant = fn(&Step) -> Result<(), Violation>;

const INVARIANTS: &[Invariant] = &[
    what_is_told_is_durable,
    contact_and_operator_belong_to_each_other,
    a_visitor_has_one_live_contact,
    nobody_waits_while_somebody_is_free,
    no_waiting_entry_without_a_live_lease,
    first_come_first_served,
    the_longest_idle_rings_first,
    the_waiting_list_is_who_waits,
    no_deadline_is_in_the_past,
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
            effects,
            disk: &self.edge.disk,
        };
        for invariant in INVARIANTS {
            invariant(&step)?;
        }
        self.ledger.must_agree(heart)
    }
}

/// (1) Every acknowledged write is present: whatever anybody is told is on the disk already.
fn what_is_told_is_durable(step: &Step) -> Result<(), Violation> {
    for effect in step.effects {
        let Effect::TellVisitor { view, .. } = effect else {
            continue;
        };
        let stored = step.disk.contacts.get(&view.contact);
        let stored = stored.map(|json| serde_json::from_str::<Contact>(json).unwrap());
        let known = step.heart.contact(&view.contact);
        let same = stored.as_ref().zip(known).is_some_and(|(stored, known)| {
            stored.state == known.state && stored.leg == known.leg && stored.leg == view.leg
        });
        if !same {
            return Err(Violation::new("what is told is durable", &(view, stored)));
        }
    }
    Ok(())
}

/// (2) A contact has at most one operator at a time; an operator has at most one contact.
fn contact_and_operator_belong_to_each_other(step: &Step) -> Result<(), Violation> {
    let sentence = "contact and operator belong to each other";
    let mut busy = BTreeSet::new();
    for contact in step.heart.contacts() {
        let Some(operator) = contact.operator() else {
            continue;
        };
        let mut operators = step.heart.operators();
        let operator = operators.find(|known| known.id == *operator);
        let agrees = operator.is_some_and(|operator| match (&operator.activity, &contact.state) {
            (Activity::Ringing { contact: of }, ContactState::Ringing { .. })
            | (
                Activity::Talking { contact: of },
                ContactState::Connecting { .. } | ContactState::Bridged { .. },
            ) => *of == contact.id,
            (
                Activity::Idle
                | Activity::Ringing { .. }
                | Activity::Talking { .. }
                | Activity::WrapUp { .. },
                _,
            ) => false,
        });
        if !agrees || !busy.insert(contact.operator()) {
            return Err(Violation::new(sentence, &(contact, operator)));
        }
    }
    for operator in step.heart.operators() {
        let has_contact = match &operator.activity {
            Activity::Ringing { .. } | Activity::Talking { .. } => true,
            Activity::Idle | Activity::WrapUp { .. } => false,
        };
        if has_contact != busy.contains(&Some(&operator.id)) {
            return Err(Violation::new(sentence, operator));
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

/// (3) Nobody waits while an eligible operator is available and idle.
fn nobody_waits_while_somebody_is_free(step: &Step) -> Result<(), Violation> {
    if !step.heart.has_media() {
        return Ok(());
    }
    for contact in waiting(step.heart) {
        let mut operators = step.heart.operators();
        let free = operators.find(|operator| is_free(operator, contact, step.now));
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
        if contact.lease.is_over(step.now) {
            return Err(Violation::new(
                "no waiting entry without a live lease",
                contact,
            ));
        }
    }
    Ok(())
}

/// (6) First come, first served.
fn first_come_first_served(step: &Step) -> Result<(), Violation> {
    for (rung, operator) in rings(step) {
        let passed_over = waiting(step.heart).find(|other| {
            (other.entered, &other.id) < (rung.entered, &rung.id)
                && !has_paused(other, operator, step.now)
        });
        if let Some(passed_over) = passed_over {
            let what = (rung, passed_over);
            return Err(Violation::new("first come, first served", &what));
        }
    }
    Ok(())
}

/// Of those who are free the one who has been idle longest rings.
fn the_longest_idle_rings_first(step: &Step) -> Result<(), Violation> {
    let rank = |operator: &Operator| {
        (
            operator.idle_since,
            operator.contacts_this_shift,
            operator.id.clone(),
        )
    };
    for (contact, operator) in rings(step) {
        let mut others = step.heart.operators();
        let passed_over =
            others.find(|other| is_free(other, contact, step.now) && rank(other) < rank(operator));
        if let Some(passed_over) = passed_over {
            let what = (operator, passed_over);
            return Err(Violation::new("the longest idle rings first", &what));
        }
    }
    Ok(())
}

/// Operators see exactly those who wait or ring, in the order in which they came.
fn the_waiting_list_is_who_waits(step: &Step) -> Result<(), Violation> {
    let told = step.effects.iter().rev().find_map(|effect| {
        let Effect::TellWaiting { total, rows } = effect else {
            return None;
        };
        Some((*total, rows))
    });
    let Some((total, rows)) = told else {
        return Ok(());
    };
    let mut expected: Vec<_> = step
        .heart
        .contacts()
        .filter(|contact| match contact.state {
            ContactState::Queued | ContactState::Ringing { .. } => true,
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Ended { .. } => false,
        })
        .map(|contact| (contact.entered, &contact.id, contact.operator().is_some()))
        .collect();
    expected.sort();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.entered, &row.contact, row.ringing))
        .collect();
    if rows != expected || usize::try_from(total) != Ok(expected.len()) {
        return Err(Violation::new(
            "the waiting list is who waits",
            &(rows, expected),
        ));
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

fn is_free(operator: &Operator, contact: &Contact, now: Timestamp) -> bool {
    operator.activity == Activity::Idle
        && operator.presence == Presence::Available
        && !has_paused(contact, operator, now)
}

fn has_paused(contact: &Contact, operator: &Operator, now: Timestamp) -> bool {
    let until = contact.declined.get(&operator.id);
    until.is_some_and(|until| *until > now)
}

/// What began to ring at this command, as far as it still does.
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
            Some((contact, operator))
        })
        .collect()
}
