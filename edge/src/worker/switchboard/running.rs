//! A switchboard in memory, and how each cause becomes a turn.

use super::commit::Pending;
use super::outbox::Outbox;
use super::peers::{Left, Peers};
use super::turn::Turn;
use crate::configuration::PlanPost;
use crate::figures::Figures;
use crate::greeting::{Admission, Reception, greet, lets_in};
use crate::limits::Limits;
use crate::party::{Attachment, Door, Party, VisitorParty};
use crate::promotions::FeedPost;
use crate::signalling::{Heard, Names, closed, hear, opening};
use crate::tokens::SecretHash;
use crate::worker::object::Object;
use crate::worker::{ask, chance, config, log, sockets};
use bellpull_hotline::{Input, Switchboard, Timestamp};
use bellpull_protocol::limits::NODE_SILENT_MS;
use bellpull_protocol::visitor::Opening;
use bellpull_protocol::{ContactId, HotlineId, OperatorId, RefusalCode};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use worker::{Env, Error, Response, Result, WebSocket};

pub struct Running {
    pub heart: Switchboard,
    pub names: Names,
    /// What was configured last.
    pub(super) plan: Option<PlanPost>,
    /// The version of each hotline's hours, as they came with sockets.
    pub(super) hours: BTreeMap<HotlineId, u64>,
    /// What is live on each hotline.
    pub(super) feeds: BTreeMap<HotlineId, FeedPost>,
    pub peers: Peers,
    pub(super) limits: Limits,
    pub(super) pending: Pending,
    pub(super) outbox: Outbox,
    /// When the media node last said something, as far as memory goes.
    pub(super) node_heard: Timestamp,
}

/// Where and when something is handled; the time is the same for all of it.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    pub object: &'a Object,
    pub env: &'a Env,
    pub now: Timestamp,
}

impl Running {
    pub fn accept(&mut self, here: Here<'_>, door: Door) -> Result<Response> {
        let door = self.learn(here, door)?;
        let epoch = self.peers.next_epoch();
        let (socket, attachment, response) = sockets::accept(here.object, door, epoch, here.now)?;
        self.peers.opened();
        self.peers.put(socket, attachment);
        self.turn(here, Turn::default())?;
        Ok(response)
    }

    pub fn message(&mut self, here: Here<'_>, socket: &WebSocket, text: &str) -> Result<()> {
        let Some(attachment) = sockets::attachment(socket) else {
            sockets::dismiss(socket, RefusalCode::HelloExpected);
            return Ok(());
        };
        match &attachment.party {
            Party::Gone => Ok(()),
            Party::Greeting { door, until } => {
                let in_time = *until > here.now;
                let expected = Err(RefusalCode::HelloExpected);
                let greeted = if in_time {
                    self.greet(here, door, text)
                } else {
                    expected
                };
                match greeted {
                    Ok(admission) => self.admit(here, socket, attachment, admission),
                    Err(code) => self.dismiss(here, socket, code),
                }
            }
            Party::Operator(party) if party.until <= here.now => {
                let operator = party.operator.clone();
                self.dismiss(here, socket, RefusalCode::SignedOut)?;
                self.turn(here, Turn::of([Input::OperatorSessionExpired { operator }]))
            }
            Party::Visitor(_) | Party::Operator(_) | Party::Media { .. } => {
                self.hear(here, socket, &attachment.party, text)
            }
        }
    }

    pub fn closed(&mut self, here: Here<'_>, socket: &WebSocket) -> Result<()> {
        let Some(attachment) = sockets::attachment(socket) else {
            self.peers.unknown_closed();
            return Ok(());
        };
        let last_seen = here.object.last_ping(socket).unwrap_or(attachment.since);
        let left = self.peers.closed(&attachment);
        self.turn(here, Turn::of(parting(left, last_seen)))
    }

