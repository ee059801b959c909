//! Whoever begins to ring is the one whose turn it is, and rings at whom the strategy names.

use crate::definition::Definition;
use crate::invariants::Step;
use crate::world::Violation;
use bellpull_hotline::configuration::Strategy;
use bellpull_hotline::{Activity, Contact, ContactState, Effect, FactKind, Operator, RingOutcome};
use bellpull_protocol::{ContactId, DepartmentId, OperatorId};
use std::collections::BTreeMap;

/// Who was rung last in each department, where it is done in turn.
pub type Turns = BTreeMap<DepartmentId, OperatorId>;

/// What began to ring at this command and still does, with everybody at whom it does.
struct Ring<'a> {
    contact: &'a Contact,
    operators: Vec<&'a Operator>,
}

/// (3) Nobody waits while an eligible operator could take them.
pub fn nobody_waits_while_somebody_is_free(step: &Step) -> Result<(), Violation> {
    let definition = step.definition();
    for contact in waiting(step) {
        let mut operators = step.heart.operators();
        let free = operators.find(|operator| definition.could_take(operator, contact));
        if free.is_some() {
            let what = (contact, free);
            return Err(Violation::new("nobody waits while somebody is free", &what));
        }
    }
    Ok(())
}

/// (6) First come, first served within equal points: nobody with a greater score whom the same operator could have taken
/// is passed over.
pub fn the_greatest_score_is_served_first(step: &Step) -> Result<(), Violation> {
    let definition = step.definition();
    for ring in rings(step) {
        for operator in &ring.operators {
            let before = before_ring(ring.contact, operator);
            let rank = definition.order(ring.contact);
            let passed_over = waiting(step).find(|other| {
                definition.order(other) < rank && definition.could_take(&before, other)
            });
            if let Some(passed_over) = passed_over {
                let what = (ring.contact, passed_over);
                return Err(Violation::new("the greatest score is served first", &what));
            }
        }
    }
    Ok(())
}

/// Nobody is rung who may not be.
pub fn only_the_eligible_ring(step: &Step) -> Result<(), Violation> {
    let definition = step.definition();
    for ring in rings(step) {
        for operator in &ring.operators {
            let eligible = definition.is_eligible(operator, ring.contact);
            if !eligible || !definition.can_be_served(ring.contact) {
                let what = (ring.contact, operator);
                return Err(Violation::new("only the eligible ring", &what));
            }
        }
    }
    Ok(())
}

/// What was given to a colleague who did not take it comes back to whoever gave it away, or goes on there first.
pub fn a_transfer_that_nobody_takes_comes_back(step: &Step) -> Result<(), Violation> {
    for contact in waiting(step) {
        let entry = step.ledger.contacts.get(&contact.id);
        let giver = entry.and_then(|entry| entry.comes_back_to.as_ref());
        if giver.is_some() && contact.affinity.as_ref() != giver {
            let what = (contact, giver);
            let sentence = "a transfer that nobody takes comes back";
            return Err(Violation::new(sentence, &what));
        }
    }
    Ok(())
}

/// Whoever had it before, else whom the department's strategy names among those who are free.
pub fn the_strategy_chooses(step: &Step) -> Result<(), Violation> {
    let definition = step.definition();
    // Who was rung later in the same command was free for those before.
    let mut free_later: Vec<Operator> = vec![];
    let mut turns = turns_before(step);
    for ring in rings(step).into_iter().rev() {
        let own = ring
            .operators
            .iter()
            .map(|operator| before_ring(ring.contact, operator));
        let own: Vec<_> = own.collect();
        let is_own = |id: &OperatorId| own.iter().any(|known| known.id == *id);
        let taken_back = |id: &OperatorId| free_later.iter().any(|known| known.id == *id);
        let others = step.heart.operators();
        let others = others.filter(|other| !is_own(&other.id) && !taken_back(&other.id));
        let others = others.chain(free_later.iter().filter(|other| !is_own(&other.id)));
        let others = others.filter(|other| definition.could_take(other, ring.contact));
        let others: Vec<_> = others.collect();
        let department = &ring.contact.department;
        let last = turns.pop().and_then(|turns| turns.get(department).cloned());
        if let Some(better) = better_choice(&definition, &ring, &own, &others, last.as_ref()) {
            let what = (ring.contact, own, better, last);
            return Err(Violation::new("the strategy chooses", &what));
        }
        free_later.extend(own);
    }
    Ok(())
}

