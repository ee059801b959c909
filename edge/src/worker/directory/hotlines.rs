//! Organisations and their hotlines.

use super::{Answered, Directory};
use crate::configuration::department_names;
use crate::directory::{Answer, HotlineEntry};
use crate::hours::HotlineHours;
use crate::register::rows::People;
use bellpull_protocol::{HotlineId, OperatorId, OrganisationId, PersonName, RefusalCode};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use worker::Result;

impl Directory {
    pub(super) fn hotline(&self, id: &HotlineId) -> Result<Answered> {
        let query = "SELECT id, name, organisation, sites, hours, hours_version, gone \
             FROM hotlines WHERE id = ?";
        let values = [id.as_str().into()];
        let Some(row) = self.object.sql().row::<HotlineRow>(query, &values)? else {
            return Ok(Err(RefusalCode::UnknownHotline));
        };
        Ok(Ok(Answer::Hotline(row.read()?)))
    }

    pub(super) fn hotlines(&self, organisation: &OrganisationId) -> Result<Answered> {
        let query = "SELECT id, name, organisation, sites, hours, hours_version, gone \
             FROM hotlines WHERE organisation = ? AND gone = 0 ORDER BY name, id";
        let values = [organisation.as_str().into()];
        let rows = self.object.sql().rows::<HotlineRow>(query, &values)?;
        let hotlines = rows.into_iter().map(HotlineRow::read);
        let hotlines = hotlines.collect::<Result<_>>()?;
        Ok(Ok(Answer::Hotlines { hotlines }))
    }

    /// Hotlines that are gone too: their contacts are still in the register.
    pub(super) fn people(&self, organisation: &OrganisationId) -> Result<Answered> {
        #[derive(Deserialize)]
        struct Row {
            id: HotlineId,
            name: String,
        }
        let query = "SELECT id, name FROM hotlines WHERE organisation = ?";
        let values = [organisation.as_str().into()];
        let hotlines = self.object.sql().rows::<Row>(query, &values)?;
        Ok(Ok(Answer::People(People {
            operators: self.people_of(organisation)?,
            hotlines: hotlines.into_iter().map(|row| (row.id, row.name)).collect(),
            departments: department_names(&self.live(organisation)?.configuration),
        })))
    }

    pub(super) fn organisations(&self) -> Result<Answered> {
        let organisations = self.organisation_ids()?;
        Ok(Ok(Answer::Organisations { organisations }))
    }

    pub(super) fn organisation_ids(&self) -> Result<Vec<OrganisationId>> {
        #[derive(Deserialize)]
        struct Row {
            id: OrganisationId,
        }
        let rows = self
            .object
            .sql()
            .rows::<Row>("SELECT id FROM organisations ORDER BY id", &[])?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// The one that is named, if there is such a one; without a name the first: most installations have one.
    pub(super) fn organisation(
        &self,
        named: Option<OrganisationId>,
    ) -> Result<Option<OrganisationId>> {
        let mut known = self.organisation_ids()?.into_iter();
        Ok(match named {
            Some(named) => known.find(|known| *known == named),
            None => known.next(),
        })
    }

    /// Hotlines that another organisation has or had.
    pub(super) fn foreign_hotlines(
        &self,
        organisation: &OrganisationId,
    ) -> Result<BTreeSet<HotlineId>> {
        #[derive(Deserialize)]
        struct Row {
            id: HotlineId,
        }
        let query = "SELECT id FROM hotlines WHERE organisation <> ?";
        let values = [organisation.as_str().into()];
        let rows = self.object.sql().rows::<Row>(query, &values)?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    pub(super) fn people_of(
        &self,
        organisation: &OrganisationId,
    ) -> Result<BTreeMap<OperatorId, PersonName>> {
        #[derive(Deserialize)]
        struct Row {
            id: OperatorId,
            name: PersonName,
        }
        let query = "SELECT id, name FROM operators WHERE organisation = ?";
        let values = [organisation.as_str().into()];
        let rows = self.object.sql().rows::<Row>(query, &values)?;
        Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
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
    gone: u64,
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
            gone: self.gone != 0,
        })
    }
}
