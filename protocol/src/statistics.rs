//! Figures over HTTP, on the desk's host, with the role `supervisor` or `client` (its own hotlines only).
//!
//! `GET /api/statistics?{`[`Query`]`}` → [`Statistics`]; `GET /api/statistics.csv?{`[`Query`]`}` → the same as CSV;
//! `GET /api/queue_log?{`[`Query`]`}` → the period in app_queue's format, one event a line. For staffing see
//! [`crate::staffing`].

use crate::{DepartmentId, HotlineId, OperatorId, PersonName};
use serde::{Deserialize, Serialize};

/// Of what figures are asked. Everything left out does not matter, or has the default that stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The period; without it the last 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotline: Option<HotlineId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<OperatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// How long an interval is; 1,800.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_s: Option<u32>,
    /// `T` of the service levels; 20.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_s: Option<u32>,
    /// `s`: who left within it is a short abandon; 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_s: Option<u32>,
    /// In which interval a contact counts; that of its arrival.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
}

/// In which interval a contact counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// The one in which it arrived: for planning.
    #[default]
    Arrival,
    /// The one in which it was answered, abandoned or left otherwise: for watching.
    Outcome,
}

/// The figures of a period, as a whole and sliced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    pub now_ms: u64,
    pub from_ms: u64,
    pub until_ms: u64,
    pub interval_s: u32,
    pub threshold_s: u32,
    pub short_s: u32,
    pub attribution: Attribution,
    /// What each figure means, in the order in which they are shown.
    pub definitions: Vec<Definition>,
    pub total: Vec<Figure>,
    pub intervals: Vec<IntervalRow>,
    pub hotlines: Vec<HotlineRow>,
    pub departments: Vec<DepartmentRow>,
    pub operators: Vec<OperatorRow>,
    pub topics: Vec<TopicRow>,
}

/// One measured figure. Its definition is found by `key`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub key: String,
    /// In the definition's unit. Missing: no data, because there was nothing to divide by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// How many it was computed from: the denominator, or what was counted.
    pub n: u64,
}

/// What a figure means; one table for all pages and exports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    pub key: String,
    /// The short name of the formula, such as `SL-4`.
    pub name: String,
    /// The formula as people read it.
    pub formula: String,
    pub unit: Unit,
    /// Grows whenever the formula changes, so that old reports stay comparable.
    pub version: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// How many.
    Count,
    /// From 0 to 1.
    Share,
    Seconds,
    /// A mean from 1 to 5.
    Stars,
    /// From −100 to 100.
    Score,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntervalRow {
    pub from_ms: u64,
    pub until_ms: u64,
    pub figures: Vec<Figure>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HotlineRow {
    pub hotline: HotlineId,
    pub name: String,
    pub figures: Vec<Figure>,
}

/// Here a contact counts once for every department it waited in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DepartmentRow {
    pub department: DepartmentId,
    pub name: String,
    pub figures: Vec<Figure>,
}

/// Of the contacts this operator answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperatorRow {
    pub operator: OperatorId,
    pub name: PersonName,
    pub figures: Vec<Figure>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicRow {
    /// Missing: nobody said what it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    pub figures: Vec<Figure>,
}
