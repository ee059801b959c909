//! What the register makes of the facts, as sentences. `telling.rs` holds the helpers.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod telling;

mod folding;
mod repeating;
