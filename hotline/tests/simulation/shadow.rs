//! A second switchboard, restored from the disk, that must do at the next command exactly what the first does.

use crate::disk::Disk;
use crate::edge::Work;
use crate::world::Violation;
use bellpull_hotline::{
    Contact, Effect, Input, LegReport, LegState, Record, Refusal, Settings, Switchboard, Timestamp,
};
use bellpull_protocol::LegId;

pub struct Shadow(Switchboard);

impl Shadow {
    /// Of a switchboard that told everybody where they stand. Leases are what sockets last said, so they come from
    /// the original; everything else comes from the disk. The legs come from a media node that has what the original
    /// knows. `None` without one, and while a leg is opening, because a reconnection rightly asks for it again.
    pub fn of(now: Timestamp, heart: &Switchboard, disk: &Disk) -> Option<Self> {
        if !heart.has_media() {
            return None;
        }
        let mut legs = vec![];
        for contact in heart.contacts().filter(|contact| !contact.has_ended()) {
            legs.extend(reports(contact)?);
        }
        let records = disk.records().into_iter().map(|record| match record {
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
            Record::Note { contact, note } => Record::Note { contact, note },
        });
        let mut shadow = Switchboard::restore(Settings::default(), records);
        let _ = shadow.handle_input(now, Input::MediaConnected { legs });
        while shadow.poll_effect().is_some() {}
        Some(Self(shadow))
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
        let same_states =
            heart.contacts().eq(self.0.contacts()) && heart.operators().eq(self.0.operators());
        if !same_states || heart.poll_timeout() != self.0.poll_timeout() {
            let deadlines = (heart.poll_timeout(), self.0.poll_timeout());
            return Err(Violation::new(
                "states and deadlines after a restore are the same",
                &deadlines,
            ));
        }
        Ok(())
    }
}

fn reports(contact: &Contact) -> Option<Vec<LegReport>> {
    let visitor = contact.visitor_leg_id().map(|leg| (leg, contact.leg));
    let operator = contact.operator_leg().copied();
    let operator = contact.operator_leg_id().zip(operator);
    let is_bridged = matches!(
        contact.state,
        bellpull_hotline::ContactState::Bridged { .. }
    );
    let partner = |of: &LegId| {
        let both = [contact.visitor_leg_id(), contact.operator_leg_id()];
        both.into_iter()
            .flatten()
            .find(|leg| is_bridged && leg != of)
    };
    let mut reports = vec![];
    for (leg, known) in visitor.into_iter().chain(operator) {
        let up = match known.state {
            LegState::None { .. } => continue,
            LegState::Opening { .. } => return None,
            LegState::Up => true,
            LegState::Lost { .. } => false,
        };
        let bridged_with = partner(&leg);
        reports.push(LegReport {
            leg,
            attempt: known.attempt,
            up,
            bridged_with,
        });
    }
    Some(reports)
}
