//! A second, simpler model of the switchboard: what the journal says, and nothing else.

use crate::world::Violation;
use bellpull_hotline::{
    Activity, ContactState, Disposition, EndReason, Fact, FactKind, Presence, RingOutcome,
    Switchboard, Timestamp,
};
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A declined contact does not ring at the same operator again for so long.
const DECLINE_PAUSE: Duration = Duration::from_secs(30);

/// In mid-call a visitor is silent for so long at least before anybody gives up.
const LOST_LEG_MIN: Duration = Duration::from_secs(10);

#[derive(Default)]
pub struct Ledger {
    pub contacts: BTreeMap<ContactId, Entry>,
    wrap_ups: BTreeMap<OperatorId, ContactId>,
    presences: BTreeMap<OperatorId, Presence>,
    /// Did not answer and was not taken out yet.
    unanswered: BTreeSet<OperatorId>,
    /// The idle clocks: the later of the last wrap-up's end and the last change to Available.
    idle_since: BTreeMap<OperatorId, Timestamp>,
}

#[derive(Debug)]
pub struct Entry {
    pub stands: Stands,
    pub entered: Timestamp,
    pub rings: u32,
    pub disposition: Option<Disposition>,
    declined: BTreeMap<OperatorId, Timestamp>,
    /// When it last went back to the queue after having been accepted.
    pub requeued: Option<Timestamp>,
    /// When the visitor was given up in mid-call.
    lost_in_call: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    Waiting,
    Ringing(OperatorId),
    /// Its ring was stopped because the visitor left: the end must follow at once.
    Leaving,
    Accepted(OperatorId),
    Talking(OperatorId),
    Ended(EndReason, Option<OperatorId>),
}

impl Ledger {
    /// Takes in one fact; an error when it cannot follow those before it.
    pub fn write(&mut self, fact: &Fact) -> Result<(), Violation> {
        if self.follow(fact).is_some() {
            return Ok(());
        }
        Err(Violation::new(
            "every fact follows from those before it",
            fact,
        ))
    }

    fn follow(&mut self, fact: &Fact) -> Option<()> {
        match &fact.kind {
            FactKind::Entered { contact, .. } => {
                let entry = Entry {
                    stands: Stands::Waiting,
                    entered: fact.at,
                    rings: 0,
                    disposition: None,
                    declined: BTreeMap::new(),
                    requeued: None,
                    lost_in_call: None,
                };
                self.contacts.insert(contact.clone(), entry).is_none()
            }
            FactKind::Rang {
                contact,
                operator,
                ring,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.rings += 1;
                let rings = entry.rings;
                let declined = entry.declined.get(operator);
                let paused = declined.is_some_and(|at| fact.at < at.after(DECLINE_PAUSE));
                entry.moves(&[Stands::Waiting], Stands::Ringing(operator.clone()))
                    && rings == *ring
                    && !paused
            }
            FactKind::RingEnded {
                contact,
                operator,
                ring,
                outcome,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                if *outcome == RingOutcome::Declined {
                    entry.declined.insert(operator.clone(), fact.at);
                }
                if *outcome == RingOutcome::NoAnswer {
                    self.unanswered.insert(operator.clone());
                }
                let next = match outcome {
                    RingOutcome::Accepted => Stands::Accepted(operator.clone()),
                    RingOutcome::VisitorLeft => Stands::Leaving,
                    RingOutcome::Declined | RingOutcome::NoAnswer | RingOutcome::OperatorLeft => {
                        Stands::Waiting
                    }
                };
                entry.moves(&[Stands::Ringing(operator.clone())], next) && entry.rings == *ring
            }
            FactKind::Bridged { contact, operator } => {
                let entry = self.contacts.get_mut(contact)?;
                let from = Stands::Accepted(operator.clone());
                entry.moves(&[from], Stands::Talking(operator.clone()))
            }
            FactKind::Requeued { contact, operator } => {
                let entry = self.contacts.get_mut(contact)?;
                entry.requeued = Some(fact.at);
                let from = [
                    Stands::Accepted(operator.clone()),
                    Stands::Talking(operator.clone()),
                ];
                entry.moves(&from, Stands::Waiting)
            }
            FactKind::Ended {
                contact,
                reason,
                operator,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                let from = match operator {
                    None => vec![Stands::Waiting, Stands::Leaving],
                    Some(who) => vec![Stands::Accepted(who.clone()), Stands::Talking(who.clone())],
                };
                if let Stands::Talking(operator) = &entry.stands {
                    let is_lost = *reason == EndReason::VisitorLost;
                    entry.lost_in_call = is_lost.then_some(fact.at);
                    self.wrap_ups.insert(operator.clone(), contact.clone());
                }
                entry.moves(&from, Stands::Ended(*reason, operator.clone()))
            }
            FactKind::WrapUpEnded { contact, operator } => {
                self.idle_since.insert(operator.clone(), fact.at);
                self.wrap_ups.remove(operator).as_ref() == Some(contact)
            }
            FactKind::Disposed {
                contact,
                operator,
                disposition,
            } => {
                let entry = self.contacts.get_mut(contact)?;
                let before = entry.disposition.replace(*disposition);
                entry.operator() == Some(operator) && before != Some(*disposition)
            }
            FactKind::PresenceChanged { operator, presence } => {
                self.unanswered.remove(operator);
                if *presence == Presence::Available {
                    self.idle_since.insert(operator.clone(), fact.at);
                }
                self.presences.insert(operator.clone(), *presence) != Some(*presence)
            }
        }
        .then_some(())
    }

