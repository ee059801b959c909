//! Who rings next.

use super::Switchboard;
use super::classes::{Class, Lane, rules};
use super::parts::Place;
use crate::configuration::{Department, Strategy};
use crate::contact::Contact;
use crate::routing::{Candidate, Members, choose};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeSet;

impl Switchboard {
    /// Lets waiting contacts ring at whoever is free and may answer them, by rank, as many pairs as there are. Whoever
    /// cannot ring now holds nobody up.
    ///
    /// Leases do not count here: what is known of them may be older than what the sockets know, and the shell tells
    /// one sign of life after the other. Whoever is gone is taken out when the deadline is handled.
    pub(super) fn match_waiting(&mut self, now: Timestamp) {
        self.advance(now);
        if self.plan.revision < self.configured.revision {
            // Restored, and not told yet who may answer whom.
            return;
        }
        self.form_teams();
        while let Some((contact, operators)) = self.next_ring(now) {
            self.remember_turn(now, &contact, &operators);
            self.ring_at(now, &contact, &operators);
        }
    }

    /// The earliest of the heads for whom there is somebody, and whom it rings at. Sound needs a media server; writing
    /// and dialling do not.
    fn next_ring(&self, now: Timestamp) -> Option<(ContactId, BTreeSet<OperatorId>)> {
        if self.crew.is_busy() {
            return None;
        }
        let classes = self.classes.filled();
        let classes = classes.filter(|class| self.media || class.lane() != Lane::Sound);
        let heads = classes.filter_map(|class| self.head(class, now));
        let (place, may, written) = heads.min_by(|(one, ..), (other, ..)| one.cmp(other))?;
        let contact = self.contacts.get(&place.contact)?;
        let free = self.crew.free(written);
        let candidates = may.both(free);
        let candidates = candidates.filter(|number| !self.was_declined_by(contact, *number, now));
        let candidates = candidates.filter_map(|number| self.crew.candidate(number, written));
        let operators = self.strategy_chooses(contact, candidates.collect());
        (!operators.is_empty()).then(|| (contact.id.clone(), operators))
    }

    /// The first of a class for whom there is somebody. Only who was declined by all who are free within the pause is
    /// looked at in vain, so what this costs is bounded by how many rings they can have declined in that time.
    fn head<'a>(
        &'a self,
        class: &'a Class,
        now: Timestamp,
    ) -> Option<(&'a Place, &'a Members, bool)> {
        let written = class.lane() == Lane::Written;
        let (may, free) = (class.may()?, self.crew.free(written));
        if !may.meets(free) {
            return None;
        }
        let place = class.waiting.iter().find(|place| {
            let Some(contact) = self.contacts.get(&place.contact) else {
                return false;
            };
            let mut both = may.both(free);
            contact.declined.is_empty()
                || both.any(|number| !self.was_declined_by(contact, number, now))
        });
        place.map(|place| (place, may, written))
    }

    fn was_declined_by(&self, contact: &Contact, number: usize, now: Timestamp) -> bool {
        let mut paused = contact.declined.iter().filter(|(_, until)| **until > now);
        paused.any(|(operator, _)| self.crew.number(operator) == Some(number))
    }

    /// Everybody, whoever had it before, or one by the department's strategy.
    fn strategy_chooses(
        &self,
        contact: &Contact,
        mut candidates: Vec<Candidate<'_>>,
    ) -> BTreeSet<OperatorId> {
        let department = rules(&self.plan, &contact.department);
        if department.strategy == Strategy::RingAll {
            return candidates.into_iter().map(|one| one.id.clone()).collect();
        }
        let known = contact.affinity.as_ref();
        if let Some(known) = known.filter(|known| candidates.iter().any(|one| one.id == *known)) {
            return BTreeSet::from([known.clone()]);
        }
        if department.strategy == Strategy::Linear {
            for candidate in &mut candidates {
                candidate.listed = self.listed(department, candidate.id);
            }
        }
        let flow = self.flows.get(&contact.department);
        let last = flow.and_then(|flow| flow.last_rung.as_ref());
        let ring = (&contact.id, contact.rings + 1);
        let chosen = choose(department.strategy, &candidates, last, ring);
        chosen.into_iter().cloned().collect()
    }

    /// In which tier and where in it somebody stands.
    fn listed(&self, department: &Department, operator: &OperatorId) -> (usize, usize) {
        let name = self.plan.people.get(operator);
        let places = department
            .tiers
            .iter()
            .enumerate()
            .filter_map(|(tier, of)| {
                let place = of.operators.iter().position(|listed| Some(listed) == name);
                place.map(|place| (tier, place))
            });
        places.min().unwrap_or_default()
    }

    /// Where operators are rung in turn, it is the next one's.
    fn remember_turn(&mut self, now: Timestamp, id: &ContactId, rung: &BTreeSet<OperatorId>) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let department = contact.department.clone();
        if rules(&self.plan, &department).strategy == Strategy::RoundRobin {
            let last = rung.first().cloned();
            self.change_flow(now, &department, |flow| flow.last_rung = last);
        }
    }
}
