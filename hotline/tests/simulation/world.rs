//! The world: one clock, one agenda, everybody in it, and what it must never do.

use crate::chance::Chance;
use crate::choosing::Turns;
use crate::coverage::{Coverage, Situation};
use crate::edge::Edge;
use crate::house;
use crate::ledger::{Ledger, Rules};
use crate::network::{ConnectionId, Link, Message, Network, Peer};
use crate::operator::Operator;
use crate::plans;
use crate::sound::MediaNode;
use crate::telling::Pushes;
use crate::trace::Trace;
use crate::transition::{Fault, Transition};
use crate::visitor::Visitor;
use bellpull_hotline::Timestamp;
use bellpull_hotline::configuration::Plan;
use bellpull_protocol::{OperatorId, VisitorId};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::time::Duration;

/// Ten minutes of trouble; then nothing new happens, and everybody must be served within half an hour.
pub const TROUBLE: Duration = Duration::from_secs(600);
const CALM_AT_MOST: Duration = Duration::from_secs(1_800);
/// Ended contacts are forgotten after ten minutes.
const UNTIL_FORGOTTEN: Duration = Duration::from_secs(610);

/// An invariant's sentence and what contradicts it.
#[derive(Debug)]
pub struct Violation(pub String);

impl Violation {
    pub fn new(sentence: &str, what: &dyn Debug) -> Self {
        Self(format!("{sentence}: {what:?}"))
    }
}

pub struct World {
    pub now: Timestamp,
    pub chance: Chance,
    pub trace: Trace,
    pub coverage: Coverage,
    agenda: BTreeMap<(Timestamp, u64), Transition>,
    scheduled: u64,
    calm_from: Timestamp,
    /// How likely each fault is in this world.
    pub temper: Vec<Fault>,

    pub network: Network,
    pub edge: Edge,
    pub media: MediaNode,
    pub visitors: Vec<Visitor>,
    pub operators: Vec<Operator>,
    pub ledger: Ledger,
    /// What holds without a plan.
    pub unwritten: Plan,
    pub turns: Turns,
    pub pushes: Pushes,
}

impl World {
    pub fn of(seed: u64, with_trace: bool) -> Self {
        let now = Timestamp::from_millis(0);
        let mut chance = Chance::of(seed);
        let visitors = 4 + chance.index(15);
        let operators = 1 + chance.index(5);
        let hours = house::hours(&mut chance);
        let has_plan = chance.percent(70);
        let plan = has_plan.then(|| plans::plan(&mut chance, 1, operators));
        let temper = Fault::ALL.iter().flat_map(|fault| {
            let weight = chance.pick(&[0, 0, 1, 1, 3]);
            std::iter::repeat_n(*fault, weight)
        });
        let temper = temper.collect();
        let mut world = Self {
            now,
            chance,
            trace: Trace::default(),
            coverage: Coverage::default(),
            agenda: BTreeMap::new(),
            scheduled: 0,
            calm_from: now.after(TROUBLE),
            temper,
            network: Network::default(),
            edge: Edge::running(hours, plan),
            media: MediaNode {
                is_up: true,
                link: Link::none(now),
                legs: BTreeMap::new(),
            },
            visitors: (0..visitors).map(Visitor::named).collect(),
            operators: (0..operators).map(Operator::named).collect(),
            ledger: Ledger::default(),
            unwritten: Plan::unwritten(),
            turns: Turns::new(),
            pushes: Pushes::default(),
        };
        world.trace.is_on = with_trace;
        let plan = world.edge.plan.as_ref().unwrap_or(&world.unwritten);
        world.ledger.rules = Rules::of(plan);
        for index in 0..world.visitors.len() {
            world.schedule_tick(Peer::Visitor(index));
        }
        for index in 0..world.operators.len() {
            world.schedule_tick(Peer::Operator(index));
        }
        world.schedule_tick(Peer::Media);
        world.schedule(Duration::from_secs(1), Transition::Check);
        if !world.temper.is_empty() {
            world.schedule(Duration::from_secs(5), Transition::Fault);
        }
        world
    }

    /// Trouble, calm, and the end of everything.
    pub fn run(&mut self) -> Result<(), Violation> {
        let latest = self.calm_from.after(CALM_AT_MOST);
        while !(self.is_calm() && self.is_everything_over()) {
            if self.now > latest {
                return Err(self.who_is_left());
            }
            self.next()?;
        }
        let end = self.now.after(UNTIL_FORGOTTEN);
        while self.now < end {
            self.next()?;
        }
        self.check_end()
    }