    pub fn is_in_wrap_up(&self, operator: &OperatorId, contact: &ContactId) -> bool {
        self.wrap_ups.get(operator) == Some(contact)
    }

    /// The heart's states and the journal's are the same.
    pub fn must_agree(&self, heart: &Switchboard) -> Result<(), Violation> {
        let sentence = "the journal and the states say the same";
        for contact in heart.contacts() {
            let entry = self.contacts.get(&contact.id);
            let written = entry.map(|entry| &entry.stands);
            if written != Some(&stands(&contact.state)) {
                return Err(Violation::new(sentence, &(contact, entry)));
            }
            if entry.is_some_and(|entry| entry.entered != contact.entered) {
                return Err(Violation::new("a contact keeps its original time", contact));
            }
            let lost = entry.and_then(|entry| entry.lost_in_call);
            let silent = contact.leg.silent_since();
            let blip = |(lost, since): (Timestamp, Timestamp)| lost < since.after(LOST_LEG_MIN);
            if lost.zip(silent).is_some_and(blip) {
                return Err(Violation::new("a call that can be heard goes on", contact));
            }
        }
        for (id, entry) in &self.contacts {
            let has_ended = matches!(entry.stands, Stands::Ended(..));
            if !has_ended && heart.contact(id).is_none() {
                return Err(Violation::new("no contact vanishes before its end", id));
            }
        }
        if !self.unanswered.is_empty() {
            let sentence = "whoever does not answer is taken out";
            return Err(Violation::new(sentence, &self.unanswered));
        }
        for operator in heart.operators() {
            let in_wrap_up = match &operator.activity {
                Activity::WrapUp { contact, .. } => Some(contact),
                Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => None,
            };
            let presence = self.presences.get(&operator.id);
            let presence = presence.copied().unwrap_or(Presence::Offline);
            if self.wrap_ups.get(&operator.id) != in_wrap_up || presence != operator.presence {
                return Err(Violation::new(sentence, operator));
            }
            let idle_since = self.idle_since.get(&operator.id);
            if idle_since.is_some_and(|since| *since != operator.idle_since) {
                return Err(Violation::new("the idle clock is the journal's", operator));
            }
        }
        Ok(())
    }
}

impl Entry {
    fn moves(&mut self, from: &[Stands], to: Stands) -> bool {
        from.contains(&std::mem::replace(&mut self.stands, to))
    }

    fn operator(&self) -> Option<&OperatorId> {
        match &self.stands {
            Stands::Accepted(operator) | Stands::Talking(operator) => Some(operator),
            Stands::Ended(_, operator) => operator.as_ref(),
            Stands::Waiting | Stands::Ringing(_) | Stands::Leaving => None,
        }
    }
}

fn stands(state: &ContactState) -> Stands {
    match state {
        ContactState::Queued => Stands::Waiting,
        ContactState::Ringing { operator, .. } => Stands::Ringing(operator.clone()),
        ContactState::Connecting { operator, .. } => Stands::Accepted(operator.clone()),
        ContactState::Bridged { operator, .. } => Stands::Talking(operator.clone()),
        ContactState::Ended {
            reason, operator, ..
        } => Stands::Ended(*reason, operator.clone()),
    }
}
