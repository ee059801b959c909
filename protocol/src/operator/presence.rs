//! What an operator chose, and what the switchboard made of it.

use serde::{Deserialize, Serialize};

/// What a person may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PresenceChoice {
    Available,
    Break,
    Offline,
}

/// What is shown: the choice, or that the switchboard took the operator out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    Available,
    Break,
    Offline,
    Unavailable,
}

/// Why the switchboard took an operator out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayReason {
    /// A ring was not answered.
    NoAnswer,
    /// A ring was answered, but no sound connection came about.
    NoSound,
    /// The desk's connection was lost for longer than its lease.
    ConnectionLost,
    /// A supervisor took the operator out.
    ForcedOff,
    /// A reason of a later version.
    #[serde(other)]
    Unknown,
}

/// Set by the switchboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Idle,
    Ringing,
    /// A callback was accepted and the visitor's page rings.
    RingingBack,
    /// A callback was accepted; the operator dials.
    Dialling,
    Connecting,
    Talking,
    WrapUp,
}
