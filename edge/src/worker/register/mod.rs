//! The register's object: one for each organisation. It takes batches in and answers what fits a filter.

mod figures;

use super::log;
use super::object::Object;
use crate::register::batch::{Batch, Expected};
use crate::register::filter::Conditions;
use crate::register::rows::{Found, Listed, listed};
use crate::register::storage::{self, LineRow, StoredRow};
use crate::register::taking::take;
use crate::storage::Value;
use bellpull_hotline::register::Summary;
use bellpull_protocol::{ContactId, HotlineId, OperatorId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

/// What supervisors ask for: a page of what fits the filter, at most `most` contacts.
#[derive(Serialize, Deserialize)]
pub struct ListQuestion {
    pub filter: bellpull_protocol::register::Filter,
    /// What whoever asks may see; `None` is all.
    pub hotlines: Option<BTreeSet<HotlineId>>,
    pub most: u64,
    /// Whether to count all that fit.
    pub count: bool,
}

#[derive(Serialize, Deserialize)]
pub struct FindQuestion {
    pub contact: ContactId,
    pub hotlines: Option<BTreeSet<HotlineId>>,
}

#[durable_object]
pub struct Register {
    object: Object,
    ready: Cell<bool>,
}

impl DurableObject for Register {
    fn new(state: State, _env: Env) -> Self {
        Self {
            object: Object::new(state),
            ready: Cell::new(false),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let path = request.path();
        let text = request.text().await?;
        let _at_work = self.object.at_work();
        let answered = self.answer(&path, &text);
        answered.map_err(|error| {
            let told = log::harmless(&error);
            log::error("register_failed", &[("error", &told)]);
            Error::from(told)
        })
    }

    async fn alarm(&self) -> Result<Response> {
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

impl Register {
    fn answer(&self, path: &str, text: &str) -> Result<Response> {
        if !self.ready.get() {
            self.object.migrate(storage::MIGRATIONS)?;
            self.ready.set(true);
        }
        match path {
            "/items" => self.take_in(&serde_json::from_str(text)?),
            "/list" => self.list(&serde_json::from_str(text)?),
            "/find" => self.find(&serde_json::from_str(text)?),
            "/statistics" => self.statistics(&serde_json::from_str(text)?),
            "/queue_log" => self.queue_log(&serde_json::from_str(text)?),
            "/plan" => self.planned(serde_json::from_str(text)?),
            "/what-if" => self.what_if(&serde_json::from_str(text)?),
            _ => Response::error("", 404),
        }
    }

    /// All that is new, in one transaction with the number that is expected next.
    fn take_in(&self, batch: &Batch) -> Result<Response> {
        let next = self.expected(&batch.source)?;
        let Ok(news) = batch.news(next) else {
            return Ok(Response::from_json(&Expected { next })?.with_status(409));
        };
        let mut known = BTreeMap::new();
        for contact in news.iter().filter_map(|item| item.item.contact()) {
            if !known.contains_key(contact) {
                known.insert(contact.clone(), self.summary(contact)?);
            }
        }
        let next = news.last().map_or(next, |last| last.seq + 1);
        self.object
            .transaction(&take(&batch.source, news, known)?)?;
        log::info("register_took", &[("items", &news.len().to_string())]);
        Response::from_json(&Expected { next })
    }

    fn list(&self, question: &ListQuestion) -> Result<Response> {
        let Ok(mut conditions) = Conditions::of(&question.filter) else {
            return Response::error("", 400);
        };
        conditions.and_hotlines(question.hotlines.as_ref());
        let total = if question.count {
            self.count(&conditions)?
        } else {
            0
        };
        if let Some(before) = question.filter.before {
            conditions.and("row < ?", [before.into()]);
        }
        let query = storage::page(&conditions);
        // One more than asked for tells whether there is another page.
        conditions.values.push((question.most + 1).into());
        let rows = self.rows::<StoredRow>(&query, &conditions.values)?;
        let contacts = rows.into_iter().map(StoredRow::read);
        let contacts = contacts.collect::<std::result::Result<Vec<_>, _>>()?;
        let mut listed: Listed = listed(contacts, question.most, total);
        if let Some(hotlines) = &question.hotlines {
            listed.operators = Some(self.operators_of(hotlines)?);
        }
        Response::from_json(&listed)
    }

    fn find(&self, question: &FindQuestion) -> Result<Response> {
        let contact = question.contact.as_str();
        let row = self
            .rows::<StoredRow>(storage::ONE, &[contact.into()])?
            .into_iter()
            .next();
        let contact_found = row.map(StoredRow::read).transpose()?;
        let hotlines = question.hotlines.as_ref();
        let found = match contact_found.filter(|found| found.is_of(hotlines)) {
            Some(found) => Some(Found {
                contact: found,
                lines: self
                    .rows::<LineRow>(storage::LINES, &[contact.into()])?
                    .into_iter()
                    .map(LineRow::read)
                    .collect(),
            }),
            None => None,
        };
        Response::from_json(&found)
    }

    fn operators_of(&self, hotlines: &BTreeSet<HotlineId>) -> Result<BTreeSet<OperatorId>> {
        #[derive(Deserialize)]
        struct Row {
            operator: OperatorId,
        }
        let hotlines = Value::Text(serde_json::to_string(hotlines)?);
        let rows = self.rows::<Row>(storage::OPERATORS_OF, &[hotlines])?;
        Ok(rows.into_iter().map(|row| row.operator).collect())
    }

    fn expected(&self, source: &str) -> Result<u64> {
        #[derive(Deserialize)]
        struct Row {
            next: u64,
        }
        let query = "SELECT next FROM sources WHERE source = ?";
        let row = self.rows::<Row>(query, &[source.into()])?;
        Ok(row.first().map_or(1, |row| row.next))
    }

    fn summary(&self, contact: &ContactId) -> Result<Summary> {
        let rows = self.rows::<StoredRow>(storage::ONE, &[contact.as_str().into()])?;
        match rows.into_iter().next() {
            Some(row) => Ok(StoredRow::read(row)?.summary),
            None => Ok(Summary::default()),
        }
    }

    fn count(&self, conditions: &Conditions) -> Result<u32> {
        #[derive(Deserialize)]
        struct Row {
            total: u32,
        }
        let rows = self.rows::<Row>(&storage::count(conditions), &conditions.values)?;
        Ok(rows.first().map_or(0, |row| row.total))
    }

    fn rows<T: DeserializeOwned>(&self, query: &str, values: &[Value]) -> Result<Vec<T>> {
        self.object.sql().rows(query, values)
    }
}
