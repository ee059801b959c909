//! Counters of a switchboard, for whoever measures it.

use serde::Serialize;

/// Since the object was constructed last.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Causes that changed something durable. Each answers somebody, or moves the queue.
    pub turns: u64,
    /// Transactions that stored them.
    pub commits: u64,
    pub statements: u64,
    /// Sockets that are open, closing ones included.
    pub sockets: usize,
    /// Messages refused because somebody sent too many.
    pub too_many: u64,
    /// Sockets closed because nobody read what they were told.
    pub too_slow: u64,
}
