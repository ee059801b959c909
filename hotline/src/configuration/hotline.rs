//! A hotline: what a company's site embeds.

use super::Texts;
use crate::hours::OpeningHours;
use bellpull_protocol::DepartmentId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One line of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HotlinePlan {
    /// What visitors and operators read: the company's name.
    pub name: String,
    /// Sites that may embed it, as CSP sources.
    #[serde(default)]
    pub sites: Vec<String>,
    /// When it is open; without hours always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
    /// The departments a visitor may choose, in order; without any there is the one called `general`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub menu: Vec<DepartmentId>,
    /// What an operator says when they answer for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub greeting: Texts,
    /// What visitors read above the ways to reach us.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub welcome: Texts,
    /// What a contact may have been about, for the operator's outcome and the figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// How many may wait live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_room: Option<u32>,
    /// Whether visitors are asked, after rating, if it is settled and if they would recommend it.
    #[serde(default)]
    pub survey: bool,
}
