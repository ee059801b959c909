//! The media server: it owns the legs and lets them hear each other, and decides nothing about calls.
//!
//! In reading order: the pure half takes its time as an argument and knows no sockets,
//! the other half moves bytes between it, the sockets and the edge.

pub mod command;
pub mod engine;
pub mod leg;

pub mod bridge;
pub mod bucket;
pub mod connection;
pub mod demux;
pub mod framing;
pub mod gate;
pub mod offer;
pub mod outgoing;
pub mod path;
pub mod prompt;
pub mod rebase;
pub mod replays;
pub mod seats;
pub mod tally;

pub mod doors;
pub mod link;
pub mod metrics;
pub mod net;
pub mod placement;
pub mod tcp;
pub mod threads;
