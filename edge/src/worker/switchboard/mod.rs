//! The switchboard's object: one for each organisation.
//!
//! Every cause goes the same way: [`Running`] translates it, the heart decides, one transaction stores, then letters
//! leave and the alarm is set. While messages follow closely they share a transaction. Storage that fails aborts the
//! object, so that nobody is told what the disk does not know.

mod running;
mod turn;

mod commit;

mod hours;
mod outbox;
mod peers;
mod plan;
mod promotions;
mod team;
mod waking;

use super::answers::{refused, with_headers};
use super::desk_api::SignedOut;
use super::object::Object;
use super::team_api::ForceOff;
use super::{capacity, clock, log, sockets};
use crate::configuration::PlanPost;
use crate::gathering::Then;
use crate::party::{Door, MAX_SOCKETS};
use crate::promotions::{AskInHand, FeedPost, in_hand};
use crate::reading::read;
use crate::storage::journal_line;
use bellpull_protocol::RefusalCode;
use running::{Here, Running};
use serde::Deserialize;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

/// The header in which the entry says who it let through. Requests to objects are made by the entry alone.
pub const DOOR: &str = "x-bellpull-door";

/// The header in which the entry says whose switchboard it is, so that it finds the register of the same organisation.
pub const ORGANISATION: &str = "x-bellpull-organisation";

#[durable_object]
pub struct Switchboard {
    core: Rc<Core>,
}

/// Shared with a delivery that outlives the request it began in.
struct Core {
    object: Object,
    env: Env,
    running: RefCell<Option<Running>>,
    id: String,
    /// As told to [`capacity`].
    sockets: Cell<usize>,
}

