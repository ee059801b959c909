//! What people are told: it is durable, it is true, and it comes.

use crate::edge::Work;
use crate::invariants::{Step, waits};
use crate::truth;
use crate::world::{Violation, World};
use bellpull_hotline::{
    ChannelKind, Contact, ContactState, ContactViewState, Effect, Input, Record, Timestamp,
};
use bellpull_protocol::{ContactId, VisitorId};
use std::collections::BTreeMap;
use std::time::Duration;

/// Places behind the head are told so long after a change.
pub const SWEEP_PAUSE: Duration = Duration::from_secs(2);

/// (1) Every acknowledged write is present: whatever anybody is told is on the disk already.
pub fn what_is_told_is_durable(step: &Step) -> Result<(), Violation> {
    for effect in step.effects {
        let Effect::TellVisitor { view, .. } = effect else {
            continue;
        };
        let stored = step.disk.contacts.get(&view.contact);
        let stored = stored.map(|json| serde_json::from_str::<Contact>(json).unwrap());
        let known = step.heart.contact(&view.contact);
        // Of several commands in one step only what the last one told is as it is stored.
        let is_last = step.inputs == 0 || (step.inputs == 1 && !step.is_alarm);
        let same = stored.as_ref().zip(known).is_some_and(|(stored, known)| {
            let as_told = stored.leg == view.leg || !is_last;
            stored.state == known.state && stored.leg == known.leg && as_told
        });
        if !same {
            return Err(Violation::new("what is told is durable", &(view, stored)));
        }
    }
    Ok(())
}

/// (1, for lines)
pub fn lines_are_told_when_they_are_durable(step: &Step) -> Result<(), Violation> {
    for effect in step.effects {
        let (Effect::TellVisitorLine { line, .. } | Effect::TellOperatorLine { line, .. }) = effect
        else {
            continue;
        };
        let row = (line.contact.clone(), line.seq);
        if step.disk.lines.get(&row) != Some(line) {
            return Err(Violation::new("a line is told when it is durable", line));
        }
    }
    Ok(())
}

/// Operators see exactly those who wait or ring, in the order in which they came.
pub fn the_waiting_list_is_who_waits(step: &Step) -> Result<(), Violation> {
    let told = step.effects.iter().rev().find_map(|effect| {
        let Effect::TellWaiting { total, rows } = effect else {
            return None;
        };
        Some((*total, rows))
    });
    let Some((total, rows)) = told else {
        return Ok(());
    };
    let definition = step.definition();
    let waiting = step.heart.contacts();
    let waiting =
        waiting.filter(|contact| contact.channel.kind() != ChannelKind::Callback && waits(contact));
    let mut waiting: Vec<_> = waiting.collect();
    waiting.sort_by_cached_key(|contact| definition.order(contact));
    let expected: Vec<_> = waiting
        .iter()
        .map(|contact| (contact.entered, &contact.id, !contact.ringing().is_empty()))
        .collect();
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

/// They also see exactly what is owed, by its place.
pub fn the_owed_list_is_what_is_owed(step: &Step) -> Result<(), Violation> {
    let told = step.effects.iter().rev().find_map(|effect| {
        let Effect::TellOwed { rows, .. } = effect else {
            return None;
        };
        Some(rows)
    });
    let Some(rows) = told else {
        return Ok(());
    };
    let contacts = step.heart.contacts();
    let owed = contacts.filter(|contact| contact.channel.kind() == ChannelKind::Callback);
    let definition = step.definition();
    let mut owed: Vec<_> = owed.filter(|contact| !contact.has_ended()).collect();
    owed.sort_by_cached_key(|contact| definition.order(contact));
    let expected: Vec<_> = owed
        .iter()
        .map(|contact| {
            (
                contact.entered,
                &contact.id,
                contact.state != ContactState::Queued,
            )
        })
        .collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.entered, &row.contact, row.taken))
        .collect();
    if rows != expected {
        let what = (rows, expected);
        return Err(Violation::new("the owed list is what is owed", &what));
    }
    Ok(())
}

