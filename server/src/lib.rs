//! The media server: it owns the legs and lets them hear each other, and decides nothing about calls.
//!
//! In reading order: the pure half takes its time as an argument and knows no sockets,
//! the other half moves bytes between it, the sockets and the edge.

pub mod command;
pub mod engine;
pub mod leg;

pub mod bridge;
pub mod connection;
pub mod demux;
pub mod offer;
pub mod prompt;
pub mod rebase;

pub mod link;
pub mod net;
pub mod placement;
pub mod threads;
