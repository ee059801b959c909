//! The browsers' ends of sound connections, and the media node that hears them or not.

use crate::coverage::Situation;
use crate::network::{Link, Message, Peer, Told};
use crate::transition::Transition;
use crate::world::World;
use bellpull_hotline::{Effect, Input, LegReport, Timestamp};
use bellpull_protocol::{ContactId, LegId, Sdp};
use std::collections::{BTreeMap, BTreeSet};

/// A browser's peer connection. `ring` is 0 for visitors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pc {
    pub contact: ContactId,
    pub ring: u32,
    pub attempt: u32,
    pub is_answered: bool,
}

impl Pc {
    pub fn offering(contact: ContactId, ring: u32, attempt: u32) -> Self {
        let is_answered = false;
        Self {
            contact,
            ring,
            attempt,
            is_answered,
        }
    }

    pub fn answer(&mut self, contact: &ContactId, attempt: u32) {
        if self.contact == *contact && self.attempt == attempt {
            self.is_answered = true;
        }
    }

    fn leg(&self) -> LegId {
        match self.ring {
            0 => LegId::of_visitor(&self.contact).unwrap(),
            ring => LegId::of_operator(&self.contact, ring).unwrap(),
        }
    }
}

/// The media server: legs and bridges in memory, a link that can break.
pub struct MediaNode {
    pub is_up: bool,
    pub link: Link,
    pub legs: BTreeMap<LegId, NodeLeg>,
}

#[derive(Debug)]
pub struct NodeLeg {
    pub attempt: u32,
    pub is_up: bool,
    /// Whom it hears; a bridge has two legs or three.
    pub bridged_with: BTreeSet<LegId>,
    was_up: bool,
    opened: Timestamp,
    last_heard: Timestamp,
}

/// As the media server's: silence until a leg is lost, until it is given up, and until one that never came up is.
const LOST_AFTER_SECS: u64 = 5;
const GIVEN_UP_AFTER_SECS: u64 = 60;
const NEVER_UP_AFTER_SECS: u64 = 10;

impl World {
    pub fn media_ticks(&mut self) {
        if !self.media.is_up {
            return;
        }
        self.keeps_connected(Peer::Media);
        let heard = self.legs_heard();
        let now = self.now;
        let mut news = vec![];
        let mut gone = vec![];
        for (id, leg) in &mut self.media.legs {
            let attempt = leg.attempt;
            if heard.get(id) == Some(&attempt) {
                leg.last_heard = now;
                if !leg.is_up {
                    leg.is_up = true;
                    leg.was_up = true;
                    news.push(Input::LegUp {
                        leg: id.clone(),
                        attempt,
                    });
                }
                continue;
            }
            let silent = now.since(leg.last_heard).as_secs();
            if leg.is_up && silent >= LOST_AFTER_SECS {
                leg.is_up = false;
                news.push(Input::LegLost {
                    leg: id.clone(),
                    attempt,
                });
            }
            let never_came = !leg.was_up && now.since(leg.opened).as_secs() >= NEVER_UP_AFTER_SECS;
            if never_came || (!leg.is_up && silent >= GIVEN_UP_AFTER_SECS) {
                gone.push((id.clone(), attempt));
            }
        }
        for (leg, attempt) in gone {
            self.media_drops(&leg);
            news.push(Input::LegClosed { leg, attempt });
        }
        for input in news {
            self.media_sends(input);
        }
    }

    pub fn media_receives(&mut self, effect: Effect) {
        match effect {
            Effect::OpenLeg { leg, attempt, .. } => self.media_opens(leg, attempt),
            Effect::Bridge { a, b, third } => {
                let legs: Vec<_> = [Some(a), Some(b), third].into_iter().flatten().collect();
                if legs.iter().all(|leg| self.media.legs.contains_key(leg)) {
                    self.media_bridges(&legs);
                }
            }
            Effect::Hold { leg } => self.media_holds(&leg),
            Effect::CloseLeg { leg } => {
                if let Some(closed) = self.media_drops(&leg) {
                    let attempt = closed.attempt;
                    self.media_sends(Input::LegClosed { leg, attempt });
                }
            }
            other => panic!("a media node gets a media node's effects, not {other:?}"),
        }
    }

