//! The media pool's object: media nodes register here and are told which switchboards to dial. It assigns, no more.

use super::entry::Nodes;
use super::object::Object;
use super::{ask, clock, config, log, sockets};
use crate::directory::{Answer, Question};
use crate::greeting::{Reception, greet};
use crate::party::{Attachment, Door, Party};
use crate::signalling::Names;
use bellpull_hotline::Timestamp;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::limits::NODE_SILENT_MS;
use bellpull_protocol::media::ToMedia;
use bellpull_protocol::visitor::Opening;
use std::collections::BTreeSet;
use std::time::Duration;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

/// The most sockets of the pool. Nodes are few; each that connects costs a look at all.
const MAX_SOCKETS: usize = 1_000;

#[durable_object]
pub struct MediaPool {
    object: Object,
    env: Env,
}

impl DurableObject for MediaPool {
    fn new(state: State, env: Env) -> Self {
        Self {
            object: Object::new(state),
            env,
        }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        let _at_work = self.object.at_work();
        let now = clock::now();
        if request.path() == "/nodes" {
            let media_nodes = self
                .sockets()
                .iter()
                .filter(|(socket, at)| self.is_node(socket, at, now))
                .count();
            return Response::from_json(&Nodes { media_nodes });
        }
        if self.object.sockets().len() >= MAX_SOCKETS {
            return sockets::turn_away(RefusalCode::Busy);
        }
        let (_, _, response) = sockets::accept(&self.object, Door::Media, 0, now)?;
        // The earliest counts: the next to come must not put off the end of those who are silent.
        let deadlines = self.sockets();
        let deadlines = deadlines.iter().filter_map(|(_, at)| at.party.deadline());
        self.object.arm(deadlines.min())?;
        Ok(response)
    }

    /// Closes who did not say hello in time and who fell silent.
    async fn alarm(&self) -> Result<Response> {
        let _at_work = self.object.at_work();
        self.object.rang();
        let now = clock::now();
        let mut next = None;
        for (socket, at) in self.sockets() {
            match at.party {
                Party::Greeting { until, .. } if until <= now => {
                    sockets::dismiss(&socket, RefusalCode::HelloExpected);
                }
                Party::Greeting { until, .. } => next = earlier(next, until),
                Party::Media { .. } if !self.is_node(&socket, &at, now) => {
                    sockets::dismiss(&socket, RefusalCode::Internal);
                }
                Party::Media { .. } | Party::Visitor(_) | Party::Operator(_) | Party::Gone => {}
            }
        }
        self.object.arm(next)?;
        Response::empty()
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> Result<()> {
        let Some(Attachment {
            epoch,
            since,
            party: Party::Greeting { door, .. },
        }) = sockets::attachment(&socket)
        else {
            // A registered node has nothing more to say here.
            return Ok(());
        };
        match self.admit(&door, message).await {
            Ok((party, letters)) => {
                sockets::attach(
                    &socket,
                    &Attachment {
                        epoch,
                        since,
                        party,
                    },
                )?;
                letters
                    .iter()
                    .for_each(|letter| sockets::send(&socket, letter));
            }
            Err(code) => sockets::dismiss(&socket, code),
        }
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        _code: usize,
        _reason: String,
        _clean: bool,
    ) -> Result<()> {
        let _ = socket.close(Some(1000), Some(""));
        Ok(())
    }

    async fn websocket_error(&self, _socket: WebSocket, _error: Error) -> Result<()> {
        Ok(())
    }
}

impl MediaPool {
    /// What a node is told after its hello: every organisation to serve.
    async fn admit(
        &self,
        door: &Door,
        message: WebSocketIncomingMessage,
    ) -> std::result::Result<(Party, Vec<String>), RefusalCode> {
        let WebSocketIncomingMessage::String(text) = message else {
            return Err(RefusalCode::Malformed);
        };
        let keys = config::keys(&self.env).map_err(ask::broken)?;
        let reception = Reception {
            now: clock::now(),
            chance: [0; 16],
            staffed: false,
            opening: Opening::default(),
            names: &Names::default(),
            closed: BTreeSet::new(),
        };
        let admission = greet(door, &text, &keys, reception)?;

        let Answer::Organisations { organisations } =
            ask::directory(&self.env, &Question::Organisations).await?
        else {
            return Err(RefusalCode::Internal);
        };
        let mut letters = vec![admission.welcome];
        for organisation in organisations {
            let serve = ToMedia::Serve { organisation };
            letters.push(serde_json::to_string(&serve).map_err(|_| RefusalCode::Internal)?);
        }
        if let Party::Media { node } = &admission.party {
            log::info("media_node_registered", &[("node_id", node.as_str())]);
        }
        Ok((admission.party, letters))
    }

    fn sockets(&self) -> Vec<(WebSocket, Attachment)> {
        let sockets = self.object.sockets().into_iter();
        sockets
            .filter_map(|socket| sockets::attachment(&socket).map(|at| (socket, at)))
            .collect()
    }

    fn is_node(&self, socket: &WebSocket, at: &Attachment, now: Timestamp) -> bool {
        let heard = self
            .object
            .last_ping(socket)
            .unwrap_or(at.since)
            .max(at.since);
        let alive = now.since(heard) < Duration::from_millis(NODE_SILENT_MS);
        matches!(at.party, Party::Media { .. }) && alive
    }
}

fn earlier(one: Option<Timestamp>, other: Timestamp) -> Option<Timestamp> {
    Some(one.map_or(other, |one| one.min(other)))
}
