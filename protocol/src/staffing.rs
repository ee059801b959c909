//! How many operators are needed, over HTTP, on the desk's host and with the role `supervisor`.
//!
//! `GET /api/staffing?{`[`StaffingQuestion`]`}` → [`StaffingAnswer`];
//! `GET /api/staffing/plan?{`[`PlanQuestion`]`}` → [`PlanAnswer`];
//! `POST /api/what-if` with a [`WhatIfQuestion`] → [`WhatIfAnswer`].
//! Numbers out of their range are refused as `malformed`.

use crate::statistics::{Definition, Figure};
use crate::{DepartmentId, HotlineId, OperatorId};
use serde::{Deserialize, Serialize};

/// Arrivals and a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffingQuestion {
    /// Contacts an hour.
    pub load_per_hour: f64,
    /// Mean handling time: talk, hold and wrap-up.
    pub aht_s: f64,
    /// Mean time until a visitor gives up (Erlang A); missing: everybody waits for ever (Erlang C).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patience_s: Option<f64>,
    /// The service level that is aimed at: so many percent answered…
    pub percent: f64,
    /// …within so long.
    pub within_s: f64,
    /// The part of paid time that nobody answers in: breaks, training, illness. From 0 to 0.9.
    #[serde(default)]
    pub shrinkage: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffingAnswer {
    /// `ERLANG-C` or `ERLANG-A`.
    pub formula: String,
    /// What its service level counts, as people read it.
    pub service_level_means: String,
    /// Offered load.
    pub erlang: f64,
    /// The square-root rule's first guess.
    pub guess: u32,
    /// The fewest operators who reach the target.
    pub needed: u32,
    /// So many must be on the roster, with the shrinkage.
    pub rostered: u32,
    /// Around `needed`, by operators.
    pub rows: Vec<StaffingRow>,
}

/// What so many operators would reach. Shares are from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffingRow {
    pub operators: u32,
    /// Somebody has to wait.
    pub waits: f64,
    pub service_level: f64,
    /// Mean wait over all who arrive; missing where the queue grows for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_wait_s: Option<f64>,
    pub occupancy: f64,
    /// Somebody gives up; only with a patience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abandons: Option<f64>,
}

/// How many are needed in each interval of a day, from the same weekday of the weeks before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanQuestion {
    /// When the day begins, and when it ends.
    pub from_ms: u64,
    pub until_ms: u64,
    /// So many weeks before are looked at; 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
    /// 1,800.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_s: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotline: Option<HotlineId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// As in [`StaffingQuestion`]; missing: as measured, and 180 where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aht_s: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patience_s: Option<f64>,
    pub percent: f64,
    pub within_s: f64,
    #[serde(default)]
    pub shrinkage: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanAnswer {
    pub formula: String,
    pub aht_s: f64,
    /// How many handled contacts the handling time comes from; 0: it was given or assumed.
    pub aht_n: u64,
    pub rows: Vec<PlanRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    pub from_ms: u64,
    pub until_ms: u64,
    /// Expected, as the mean of the days looked at.
    pub arrivals: f64,
    pub needed: u32,
    pub rostered: u32,
}

/// A past period, played again through the same switchboard with something changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfQuestion {
    pub from_ms: u64,
    pub until_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_s: Option<u32>,
    /// The same seed gives the same answer.
    #[serde(default)]
    pub seed: u64,
    /// Who is there when; missing: as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Vec<Shift>>,
    /// So many more who are there whenever anybody is.
    #[serde(default)]
    pub more: u32,
    /// So many fewer: the last by their ids stay away.
    #[serde(default)]
    pub fewer: u32,
    /// The strategy of every department, by the name it has in the configuration; missing: as configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
}

/// Somebody is available from then until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    pub operator: OperatorId,
    pub from_ms: u64,
    pub until_ms: u64,
    /// Missing: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departments: Option<Vec<DepartmentId>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfAnswer {
    pub definitions: Vec<Definition>,
    /// The period as it was.
    pub before: Vec<Figure>,
    /// The same figures, had it been otherwise.
    pub after: Vec<Figure>,
    pub contacts: u32,
    /// The replay reached its bound, so the end of the period is missing.
    pub cut_short: bool,
}