fn better_choice<'a>(
    definition: &Definition,
    ring: &Ring,
    own: &[Operator],
    others: &[&'a Operator],
    last: Option<&OperatorId>,
) -> Option<&'a Operator> {
    let known = ring.contact.affinity.as_ref();
    if own.len() == 1 && known == Some(&own[0].id) {
        return None;
    }
    let had_it = others.iter().find(|other| Some(&other.id) == known);
    if had_it.is_some() {
        return had_it.copied();
    }
    let rules = definition.department(ring.contact);
    let strategy = rules.map_or(Strategy::default(), |rules| rules.strategy);
    if strategy == Strategy::RingAll {
        return others.first().copied();
    }
    let listed = |id: &OperatorId| {
        let name = definition.plan.people.get(id);
        let tiers = rules.iter().flat_map(|rules| &rules.tiers);
        let mut names = tiers.flat_map(|tier| &tier.operators);
        names.position(|listed| Some(listed) == name)
    };
    let written = matches!(
        ring.contact.channel.kind(),
        bellpull_hotline::ChannelKind::Chat | bellpull_hotline::ChannelKind::Message
    );
    let order = |operator: &Operator| {
        let talks = matches!(operator.activity, Activity::Talking { .. });
        let load = written.then_some((talks, operator.chats.len()));
        let id = operator.id.clone();
        let idle = (
            operator.idle_since.as_millis(),
            operator.contacts_this_shift,
        );
        let (first, then) = match strategy {
            Strategy::LongestIdle | Strategy::RingAll => idle,
            Strategy::RoundRobin => (u64::from(last.is_some_and(|last| id <= *last)), 0),
            Strategy::Linear => (listed(&id).unwrap_or_default() as u64, 0),
            Strategy::FewestContacts => (u64::from(idle.1), 0),
            Strategy::LeastTalkTime => (operator.talked_this_shift_ms, 0),
            Strategy::Random { .. } => (0, 0),
        };
        (load, first, then, id)
    };
    let chosen = own.first().map(order)?;
    let better = others.iter().filter(|other| {
        let other = order(other);
        match strategy {
            // Among equals of these the idle clock decides, and here anybody may.
            Strategy::FewestContacts | Strategy::LeastTalkTime => {
                (other.0, other.1) < (chosen.0, chosen.1)
            }
            Strategy::Random { .. } => other.0 < chosen.0,
            // Nobody knows whose turn it was.
            Strategy::RoundRobin if last.is_none() => other.0 < chosen.0,
            Strategy::LongestIdle | Strategy::RingAll | Strategy::RoundRobin | Strategy::Linear => {
                other < chosen
            }
        }
    });
    better.min_by_key(|other| order(other)).copied()
}

/// Of each ring of [`rings`], in order, whose turn was the last before it.
fn turns_before(step: &Step) -> Vec<Turns> {
    let mut turns = step.turns.clone();
    let mut before = vec![];
    let mut seen: Vec<(&ContactId, u32)> = vec![];
    for (contact, operator, ring) in rang(step) {
        let Some(known) = step.heart.contact(contact) else {
            continue;
        };
        if !seen.contains(&(contact, ring)) {
            seen.push((contact, ring));
            if is_in_turn(step, known, ring) {
                before.push(turns.clone());
            }
        }
        if is_chosen(step, contact) {
            turns.insert(known.department.clone(), operator.clone());
        }
    }
    before
}