    pub fn alarm(&mut self, here: Here<'_>) -> Result<()> {
        let mut inputs = self.signs_of_life(here);
        for socket in self.peers.late_greetings(here.now) {
            self.dismiss(here, &socket, RefusalCode::HelloExpected)?;
        }
        for (operator, socket) in self.peers.ended_sessions(here.now) {
            self.dismiss(here, &socket, RefusalCode::SignedOut)?;
            inputs.push(Input::OperatorSessionExpired { operator });
        }
        if let Some(peer) = self.peers.media.clone()
            && self.node_is_silent(here)
        {
            log::warn("media_node_silent", &[("node_id", peer.party.as_str())]);
            self.dismiss(here, &peer.socket, RefusalCode::Internal)?;
        }
        self.turn(
            here,
            Turn {
                inputs,
                is_timeout: true,
                ..Turn::default()
            },
        )
    }

    /// The session ended: its sockets go, and the operator with them, unless signed in elsewhere.
    pub fn signed_out(
        &mut self,
        here: Here<'_>,
        operator: OperatorId,
        session: &SecretHash,
    ) -> Result<()> {
        // One that has not said hello yet could still do so with the session's ticket.
        for socket in self.peers.greeting_of(session) {
            self.dismiss(here, &socket, RefusalCode::SignedOut)?;
        }
        if let Some(peer) = self.peers.operators.get(&operator).cloned() {
            if peer.party.session != *session {
                return Ok(());
            }
            self.dismiss(here, &peer.socket, RefusalCode::SignedOut)?;
        }
        self.turn(here, Turn::of([Input::OperatorSignedOut { operator }]))
    }

    pub fn figures(&self) -> Figures {
        Figures {
            sockets: self.peers.open(),
            ..self.pending.figures.clone()
        }
    }

    fn greet(
        &self,
        here: Here<'_>,
        door: &Door,
        text: &str,
    ) -> std::result::Result<Admission, RefusalCode> {
        let keys = config::keys(here.env).map_err(ask::broken)?;
        let reception = Reception {
            now: here.now,
            chance: chance::bytes()?,
            staffed: self.heart.is_staffed(),
            opening: match door {
                Door::Visitor { hotline, .. } => opening(self.heart.opening(hotline, here.now)),
                Door::Desk { .. } | Door::Media => Opening::default(),
            },
            names: &self.names,
            closed: match door {
                Door::Visitor { hotline, .. } => closed(&self.heart, &self.names, hotline),
                Door::Desk { .. } | Door::Media => BTreeSet::new(),
            },
        };
        let admission = greet(door, text, &keys, reception)?;
        lets_in(door, &admission.party, &self.heart)?;
        Ok(admission)
    }

    fn admit(
        &mut self,
        here: Here<'_>,
        socket: &WebSocket,
        attachment: Attachment,
        admission: Admission,
    ) -> Result<()> {
        if let (Party::Media { node }, Some(current)) = (&admission.party, &self.peers.media)
            && *node != current.party
            && !self.node_is_silent(here)
        {
            return self.dismiss(here, socket, RefusalCode::Busy);
        }
        let (since, party) = (here.now, admission.party);
        let attachment = Attachment {
            since,
            party,
            ..attachment
        };
        sockets::attach(socket, &attachment)?;
        let letters = self.live_for(here, &attachment.party)?;
        if let Some(superseded) = self.peers.put(socket.clone(), attachment) {
            self.pending.dismissal(&superseded, RefusalCode::Superseded);
        }
        let turn = Turn {
            inputs: admission.inputs,
            asker: Some((socket, "hello")),
            welcome: Some(admission.welcome),
            letters,
            ..Turn::default()
        };
        self.turn(here, turn)
    }

