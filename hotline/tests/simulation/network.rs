//! Connections: each keeps its order, as TCP does, and can break in every unpleasant way.

use crate::transition::Transition;
use crate::world::World;
use bellpull_hotline::{Effect, Input, Timestamp};
use std::time::Duration;

pub type ConnectionId = usize;

/// Who is at the other end of a connection to the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    Visitor(usize),
    Operator(usize),
    Media,
}

/// What travels. The edge's translation between wire and heart is tested elsewhere, so inputs and effects travel as
/// they are; a peer sees nothing but what was sent to it.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "few travel at a time")]
pub enum Message {
    ToEdge(Input),
    FromEdge(Effect),
}

/// One WebSocket.
#[derive(Debug)]
pub struct Connection {
    pub peer: Peer,
    /// Bytes arrive. False once it is cut, whoever knows.
    pub carries: bool,
    /// As far as the edge knows.
    pub open_at_edge: bool,
    /// The edge handled the hello.
    pub greeted: bool,
    /// The last keep-alive that the edge's runtime answered.
    pub last_seen: Timestamp,
    pub in_flight: u32,
    arrives_at_edge: Timestamp,
    arrives_at_peer: Timestamp,
}

/// A peer's end of its connection, if it has one.
#[derive(Debug, Clone)]
pub struct Link {
    pub connection: Option<ConnectionId>,
    pub last_pong: Timestamp,
}

impl Link {
    pub fn none(now: Timestamp) -> Self {
        let connection = None;
        Self {
            connection,
            last_pong: now,
        }
    }
}

/// A page pings this often, and gives its connection up after so much silence.
const PING_EVERY: Duration = Duration::from_secs(4);
const GIVE_UP_AFTER: Duration = Duration::from_secs(12);

#[derive(Default)]
pub struct Network {
    pub connections: Vec<Connection>,
    pub slow_until: Option<Timestamp>,
}

impl World {
    /// A peer looks after its connection: pings, notices silence, connects again. True while it has one.
    pub fn keeps_connected(&mut self, peer: Peer) -> bool {
        let now = self.now;
        let Some(link) = self.link_of(peer) else {
            return false;
        };
        let Link {
            connection,
            last_pong,
        } = link.clone();
        let Some(id) = connection else {
            if self.edge.is_up && self.chance.percent(60) {
                let hello = match peer {
                    Peer::Visitor(index) => self.visitor_hello(index),
                    Peer::Operator(index) => self.operator_hello(index),
                    Peer::Media => self.media_hello(),
                };
                let connection = Some(self.connect(peer, hello));
                if let Some(link) = self.link_of(peer) {
                    *link = Link {
                        connection,
                        last_pong: now,
                    };
                }
            }
            return false;
        };
        let silent = now.since(last_pong);
        if silent >= PING_EVERY && self.network.connections[id].carries && self.edge.is_up {
            self.network.connections[id].last_seen = now;
            if let Some(link) = self.link_of(peer) {
                link.last_pong = now;
            }
        } else if silent >= GIVE_UP_AFTER {
            self.cut(id, Told::EdgeOnly);
            self.peer_learns_close(id);
            return false;
        }
        true
    }

    pub fn peer_learns_close(&mut self, connection: ConnectionId) {
        let peer = self.network.connections[connection].peer;
        if let Some(link) = self.link_of(peer) {
            link.connection.take_if(|id| *id == connection);
        }
    }

    fn link_of(&mut self, peer: Peer) -> Option<&mut Link> {
        match peer {
            Peer::Visitor(index) => Some(&mut self.visitors[index].page.as_mut()?.link),
            Peer::Operator(index) => Some(&mut self.operators[index].page.as_mut()?.link),
            Peer::Media => Some(&mut self.media.link),
        }
    }

    /// A peer connects and says hello.
    fn connect(&mut self, peer: Peer, hello: Input) -> ConnectionId {
        let id = self.network.connections.len();
        self.network.connections.push(Connection {
            peer,
            carries: true,
            open_at_edge: true,
            greeted: false,
            last_seen: self.now,
            in_flight: 0,
            arrives_at_edge: self.now,
            arrives_at_peer: self.now,
        });
        self.send(id, Message::ToEdge(hello));
        id
    }

    /// Sends over a connection; what is sent over a dead one is lost.
    pub fn send(&mut self, connection: ConnectionId, message: Message) {
        let is_slow = self
            .network
            .slow_until
            .is_some_and(|until| self.now < until);
        let latency = match (is_slow, self.chance.percent(2)) {
            (false, false) => self.chance.millis(5, 80),
            (false, true) | (true, _) => self.chance.millis(200, 4_000),
        };
        let known = &mut self.network.connections[connection];
        if !known.carries {
            return;
        }
        let clock = match message {
            Message::ToEdge(_) => &mut known.arrives_at_edge,
            Message::FromEdge(_) => &mut known.arrives_at_peer,
        };
        *clock = self.now.after(latency).max(*clock);
        let at = *clock;
        known.in_flight += 1;
        let message = Box::new(message);
        self.schedule_at(
            at,
            Transition::Deliver {
                connection,
                message,
            },
        );
    }

    /// Nothing arrives any more. With `told`, both ends learn it soon.
    pub fn cut(&mut self, connection: ConnectionId, told: Told) {
        self.network.connections[connection].carries = false;
        if told == Told::PeerOnly || told == Told::Both {
            let soon = self.chance.millis(5, 500);
            self.schedule(soon, Transition::PeerLearnsClose(connection));
        }
        if told == Told::EdgeOnly || told == Told::Both {
            let soon = self.chance.millis(5, 500);
            self.schedule(soon, Transition::EdgeLearnsClose(connection));
        }
    }

    /// The connection that the edge uses for a peer: the last that said hello.
    pub fn connection_to(&self, peer: Peer) -> Option<ConnectionId> {
        let connections = self.network.connections.iter().enumerate().rev();
        let mut usable = connections
            .filter(|(_, known)| known.peer == peer && known.greeted && known.open_at_edge);
        usable.next().map(|(id, _)| id)
    }
}

/// Who learns that a connection broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Nobody,
    PeerOnly,
    EdgeOnly,
    Both,
}
