//! People, their links and their sessions.

use super::{Answered, Directory};
use crate::directory::{
    Answer, Link, LinkWish, Role, Roles, SESSION_LASTS, SignedIn, default_roles,
};
use crate::storage::{Statement, Value};
use crate::tokens::SecretHash;
use crate::worker::log;
use bellpull_hotline::Timestamp;
use bellpull_protocol::{HotlineId, OperatorId, OrganisationId, PersonName, RefusalCode};
use serde::Deserialize;
use std::collections::BTreeSet;
use worker::Result;

/// What is known of somebody.
struct Person {
    operator: OperatorId,
    roles: Roles,
    hotlines: BTreeSet<HotlineId>,
}

impl Person {
    fn new(operator: OperatorId) -> Self {
        Self {
            operator,
            roles: default_roles(),
            hotlines: BTreeSet::new(),
        }
    }
}

impl Directory {
    pub(super) fn make_link(&self, wish: LinkWish, now: Timestamp) -> Result<Answered> {
        let Some(organisation) = self.organisation(wish.organisation.clone())? else {
            return Ok(Err(RefusalCode::Malformed));
        };
        let known = self.operator_called(&organisation, &wish.name)?;
        let created = known.is_none();
        let person = known.unwrap_or_else(|| Person::new(wish.fresh));
        let operator = person.operator;
        let roles = wish.roles.unwrap_or(person.roles);
        let hotlines = wish.hotlines.unwrap_or(person.hotlines);
        if let Err(code) = self.check_hotlines(&organisation, &roles, &hotlines)? {
            return Ok(Err(code));
        }
        let mut statements = Vec::new();
        if created {
            statements.push(Statement {
                sql: "INSERT INTO operators (id, organisation, name) VALUES (?, ?, ?)",
                values: vec![
                    operator.as_str().into(),
                    organisation.as_str().into(),
                    wish.name.expose().into(),
                ],
            });
        }
        statements.push(Statement {
            sql: "UPDATE operators SET roles = ?, hotlines = ? WHERE id = ?",
            values: vec![
                Value::Text(serde_json::to_string(&roles)?),
                Value::Text(serde_json::to_string(&hotlines)?),
                operator.as_str().into(),
            ],
        });
        statements.push(Statement {
            sql: "INSERT INTO links (hash, operator, made_ms) VALUES (?, ?, ?)",
            values: vec![
                wish.link.as_str().into(),
                operator.as_str().into(),
                now.as_millis().into(),
            ],
        });
        self.object.transaction(&statements)?;
        if created {
            self.plan_changed(&organisation, now)?;
        }
        log::info("sign_in_link_made", &[("operator_id", operator.as_str())]);
        Ok(Ok(Answer::Link {
            operator,
            roles,
            hotlines,
            created,
        }))
    }

    /// A client sees hotlines of its organisation, at least one.
    fn check_hotlines(
        &self,
        organisation: &OrganisationId,
        roles: &Roles,
        hotlines: &BTreeSet<HotlineId>,
    ) -> Result<std::result::Result<(), RefusalCode>> {
        if roles.contains(&Role::Client) && hotlines.is_empty() {
            return Ok(Err(RefusalCode::Malformed));
        }
        for id in hotlines {
            match self.hotline(id)? {
                Ok(Answer::Hotline(entry)) if entry.organisation == *organisation => {}
                Ok(_) | Err(_) => return Ok(Err(RefusalCode::UnknownHotline)),
            }
        }
        Ok(Ok(()))
    }

    fn operator_called(
        &self,
        organisation: &OrganisationId,
        name: &PersonName,
    ) -> Result<Option<Person>> {
        #[derive(Deserialize)]
        struct Row {
            id: OperatorId,
            name: PersonName,
            roles: String,
            hotlines: String,
        }
        let query = "SELECT id, name, roles, hotlines FROM operators WHERE organisation = ?";
        let rows = self
            .object
            .sql()
            .rows::<Row>(query, &[organisation.as_str().into()])?;
        // SQLite ignores case in English letters only.
        let wanted = name.expose().to_lowercase();
        let same = rows
            .into_iter()
            .find(|row| row.name.expose().to_lowercase() == wanted);
        let read = |row: Row| {
            Ok(Person {
                operator: row.id,
                roles: serde_json::from_str(&row.roles)?,
                hotlines: serde_json::from_str(&row.hotlines)?,
            })
        };
        same.map(read).transpose()
    }

    pub(super) fn sign_in(
        &self,
        link: &SecretHash,
        session: &SecretHash,
        now: Timestamp,
    ) -> Result<Answered> {
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

    pub(super) fn session(&self, session: &SecretHash, now: Timestamp) -> Result<Answered> {
        #[derive(Deserialize)]
        struct Row {
            operator: OperatorId,
            name: PersonName,
            roles: String,
            hotlines: String,
            organisation: OrganisationId,
            organisation_name: String,
            until: Timestamp,
        }
        let query = "SELECT operators.id AS operator, operators.name AS name, roles, hotlines, \
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
            hotlines: serde_json::from_str(&row.hotlines)?,
            organisation: row.organisation,
            organisation_name: row.organisation_name,
            until: row.until,
        })))
    }

    /// Answers whose session it was.
    pub(super) fn sign_out(&self, session: &SecretHash, now: Timestamp) -> Result<Answered> {
        let whose = self.session(session, now)?;
        self.object.transaction(&[Statement {
            sql: "DELETE FROM sessions WHERE hash = ?",
            values: vec![session.as_str().into()],
        }])?;
        Ok(whose)
    }
}
