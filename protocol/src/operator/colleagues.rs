//! Colleagues, consults and breaks, as desks are told of them.

use super::Presence;
use crate::{DepartmentId, OperatorId, PersonName};
use serde::{Deserialize, Serialize};

/// A break that is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedBreak {
    pub reason: String,
    pub from_ms: u64,
    pub until_ms: u64,
}

/// A consult as either operator's desk shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consult {
    pub state: ConsultState,
    /// The other operator.
    pub with: OperatorId,
    pub with_name: PersonName,
    /// This desk asks; else it is asked.
    pub asking: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultState {
    Ringing,
    Connecting,
    /// The operators alone; the visitor hears the waiting tone.
    Private,
    /// Three in one call.
    Together,
}

/// A colleague, as the directory shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub operator: OperatorId,
    pub name: PersonName,
    pub presence: Presence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence_until_ms: Option<u64>,
    pub activity: ColleagueActivity,
    pub chats: u32,
    /// By name; empty is every department.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible_for: String,
    /// A call may be transferred to them now.
    pub free: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColleagueActivity {
    Idle,
    Ringing,
    Talking,
    WrapUp,
}

/// A department, as the directory shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentRow {
    pub department: DepartmentId,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible_for: String,
    pub open: bool,
    pub waiting: u32,
    pub staffed: u32,
    pub free: u32,
}
