//! How contacts are put in order, for the whole organisation: operators serve them from one queue.

use serde::{Deserialize, Serialize};

/// Points order contacts: one second of waiting is worth `ageing` of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RoutingRules {
    /// Points for each second of waiting. A contact of D points less than a newcomer is served before it after
    /// D / `ageing` seconds, so nobody starves; 0 is strict priority, where somebody may.
    pub ageing: u32,
    /// Points added to a contact whose ring was missed: it has waited for an operator who was not there.
    pub raise_missed: u32,
    /// Points added to a contact that was transferred to a department, or whose transfer nobody took.
    pub raise_transferred: u32,
    /// Points added to a callback that has become due.
    pub raise_due_callback: u32,
    /// An operator who missed a ring is available again after so long; without it, when they say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_after_missed_s: Option<u32>,
}

impl Default for RoutingRules {
    fn default() -> Self {
        Self {
            ageing: 1,
            raise_missed: 30,
            raise_transferred: 60,
            raise_due_callback: 0,
            back_after_missed_s: None,
        }
    }
}
