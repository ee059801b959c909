//! The configuration on its way: from whoever changes it, through the directory, which keeps every revision, to the
//! switchboard.
//!
//! A change names the revision it was made from, so that two people do not undo each other's work unseen. A document
//! with mistakes replaces nothing.

mod asking;
mod changing;

mod keeping;

mod plan_post;

pub use asking::{Asked, Changed, MAX_DOCUMENT_BYTES, Mistaken, Question, Stale};
pub use changing::{Refused, change, differences, undo, with_hours, written_before};
pub use keeping::{HISTORY, HistoryRow, KeptRow, LIVE, ONE, Revision, keep};
pub use plan_post::{KEPT_PLAN, PlanPost, PlanRow};

use crate::signalling::{AT_THE_DESK, in_language};
use bellpull_hotline::Timestamp;
use bellpull_hotline::configuration::Configuration;
use bellpull_protocol::{DepartmentId, OrganisationId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What departments are called where nobody's language is known.
#[must_use]
pub fn department_names(configuration: &Configuration) -> BTreeMap<DepartmentId, String> {
    let departments = configuration.departments.iter();
    let named = departments.map(|(id, department)| {
        let name = in_language(&department.name, AT_THE_DESK);
        (id.clone(), name.unwrap_or_else(|| id.to_string()))
    });
    named.collect()
}

/// One revision of an organisation's configuration. As JSON it is the answer to who asks for the live one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub organisation: OrganisationId,
    /// From 1, without gaps.
    pub revision: u64,
    pub at_ms: Timestamp,
    /// Who changed it, as they called themselves; nobody has changed what an installation began with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub configuration: Configuration,
}
