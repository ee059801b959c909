//! What figures are made of facts, as sentences. `journal.rs` writes the facts.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod journal;

mod counting;
mod levels;
mod presence;
mod quality;
mod slices;
mod waits;
mod work;

mod callbacks;
mod definitions;
mod identity;

mod queue_log;
