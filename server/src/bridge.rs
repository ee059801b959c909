//! Who hears whom: one table for all legs of a media thread.

use std::collections::BTreeMap;

use bellpull_protocol::media::Side;

use crate::leg::LegNo;

/// What a leg hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hears {
    Silence,
    WaitingTone,
    Leg(LegNo),
}

/// A listener is in the table exactly as long as its leg exists.
#[derive(Default)]
pub struct Table {
    listeners: BTreeMap<LegNo, Listener>,
}

struct Listener {
    side: Side,
    hears: Hears,
}

impl Table {
    /// A new leg hears what its side hears while alone, and is heard by nobody.
    pub fn add(&mut self, leg: LegNo, side: Side) {
        self.listeners.insert(
            leg,
            Listener {
                side,
                hears: alone(side),
            },
        );
    }

    #[must_use]
    pub fn hears(&self, leg: LegNo) -> Hears {
        self.listeners
            .get(&leg)
            .map_or(Hears::Silence, |listener| listener.hears)
    }

    /// The leg on the other side of the bridge.
    #[must_use]
    pub fn partner(&self, leg: LegNo) -> Option<LegNo> {
        match self.hears(leg) {
            Hears::Leg(partner) => Some(partner),
            Hears::Silence | Hears::WaitingTone => None,
        }
    }

    #[must_use]
    pub fn bridges(&self) -> usize {
        let heard = |listener: &&Listener| matches!(listener.hears, Hears::Leg(_));
        self.listeners.values().filter(heard).count() / 2
    }

    /// Who hears this leg. With bridges of two that is the leg it hears itself.
    #[must_use]
    pub fn listener_of(&self, leg: LegNo) -> Option<LegNo> {
        self.partner(leg)
            .filter(|&listener| self.partner(listener) == Some(leg))
    }

    /// Lets two legs hear each other; whom they heard before is left alone. Returns whose hearing changed.
    pub fn bridge(&mut self, a: LegNo, b: LegNo) -> Vec<LegNo> {
        let known = self.listeners.contains_key(&a) && self.listeners.contains_key(&b);
        if !known || a == b || self.listener_of(a) == Some(b) {
            return Vec::new();
        }
        let mut changed = self.hold(a);
        changed.extend(self.hold(b));
        self.set(a, Hears::Leg(b));
        self.set(b, Hears::Leg(a));
        changed.retain(|&leg| leg != a && leg != b);
        changed.extend([a, b]);
        changed
    }

    /// Takes a leg out of its bridge. Returns whose hearing changed.
    pub fn hold(&mut self, leg: LegNo) -> Vec<LegNo> {
        let Some(partner) = self.partner(leg) else {
            return Vec::new();
        };
        for leg in [leg, partner] {
            if let Some(listener) = self.listeners.get_mut(&leg) {
                listener.hears = alone(listener.side);
            }
        }
        vec![leg, partner]
    }

    /// The leg is gone. Returns whose hearing changed.
    pub fn remove(&mut self, leg: LegNo) -> Vec<LegNo> {
        let mut changed = self.hold(leg);
        self.listeners.remove(&leg);
        changed.retain(|&other| other != leg);
        changed
    }

    fn set(&mut self, leg: LegNo, hears: Hears) {
        if let Some(listener) = self.listeners.get_mut(&leg) {
            listener.hears = hears;
        }
    }
}

/// What a leg hears outside a bridge: only a visitor waits.
fn alone(side: Side) -> Hears {
    match side {
        Side::Visitor => Hears::WaitingTone,
        Side::Operator => Hears::Silence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: LegNo = LegNo(1);
    const VERA: LegNo = LegNo(2);
    const VICTOR: LegNo = LegNo(3);

    fn table() -> Table {
        let mut table = Table::default();
        table.add(ANNA, Side::Operator);
        table.add(VERA, Side::Visitor);
        table.add(VICTOR, Side::Visitor);
        table
    }

    #[test]
    fn a_waiting_visitor_hears_the_tone_and_is_heard_by_nobody() {
        let table = table();
        assert_eq!(table.hears(VERA), Hears::WaitingTone);
        assert_eq!(table.hears(ANNA), Hears::Silence);
        assert_eq!(table.listener_of(VERA), None);
    }

    #[test]
    fn a_bridge_is_heard_both_ways_and_made_once() {
        let mut table = table();
        assert_eq!(table.bridge(ANNA, VERA), [ANNA, VERA]);
        assert_eq!(table.listener_of(ANNA), Some(VERA));
        assert_eq!(table.listener_of(VERA), Some(ANNA));
        assert!(table.bridge(VERA, ANNA).is_empty());
    }

    #[test]
    fn a_second_bridge_sends_the_first_partner_back_to_waiting() {
        let mut table = table();
        table.bridge(ANNA, VERA);
        assert_eq!(table.bridge(ANNA, VICTOR), [VERA, ANNA, VICTOR]);
        assert_eq!(table.hears(VERA), Hears::WaitingTone);
        assert_eq!(table.listener_of(VICTOR), Some(ANNA));
    }

    #[test]
    fn holding_or_losing_a_leg_ends_the_bridge_for_both() {
        let mut table = table();
        table.bridge(ANNA, VERA);
        assert_eq!(table.hold(VERA), [VERA, ANNA]);
        assert!(table.hold(VERA).is_empty());
        table.bridge(ANNA, VERA);
        assert_eq!(table.remove(ANNA), [VERA]);
        assert_eq!(table.hears(VERA), Hears::WaitingTone);
    }

    #[test]
    fn unknown_legs_and_a_leg_with_itself_are_not_bridged() {
        let mut table = table();
        assert!(table.bridge(ANNA, LegNo(9)).is_empty());
        assert!(table.bridge(ANNA, ANNA).is_empty());
        assert_eq!(table.partner(ANNA), None);
    }
}
