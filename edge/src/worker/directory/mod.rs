//! The directory's object: rows in, rows out; what may be done with them is in `crate::directory` and
//! `crate::configuration`.

mod hotlines;
mod people;

mod configuration;
mod plans;

use super::clock;
use super::object::Object;
use crate::configuration::{Kept, keep};
use crate::directory::{Answer, Question, Seed};
use crate::posting::Posting;
use crate::reading::read;
use crate::storage::{self, Statement};
use bellpull_hotline::Timestamp;
use bellpull_protocol::{OrganisationId, RefusalCode};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

#[durable_object]
pub struct Directory {
    object: Object,
    env: Env,
    ready: Cell<bool>,
    /// What the switchboards have to be told.
    postings: RefCell<BTreeMap<OrganisationId, Posting>>,
    /// Whoever asked waits for the switchboard to be told.
    hurries: Cell<bool>,
}

impl DurableObject for Directory {
    fn new(state: State, env: Env) -> Self {
        Self {
            object: Object::new(state),
            env,
            ready: Cell::new(false),
            postings: RefCell::default(),
            hurries: Cell::new(false),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let path = request.path();
        let text = request.text().await?;
        let response = {
            let _at_work = self.object.at_work();
            self.make_ready()?;
            match path.as_str() {
                "/configuration" => self.configuration(&text, clock::now())?,
                _ => self.people_and_hotlines(&text, clock::now())?,
            }
        };
        if self.hurries.take() {
            self.post_plans().await;
        }
        Ok(response)
    }

    async fn alarm(&self) -> Result<Response> {
        self.object.rang();
        {
            let _at_work = self.object.at_work();
            self.make_ready()?;
        }
        self.post_plans().await;
        Response::empty()
    }

    async fn websocket_message(
        &self,
        _socket: WebSocket,
        _message: WebSocketIncomingMessage,
    ) -> Result<()> {
        Ok(())
    }

    async fn websocket_close(
        &self,
        _socket: WebSocket,
        _code: usize,
        _reason: String,
        _clean: bool,
    ) -> Result<()> {
        Ok(())
    }

    async fn websocket_error(&self, _socket: WebSocket, _error: Error) -> Result<()> {
        Ok(())
    }
}

/// A refusal is an answer; an error is a broken storage.
type Answered = std::result::Result<Answer, RefusalCode>;

impl Directory {
    fn answer(&self, question: Question, now: Timestamp) -> Result<Answered> {
        match question {
            Question::Hotline { hotline } => self.hotline(&hotline),
            Question::Hotlines { organisation } => self.hotlines(&organisation),
            Question::Organisations => self.organisations(),
            Question::People { organisation } => self.people(&organisation),
            Question::SetHours { hotline, hours } => self.set_hours(&hotline, hours, now),
            Question::MakeLink(wish) => self.make_link(wish, now),
            Question::SignIn { link, session } => self.sign_in(&link, &session, now),
            Question::Session { session } => self.session(&session, now),
            Question::SignOut { session } => self.sign_out(&session, now),
        }
    }

    fn people_and_hotlines(&self, text: &str, now: Timestamp) -> Result<Response> {
        let answer = match read::<Question>(text) {
            Ok(question) => self.answer(question, now)?,
            Err(code) => Err(code),
        };
        Response::from_json(&answer.unwrap_or_else(|code| Answer::Refused { code }))
    }

    fn make_ready(&self) -> Result<()> {
        if self.ready.get() {
            return Ok(());
        }
        self.object.migrate(storage::DIRECTORY)?;
        if self.organisation_ids()?.is_empty() {
            self.fill()?;
        }
        self.write_configurations()?;
        self.ready.set(true);
        Ok(())
    }

    fn fill(&self) -> Result<()> {
        let seed = Seed::read(&self.env.var("SEED")?.to_string()).map_err(Error::from)?;
        let mut statements = vec![Statement {
            sql: "INSERT INTO organisations (id, name) VALUES (?, ?)",
            values: vec![
                seed.organisation.as_str().into(),
                seed.configuration.name.as_str().into(),
            ],
        }];
        let first = Kept {
            organisation: seed.organisation,
            revision: 1,
            at_ms: clock::now(),
            by: None,
            configuration: seed.configuration,
        };
        statements.extend(keep(&first, 0)?);
        self.object.transaction(&statements)
    }
}
