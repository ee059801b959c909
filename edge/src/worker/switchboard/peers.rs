//! Who is connected. Rebuilt from the sockets' attachments when the object wakes.

use crate::party::{Attachment, OperatorParty, Party, VisitorParty};
use crate::tokens::SecretHash;
use crate::worker::sockets;
use bellpull_hotline::Timestamp;
use bellpull_protocol::{NodeId, OperatorId, VisitorId};
use std::collections::BTreeMap;
use worker::WebSocket;

/// A socket that said hello, or has to.
#[derive(Clone)]
pub struct Peer<P> {
    pub epoch: u64,
    pub socket: WebSocket,
    pub since: Timestamp,
    /// How many had been taken in, this one included; 0 before its hello.
    pub admitted: u64,
    pub party: P,
}

#[derive(Default)]
pub struct Peers {
    pub greeting: BTreeMap<u64, Peer<Timestamp>>,
    pub visitors: BTreeMap<VisitorId, Peer<VisitorParty>>,
    pub operators: BTreeMap<OperatorId, Peer<OperatorParty>>,
    /// One node serves an organisation for now.
    pub media: Option<Peer<NodeId>>,
    open: usize,
    last_epoch: u64,
    admissions: u64,
}

/// Whose last socket closed.
pub enum Left {
    Visitor(VisitorId),
    Operator(OperatorId),
    Media,
    /// Somebody who was superseded, refused or never said hello.
    Nobody,
}

impl Peers {
    /// Sockets of this object, closing ones included.
    pub fn open(&self) -> usize {
        self.open
    }

    pub fn next_epoch(&mut self) -> u64 {
        self.last_epoch += 1;
        self.last_epoch
    }

    /// How many said hello since the object woke.
    pub fn admissions(&self) -> u64 {
        self.admissions
    }

    pub fn opened(&mut self) {
        self.open += 1;
    }

    /// Takes a socket in; the one it supersedes, if any, comes out.
    pub fn put(&mut self, socket: WebSocket, attachment: Attachment) -> Option<WebSocket> {
        let Attachment {
            epoch,
            since,
            party,
        } = attachment;
        self.last_epoch = self.last_epoch.max(epoch);
        self.greeting.remove(&epoch);
        match &party {
            Party::Visitor(_) | Party::Operator(_) | Party::Media { .. } => self.admissions += 1,
            Party::Greeting { .. } | Party::Gone => {}
        }
        match party {
            Party::Greeting { until, .. } => {
                self.greeting.insert(
                    epoch,
                    Peer {
                        epoch,
                        socket,
                        since,
                        admitted: 0,
                        party: until,
                    },
                );
                None
            }
            Party::Visitor(party) => {
                let key = party.visitor.clone();
                let old = self.visitors.insert(
                    key,
                    Peer {
                        epoch,
                        socket,
                        since,
                        admitted: self.admissions,
                        party,
                    },
                );
                old.map(|peer| peer.socket)
            }
            Party::Operator(party) => {
                let key = party.operator.clone();
                let old = self.operators.insert(
                    key,
                    Peer {
                        epoch,
                        socket,
                        since,
                        admitted: self.admissions,
                        party,
                    },
                );
                old.map(|peer| peer.socket)
            }
            Party::Media { node } => {
                let old = self.media.replace(Peer {
                    epoch,
                    socket,
                    since,
                    admitted: self.admissions,
                    party: node,
                });
                old.map(|peer| peer.socket)
            }
            Party::Gone => None,
        }
    }

    /// A socket closed that no version of ours understands.
    pub fn unknown_closed(&mut self) {
        self.open = self.open.saturating_sub(1);
    }

    /// A socket closed. The one whose closing woke the object was never taken in, and counts all the same.
    pub fn closed(&mut self, attachment: &Attachment) -> Left {
        self.open = self.open.saturating_sub(1);
        let epoch = attachment.epoch;
        match &attachment.party {
            Party::Greeting { .. } => {
                self.greeting.remove(&epoch);
                Left::Nobody
            }
            Party::Visitor(VisitorParty { visitor, .. }) => match self.visitors.get(visitor) {
                Some(newer) if newer.epoch != epoch => Left::Nobody,
                Some(_) | None => {
                    self.visitors.remove(visitor);
                    Left::Visitor(visitor.clone())
                }
            },
            Party::Operator(OperatorParty { operator, .. }) => match self.operators.get(operator) {
                Some(newer) if newer.epoch != epoch => Left::Nobody,
                Some(_) | None => {
                    self.operators.remove(operator);
                    Left::Operator(operator.clone())
                }
            },
            Party::Media { .. } => match &self.media {
                Some(newer) if newer.epoch != epoch => Left::Nobody,
                Some(_) | None => {
                    self.media = None;
                    Left::Media
                }
            },
            Party::Gone => Left::Nobody,
        }
    }

    pub fn late_greetings(&self, now: Timestamp) -> Vec<WebSocket> {
        let late = self.greeting.values().filter(|peer| peer.party <= now);
        late.map(|peer| peer.socket.clone()).collect()
    }

    /// Sockets that this session let in and that have not said hello.
    pub fn greeting_of(&self, session: &SecretHash) -> Vec<WebSocket> {
        let greeting = self.greeting.values().map(|peer| &peer.socket);
        let theirs = greeting.filter(|socket| {
            sockets::attachment(socket).is_some_and(|at| at.party.is_of_session(session))
        });
        theirs.cloned().collect()
    }

    pub fn ended_sessions(&self, now: Timestamp) -> Vec<(OperatorId, WebSocket)> {
        let ended = self
            .operators
            .values()
            .filter(|peer| peer.party.until <= now);
        ended
            .map(|peer| (peer.party.operator.clone(), peer.socket.clone()))
            .collect()
    }

    /// When the next socket has to be closed by the shell: a hello that does not come, a session that ends.
    pub fn deadline(&self) -> Option<Timestamp> {
        let greetings = self.greeting.values().map(|peer| peer.party);
        let sessions = self.operators.values().map(|peer| peer.party.until);
        greetings.chain(sessions).min()
    }
}
