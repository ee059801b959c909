//! The document people write: what may stand in it, what is wrong with it, what changed.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod document;

mod example;

mod reading;
mod references;
mod shapes;
mod sites;

mod changes;
