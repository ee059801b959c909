//! A past period, played again. `day.rs` makes one up.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod day;

mod otherwise;
mod past;
mod recording;
