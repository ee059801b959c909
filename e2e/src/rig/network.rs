//! Wires between pages and the edge: in order, late, and gone with everything on them when cut.

use super::Chance;
use std::collections::{BTreeMap, VecDeque};

/// Names a connection; a newer one has a higher number.
pub type WireId = u64;

/// How late a message may be, in milliseconds.
const LATEST_MS: u64 = 250;

#[derive(Debug, Default)]
pub struct Network {
    wires: BTreeMap<WireId, Wire>,
    /// Cut, and the edge does not know yet.
    broken: Vec<WireId>,
    last: WireId,
}

#[derive(Debug)]
pub struct Wire {
    pub ends: Ends,
    to_edge: VecDeque<(u64, String)>,
    to_page: VecDeque<(u64, String)>,
}

/// Whose wire it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    Visitor,
    Desk,
}

impl Network {
    pub fn open(&mut self, ends: Ends) -> WireId {
        self.last += 1;
        let wire = Wire {
            ends,
            to_edge: VecDeque::new(),
            to_page: VecDeque::new(),
        };
        self.wires.insert(self.last, wire);
        self.last
    }

    pub fn is_open(&self, wire: WireId) -> bool {
        self.wires.contains_key(&wire)
    }

    /// Whatever is on the way is lost.
    pub fn cut(&mut self, wire: WireId) {
        if self.wires.remove(&wire).is_some() {
            self.broken.push(wire);
        }
    }

    pub fn cut_all(&mut self) {
        self.wires.clear();
        self.broken.clear();
    }

    /// Wires that the edge learns to be broken now.
    pub fn broken(&mut self) -> Vec<WireId> {
        std::mem::take(&mut self.broken)
    }

    pub fn send_to_edge(&mut self, now_ms: u64, wire: WireId, text: String, chance: &mut Chance) {
        if let Some(wire) = self.wires.get_mut(&wire) {
            let at = arrival(now_ms, wire.to_edge.back(), chance);
            wire.to_edge.push_back((at, text));
        }
    }

    pub fn send_to_page(&mut self, now_ms: u64, wire: WireId, text: String, chance: &mut Chance) {
        if let Some(wire) = self.wires.get_mut(&wire) {
            let at = arrival(now_ms, wire.to_page.back(), chance);
            wire.to_page.push_back((at, text));
        }
    }

    /// What arrives at the edge now, wire by wire.
    pub fn at_edge(&mut self, now_ms: u64) -> Vec<(WireId, Ends, String)> {
        let mut arrived = Vec::new();
        for (id, wire) in &mut self.wires {
            let texts = take_arrived(&mut wire.to_edge, now_ms);
            arrived.extend(texts.into_iter().map(|text| (*id, wire.ends, text)));
        }
        arrived
    }

    /// What arrives at the page at the other end of this wire.
    pub fn at_page(&mut self, now_ms: u64, wire: WireId) -> Vec<String> {
        let wire = self.wires.get_mut(&wire);
        wire.map_or_else(Vec::new, |wire| take_arrived(&mut wire.to_page, now_ms))
    }
}

fn take_arrived(on_the_way: &mut VecDeque<(u64, String)>, now_ms: u64) -> Vec<String> {
    let count = on_the_way
        .iter()
        .take_while(|(at, _)| *at <= now_ms)
        .count();
    on_the_way.drain(..count).map(|(_, text)| text).collect()
}

/// Never before what was sent earlier.
fn arrival(now_ms: u64, before: Option<&(u64, String)>, chance: &mut Chance) -> u64 {
    let at = now_ms + 1 + chance.below(LATEST_MS);
    before.map_or(at, |(before, _)| at.max(*before))
}