pub fn a_place_that_is_told_is_so(step: &Step) -> Result<(), Violation> {
    let places = truth::places(&step.definition());
    for effect in step.effects {
        let Effect::TellVisitor { view, .. } = effect else {
            continue;
        };
        let ContactViewState::Waiting { place, .. } = view.state else {
            continue;
        };
        // Of several commands in one step only the last one's places are known.
        let is_last = step.inputs == 0 || (step.inputs == 1 && !step.is_alarm);
        if is_last && places.get(&view.contact) != Some(&place) {
            return Err(Violation::new("a place that is told is so", view));
        }
    }
    Ok(())
}

/// As long as somebody may know a wrong place, a deadline is set that will tell it.
pub fn a_sweep_is_near(step: &Step) -> Result<(), Violation> {
    let next = step.heart.poll_timeout().map(|(at, _)| at);
    let near = next.is_some_and(|at| at <= step.now.after(SWEEP_PAUSE));
    if !step.heart.places_are_told() && !near {
        return Err(Violation::new("a sweep is near", &next));
    }
    Ok(())
}

/// When each page was last told a place for the sake of others.
#[derive(Default)]
pub struct Pushes(BTreeMap<ContactId, Timestamp>);

impl World {
    /// A page is told that others moved at most once in two seconds; what concerns its own contact is told at once.
    pub fn pushes_are_rare(&mut self, work: &Work, effects: &[Effect]) -> Result<(), Violation> {
        let asked: Vec<_> = work.inputs.iter().filter_map(visitor_of).collect();
        let greets = |of: &VisitorId| {
            let greets = |input: &Input| matches!(input, Input::VisitorConnected { visitor } if visitor == of);
            work.inputs.iter().any(greets)
        };
        let orders_anew = |input: &Input| matches!(input, Input::Configure(_));
        if work.inputs.iter().any(orders_anew) {
            // Whoever moves to another department is told at once, and in another queue every pause is another.
            self.pushes = Pushes::default();
            return Ok(());
        }
        // That concerns everybody's sound.
        let lists_legs = |input: &Input| matches!(input, Input::MediaConnected { .. });
        let concerns_all = work.inputs.iter().any(lists_legs);
        let kept = effects.iter().filter_map(|effect| match effect {
            Effect::Keep(Record::Contact(contact)) => Some(&contact.id),
            _ => None,
        });
        let kept: Vec<_> = kept.collect();
        for effect in effects {
            let Effect::TellVisitor { visitor, view } = effect else {
                continue;
            };
            let waits = matches!(view.state, ContactViewState::Waiting { .. });
            if waits && (concerns_all || greets(visitor)) {
                continue;
            }
            if !waits || kept.contains(&&view.contact) || asked.contains(&visitor) {
                // What changes for it is told at once, perhaps in another queue.
                self.pushes.0.remove(&view.contact);
                continue;
            }
            let last = self.pushes.0.insert(view.contact.clone(), self.now);
            if last.is_some_and(|last| self.now < last.after(SWEEP_PAUSE)) {
                let what = (view, last);
                return Err(Violation::new("places are told once in two seconds", &what));
            }
        }
        Ok(())
    }
}

/// Who is told what they asked for.
fn visitor_of(input: &Input) -> Option<&VisitorId> {
    match input {
        Input::Enter { entering, .. } => Some(&entering.visitor),
        Input::VisitorConnected { visitor }
        | Input::VisitorDisconnected { visitor, .. }
        | Input::ChangeChannel { visitor, .. }
        | Input::ChooseDepartment { visitor, .. }
        | Input::AnswerRingBack { visitor, .. }
        | Input::VisitorHangUp { visitor, .. }
        | Input::VisitorOffer { visitor, .. }
        | Input::Rate { visitor, .. } => Some(visitor),
        _ => None,
    }
}
