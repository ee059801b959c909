//! The channel: how a contact reaches us. It may change while the contact keeps its place, its time and its lines.

use crate::time::Timestamp;
use bellpull_protocol::PhoneNumber;
use serde::{Deserialize, Serialize};

/// ```text
/// Message ──▶ Call ◀──────▶ Chat ◀── Message    while waiting; a chat or message in hand becomes a call too
///              │ ▲           │
///              ▼ │ answered  ▼
///             Callback ◀─────┘                  from waiting only
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[default]
    Call,
    Chat,
    /// Left for later: needs no page, and is answered as a chat with or without its visitor.
    Message,
    /// Holds its place without a page. Becomes a call when the visitor's page answers the ring.
    Callback(Callback),
}

/// What is owed to a visitor who need not wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    pub way: Way,
    /// How often it was tried.
    pub tries: u32,
    /// Does not ring before this: a pause after a try, or the beginning of the window. Without either, when the contact
    /// entered.
    pub due: Timestamp,
    /// When the visitor wants to be called.
    #[serde(default)]
    pub window: Option<Window>,
}

/// From the first moment to the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// Where the visitor is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The page rings, if it is there.
    Browser,
    /// An operator dials `number`. `zone` is the visitor's time zone by its IANA name, as their browser tells it.
    Phone {
        number: PhoneNumber,
        zone: Option<String>,
    },
}

/// A channel without what belongs to it, as facts and views name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    Call,
    Chat,
    Message,
    Callback,
}

/// How dialling a phone went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TryOutcome {
    Reached,
    NoAnswer,
    Engaged,
    WrongNumber,
}

impl Channel {
    #[must_use]
    pub fn kind(&self) -> ChannelKind {
        match self {
            Channel::Call => ChannelKind::Call,
            Channel::Chat => ChannelKind::Chat,
            Channel::Message => ChannelKind::Message,
            Channel::Callback(_) => ChannelKind::Callback,
        }
    }

    /// Served by writing: rings beside whatever an operator does.
    #[must_use]
    pub fn is_written(&self) -> bool {
        match self {
            Channel::Chat | Channel::Message => true,
            Channel::Call | Channel::Callback(_) => false,
        }
    }

    /// Keeps its place without a page.
    #[must_use]
    pub fn needs_no_page(&self) -> bool {
        match self {
            Channel::Call | Channel::Chat => false,
            Channel::Message | Channel::Callback(_) => true,
        }
    }
}