    /// The same attempt gets the same answer; a higher one replaces the connection.
    fn media_opens(&mut self, leg: LegId, attempt: u32) {
        let known = self.media.legs.get(&leg).map_or(0, |known| known.attempt);
        if attempt < known {
            return;
        }
        if attempt > known {
            if self.chance.percent(2) {
                self.media_sends(Input::LegRefused { leg, attempt });
                return;
            }
            let old = self.media.legs.remove(&leg);
            let opened = NodeLeg {
                attempt,
                is_up: false,
                bridged_with: old.map(|old| old.bridged_with).unwrap_or_default(),
                was_up: false,
                opened: self.now,
                last_heard: self.now,
            };
            self.media.legs.insert(leg.clone(), opened);
        }
        let sdp = Sdp::new("answer");
        self.media_sends(Input::LegAnswered { leg, attempt, sdp });
    }

    pub fn media_is_killed(&mut self) {
        let contacts = self.edge.memory.as_ref().map(|heart| heart.contacts());
        let (mut in_call, mut waiting) = (false, false);
        for contact in contacts.into_iter().flatten() {
            in_call |= contact.operator_leg().is_some();
            waiting |= !contact.has_ended() && contact.operator().is_none();
        }
        if in_call {
            self.coverage.reach(Situation::MediaRestartedInCall);
        }
        if waiting {
            self.coverage.reach(Situation::MediaRestartedWhileWaiting);
        }
        self.trace.line(self.now, || "!! media node killed".into());
        self.media.is_up = false;
        self.media.legs.clear();
        if let Some(link) = self.media.link.connection.take() {
            self.cut(link, Told::EdgeOnly);
        }
        let away = if self.chance.percent(20) {
            self.chance.millis(20_000, 90_000)
        } else {
            self.chance.millis(300, 5_000)
        };
        self.schedule(away, Transition::MediaStarts);
    }

    /// The hello of the media node: all its legs.
    pub fn media_hello(&self) -> Input {
        let legs = self.media.legs.iter();
        let legs = legs.map(|(leg, known)| LegReport {
            leg: leg.clone(),
            attempt: known.attempt,
            up: known.is_up,
            bridged_with: known.bridged_with.first().cloned(),
            third: known.bridged_with.iter().nth(1).cloned(),
        });
        Input::MediaConnected {
            legs: legs.collect(),
        }
    }

    /// What arrives at the node: every answered connection of a page whose packets are not cut.
    fn legs_heard(&self) -> BTreeMap<LegId, u32> {
        let now = self.now;
        let is_cut = |until: Option<Timestamp>| until.is_some_and(|until| now < until);
        let visitors = self.visitors.iter();
        let visitors = visitors
            .filter(|visitor| !is_cut(visitor.sound_cut_until))
            .filter_map(|visitor| visitor.page.as_ref()?.pc.as_ref());
        let desks = self.operators.iter();
        let desks = desks
            .filter(|operator| !is_cut(operator.sound_cut_until))
            .filter_map(|operator| operator.page.as_ref()?.pc.as_ref());
        let answered = visitors.chain(desks).filter(|pc| pc.is_answered);
        answered.map(|pc| (pc.leg(), pc.attempt)).collect()
    }

    fn media_sends(&mut self, input: Input) {
        if let Some(link) = self.media.link.connection {
            self.send(link, Message::ToEdge(input));
        }
    }

    fn media_drops(&mut self, leg: &LegId) -> Option<NodeLeg> {
        self.media_holds(leg);
        self.media.legs.remove(leg)
    }

    /// Out of former bridges, into this one.
    fn media_bridges(&mut self, legs: &[LegId]) {
        for leg in legs {
            self.media_holds(leg);
        }
        for leg in legs {
            let others = legs.iter().filter(|other| *other != leg);
            if let Some(known) = self.media.legs.get_mut(leg) {
                known.bridged_with = others.cloned().collect();
            }
        }
    }

    /// Of three the other two stay together.
    fn media_holds(&mut self, leg: &LegId) {
        for known in self.media.legs.values_mut() {
            known.bridged_with.remove(leg);
        }
        if let Some(known) = self.media.legs.get_mut(leg) {
            known.bridged_with.clear();
        }
    }
}
