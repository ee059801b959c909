//! The promotions of one hotline: its object.
//!
//! Every cause goes as in the switchboard's: the heart decides, one transaction stores, then the answer leaves and the
//! alarm is set. What is live is posted to the switchboard by the alarm alone, so that posts never overtake another.

use super::answers::with_headers;
use super::ask::{self, broken};
use super::object::Object;
use super::{chance, clock, log};
use crate::limits::Limits;
use crate::posting::Posting;
use crate::promotions::{
    self, Asked, FeedPost, Fresh, MAX_PROMOTION_BYTES, MIGRATIONS, Proofs, Question, Refused,
};
use crate::reading::read_within;
use crate::refusing::status;
use crate::storage::{Statement, journal_line};
use bellpull_hotline::Timestamp;
use bellpull_hotline::promotions::{EntryId, Promotions as Heart, Record, Seed, Settings};
use bellpull_protocol::{HotlineId, OrganisationId, RefusalCode};
use serde::Deserialize;
use std::cell::RefCell;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

#[durable_object]
pub struct Promotions {
    object: Object,
    env: Env,
    running: RefCell<Option<Running>>,
}

impl DurableObject for Promotions {
    fn new(state: State, env: Env) -> Self {
        Self {
            object: Object::new(state),
            env,
            running: RefCell::new(None),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.path().as_str() {
            "/" => {
                let text = request.text().await?;
                let answer = match read_within::<Asked>(2 * MAX_PROMOTION_BYTES, &text) {
                    Ok(asked) => self.run(|running, here| running.asked(here, asked))?,
                    Err(code) => Err(code.into()),
                };
                match answer {
                    Ok(json) => Response::ok(json),
                    Err(refused) => {
                        let response = Response::from_json(&refused.body())?;
                        Ok(response.with_status(status(refused.code)))
                    }
                }
            }
            "/journal" => self.journal(&request),
            _ => Response::error("", 404),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        self.object.rang();
        let Some((post, home, news)) = self.run(Running::alarm)? else {
            return Response::empty();
        };
        match self.deliver(&home, &post).await {
            Ok(()) => self.run(|running, here| running.acknowledged(here, news))?,
            Err(_) => log::warn("feed_not_posted", &[("hotline_id", home.hotline.as_str())]),
        }
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

impl Promotions {
    /// One piece of work, never across an `await`.
    fn run<T>(&self, work: impl FnOnce(&mut Running, Here<'_>) -> Result<T>) -> Result<T> {
        let _at_work = self.object.at_work();
        let here = Here {
            object: &self.object,
            now: clock::now(),
        };
        let mut running = self.running.borrow_mut();
        let done = match running.as_mut() {
            Some(running) => work(running, here),
            None => Running::wake(here).and_then(|woken| work(running.insert(woken), here)),
        };
        done.map_err(|error| {
            let told = log::harmless(&error);
            self.object.abort(&told);
            Error::from(told)
        })
    }

    async fn deliver(&self, home: &Home, post: &FeedPost) -> std::result::Result<(), RefusalCode> {
        let switchboard = ask::switchboard(&self.env, &home.organisation)?;
        let response = ask::post(&switchboard, "/promotions", post).await?;
        match response.status_code() {
            200..300 => Ok(()),
            status => Err(broken(Error::from(format!(
                "the switchboard said {status}"
            )))),
        }
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
        let lines = self.run(|_, here| {
            let query = "SELECT seq, fact FROM journal WHERE seq > ? ORDER BY seq LIMIT 10000";
            let rows = here.object.sql().rows::<Row>(query, &[after.into()])?;
            let lines = rows.iter().map(|row| journal_line(row.seq, &row.fact));
            Ok(lines.collect::<String>())
        })?;
        with_headers(
            Response::ok(lines)?,
            &[("content-type", "application/x-ndjson".to_owned())],
        )
    }
}

/// Where and when something is handled.
#[derive(Clone, Copy)]
struct Here<'a> {
    object: &'a Object,
    now: Timestamp,
}

/// Whose promotions these are; an object learns it from the first question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Home {
    hotline: HotlineId,
    organisation: OrganisationId,
}

/// The promotions in memory.
struct Running {
    heart: Heart,
    proofs: Proofs,
    home: Option<Home>,
    posting: Posting,
    limits: Limits,
}

impl Running {
    fn wake(here: Here<'_>) -> Result<Self> {
        let object = here.object;
        object.migrate(MIGRATIONS)?;
        let mut records = Vec::new();
        records.extend(restored(object, "promotions", promotions::promotion)?);
        records.extend(restored(object, "draws", promotions::draw)?);
        records.extend(restored(object, "entries", promotions::entry)?);
        let home = object
            .sql()
            .row::<Home>("SELECT hotline, organisation FROM home", &[])?;
        log::info(
            "promotions_woke",
            &[("records", &records.len().to_string())],
        );
        Ok(Self {
            heart: Heart::restore(Settings::default(), records),
            proofs: Proofs::default(),
            home,
            posting: Posting::woken(here.now),
            limits: Limits::default(),
        })
    }

    fn asked(
        &mut self,
        here: Here<'_>,
        asked: Asked,
    ) -> Result<std::result::Result<String, Refused>> {
        let Asked {
            hotline,
            organisation,
            question,
        } = asked;
        if let Question::Enter { visitor, .. } = &question
            && !self.limits.admit_entry(here.now, &hotline, visitor)
        {
            return Ok(Err(RefusalCode::TooMany.into()));
        }
        let mut statements = self.settle_at(Home {
            hotline,
            organisation,
        });
        let hearts = (&mut self.heart, &mut self.proofs);
        let outcome = promotions::ask(hearts, here.now, question, fresh()?)?;
        statements.extend(outcome.statements);
        self.store(here, &statements, outcome.is_news)?;
        Ok(outcome.answer)
    }

    /// What to post now, if anything: the feed, where to, and the number of its news.
    fn alarm(&mut self, here: Here<'_>) -> Result<Option<(FeedPost, Home, u64)>> {
        let (statements, is_news) = promotions::turn(&mut self.heart, here.now)?;
        if is_news {
            self.posting.news(here.now);
        }
        let news = self.posting.begin(here.now);
        self.store(here, &statements, false)?;
        let (Some(news), Some(home)) = (news, self.home.clone()) else {
            return Ok(None);
        };
        let post = FeedPost::of(home.hotline.clone(), &self.heart);
        Ok(Some((post, home, news)))
    }

    fn acknowledged(&mut self, here: Here<'_>, news: u64) -> Result<()> {
        self.posting.acknowledged(news);
        self.store(here, &[], false)
    }

    fn store(&mut self, here: Here<'_>, statements: &[Statement], is_news: bool) -> Result<()> {
        if is_news {
            self.posting.news(here.now);
        }
        here.object.transaction(statements)?;
        let heart = self.heart.poll_timeout().map(|(at, _)| at);
        here.object
            .arm(heart.into_iter().chain(self.posting.deadline()).min())
    }

    fn settle_at(&mut self, home: Home) -> Vec<Statement> {
        if self.home.as_ref() == Some(&home) {
            return Vec::new();
        }
        let settled = Statement {
            sql: "INSERT OR REPLACE INTO home (id, hotline, organisation) VALUES (1, ?, ?)",
            values: vec![
                home.hotline.as_str().into(),
                home.organisation.as_str().into(),
            ],
        };
        self.home = Some(home);
        vec![settled]
    }
}

/// Chance for a question, whether it needs any or not.
fn fresh() -> Result<Fresh> {
    let none = |_| Error::from("there is no chance to make an id of");
    let entry = chance::id().map_err(none)?;
    Ok(Fresh {
        entry: EntryId::new(entry).map_err(|error| Error::from(error.to_string()))?,
        seed: Seed::from_bytes(chance::bytes().map_err(none)?),
    })
}

fn restored(
    object: &Object,
    table: &str,
    read: fn(&str) -> serde_json::Result<Record>,
) -> Result<Vec<Record>> {
    #[derive(Deserialize)]
    struct Row {
        record: String,
    }
    let query = format!("SELECT record FROM {table}");
    let rows = object.sql().rows::<Row>(&query, &[])?;
    let records = rows.iter().map(|row| read(&row.record));
    Ok(records.collect::<serde_json::Result<_>>()?)
}
