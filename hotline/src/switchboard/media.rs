//! What the media server says.

use super::Switchboard;
use crate::channel::Channel;
use crate::effect::Effect;
use crate::input::LegReport;
use crate::leg::{Leg, LegState};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, LegId, OperatorId, Sdp};
use std::collections::BTreeMap;

/// Whose leg an id names; an operator's is that of a colleague who is asked as well.
enum Owner {
    Visitor(ContactId),
    Operator(ContactId, OperatorId),
}

impl Owner {
    fn contact(&self) -> &ContactId {
        match self {
            Owner::Visitor(contact) | Owner::Operator(contact, _) => contact,
        }
    }
}

impl Switchboard {
    /// Both sides agree again: legs the node does not have are gone, legs nobody needs are closed, bridges are
    /// made or undone.
    pub(super) fn media_connected(&mut self, now: Timestamp, legs: Vec<LegReport>) {
        self.media = true;
        let needless = legs
            .iter()
            .filter(|report| self.owner(&report.leg).is_none());
        let closes: Vec<_> = needless
            .map(|report| Effect::CloseLeg {
                leg: report.leg.clone(),
            })
            .collect();
        self.effects.extend(closes);

        let reports: BTreeMap<_, _> = legs
            .into_iter()
            .map(|report| (report.leg.clone(), report))
            .collect();
        let live: Vec<_> = self
            .contacts
            .values()
            .filter(|c| !c.has_ended())
            .map(|c| c.id.clone())
            .collect();
        for id in live {
            self.with_contact(&id, |contact| {
                let visitor = contact.visitor_leg_id();
                let visitor = visitor.filter(|_| contact.channel == Channel::Call);
                let visitor = visitor.and_then(|leg| reports.get(&leg));
                agree(now, &mut contact.leg, visitor);
                for operator in contact.at_desks() {
                    let report = contact.leg_id_of(&operator);
                    let report = report.and_then(|leg| reports.get(&leg));
                    if let Some(leg) = contact.leg_of_mut(&operator) {
                        agree(now, leg, report);
                    }
                }
            });
            self.agree_on_bridge(now, &id, &reports);
        }
    }

    /// The media server answered an offer; a stale attempt's answer is of no use.
    pub(super) fn leg_answered(&mut self, leg: &LegId, attempt: u32, sdp: Sdp) {
        let Some(owner) = self.owner(leg) else { return };
        let Some(contact) = self.contacts.get(owner.contact()) else {
            return;
        };
        match owner {
            Owner::Visitor(id) if contact.leg.attempt == attempt => {
                let visitor = contact.visitor.clone();
                self.effects.push_back(Effect::AnswerVisitor {
                    visitor,
                    contact: id,
                    attempt,
                    sdp,
                });
            }
            Owner::Operator(id, operator)
                if contact
                    .leg_of(&operator)
                    .is_some_and(|leg| leg.attempt == attempt) =>
            {
                self.effects.push_back(Effect::AnswerOperator {
                    operator,
                    contact: id,
                    attempt,
                    sdp,
                });
            }
            Owner::Visitor(_) | Owner::Operator(..) => {}
        }
    }

    pub(super) fn leg_refused(&mut self, now: Timestamp, leg: &LegId, attempt: u32) {
        let Some(owner) = self.owner(leg) else { return };
        if self.leg_of(&owner).is_none_or(|leg| leg.attempt != attempt) {
            return;
        }
        let refusal = Refusal::BadSdp;
        match owner {
            Owner::Visitor(contact) => {
                let Some(visitor) = self
                    .contacts
                    .get(&contact)
                    .map(|contact| contact.visitor.clone())
                else {
                    return;
                };
                self.effects
                    .push_back(Effect::RefuseVisitor { visitor, refusal });
            }
            Owner::Operator(_, operator) => {
                self.effects
                    .push_back(Effect::RefuseOperator { operator, refusal });
            }
        }
        self.leg_changed(leg, |leg| leg.closed(now, attempt));
    }

    pub(super) fn leg_up(&mut self, now: Timestamp, leg: &LegId, attempt: u32) {
        let Some(owner) = self.owner(leg) else {
            // It ended meanwhile, and the command to close it may have been lost.
            self.effects
                .push_back(Effect::CloseLeg { leg: leg.clone() });
            return;
        };
        self.leg_changed(leg, |leg| leg.up(attempt));
        self.sound_came(now, owner.contact());
    }

    /// Applies a change to whichever leg is named; nothing is kept or told when nothing changed.
    pub(super) fn leg_changed(&mut self, leg: &LegId, change: impl Fn(&mut Leg) -> bool) {
        let Some(owner) = self.owner(leg) else { return };
        let Some(mut current) = self.leg_of(&owner) else {
            return;
        };
        if !change(&mut current) {
            return;
        }
        self.with_contact(owner.contact(), |contact| match &owner {
            Owner::Visitor(_) => contact.leg = current,
            Owner::Operator(_, operator) => {
                if let Some(leg) = contact.leg_of_mut(operator) {
                    *leg = current;
                }
            }
        });
    }

    fn leg_of(&self, owner: &Owner) -> Option<Leg> {
        let contact = self.contacts.get(owner.contact())?;
        match owner {
            Owner::Visitor(_) => Some(contact.leg),
            Owner::Operator(_, operator) => contact.leg_of(operator).copied(),
        }
    }

    /// `None` for legs of ended contacts, of other channels and of operators who have been replaced.
    fn owner(&self, leg: &LegId) -> Option<Owner> {
        let (contact, side) = leg.as_str().rsplit_once('.')?;
        let contact = self
            .contacts
            .get(&ContactId::new(contact).ok()?)
            .filter(|contact| !contact.has_ended())?;
        if side == "v" {
            let has_sound = contact.channel == Channel::Call;
            return has_sound.then(|| Owner::Visitor(contact.id.clone()));
        }
        let mut desks = contact.at_desks().into_iter();
        let operator = desks.find(|id| contact.leg_id_of(id).as_ref() == Some(leg))?;
        Some(Owner::Operator(contact.id.clone(), operator))
    }
}

/// Brings our leg in line with the node's. An offer that was under way may have lost its answer with the link, so
/// the browser is asked for a new one.
fn agree(now: Timestamp, leg: &mut Leg, report: Option<&LegReport>) {
    let attempt = leg.attempt;
    match (report.filter(|report| report.attempt == attempt), leg.state) {
        (Some(report), LegState::Up) if !report.up => {
            leg.lost(now, attempt);
        }
        (
            Some(report),
            LegState::None { .. } | LegState::Opening { .. } | LegState::Lost { .. },
        ) if report.up => {
            leg.up(attempt);
        }
        (Some(_), LegState::Opening { .. }) | (None, _) => {
            leg.closed(now, attempt);
        }
        (Some(_), LegState::Up | LegState::Lost { .. } | LegState::None { .. }) => {}
    }
}