impl DurableObject for Switchboard {
    fn new(state: State, env: Env) -> Self {
        let id = state.id().to_string();
        // An incarnation that was aborted took its sockets with it, a sleeping one did not.
        let sockets = state.get_websockets().len();
        capacity::holds(&id, sockets);
        let core = Core {
            object: Object::new(state),
            env,
            running: RefCell::new(None),
            id,
            sockets: Cell::new(sockets),
        };
        Self {
            core: Rc::new(core),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.path().as_str() {
            "/socket" => self.accept(&request),
            "/signed-out" => {
                let text = request.text().await?;
                self.core
                    .run(|running, here| match read::<SignedOut>(&text) {
                        Ok(SignedOut { operator, session }) => {
                            running.signed_out(here, operator, &session)
                        }
                        Err(_) => Ok(()),
                    })?;
                Response::empty()
            }
            "/plan" => {
                let text = request.text().await?;
                self.take(PlanPost::read(&text), Running::set_plan)
            }
            "/team" => {
                let team = self.core.run(|running, _| Ok(running.team()))?;
                Response::from_json(&team)
            }
            "/force-off" => {
                let text = request.text().await?;
                let Ok(ForceOff { operator }) = read(&text) else {
                    return Response::error("", 400);
                };
                let done = self
                    .core
                    .run(|running, here| running.force_off(here, operator))?;
                match done {
                    Ok(()) => Response::from_json(&serde_json::json!({})),
                    Err(code) => refused(code),
                }
            }
            "/promotions" => {
                let text = request.text().await?;
                self.take(FeedPost::read(&text), Running::set_feed)
            }
            "/in-hand" => {
                let text = request.text().await?;
                match read::<AskInHand>(&text) {
                    Ok(asked) => {
                        let found = self
                            .core
                            .run(|running, _| Ok(in_hand(&running.heart, &asked)))?;
                        Response::from_json(&found)
                    }
                    Err(_) => Response::error("", 400),
                }
            }
            "/journal" => self.journal(&request),
            "/contacts" => self.records(),
            "/figures" => {
                let figures = self.core.run(|running, _| Ok(running.figures()))?;
                Response::from_json(&figures)
            }
            _ => Response::error("", 404),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        self.core.object.rang();
        let parcel = self.core.run(|running, here| {
            let parcel = running.next_parcel(here)?;
            running.alarm(here)?;
            Ok(parcel)
        })?;
        if let Some(parcel) = parcel {
            outbox::send(&self.core, parcel);
        }
        Response::empty()
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> Result<()> {
        let text = match message {
            WebSocketIncomingMessage::String(text) => text,
            // Ours are texts; an empty one is refused as what it is: no message.
            WebSocketIncomingMessage::Binary(_) => String::new(),
        };
        self.core
            .gather(|running, here| running.message(here, &socket, &text))
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        _code: usize,
        _reason: String,
        _clean: bool,
    ) -> Result<()> {
        let _ = socket.close(Some(1000), Some(""));
        self.core
            .gather(|running, here| running.closed(here, &socket))
    }

    async fn websocket_error(&self, socket: WebSocket, _error: Error) -> Result<()> {
        self.core
            .gather(|running, here| running.closed(here, &socket))
    }
}

impl Core {
    /// One piece of work that is durable when it is done, with all that was gathered before.
    fn run<T>(&self, work: impl FnOnce(&mut Running, Here<'_>) -> Result<T>) -> Result<T> {
        self.work(|running, here| {
            let done = work(running, here)?;
            running.commit(here)?;
            Ok(done)
        })
    }

    /// One piece of work whose letters may leave a moment later, once it is durable.
    fn gather<T>(
        self: &Rc<Self>,
        work: impl FnOnce(&mut Running, Here<'_>) -> Result<T>,
    ) -> Result<T> {
        let (done, then) = self.work(|running, here| {
            let done = work(running, here)?;
            let then = running.pending.decided(here);
            match then {
                Then::CommitAndPause | Then::Commit => running.commit(here)?,
                Then::Gather => {}
            }
            Ok((done, then))
        })?;
        if then == Then::CommitAndPause {
            commit::pause(self);
        }
        Ok(done)
    }

    /// One piece of work, never across an `await`. Whatever is still gathered after it needs a pause or a commit.
    fn work<T>(&self, work: impl FnOnce(&mut Running, Here<'_>) -> Result<T>) -> Result<T> {
        let _at_work = self.object.at_work();
        let here = Here {
            object: &self.object,
            env: &self.env,
            now: clock::now(),
        };
        let mut running = self.running.borrow_mut();
        let done = match running.as_mut() {
            Some(running) => work(running, here),
            None => Running::wake(here).and_then(|woken| work(running.insert(woken), here)),
        };
        let sockets = running.as_ref().map_or(0, |running| running.peers.open());
        if self.sockets.replace(sockets) != sockets {
            capacity::holds(&self.id, sockets);
        }
        done.map_err(|error| {
            let told = log::harmless(&error);
            self.object.abort(&told);
            Error::from(told)
        })
    }
}

impl Switchboard {
    /// What another object of ours says. It is durable once the answer is there.
    fn take<T>(
        &self,
        said: std::result::Result<T, RefusalCode>,
        work: impl FnOnce(&mut Running, Here<'_>, T) -> Result<()>,
    ) -> Result<Response> {
        match said {
            Ok(said) => {
                self.core.run(|running, here| work(running, here, said))?;
                Response::empty()
            }
            Err(_) => Response::error("", 400),
        }
    }

    fn accept(&self, request: &Request) -> Result<Response> {
        let header = request.headers().get(DOOR)?.unwrap_or_default();
        let Some(door) = Door::from_header(&header) else {
            return sockets::turn_away(RefusalCode::Internal);
        };
        let organisation = request.headers().get(ORGANISATION)?.unwrap_or_default();
        self.core.gather(|running, here| {
            running.learn_organisation(here, &organisation)?;
            if !door.has_room(running.peers.open(), MAX_SOCKETS) {
                return sockets::turn_away(RefusalCode::Busy);
            }
            running.accept(here, door)
        })
    }

    fn journal(&self, request: &Request) -> Result<Response> {
        #[derive(Deserialize)]
        struct Query {
            after: u64,
        }
        #[derive(Deserialize)]
        struct Row {
            seq: u64,
            fact: String,
        }
        let Query { after } = request.query()?;
        let lines = self.core.run(|running, here| {
            running.commit(here)?;
            let query = "SELECT seq, fact FROM journal WHERE seq > ? ORDER BY seq LIMIT 10000";
            let rows = here.object.sql().rows::<Row>(query, &[after.into()])?;
            let lines = rows.iter().map(|row| journal_line(row.seq, &row.fact));
            Ok(lines.collect::<String>())
        })?;
        let response = Response::ok(lines)?;
        with_headers(
            response,
            &[("content-type", "application/x-ndjson".to_owned())],
        )
    }

    fn records(&self) -> Result<Response> {
        let body = self.core.run(|running, here| {
            running.commit(here)?;
            let contacts = waking::rows(here.object, "contacts")?.join(",");
            let operators = waking::rows(here.object, "operators")?.join(",");
            let now = here.now.as_millis();
            Ok(format!(
                r#"{{"now":{now},"contacts":[{contacts}],"operators":[{operators}]}}"#
            ))
        })?;
        let response = Response::ok(body)?;
        with_headers(response, &[("content-type", "application/json".to_owned())])
    }
}
