//! A switchboard in memory, and how each cause becomes a turn.

use super::peers::{Left, Peers};
use super::turn::Turn;
use crate::greeting::{Admission, Reception, greet};
use crate::party::{Attachment, Door, Party};
use crate::signalling::{Names, hear};
use crate::storage::{self, Statement};
use crate::tokens::SecretHash;
use crate::worker::object::Object;
use crate::worker::{ask, chance, clock, config, log, sockets};
use bellpull_hotline::{Input, Settings, Switchboard, Timestamp};
use bellpull_protocol::limits::NODE_SILENT_MS;
use bellpull_protocol::{ContactId, HotlineId, OperatorId, PersonName, RefusalCode};
use serde::Deserialize;
use std::time::Duration;
use worker::{Env, Error, Response, Result, WebSocket};

pub struct Running {
    pub heart: Switchboard,
    pub names: Names,
    pub peers: Peers,
    /// When the media node last said something, as far as memory goes.
    node_heard: Timestamp,
}

impl Running {
    /// Brings back what is durable. The sockets may have outlived the memory, or be gone with the process.
    pub fn wake(object: &Object) -> Result<Self> {
        object.migrate(storage::SWITCHBOARD)?;
        let now = clock::now();
        let contacts = rows(object, "contacts")?;
        let operators = rows(object, "operators")?;
        let contacts = contacts.iter().map(|record| storage::contact(record));
        let operators = operators.iter().map(|record| storage::operator(record));
        let records = contacts
            .chain(operators)
            .collect::<std::result::Result<Vec<_>, _>>()?;

        let records_count = records.len();

        let mut peers = Peers::default();
        for socket in object.sockets() {
            peers.opened();
            if let Some(attachment) = sockets::attachment(&socket) {
                peers.put(socket, attachment);
            }
        }
        let mut running = Self {
            heart: Switchboard::restore(Settings::default(), records),
            names: names(object)?,
            peers,
            node_heard: Timestamp::from_millis(0),
        };
        let (sockets, records) = (running.peers.open().to_string(), records_count.to_string());
        log::info(
            "switchboard_woke",
            &[("sockets", &sockets), ("records", &records)],
        );
        let mut inputs = running.signs_of_life(object);
        if running.peers.open() == 0 {
            inputs.push(Input::Woke);
        }
        if running.peers.media.is_some() {
            inputs.push(Input::MediaStayed);
        }
        running.turn(
            object,
            now,
            Turn {
                inputs,
                ..Turn::default()
            },
        )?;
        Ok(running)
    }

    pub fn accept(&mut self, object: &Object, door: Door) -> Result<Response> {
        self.learn_names(object, &door)?;
        let epoch = self.peers.next_epoch();
        let (socket, until, response) = sockets::accept(object, door.clone(), epoch, clock::now())?;
        let party = Party::Greeting { door, until };
        self.peers.opened();
        self.peers.put(
            socket,
            Attachment {
                epoch,
                since: clock::now(),
                party,
            },
        );
        self.turn(object, clock::now(), Turn::default())?;
        Ok(response)
    }

    pub fn message(
        &mut self,
        object: &Object,
        env: &Env,
        socket: &WebSocket,
        text: &str,
    ) -> Result<()> {
        let now = clock::now();
        let Some(attachment) = sockets::attachment(socket) else {
            sockets::dismiss(socket, RefusalCode::HelloExpected);
            return Ok(());
        };
        match &attachment.party {
            Party::Gone => Ok(()),
            Party::Greeting { door, until } => {
                let admission = if *until <= now {
                    Err(RefusalCode::HelloExpected)
                } else {
                    self.greet(env, door, text, now)
                };
                match admission {
                    Ok(admission) => self.admit(object, socket, attachment, admission, now),
                    Err(code) => self.dismiss(object, socket, code, now),
                }
            }
            Party::Operator(operator) if operator.until <= now => {
                let inputs = vec![Input::OperatorSignedOut {
                    operator: operator.operator.clone(),
                }];
                self.dismiss(object, socket, RefusalCode::SignedOut, now)?;
                self.turn(
                    object,
                    now,
                    Turn {
                        inputs,
                        ..Turn::default()
                    },
                )
            }
            Party::Visitor(_) | Party::Operator(_) | Party::Media { .. } => {
                self.hear(object, socket, &attachment.party, text, now)
            }
        }
    }

