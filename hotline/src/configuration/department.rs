//! A department: a queue with its own rules.

use super::{Skill, Texts};
use crate::hours::OpeningHours;
use bellpull_protocol::DepartmentId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One queue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Department {
    /// What visitors and operators read; without a name its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub name: Texts,
    /// When it is open, within its hotline's hours; without hours whenever that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
    pub strategy: Strategy,
    /// Points its contacts begin with.
    pub points: i32,
    /// Skills an operator must have, with the least level.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<Skill, u8>,
    /// Skills insisted on for a while only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prefers: Vec<Preference>,
    pub language: LanguageRule,
    /// Who may be rung from when on, the first first; without tiers everybody from the start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// How long a contact rings at an operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ring_s: Option<u32>,
    /// Time to write up a contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrap_up_s: Option<u32>,
    pub when_empty: WhenEmpty,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_wait: Option<MaxWait>,
    pub at_closing: AtClosing,
    pub callbacks: CallbackRules,
    /// Where an operator's escalation goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalates_to: Option<DepartmentId>,
    pub goal: ServiceGoal,
    /// What colleagues should transfer here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub responsible_for: String,
}

/// Who of those who could answer is rung. Names of the field in brackets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Whoever has been idle longest (`leastrecent`, `longest-idle-agent`).
    #[default]
    LongestIdle,
    /// Everybody at once (`ringall`).
    RingAll,
    /// In turn, after whoever was rung last (`rrmemory`).
    RoundRobin,
    /// In the order of the tier's list, or of ids (`linear`, `top-down`).
    Linear,
    /// Whoever had the fewest contacts this shift (`fewestcalls`).
    FewestContacts,
    /// Whoever talked least this shift (`agent-with-least-talk-time`).
    LeastTalkTime,
    /// By chance, the same whenever it is computed again from `seed` (`random`).
    Random { seed: u64 },
}

/// A skill that is insisted on for `for_s` seconds of waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preference {
    pub skill: Skill,
    pub level: u8,
    pub for_s: u32,
}

/// Whether an operator must speak the visitor's language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageRule {
    #[default]
    Ignored,
    /// For so long; then anybody may answer.
    Preferred {
        for_s: u32,
    },
    Required,
}

/// Operators who may be rung once a contact has waited for `after_s`. A tier nobody of which is at a desk is skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub after_s: u32,
    /// By name.
    pub operators: Vec<String>,
}

/// What becomes of somebody who wants in while nobody of the department is at a desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenEmpty {
    #[default]
    Wait,
    /// Calls and chats are refused; a callback or a message is possible.
    Refuse,
    /// They wait and are offered a callback.
    OfferCallback,
}

/// The longest wait, and what comes then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaxWait {
    pub after_s: u32,
    pub then: NextStep,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// The visitor may take it, and waits on otherwise.
    OfferCallback,
    /// Waits on there, with the time it had.
    Department(DepartmentId),
    End,
}

/// What becomes of those who wait live when it closes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtClosing {
    /// They are served to the end.
    #[default]
    Finish,
    /// They are offered a callback, and served to the end otherwise.
    OfferCallback,
}

/// How callbacks are tried; what is left out is as for everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallbackRules {
    /// Not tried before so long after it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_after_s: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tries: Option<u32>,
    /// Between two tries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_s: Option<u32>,
    /// Owed for so long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_after_s: Option<u32>,
}

/// The service level that is aimed at: `percent` answered within `within_s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceGoal {
    pub percent: u8,
    pub within_s: u32,
}

impl Default for ServiceGoal {
    /// The habit of the 1980s.
    fn default() -> Self {
        Self {
            percent: 80,
            within_s: 20,
        }
    }
}
