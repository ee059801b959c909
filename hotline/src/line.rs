//! Lines of a chat: written by visitor or operator, numbered by the switchboard, never changed.

use crate::time::Timestamp;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, LineText, RequestId};

/// One line. Its text is personal: it is kept in a row of its own and never reaches the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub contact: ContactId,
    /// From 1 without gaps, whoever wrote it.
    pub seq: u32,
    pub from: LineFrom,
    /// Chosen by the page that wrote it; unique for the contact and the side.
    pub key: RequestId,
    pub at: Timestamp,
    pub text: LineText,
}
