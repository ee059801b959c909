//! A second switchboard, restored from the disk, that must do at the next command exactly what the first does.

use crate::edge::{Edge, Work};
use crate::hearing;
use crate::house;
use crate::telling::SWEEP_PAUSE;
use crate::world::Violation;
use bellpull_hotline::{
    Contact, Effect, Input, LegReport, LegState, Record, Refusal, Switchboard, Timestamp,
};

pub struct Shadow(Switchboard);

impl Shadow {
    /// Of a switchboard that told everybody where they stand. The legs come from a media node that has what the
    /// original knows. `None` without one, and while a leg is opening, because a reconnection rightly asks for it
    /// again.
    pub fn of(now: Timestamp, heart: &Switchboard, edge: &Edge) -> Result<Option<Self>, Violation> {
        if heart.poll_timeout().is_some_and(|(at, _)| at <= now) {
            // A late alarm: a restore rightly notices first who has opened or closed.
            return Ok(None);
        }
        if !heart.places_are_told() {
            // A restore does not know how far the sweep has got; it makes a whole one.
            return Ok(None);
        }
        let mut shadow = restored(heart, edge);
        let _ = shadow.handle_input(now, edge.told());
        while shadow.poll_effect().is_some() {}
        if shadow.places_are_told() {
            must_be_the_same(heart, &shadow)?;
        }
        let live = heart.contacts().filter(|contact| !contact.has_ended());
        let Some(legs) = live.map(reports).collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        if !heart.has_media() {
            return Ok(None);
        }
        let legs = legs.concat();
        let _ = shadow.handle_input(now, Input::MediaConnected { legs });
        while shadow.poll_effect().is_some() {}
        if !shadow.places_are_told() {
            // It told everybody just now and pauses; the original told them long ago.
            let rested = now.after(SWEEP_PAUSE);
            if heart.poll_timeout().is_some_and(|(at, _)| at <= rested) {
                return Ok(None);
            }
            shadow.handle_timeout(rested);
            while shadow.poll_effect().is_some() {}
        }
        if !shadow.places_are_told() {
            let sentence = "whoever has just told everybody has nobody left to tell";
            let deadlines = (now, heart.poll_timeout(), shadow.poll_timeout());
            return Err(Violation::new(sentence, &deadlines));
        }
        Ok(Some(Self(shadow)))
    }

    /// Effects after a restore equal effects without one, and so do the states and the next deadline.
    pub fn must_agree(
        mut self,
        now: Timestamp,
        work: &Work,
        (outcomes, effects): (&[Result<(), Refusal>], &[Effect]),
        heart: &Switchboard,
    ) -> Result<(), Violation> {
        let (shadow_outcomes, shadow_effects) = work.apply(now, &mut self.0);
        let sentence = "effects after a restore equal effects without one";
        if shadow_outcomes != outcomes {
            return Err(Violation::new(sentence, &(work, outcomes, shadow_outcomes)));
        }
        for (original, shadow) in effects.iter().zip(&shadow_effects) {
            if original != shadow {
                return Err(Violation::new(sentence, &(work, original, shadow)));
            }
        }
        if effects.len() != shadow_effects.len() {
            return Err(Violation::new(sentence, &(work, effects, shadow_effects)));
        }
        must_be_the_same(heart, &self.0)
    }
}

/// A switchboard from the disk. Leases are what sockets last said, so they come from the original.
fn restored(heart: &Switchboard, edge: &Edge) -> Switchboard {
    let records = edge.disk.records().into_iter().map(|record| match record {
        Record::Contact(mut contact) => {
            if let Some(original) = heart.contact(&contact.id) {
                contact.lease = original.lease;
            }
            Record::Contact(contact)
        }
        Record::Operator(mut operator) => {
            let mut originals = heart.operators();
            if let Some(original) = originals.find(|original| original.id == operator.id) {
                operator.lease = original.lease;
            }
            Record::Operator(operator)
        }
        other @ (Record::Line(_)
        | Record::Opening { .. }
        | Record::Configured(_)
        | Record::Flow(_)
        | Record::Note { .. }
        | Record::Remark { .. }
        | Record::Phone { .. }) => other,
    });
    Switchboard::restore(house::settings(), records)
}

fn must_be_the_same(heart: &Switchboard, shadow: &Switchboard) -> Result<(), Violation> {
    let same_states =
        heart.contacts().eq(shadow.contacts()) && heart.operators().eq(shadow.operators());
    if !same_states || heart.poll_timeout() != shadow.poll_timeout() {
        let deadlines = (heart.poll_timeout(), shadow.poll_timeout());
        let mut contacts = heart.contacts().zip(shadow.contacts());
        let mut operators = heart.operators().zip(shadow.operators());
        let differ = (
            contacts.find(|(one, other)| one != other),
            operators.find(|(one, other)| one != other),
        );
        let sentence = "states and deadlines after a restore are the same";
        return Err(Violation::new(sentence, &(deadlines, differ)));
    }
    Ok(())
}

fn reports(contact: &Contact) -> Option<Vec<LegReport>> {
    let company = hearing::company(contact);
    let mut reports = vec![];
    for (leg, known) in hearing::legs(contact) {
        let up = match known.state {
            LegState::None { .. } => continue,
            LegState::Opening { .. } => return None,
            LegState::Up => true,
            LegState::Lost { .. } => false,
        };
        let together = company.contains(&leg);
        let mut others = company.iter().filter(|other| together && **other != leg);
        reports.push(LegReport {
            bridged_with: others.next().cloned(),
            third: others.next().cloned(),
            attempt: known.attempt,
            up,
            leg,
        });
    }
    Some(reports)
}