    pub fn is_calm(&self) -> bool {
        self.now >= self.calm_from
    }

    pub fn schedule(&mut self, span: Duration, transition: Transition) {
        self.schedule_at(self.now.after(span), transition);
    }

    pub fn schedule_at(&mut self, at: Timestamp, transition: Transition) {
        self.scheduled += 1;
        self.agenda.insert((at, self.scheduled), transition);
    }

    fn next(&mut self) -> Result<(), Violation> {
        let Some(((at, _), transition)) = self.agenda.pop_first() else {
            return Err(Violation::new("the world goes on", &self.now));
        };
        self.now = at;
        match transition {
            Transition::Deliver {
                connection,
                message,
            } => self.deliver(connection, *message),
            Transition::PeerLearnsClose(connection) => {
                self.peer_learns_close(connection);
                Ok(())
            }
            Transition::EdgeLearnsClose(connection) => self.edge_learns_close(connection),
            Transition::Tick(peer) => self.tick(peer),
            Transition::Alarm { setting } => self.edge_alarm(setting),
            Transition::EdgeStarts => {
                self.edge_starts();
                Ok(())
            }
            Transition::MediaStarts => {
                self.trace.line(self.now, || "media node up".into());
                self.media.is_up = true;
                Ok(())
            }
            Transition::Fault => self.fault(),
            Transition::Check => {
                self.schedule(Duration::from_secs(1), Transition::Check);
                self.check_world()
            }
        }
    }

    fn deliver(&mut self, connection: ConnectionId, message: Message) -> Result<(), Violation> {
        let known = &mut self.network.connections[connection];
        known.in_flight -= 1;
        let peer = known.peer;
        match message {
            Message::ToEdge(input) => {
                let is_greeting = !known.greeted;
                let arrives = known.carries && known.open_at_edge && self.edge.is_up;
                // What was sent before a close may be read after it, even after the next hello.
                let is_late = !is_greeting
                    && peer != Peer::Media
                    && self.edge.is_up
                    && self.chance.percent(30);
                if !arrives && is_late {
                    self.coverage.reach(Situation::LateMessageOfAClosedSocket);
                }
                if arrives || is_late {
                    return self.edge_receives(connection, input);
                }
                self.trace
                    .line(self.now, || format!("   lost to edge: {input:?}"));
            }
            Message::FromEdge(effect) => {
                if !known.carries || !self.is_current(peer, connection) {
                    self.trace
                        .line(self.now, || format!("   lost to {peer:?}: {effect:?}"));
                    return Ok(());
                }
                match peer {
                    Peer::Visitor(index) => self.visitor_receives(index, effect)?,
                    Peer::Operator(index) => self.operator_receives(index, effect)?,
                    Peer::Media => self.media_receives(effect),
                }
            }
        }
        Ok(())
    }

    fn tick(&mut self, peer: Peer) -> Result<(), Violation> {
        self.schedule_tick(peer);
        match peer {
            Peer::Visitor(index) => self.visitor_ticks(index),
            Peer::Operator(index) => self.operator_ticks(index),
            Peer::Media => self.media_ticks(),
        }
        Ok(())
    }

    fn schedule_tick(&mut self, peer: Peer) {
        let pause = match peer {
            Peer::Visitor(_) | Peer::Operator(_) => self.chance.millis(500, 1_500),
            Peer::Media => self.chance.millis(200, 400),
        };
        self.schedule(pause, Transition::Tick(peer));
    }

    /// The peer still uses this connection.
    pub fn is_current(&self, peer: Peer, connection: ConnectionId) -> bool {
        let link = match peer {
            Peer::Visitor(index) => self.visitors[index].page.as_ref().map(|page| &page.link),
            Peer::Operator(index) => self.operators[index].page.as_ref().map(|desk| &desk.link),
            Peer::Media => Some(&self.media.link),
        };
        link.is_some_and(|link| link.connection == Some(connection))
    }

    pub fn peer_of_visitor(&self, id: &VisitorId) -> Peer {
        let index = self.visitors.iter().position(|known| known.id == *id);
        Peer::Visitor(index.unwrap())
    }

    pub fn peer_of_operator(&self, id: &OperatorId) -> Peer {
        let index = self.operators.iter().position(|known| known.id == *id);
        Peer::Operator(index.unwrap())
    }
}