    fn hear(
        &mut self,
        here: Here<'_>,
        socket: &WebSocket,
        party: &Party,
        text: &str,
    ) -> Result<()> {
        let fresh = chance::id().ok().and_then(|id| ContactId::new(id).ok());
        let fresh = fresh.ok_or_else(|| Error::from("there is no chance to make an id of"))?;
        let heard = match party {
            Party::Visitor(visitor) => self.hear_visitor(here, visitor, text, fresh),
            Party::Operator(_) | Party::Media { .. } | Party::Greeting { .. } | Party::Gone => {
                hear(party, text, here.now, fresh)
            }
        };
        if matches!(party, Party::Media { .. }) {
            self.node_heard = here.now;
        }
        let asker = Some((socket, heard.about));
        self.turn(
            here,
            Turn {
                inputs: heard.inputs,
                asker,
                ..Turn::default()
            },
        )?;
        match heard.refusal {
            Some(code @ RefusalCode::FrameTooLarge) => self.dismiss(here, socket, code),
            Some(code) => {
                self.pending.refusal(socket, code, heard.about);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Too many messages are not even read; too many of a kind are a sign of life and no more.
    fn hear_visitor(
        &mut self,
        here: Here<'_>,
        visitor: &VisitorParty,
        text: &str,
        fresh: ContactId,
    ) -> Heard {
        let (hotline, id) = (&visitor.hotline, &visitor.visitor);
        let mut heard = if self.limits.admit_message(here.now, hotline, id) {
            hear(&Party::Visitor(visitor.clone()), text, here.now, fresh)
        } else {
            Heard::nothing(RefusalCode::TooMany)
        };
        if heard.refusal.is_none() && !self.limits.admit_kind(here.now, hotline, id, heard.about) {
            heard.inputs.truncate(1);
            heard.refusal = Some(RefusalCode::TooMany);
        }
        if heard.refusal == Some(RefusalCode::TooMany) {
            self.pending.figures.too_many += 1;
        }
        heard
    }

    /// Refuses and closes a socket, and forgets it: what it still sends is not heard.
    pub(super) fn dismiss(
        &mut self,
        here: Here<'_>,
        socket: &WebSocket,
        code: RefusalCode,
    ) -> Result<()> {
        let attachment = sockets::attachment(socket);
        if attachment
            .as_ref()
            .is_some_and(|attachment| attachment.party == Party::Gone)
        {
            return Ok(());
        }
        let left = attachment.map_or(Left::Nobody, |attachment| self.peers.closed(&attachment));
        // It stays open for the runtime until its closing is complete.
        self.peers.opened();
        self.pending.dismissal(socket, code);
        self.turn(here, Turn::of(parting(left, here.now)))
    }

    /// The pings that the runtime answered for us.
    pub(super) fn signs_of_life(&self, here: Here<'_>) -> Vec<Input> {
        let visitors = self.peers.visitors.iter().filter_map(|(visitor, peer)| {
            let at = here.object.last_ping(&peer.socket)?;
            Some(Input::VisitorSeen {
                visitor: visitor.clone(),
                at,
            })
        });
        let operators = self.peers.operators.iter().filter_map(|(operator, peer)| {
            let at = here.object.last_ping(&peer.socket)?;
            Some(Input::OperatorSeen {
                operator: operator.clone(),
                at,
            })
        });
        visitors.chain(operators).collect()
    }

    fn node_is_silent(&self, here: Here<'_>) -> bool {
        self.peers.media.as_ref().is_some_and(|peer| {
            let pinged = here.object.last_ping(&peer.socket).unwrap_or(peer.since);
            let heard = pinged.max(peer.since).max(self.node_heard);
            here.now.since(heard) >= Duration::from_millis(NODE_SILENT_MS)
        })
    }
}

/// Presence is a lease: a close only makes the last sign of life durable.
fn parting(left: Left, at: Timestamp) -> Option<Input> {
    match left {
        Left::Visitor(visitor) => Some(Input::VisitorDisconnected { visitor, at }),
        Left::Operator(operator) => Some(Input::OperatorDisconnected { operator, at }),
        Left::Media => {
            log::warn("media_node_left", &[]);
            Some(Input::MediaGone)
        }
        Left::Nobody => None,
    }
}