/// The turns after this command.
pub fn turns_after(step: &Step, turns: &mut Turns) {
    for (contact, operator, _) in rang(step) {
        if let Some(known) = step
            .heart
            .contact(contact)
            .filter(|_| is_chosen(step, contact))
        {
            let rules = step.plan.department(&known.department);
            if rules.is_some_and(|rules| rules.strategy == Strategy::RoundRobin) {
                turns.insert(known.department.clone(), operator.clone());
            }
        } else if let Some(known) = step.heart.contact(contact) {
            // Perhaps in turn, perhaps not.
            turns.remove(&known.department);
        }
    }
}

fn rings<'a>(step: &'a Step) -> Vec<Ring<'a>> {
    let mut rings: Vec<Ring> = vec![];
    for (id, operator, ring) in rang(step) {
        let Some(contact) = step.heart.contact(id) else {
            continue;
        };
        if !is_in_turn(step, contact, ring) || others_came_back_later(step, id) {
            continue;
        }
        let mut operators = step.heart.operators();
        let Some(operator) = operators.find(|known| known.id == *operator) else {
            continue;
        };
        match rings.iter_mut().find(|ring| ring.contact.id == *id) {
            Some(ring) => ring.operators.push(operator),
            None => rings.push(Ring {
                contact,
                operators: vec![operator],
            }),
        }
    }
    rings
}

/// A late alarm brings signs of life first. Who is chosen by them was chosen while the rings that are over still rang, so
/// neither their contacts nor their operators were there to choose.
fn others_came_back_later(step: &Step, chosen: &ContactId) -> bool {
    let rang = facts(step)
        .position(|fact| matches!(fact, FactKind::Rang { contact, .. } if contact == chosen));
    let mut after = facts(step).skip(rang.unwrap_or(usize::MAX));
    after.any(|fact| matches!(fact, FactKind::RingEnded { contact, .. } if contact != chosen))
}

/// Still rings, and was chosen for it.
fn is_in_turn(step: &Step, contact: &Contact, ring: u32) -> bool {
    let rings = matches!(contact.state, ContactState::Ringing { .. });
    rings && contact.rings == ring && is_chosen(step, &contact.id)
}

/// Not out of turn, as when a colleague is named, a transfer comes back, or a chat becomes a call.
fn is_chosen(step: &Step, contact: &ContactId) -> bool {
    let named = step.ledger.contacts.get(contact);
    let named = named.is_some_and(|entry| entry.was_named);
    let becomes_a_call = facts(step)
        .any(|fact| matches!(fact, FactKind::ChannelChanged { contact: of, .. } if of == contact));
    !named && !becomes_a_call
}

/// Whoever takes a callback or is asked beside a call is rung by name, and uses up nobody's turn.
fn rang<'a>(step: &'a Step) -> impl Iterator<Item = (&'a ContactId, &'a OperatorId, u32)> {
    let rang = facts(step).filter_map(|fact| match fact {
        FactKind::Rang {
            contact,
            operator,
            ring,
        } => Some((contact, operator, *ring)),
        _ => None,
    });
    rang.filter(|(contact, ..)| {
        facts(step).all(|fact| match fact {
            FactKind::Consulted { contact: of, .. } => of != *contact,
            FactKind::RingEnded {
                contact: of,
                outcome: RingOutcome::Accepted,
                ..
            } => of != *contact,
            _ => true,
        })
    })
}

fn facts<'a>(step: &'a Step) -> impl Iterator<Item = &'a FactKind> {
    step.effects.iter().filter_map(|effect| match effect {
        Effect::Journal(fact) => Some(&fact.kind),
        _ => None,
    })
}

fn waiting<'a>(step: &'a Step) -> impl Iterator<Item = &'a Contact> {
    let contacts = step.heart.contacts();
    contacts.filter(|contact| contact.state == ContactState::Queued)
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
