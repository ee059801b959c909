//! Delivers the outbox to the register. When, and what a batch is, is decided in `crate::register`.

use super::Core;
use super::running::{Here, Running};
use crate::register::batch::{Expected, written};
use crate::register::delivery::{BATCH, Delivery};
use crate::register::outbox;
use crate::worker::object::Object;
use crate::worker::{ask, log};
use bellpull_protocol::{OrganisationId, RefusalCode};
use serde::Deserialize;
use std::rc::Rc;
use worker::{Env, Result};

/// The outbox of a switchboard in memory.
pub struct Outbox {
    pub delivery: Delivery,
    /// The name under which the register knows it.
    source: String,
    /// Whose register it is; unknown until the first socket.
    organisation: Option<OrganisationId>,
}

/// One batch on its way.
pub struct Parcel {
    organisation: OrganisationId,
    /// The number of its first item.
    first: u64,
    body: String,
}

#[derive(Deserialize)]
struct Row {
    seq: u64,
    item: String,
}

impl Outbox {
    pub fn wake(here: Here<'_>) -> Result<Self> {
        #[derive(Deserialize)]
        struct Home {
            source: String,
            organisation: String,
        }
        let query = "SELECT source, organisation FROM home";
        let home = here.object.sql().row::<Home>(query, &[])?;
        let (source, organisation) =
            home.map_or_else(Default::default, |home| (home.source, home.organisation));
        let mut delivery = Delivery::default();
        if !next_rows(here.object, 1)?.is_empty() {
            delivery.filled(here.now);
        }
        Ok(Self {
            delivery,
            source,
            organisation: OrganisationId::new(organisation).ok(),
        })
    }
}

impl Running {
    /// Every socket comes with the organisation that the object belongs to; the first one is written down.
    pub fn learn_organisation(&mut self, here: Here<'_>, organisation: &str) -> Result<()> {
        if self.outbox.organisation.is_some() {
            return Ok(());
        }
        let Ok(organisation) = OrganisationId::new(organisation) else {
            return Ok(());
        };
        here.object.transaction(&[crate::storage::Statement {
            sql: "UPDATE home SET organisation = ?",
            values: vec![organisation.as_str().into()],
        }])?;
        self.outbox.organisation = Some(organisation);
        Ok(())
    }

    /// The next batch, if a delivery is due; it is under way then.
    pub fn next_parcel(&mut self, here: Here<'_>) -> Result<Option<Parcel>> {
        if !self.outbox.delivery.begin(here.now) {
            return Ok(None);
        }
        let rows = next_rows(here.object, BATCH)?;
        let Some(first) = rows.first().map(|row| row.seq) else {
            self.outbox.delivery.took(here.now, false);
            return Ok(None);
        };
        let Some(organisation) = self.outbox.organisation.clone() else {
            self.outbox.delivery.failed(here.now);
            return Ok(None);
        };
        let items = rows.iter().map(|row| (row.seq, row.item.as_str()));
        let body = written(&self.outbox.source, items);
        Ok(Some(Parcel {
            organisation,
            first,
            body,
        }))
    }

    /// Forgets what the register has, and sees to the rest.
    fn delivered(
        &mut self,
        here: Here<'_>,
        first: u64,
        answer: std::result::Result<Expected, RefusalCode>,
    ) -> Result<()> {
        match answer {
            Ok(Expected { next }) if next > first => {
                here.object.transaction(&[outbox::acknowledged(next)])?;
                let left = !next_rows(here.object, 1)?.is_empty();
                self.outbox.delivery.took(here.now, left);
            }
            Ok(Expected { next }) => {
                // The register misses items that it had acknowledged: its storage was lost or is an older one.
                let (first, next) = (first.to_string(), next.to_string());
                log::error("register_gap", &[("first", &first), ("expected", &next)]);
                self.outbox.delivery.failed(here.now);
            }
            Err(_) => {
                log::warn("register_unreachable", &[]);
                self.outbox.delivery.failed(here.now);
            }
        }
        Ok(())
    }
}

/// Sends a parcel on its way. It is not waited for: alarms of the heart come in time however slow the register is.
pub fn send(core: &Rc<Core>, parcel: Parcel) {
    let sender = Rc::clone(core);
    core.object.later(async move {
        let answer = post(&sender.env, &parcel).await;
        // What fails here has aborted the object; the outbox is still full when it wakes.
        let _ = sender.run(|running, here| running.delivered(here, parcel.first, answer));
    });
}

async fn post(env: &Env, parcel: &Parcel) -> std::result::Result<Expected, RefusalCode> {
    let register = ask::register(env, &parcel.organisation)?;
    let mut response = ask::post_text(&register, "/items", &parcel.body).await?;
    response.json().await.map_err(ask::broken)
}

fn next_rows(object: &Object, most: u64) -> Result<Vec<Row>> {
    object.sql().rows(outbox::NEXT, &[most.into()])
}
