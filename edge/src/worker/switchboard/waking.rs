//! What a switchboard remembers: records and names come back when it wakes.

use super::commit::Pending;
use super::outbox::Outbox;
use super::peers::Peers;
use super::promotions::feeds;
use super::running::{Here, Running};
use super::turn::Turn;
use crate::limits::Limits;
use crate::party::Door;
use crate::signalling::Names;
use crate::storage::{self, LineRow, OpeningRow, Statement};
use crate::worker::object::Object;
use crate::worker::{config, log, sockets};
use bellpull_hotline::{Input, Record, Settings, Switchboard, Timestamp};
use bellpull_protocol::{HotlineId, OperatorId, PersonName};
use serde::Deserialize;
use std::collections::BTreeMap;
use worker::Result;

impl Running {
    /// Brings back what is durable. The sockets may have outlived the memory, or be gone with the process.
    pub fn wake(here: Here<'_>) -> Result<Self> {
        let object = here.object;
        object.migrate(storage::SWITCHBOARD)?;
        let contacts = rows(object, "contacts")?;
        let operators = rows(object, "operators")?;
        let contacts = contacts.iter().map(|record| storage::contact(record));
        let operators = operators.iter().map(|record| storage::operator(record));
        let mut records = contacts
            .chain(operators)
            .collect::<std::result::Result<Vec<_>, _>>()?;
        let lines = object.sql().rows::<LineRow>(storage::LINES, &[])?;
        records.extend(lines.into_iter().map(Record::from));
        let openings = object.sql().rows::<OpeningRow>(storage::OPENINGS, &[])?;
        records.extend(openings.into_iter().map(Record::from));
        for flow in object.sql().rows::<RecordRow>(storage::FLOWS, &[])? {
            records.push(storage::flow(&flow.record)?);
        }
        for configured in object.sql().rows::<RecordRow>(storage::CONFIGURED, &[])? {
            records.push(storage::configured(&configured.record)?);
        }

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
            plan: None,
            hours: BTreeMap::new(),
            feeds: feeds(object)?,
            peers,
            limits: Limits::default(),
            pending: Pending::new(config::is_one_by_one(here.env)),
            outbox: Outbox::wake(here)?,
            node_heard: Timestamp::from_millis(0),
        };
        let (sockets, records) = (running.peers.open().to_string(), records_count.to_string());
        log::info(
            "switchboard_woke",
            &[("sockets", &sockets), ("records", &records)],
        );
        // The plan first: nothing may ring but by its rules. Then sound: else what needs none would ring before what
        // came earlier and does. Then the hours, so that nothing that is owed rings because of a sign of life while it
        // is closed.
        let mut inputs = Vec::from_iter(running.recall_plan(object)?);
        if running.peers.media.is_some() {
            inputs.push(Input::MediaStayed);
        }
        inputs.extend(running.recall_hours(object)?);
        inputs.extend(running.signs_of_life(here));
        if running.peers.open() == 0 {
            inputs.push(Input::Woke);
        }
        running.turn(here, Turn::of(inputs))?;
        Ok(running)
    }

    /// Names and hours come with every socket, so that nobody has to ask during a call. Gives back the door as it is
    /// kept with the socket.
    pub(super) fn learn(&mut self, here: Here<'_>, door: Door) -> Result<Door> {
        match &door {
            Door::Visitor {
                hotline,
                hotline_name,
                hours,
                gone: _,
            } => {
                self.learn_hotline(here, hotline, hotline_name)?;
                if let Some(hours) = hours {
                    self.learn_hours(here, hotline, hours)?;
                }
            }
            Door::Desk { operator, name, .. } => self.learn_person(here, operator, name)?,
            Door::Media => {}
        }
        Ok(door.without_hours())
    }

    pub(super) fn learn_hotline(
        &mut self,
        here: Here<'_>,
        hotline: &HotlineId,
        name: &str,
    ) -> Result<()> {
        let old = self.names.hotlines.insert(hotline.clone(), name.to_owned());
        if old.as_deref() == Some(name) {
            return Ok(());
        }
        here.object.transaction(&[Statement {
            sql: "INSERT INTO lines (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            values: vec![hotline.as_str().into(), name.into()],
        }])
    }

    fn learn_person(
        &mut self,
        here: Here<'_>,
        operator: &OperatorId,
        name: &PersonName,
    ) -> Result<()> {
        let old = self.names.operators.insert(operator.clone(), name.clone());
        if old.as_ref() == Some(name) {
            return Ok(());
        }
        here.object.transaction(&[Statement {
            sql: "INSERT OR REPLACE INTO people (id, name) VALUES (?, ?)",
            values: vec![operator.as_str().into(), name.expose().into()],
        }])
    }
}

/// A record, as it was written.
#[derive(Deserialize)]
struct RecordRow {
    record: String,
}

/// The records of a table.
pub fn rows(object: &Object, table: &str) -> Result<Vec<String>> {
    let rows = object
        .sql()
        .rows::<RecordRow>(&format!("SELECT record FROM {table} ORDER BY id"), &[])?;
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
        configuration: None,
    })
}
