//! How lines of a chat travel, the same on both sides.
//!
//! - The page chooses a `key` for each line and sends it until it is told a line with that key: that is the
//!   acknowledgement, and it means that the line is durable.
//! - The switchboard numbers the lines of a contact from 1 without gaps (`seq`), whoever wrote them.
//! - After a reconnection, and whenever a number is missing, the page asks for all lines after the last it has.
//! - The state of a contact tells the number of its last line, so that a page knows when it has them all.

use crate::wire::wire;

wire! { words
    /// Who wrote a line.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum LineFrom {
        #[serde(rename = "visitor")]
        Visitor,
        #[serde(rename = "operator")]
        Operator,
    }
}
