//! Who hears whom: one table for all legs of a media thread.

use std::collections::BTreeMap;

use bellpull_protocol::media::Side;

use crate::leg::LegNo;

/// What a leg hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hears {
    Silence,
    WaitingTone,
    One(LegNo),
    /// The others of a bridge of three, the one on the first stream first.
    Two(LegNo, LegNo),
}

/// Which of the streams a listener's browser plays at once. Without another leg's sound only the first is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    First,
    Second,
}

/// A leg hears something else than before.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    pub leg: LegNo,
    before: Hears,
    now: Hears,
}

/// A listener is in the table exactly as long as its leg exists. Hearing is mutual: whoever hears a leg is heard by it.
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
    pub fn add(&mut self, leg: LegNo, side: Side) -> Change {
        let hears = alone(side);
        self.listeners.insert(leg, Listener { side, hears });
        Change {
            leg,
            before: Hears::Silence,
            now: hears,
        }
    }

    #[must_use]
    pub fn hears(&self, leg: LegNo) -> Hears {
        self.listeners
            .get(&leg)
            .map_or(Hears::Silence, |listener| listener.hears)
    }

    /// Who hears this leg, and on which stream.
    pub fn listeners_of(&self, leg: LegNo) -> impl Iterator<Item = (LegNo, Slot)> + use<> {
        let listener = |other: LegNo| Some((other, self.hears(other).slot_of(leg)?));
        let listeners = self.hears(leg).legs().map(|other| other.and_then(listener));
        listeners.into_iter().flatten()
    }

    /// How many bridges of two or three legs there are.
    #[must_use]
    pub fn bridges(&self) -> usize {
        let is_counted = |&leg: &&LegNo| match self.hears(*leg) {
            Hears::Silence | Hears::WaitingTone => false,
            Hears::One(other) => *leg < other,
            Hears::Two(one, other) => *leg < one && *leg < other,
        };
        self.listeners.keys().filter(is_counted).count()
    }

    /// Lets two or three legs hear each other; each hears the one that is named first on its first stream. They leave
    /// the bridges they were in. Nothing changes when they are together already, in whatever order.
    ///
    /// `None` when a leg is not known or named twice.
    pub fn bridge(&mut self, a: LegNo, b: LegNo, third: Option<LegNo>) -> Option<Vec<Change>> {
        let legs: Vec<LegNo> = [a, b].into_iter().chain(third).collect();
        let is_known = legs.iter().all(|leg| self.listeners.contains_key(leg));
        if !is_known || a == b || third == Some(a) || third == Some(b) {
            return None;
        }
        if self.is_bridge(&legs) {
            return Some(Vec::new());
        }
        Some(self.change(&legs, |table| {
            for &leg in &legs {
                table.leave(leg);
            }
            table.set(a, with(b, third));
            table.set(b, with(a, third));
            if let Some(third) = third {
                table.set(third, Hears::Two(a, b));
            }
        }))
    }

    /// Takes a leg out of its bridge.
    pub fn hold(&mut self, leg: LegNo) -> Vec<Change> {
        self.change(&[leg], |table| table.leave(leg))
    }

    /// The leg is gone.
    pub fn remove(&mut self, leg: LegNo) -> Vec<Change> {
        let mut changes = self.hold(leg);
        self.listeners.remove(&leg);
        changes.retain(|change| change.leg != leg);
        changes
    }

    /// Does something to these legs; returns what it changed for them and for whom they heard.
    fn change(&mut self, legs: &[LegNo], act: impl FnOnce(&mut Self)) -> Vec<Change> {
        let others = legs.iter().flat_map(|&leg| self.hears(leg).legs());
        let concerned = legs.iter().copied().chain(others.flatten());
        let before: BTreeMap<LegNo, Hears> = concerned.map(|leg| (leg, self.hears(leg))).collect();
        act(self);
        let change = |(leg, before)| Change {
            leg,
            before,
            now: self.hears(leg),
        };
        let is_change = |change: &Change| change.before != change.now;
        before.into_iter().map(change).filter(is_change).collect()
    }

    /// Whom the leg leaves are together or alone.
    fn leave(&mut self, leg: LegNo) {
        match self.hears(leg) {
            Hears::Silence | Hears::WaitingTone => return,
            Hears::One(other) => self.leave_alone(other),
            Hears::Two(one, other) => {
                self.set(one, Hears::One(other));
                self.set(other, Hears::One(one));
            }
        }
        self.leave_alone(leg);
    }

    fn leave_alone(&mut self, leg: LegNo) {
        if let Some(listener) = self.listeners.get_mut(&leg) {
            listener.hears = alone(listener.side);
        }
    }

    fn set(&mut self, leg: LegNo, hears: Hears) {
        if let Some(listener) = self.listeners.get_mut(&leg) {
            listener.hears = hears;
        }
    }

    fn is_bridge(&self, legs: &[LegNo]) -> bool {
        legs.iter().all(|&leg| {
            let heard = self.hears(leg).legs();
            let is_heard = |other: &LegNo| *other == leg || heard.contains(&Some(*other));
            heard.iter().flatten().count() == legs.len() - 1 && legs.iter().all(is_heard)
        })
    }
}

impl Hears {
    /// The other legs of the bridge, in the order of their streams.
    #[must_use]
    pub fn legs(self) -> [Option<LegNo>; 2] {
        match self {
            Self::Silence | Self::WaitingTone => [None, None],
            Self::One(leg) => [Some(leg), None],
            Self::Two(first, second) => [Some(first), Some(second)],
        }
    }

    fn slot_of(self, leg: LegNo) -> Option<Slot> {
        let [first, second] = self.legs();
        if first == Some(leg) {
            Some(Slot::First)
        } else {
            (second == Some(leg)).then_some(Slot::Second)
        }
    }

    /// What comes on one stream alone.
    fn on(self, slot: Slot) -> Self {
        match (self, slot) {
            (Self::Two(leg, _), Slot::First) | (Self::Two(_, leg), Slot::Second) => Self::One(leg),
            (Self::Silence | Self::WaitingTone | Self::One(_), Slot::First) => self,
            (Self::Silence | Self::WaitingTone | Self::One(_), Slot::Second) => Self::Silence,
        }
    }
}

impl Change {
    /// The streams that have another source than before.
    pub fn switched(&self) -> impl Iterator<Item = Slot> {
        let is_switched = |slot: &Slot| self.before.on(*slot) != self.now.on(*slot);
        [Slot::First, Slot::Second].into_iter().filter(is_switched)
    }
}

/// What a leg hears outside a bridge: only a visitor waits.
fn alone(side: Side) -> Hears {
    match side {
        Side::Visitor => Hears::WaitingTone,
        Side::Operator => Hears::Silence,
    }
}

fn with(other: LegNo, third: Option<LegNo>) -> Hears {
    third.map_or(Hears::One(other), |third| Hears::Two(other, third))
}

#[cfg(test)]
mod tests;