    /// Presence is a lease: the close only makes the last sign of life durable.
    pub fn closed(&mut self, object: &Object, socket: &WebSocket) -> Result<()> {
        let Some(attachment) = sockets::attachment(socket) else {
            return Ok(());
        };
        let at = object.last_ping(socket).unwrap_or(attachment.since);
        let input = match self.peers.closed(&attachment) {
            Left::Visitor(visitor) => Some(Input::VisitorDisconnected { visitor, at }),
            Left::Operator(operator) => Some(Input::OperatorDisconnected { operator, at }),
            Left::Media => {
                log::info("media_node_left", &[]);
                Some(Input::MediaGone)
            }
            Left::Nobody => None,
        };
        let inputs = input.into_iter().collect();
        self.turn(
            object,
            clock::now(),
            Turn {
                inputs,
                ..Turn::default()
            },
        )
    }

    pub fn alarm(&mut self, object: &Object) -> Result<()> {
        let now = clock::now();
        let mut inputs = self.signs_of_life(object);
        let late = |peer: &&super::peers::Peer<Timestamp>| peer.party <= now;
        let late: Vec<_> = self.peers.greeting.values().filter(late).cloned().collect();
        for peer in late {
            self.dismiss(object, &peer.socket, RefusalCode::HelloExpected, now)?;
        }
        let over: Vec<_> = self
            .peers
            .operators
            .values()
            .filter(|peer| peer.party.until <= now)
            .cloned()
            .collect();
        for peer in over {
            self.dismiss(object, &peer.socket, RefusalCode::SignedOut, now)?;
            inputs.push(Input::OperatorSignedOut {
                operator: peer.party.operator,
            });
        }
        if let Some(peer) = self.peers.media.clone()
            && self.node_is_silent(object, now)
        {
            log::error("media_node_silent", &[("node_id", peer.party.as_str())]);
            self.dismiss(object, &peer.socket, RefusalCode::Superseded, now)?;
        }
        self.turn(
            object,
            now,
            Turn {
                inputs,
                is_timeout: true,
                ..Turn::default()
            },
        )
    }

    /// The session ended: its socket goes, and the operator with it, unless signed in elsewhere.
    pub fn signed_out(
        &mut self,
        object: &Object,
        operator: &OperatorId,
        session: &SecretHash,
    ) -> Result<()> {
        let now = clock::now();
        let current = self.peers.operators.get(operator).cloned();
        if current
            .as_ref()
            .is_some_and(|peer| peer.party.session != *session)
        {
            return Ok(());
        }
        if let Some(peer) = current {
            self.dismiss(object, &peer.socket, RefusalCode::SignedOut, now)?;
        }
        let inputs = vec![Input::OperatorSignedOut {
            operator: operator.clone(),
        }];
        self.turn(
            object,
            now,
            Turn {
                inputs,
                ..Turn::default()
            },
        )
    }

    fn greet(
        &self,
        env: &Env,
        door: &Door,
        text: &str,
        now: Timestamp,
    ) -> std::result::Result<Admission, RefusalCode> {
        let keys = config::keys(env).map_err(ask::broken)?;
        let reception = Reception {
            now,
            chance: chance::bytes()?,
            staffed: self.heart.is_staffed(),
        };
        greet(door, text, &keys, reception)
    }

    fn admit(
        &mut self,
        object: &Object,
        socket: &WebSocket,
        attachment: Attachment,
        admission: Admission,
        now: Timestamp,
    ) -> Result<()> {
        if let (Party::Media { node }, Some(current)) = (&admission.party, &self.peers.media)
            && *node != current.party
            && !self.node_is_silent(object, now)
        {
            return self.dismiss(object, socket, RefusalCode::Busy, now);
        }
        let attachment = Attachment {
            since: now,
            party: admission.party,
            ..attachment
        };
        sockets::attach(socket, &attachment)?;
        if let Some(superseded) = self.peers.put(socket.clone(), attachment) {
            sockets::dismiss(&superseded, RefusalCode::Superseded);
        }
        let turn = Turn {
            inputs: admission.inputs,
            asker: Some((socket, "hello")),
            welcome: Some(admission.welcome),
            ..Turn::default()
        };
        self.turn(object, now, turn)
    }

