//! The directory's object: rows in, rows out; what may be done with them is in `crate::directory`.

use super::object::Object;
use super::{clock, log};
use crate::directory::{
    Answer, HotlineEntry, Link, Question, Roles, SESSION_LASTS, Seed, SignedIn, default_roles,
};
use crate::hours::HotlineHours;
use crate::reading::read;
use crate::register::rows::People;
use crate::storage::{self, Statement, Value};
use crate::tokens::SecretHash;
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::OpeningHours;
use bellpull_protocol::{HotlineId, OperatorId, OrganisationId, PersonName, RefusalCode};
use serde::Deserialize;
use std::cell::Cell;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

#[durable_object]
pub struct Directory {
    object: Object,
    env: Env,
    ready: Cell<bool>,
}

impl DurableObject for Directory {
    fn new(state: State, env: Env) -> Self {
        Self {
            object: Object::new(state),
            env,
            ready: Cell::new(false),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let text = request.text().await?;
        let _at_work = self.object.at_work();
        self.make_ready()?;
        let answer = match read::<Question>(&text) {
            Ok(question) => self.answer(question, clock::now())?,
            Err(code) => Err(code),
        };
        Response::from_json(&answer.unwrap_or_else(|code| Answer::Refused { code }))
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

#[derive(Deserialize)]
struct HotlineRow {
    id: HotlineId,
    name: String,
    organisation: OrganisationId,
    sites: String,
    hours: String,
    hours_version: u64,
}

impl HotlineRow {
    fn read(self) -> Result<HotlineEntry> {
        Ok(HotlineEntry {
            hotline: self.id,
            name: self.name,
            organisation: self.organisation,
            sites: serde_json::from_str(&self.sites)?,
            hours: HotlineHours {
                version: self.hours_version,
                hours: serde_json::from_str(&self.hours)?,
            },
        })
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
            Question::SetHours { hotline, hours } => self.set_hours(&hotline, hours.as_ref()),
            Question::MakeLink {
                name,
                roles,
                organisation,
                fresh,
                link,
            } => {
                let person = (&name, roles);
                self.make_link(person, organisation, fresh, &link, now)
            }
            Question::SignIn { link, session } => self.sign_in(&link, &session, now),
            Question::Session { session } => self.session(&session, now),
            Question::SignOut { session } => self.sign_out(&session, now),
        }
    }

    fn hotline(&self, id: &HotlineId) -> Result<Answered> {
        let query = "SELECT id, name, organisation, sites, hours, hours_version \
             FROM hotlines WHERE id = ?";
        let values = [id.as_str().into()];
        let Some(row) = self.object.sql().row::<HotlineRow>(query, &values)? else {
            return Ok(Err(RefusalCode::UnknownHotline));
        };
        Ok(Ok(Answer::Hotline(row.read()?)))
    }

    fn hotlines(&self, organisation: &OrganisationId) -> Result<Answered> {
        let query = "SELECT id, name, organisation, sites, hours, hours_version \
             FROM hotlines WHERE organisation = ? ORDER BY name, id";
        let values = [organisation.as_str().into()];
        let rows = self.object.sql().rows::<HotlineRow>(query, &values)?;
        let hotlines = rows.into_iter().map(HotlineRow::read);
        let hotlines = hotlines.collect::<Result<_>>()?;
        Ok(Ok(Answer::Hotlines { hotlines }))
    }

    fn set_hours(&self, id: &HotlineId, hours: Option<&OpeningHours>) -> Result<Answered> {
        self.object.transaction(&[Statement {
            sql: "UPDATE hotlines SET hours = ?, hours_version = hours_version + 1 WHERE id = ?",
            values: vec![
                Value::Text(serde_json::to_string(&hours)?),
                id.as_str().into(),
            ],
        }])?;
        self.hotline(id)
    }

    fn people(&self, organisation: &OrganisationId) -> Result<Answered> {
        #[derive(Deserialize)]
        struct Row<I, N> {
            id: I,
            name: N,
        }
        let values = [organisation.as_str().into()];
        let sql = self.object.sql();
        let operators = sql.rows::<Row<OperatorId, PersonName>>(
            "SELECT id, name FROM operators WHERE organisation = ?",
            &values,
        )?;
        let hotlines = sql.rows::<Row<HotlineId, String>>(
            "SELECT id, name FROM hotlines WHERE organisation = ?",
            &values,
        )?;
        Ok(Ok(Answer::People(People {
            operators: operators
                .into_iter()
                .map(|row| (row.id, row.name))
                .collect(),
            hotlines: hotlines.into_iter().map(|row| (row.id, row.name)).collect(),
        })))
    }

    fn organisations(&self) -> Result<Answered> {
        #[derive(Deserialize)]
        struct Row {
            id: OrganisationId,
        }
        let rows = self
            .object
            .sql()
            .rows::<Row>("SELECT id FROM organisations ORDER BY id", &[])?;
        let organisations = rows.into_iter().map(|row| row.id).collect();
        Ok(Ok(Answer::Organisations { organisations }))
    }

    fn make_link(
        &self,
        (name, roles): (&PersonName, Option<Roles>),
        organisation: Option<OrganisationId>,
        fresh: OperatorId,
        link: &SecretHash,
        now: Timestamp,
    ) -> Result<Answered> {
        let Ok(Answer::Organisations { organisations }) = self.organisations()? else {
            return Ok(Err(RefusalCode::Internal));
        };
        let organisation = match organisation {
            Some(organisation) => organisations
                .into_iter()
                .find(|known| *known == organisation),
            // Most installations have one.
            None => organisations.into_iter().next(),
        };
        let Some(organisation) = organisation else {
            return Ok(Err(RefusalCode::Malformed));
        };
        let known = self.operator_called(&organisation, name)?;
        let created = known.is_none();
        let (operator, had) = known.unwrap_or_else(|| (fresh, default_roles()));
        let roles = roles.unwrap_or(had);
        let mut statements = Vec::new();
        if created {
            statements.push(Statement {
                sql: "INSERT INTO operators (id, organisation, name) VALUES (?, ?, ?)",
                values: vec![
                    operator.as_str().into(),
                    organisation.as_str().into(),
                    name.expose().into(),
                ],
            });
        }
        statements.push(Statement {
            sql: "UPDATE operators SET roles = ? WHERE id = ?",
            values: vec![
                Value::Text(serde_json::to_string(&roles)?),
                operator.as_str().into(),
            ],
        });
        statements.push(Statement {
            sql: "INSERT INTO links (hash, operator, made_ms) VALUES (?, ?, ?)",
            values: vec![
                link.as_str().into(),
                operator.as_str().into(),
                now.as_millis().into(),
            ],
        });
        self.object.transaction(&statements)?;
        log::info("sign_in_link_made", &[("operator_id", operator.as_str())]);
        Ok(Ok(Answer::Link {
            operator,
            roles,
            created,
        }))
    }

    fn operator_called(
        &self,
        organisation: &OrganisationId,
        name: &PersonName,
    ) -> Result<Option<(OperatorId, Roles)>> {
        #[derive(Deserialize)]
        struct Row {
            id: OperatorId,
            name: PersonName,
            roles: String,
        }
        let query = "SELECT id, name, roles FROM operators WHERE organisation = ?";
        let rows = self
            .object
            .sql()
            .rows::<Row>(query, &[organisation.as_str().into()])?;
        // SQLite ignores case in English letters only.
        let wanted = name.expose().to_lowercase();
        let same = rows
            .into_iter()
            .find(|row| row.name.expose().to_lowercase() == wanted);
        same.map(|row| Ok((row.id, serde_json::from_str(&row.roles)?)))
            .transpose()
    }

    fn sign_in(&self, link: &SecretHash, session: &SecretHash, now: Timestamp) -> Result<Answered> {
        let query = "SELECT operator, made_ms, used_ms FROM links WHERE hash = ?";
        let Some(row) = self
            .object
            .sql()
            .row::<Link>(query, &[link.as_str().into()])?
        else {
            return Ok(Err(RefusalCode::LinkUnknown));
        };
        if let Err(code) = row.check(now) {
            log::info("sign_in_refused", &[("operator_id", row.operator.as_str())]);
            return Ok(Err(code));
        }
        let until = now.after(SESSION_LASTS);
        self.object.transaction(&[
            Statement {
                sql: "UPDATE links SET used_ms = ? WHERE hash = ?",
                values: vec![now.as_millis().into(), link.as_str().into()],
            },
            Statement {
                sql: "DELETE FROM sessions WHERE until_ms <= ?",
                values: vec![now.as_millis().into()],
            },
            Statement {
                sql: "INSERT INTO sessions (hash, operator, until_ms) VALUES (?, ?, ?)",
                values: vec![
                    session.as_str().into(),
                    row.operator.as_str().into(),
                    until.as_millis().into(),
                ],
            },
        ])?;
        log::info("signed_in", &[("operator_id", row.operator.as_str())]);
        self.session(session, now)
    }

    fn session(&self, session: &SecretHash, now: Timestamp) -> Result<Answered> {
        #[derive(Deserialize)]
        struct Row {
            operator: OperatorId,
            name: PersonName,
            roles: String,
            organisation: OrganisationId,
            organisation_name: String,
            until: Timestamp,
        }
        let query = "SELECT operators.id AS operator, operators.name AS name, roles, \
             organisations.id AS organisation, organisations.name AS organisation_name, until_ms AS until \
             FROM sessions JOIN operators ON operators.id = sessions.operator \
             JOIN organisations ON organisations.id = operators.organisation \
             WHERE sessions.hash = ? AND until_ms > ?";
        let values: [Value; 2] = [session.as_str().into(), now.as_millis().into()];
        let Some(row) = self.object.sql().row::<Row>(query, &values)? else {
            return Ok(Err(RefusalCode::SignedOut));
        };
        Ok(Ok(Answer::SignedIn(SignedIn {
            operator: row.operator,
            name: row.name,
            roles: serde_json::from_str(&row.roles)?,
            organisation: row.organisation,
            organisation_name: row.organisation_name,
            until: row.until,
        })))
    }

    /// Answers whose session it was.
    fn sign_out(&self, session: &SecretHash, now: Timestamp) -> Result<Answered> {
        let whose = self.session(session, now)?;
        self.object.transaction(&[Statement {
            sql: "DELETE FROM sessions WHERE hash = ?",
            values: vec![session.as_str().into()],
        }])?;
        Ok(whose)
    }

    fn make_ready(&self) -> Result<()> {
        if self.ready.get() {
            return Ok(());
        }
        self.object.migrate(storage::DIRECTORY)?;
        let Ok(Answer::Organisations { organisations }) = self.organisations()? else {
            return Err(Error::from("the directory cannot list its organisations"));
        };
        if organisations.is_empty() {
            self.fill()?;
        }
        self.ready.set(true);
        Ok(())
    }

    fn fill(&self) -> Result<()> {
        let seed = Seed::read(&self.env.var("SEED")?.to_string()).map_err(Error::from)?;
        let organisation = &seed.organisation;
        let mut statements = vec![Statement {
            sql: "INSERT INTO organisations (id, name) VALUES (?, ?)",
            values: vec![
                organisation.id.as_str().into(),
                organisation.name.as_str().into(),
            ],
        }];
        for hotline in &seed.hotlines {
            statements.push(Statement {
                sql: "INSERT INTO hotlines (id, organisation, name, sites, hours) VALUES (?, ?, ?, ?, ?)",
                values: vec![
                    hotline.id.as_str().into(),
                    organisation.id.as_str().into(),
                    hotline.name.as_str().into(),
                    Value::Text(serde_json::to_string(&hotline.sites)?),
                    Value::Text(hotline.hours.to_string()),
                ],
            });
        }
        self.object.transaction(&statements)
    }
}
