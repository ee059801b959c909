//! Revisions of the configuration: kept, listed, gone back to.

use super::{Answered, Directory};
use crate::configuration::{
    Asked, Changed, HISTORY, HistoryRow, Kept, KeptRow, LIVE, MAX_DOCUMENT_BYTES, Mistaken, ONE,
    Question, Refused, Revision, Stale, change, differences, keep, undo, with_hours,
    written_before,
};
use crate::directory::{Answer, SeedHotline};
use crate::reading::read_within;
use crate::refusing::{RefusalBody, status};
use crate::storage::Value;
use crate::worker::{clock, log};
use bellpull_hotline::Timestamp;
use bellpull_hotline::hours::OpeningHours;
use bellpull_protocol::{HotlineId, OrganisationId, RefusalCode};
use serde::{Deserialize, Serialize};
use worker::{Error, Response, Result};

/// Who is said to have changed opening hours alone.
const HOURS: &str = "hours";

impl Directory {
    /// What the answer says is what goes to the administrator, with its status.
    pub(super) fn configuration(&self, text: &str, now: Timestamp) -> Result<Response> {
        let asked = match read_within::<Asked>(2 * MAX_DOCUMENT_BYTES, text) {
            Ok(asked) => asked,
            Err(code) => return refused(code),
        };
        let Some(organisation) = self.organisation(asked.organisation)? else {
            return refused(RefusalCode::UnknownHotline);
        };
        let live = self.live(&organisation)?;
        let (decided, dry_run) = match asked.question {
            Question::Live => return Response::from_json(&live),
            Question::History => return self.history(&organisation),
            Question::Change {
                base,
                by,
                dry_run,
                document,
            } => {
                let foreign = self.foreign_hotlines(&organisation)?;
                let decided = change(&live, base, (now, &by), &document, &foreign);
                (decided, dry_run)
            }
            Question::Undo {
                to,
                base,
                by,
                dry_run,
            } => {
                let Some(older) = self.revision(&organisation, to)? else {
                    return refused(RefusalCode::Malformed);
                };
                let foreign = self.foreign_hotlines(&organisation)?;
                let decided = undo(&live, base, (now, &by), &older, &foreign);
                (decided, dry_run)
            }
        };
        match decided {
            Ok(next) => self.changed(&live, next, dry_run),
            Err(Refused::Stale { revision }) => {
                let body = Stale::at(revision);
                Ok(Response::from_json(&body)?.with_status(status(RefusalCode::Stale)))
            }
            Err(Refused::Mistaken(mistakes)) => {
                let body = Mistaken::from(mistakes);
                Ok(Response::from_json(&body)?.with_status(status(RefusalCode::Mistaken)))
            }
        }
    }

    fn changed(&self, live: &Kept, next: Option<Kept>, dry_run: bool) -> Result<Response> {
        let changes = next.as_ref().map_or_else(Vec::new, |next| {
            differences(&live.configuration, &next.configuration)
        });
        let mut revision = live.revision;
        if let Some(next) = next.filter(|_| !dry_run) {
            revision = next.revision;
            self.take(&next, changes.len())?;
        }
        Response::from_json(&Changed { revision, changes })
    }

    fn history(&self, organisation: &OrganisationId) -> Result<Response> {
        #[derive(Serialize)]
        struct History<'a> {
            organisation: &'a OrganisationId,
            revisions: Vec<Revision>,
        }
        let values = [organisation.as_str().into()];
        let rows = self.object.sql().rows::<HistoryRow>(HISTORY, &values)?;
        Response::from_json(&History {
            organisation,
            revisions: rows.into_iter().map(Revision::from).collect(),
        })
    }

    /// Answered by the hotline with its hours.
    pub(super) fn set_hours(
        &self,
        hotline: &HotlineId,
        hours: Option<OpeningHours>,
        now: Timestamp,
    ) -> Result<Answered> {
        let entry = match self.hotline(hotline)? {
            Ok(Answer::Hotline(entry)) if !entry.gone => entry,
            Ok(_) | Err(_) => return Ok(Err(RefusalCode::UnknownHotline)),
        };
        let live = self.live(&entry.organisation)?;
        if let Some(next) = with_hours(&live, (now, HOURS), hotline, hours) {
            let changes = differences(&live.configuration, &next.configuration);
            self.take(&next, changes.len())?;
        }
        self.hotline(hotline)
    }

    /// What has been there before there were configurations gets one.
    pub(super) fn write_configurations(&self) -> Result<()> {
        #[derive(Deserialize)]
        struct Row {
            id: OrganisationId,
            name: String,
        }
        let query = "SELECT id, name FROM organisations ORDER BY id";
        for Row { id, name } in self.object.sql().rows::<Row>(query, &[])? {
            if self.newest(&id)?.is_none() {
                let first = Kept {
                    configuration: written_before(&name, self.unwritten(&id)?),
                    organisation: id.clone(),
                    revision: 1,
                    at_ms: clock::now(),
                    by: None,
                };
                self.object.transaction(&keep(&first, 0)?)?;
            }
            self.plan_woken(&id, clock::now())?;
        }
        Ok(())
    }

    fn unwritten(&self, organisation: &OrganisationId) -> Result<Vec<SeedHotline>> {
        let Ok(Answer::Hotlines { hotlines }) = self.hotlines(organisation)? else {
            return Ok(Vec::new());
        };
        let hotlines = hotlines.into_iter().map(|entry| {
            Ok(SeedHotline {
                id: entry.hotline,
                name: entry.name,
                sites: entry.sites,
                hours: serde_json::to_value(entry.hours.hours)?,
            })
        });
        hotlines.collect()
    }

    fn take(&self, next: &Kept, changes: usize) -> Result<()> {
        self.object.transaction(&keep(next, changes)?)?;
        let organisation = next.organisation.as_str();
        let revision = next.revision.to_string();
        log::info(
            "configuration_changed",
            &[("organisation_id", organisation), ("revision", &revision)],
        );
        self.plan_changed(&next.organisation, next.at_ms)
    }

    pub(super) fn live(&self, organisation: &OrganisationId) -> Result<Kept> {
        let live = self.newest(organisation)?;
        live.ok_or_else(|| Error::from("the organisation has no configuration"))
    }

    fn newest(&self, organisation: &OrganisationId) -> Result<Option<Kept>> {
        self.kept(LIVE, &[organisation.as_str().into()])
    }

    fn revision(&self, organisation: &OrganisationId, revision: u64) -> Result<Option<Kept>> {
        self.kept(ONE, &[organisation.as_str().into(), revision.into()])
    }

    fn kept(&self, query: &str, values: &[Value]) -> Result<Option<Kept>> {
        let row = self.object.sql().row::<KeptRow>(query, values)?;
        Ok(row.map(KeptRow::read).transpose()?)
    }
}

fn refused(code: RefusalCode) -> Result<Response> {
    let body = RefusalBody::from(code);
    Ok(Response::from_json(&body)?.with_status(status(code)))
}