    fn hear(
        &mut self,
        object: &Object,
        socket: &WebSocket,
        party: &Party,
        text: &str,
        now: Timestamp,
    ) -> Result<()> {
        let fresh = chance::id().ok().and_then(|id| ContactId::new(id).ok());
        let fresh = fresh.ok_or_else(|| Error::from("there is no chance to make an id of"))?;
        let heard = hear(party, text, now, fresh);
        if matches!(party, Party::Media { .. }) {
            self.node_heard = now;
        }
        let asker = Some((socket, heard.about));
        self.turn(
            object,
            now,
            Turn {
                inputs: heard.inputs,
                asker,
                ..Turn::default()
            },
        )?;
        match heard.refusal {
            Some(RefusalCode::FrameTooLarge) => {
                self.dismiss(object, socket, RefusalCode::FrameTooLarge, now)
            }
            Some(code) => {
                sockets::refuse(socket, code, heard.about);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Refuses and closes a socket, and forgets it: what it still sends is not heard.
    fn dismiss(
        &mut self,
        object: &Object,
        socket: &WebSocket,
        code: RefusalCode,
        now: Timestamp,
    ) -> Result<()> {
        let left = sockets::attachment(socket)
            .map_or(Left::Nobody, |attachment| self.peers.closed(&attachment));
        // It stays open for the runtime until its closing is complete.
        self.peers.opened();
        sockets::dismiss(socket, code);
        let input = match left {
            Left::Visitor(visitor) => Some(Input::VisitorDisconnected { visitor, at: now }),
            Left::Operator(operator) => Some(Input::OperatorDisconnected { operator, at: now }),
            Left::Media => Some(Input::MediaGone),
            Left::Nobody => None,
        };
        let inputs = input.into_iter().collect();
        self.turn(
            object,
            now,
            Turn {
                inputs,
                ..Turn::default()
            },
        )
    }

    /// The pings that the runtime answered for us.
    fn signs_of_life(&self, object: &Object) -> Vec<Input> {
        let visitors = self.peers.visitors.iter().filter_map(|(visitor, peer)| {
            let at = object.last_ping(&peer.socket)?;
            Some(Input::VisitorSeen {
                visitor: visitor.clone(),
                at,
            })
        });
        let operators = self.peers.operators.iter().filter_map(|(operator, peer)| {
            let at = object.last_ping(&peer.socket)?;
            Some(Input::OperatorSeen {
                operator: operator.clone(),
                at,
            })
        });
        visitors.chain(operators).collect()
    }

    fn node_is_silent(&self, object: &Object, now: Timestamp) -> bool {
        self.peers.media.as_ref().is_some_and(|peer| {
            let pinged = object.last_ping(&peer.socket).unwrap_or(peer.since);
            let heard = pinged.max(peer.since).max(self.node_heard);
            now.since(heard) >= Duration::from_millis(NODE_SILENT_MS)
        })
    }

    /// Names come with every socket, so that nobody has to ask during a call.
    fn learn_names(&mut self, object: &Object, door: &Door) -> Result<()> {
        let statement = match door {
            Door::Visitor {
                hotline,
                hotline_name,
            } => {
                let old = self
                    .names
                    .hotlines
                    .insert(hotline.clone(), hotline_name.clone());
                (old.as_ref() != Some(hotline_name)).then(|| Statement {
                    sql: "INSERT OR REPLACE INTO lines (id, name) VALUES (?, ?)",
                    values: vec![hotline.as_str().into(), hotline_name.as_str().into()],
                })
            }
            Door::Desk { operator, name, .. } => {
                let old = self.names.operators.insert(operator.clone(), name.clone());
                (old.as_ref() != Some(name)).then(|| Statement {
                    sql: "INSERT OR REPLACE INTO people (id, name) VALUES (?, ?)",
                    values: vec![operator.as_str().into(), name.expose().into()],
                })
            }
            Door::Media => None,
        };
        object.transaction(statement.as_slice())
    }
}

/// The records of a table, as they were written.
pub fn rows(object: &Object, table: &str) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Row {
        record: String,
    }
    let rows = object
        .sql()
        .rows::<Row>(&format!("SELECT record FROM {table} ORDER BY id"), &[])?;
    Ok(rows.into_iter().map(|row| row.record).collect())
}

fn names(object: &Object) -> Result<Names> {
    #[derive(Deserialize)]
    struct Line {
        id: HotlineId,
        name: String,
    }
    #[derive(Deserialize)]
    struct Person {
        id: OperatorId,
        name: PersonName,
    }
    let sql = object.sql();
    let lines = sql.rows::<Line>("SELECT id, name FROM lines", &[])?;
    let people = sql.rows::<Person>("SELECT id, name FROM people", &[])?;
    Ok(Names {
        hotlines: lines.into_iter().map(|line| (line.id, line.name)).collect(),
        operators: people
            .into_iter()
            .map(|person| (person.id, person.name))
            .collect(),
    })
}
