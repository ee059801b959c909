//! Who hears whom: what a media server makes of what it was told.

use crate::hotline::{Hotline, operator_leg, visitor_leg};
use bellpull_hotline::{ConsultState, ContactState, Effect, LegReport};
use bellpull_protocol::{ContactId, LegId};
use std::collections::BTreeSet;

/// The bridges of a media server. A visitor's leg in none hears the waiting tone, an operator's nobody.
#[derive(Default)]
struct Bridges(Vec<BTreeSet<LegId>>);

impl Bridges {
    fn perform(&mut self, effect: &Effect) {
        if let Effect::Bridge { a, b, third } = effect {
            let legs: BTreeSet<_> = [a, b].into_iter().chain(third).cloned().collect();
            if !self.0.contains(&legs) {
                legs.iter().for_each(|leg| self.leave(leg));
                self.0.push(legs);
            }
        }
        if let Effect::Hold { leg } | Effect::CloseLeg { leg } = effect {
            self.leave(leg);
        }
    }

    fn leave(&mut self, leg: &LegId) {
        for bridge in &mut self.0 {
            bridge.remove(leg);
        }
        self.0.retain(|bridge| bridge.len() > 1);
    }
}

impl Hotline {
    /// Who is bridged with whom, as `o1+v`, after everything that was done since [`Hotline::take_effects`].
    pub fn bridges(&self) -> Vec<String> {
        let mut bridges = Bridges::default();
        self.effects()
            .iter()
            .for_each(|effect| bridges.perform(effect));
        let short = |leg: &LegId| leg.as_str().rsplit_once('.').unwrap().1.to_owned();
        let bridge = |legs: &BTreeSet<LegId>| legs.iter().map(short).collect::<Vec<_>>().join("+");
        bridges.0.iter().map(bridge).collect()
    }

    /// The same with whole names.
    pub fn bridges_by_leg(&self) -> Vec<BTreeSet<LegId>> {
        let mut bridges = Bridges::default();
        let effects = self.effects().iter();
        effects.for_each(|effect| bridges.perform(effect));
        bridges.0
    }

    /// The visitor hears the waiting tone, or somebody whose sound is there; so does a colleague who has been put through.
    pub fn assert_nobody_hears_silence(&self, contact: &ContactId) {
        let mut bridges = Bridges::default();
        self.effects()
            .iter()
            .for_each(|effect| bridges.perform(effect));
        let known = self.contact(contact);
        let visitor = visitor_leg(contact);
        let company = bridges.0.iter().find(|legs| legs.contains(&visitor));
        let is_up = |leg: &LegId| {
            let desks = self.switchboard.operators().map(|operator| &operator.id);
            let mut desks = desks.filter(|id| known.leg_id_of(id).as_ref() == Some(leg));
            desks.any(|id| known.leg_of(id).unwrap().is_up())
        };
        if let Some(legs) = company {
            let anybody = legs.iter().any(|leg| *leg != visitor && is_up(leg));
            assert!(anybody, "the visitor hears silence in {:?}", self.bridges());
        }
        let consult = known.consult();
        let put_through = consult.filter(|consult| match consult.state {
            ConsultState::Private { .. } | ConsultState::Together { .. } => true,
            ConsultState::Ringing { .. } | ConsultState::Connecting { .. } => false,
        });
        if let Some(consult) = put_through {
            let leg = operator_leg(contact, consult.ring);
            assert!(
                bridges.0.iter().any(|legs| legs.contains(&leg)),
                "the colleague hears nobody in {:?}",
                self.bridges()
            );
        }
    }

    /// The legs of the contact as a media server lists them that has everything it was told.
    pub fn reports(&self, contact: &ContactId) -> Vec<LegReport> {
        let mut bridges = Bridges::default();
        self.effects()
            .iter()
            .for_each(|effect| bridges.perform(effect));
        let known = self.contact(contact);
        let mut legs = vec![(visitor_leg(contact), known.leg)];
        for operator in self.switchboard.operators() {
            let leg = known.leg_of(&operator.id).copied();
            legs.extend(known.leg_id_of(&operator.id).zip(leg));
        }
        let report = |(id, leg): &(LegId, bellpull_hotline::Leg)| {
            let others = bridges.0.iter().find(|legs| legs.contains(id));
            let others = others.into_iter().flatten().filter(|other| *other != id);
            let mut others = others.cloned();
            LegReport {
                leg: id.clone(),
                attempt: leg.attempt,
                up: leg.is_up(),
                bridged_with: others.next(),
                third: others.next(),
            }
        };
        legs.iter().map(report).collect()
    }

    /// How far the consult is: a word for each state.
    pub fn consult_state(&self, contact: &ContactId) -> &'static str {
        let ContactState::Bridged { consult, .. } = &self.contact(contact).state else {
            return "no call";
        };
        match consult.as_ref().map(|consult| &consult.state) {
            None => "none",
            Some(ConsultState::Ringing { .. }) => "ringing",
            Some(ConsultState::Connecting { .. }) => "connecting",
            Some(ConsultState::Private { .. }) => "private",
            Some(ConsultState::Together { .. }) => "together",
        }
    }
}
