//! When a hotline is open, as sentences and tables. `sign.rs` holds the helpers.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod oracle;
mod sign;

mod changes;
mod mistakes;
mod properties;
mod seasons;
mod second_opinion;
mod standing;
mod transitions;
mod writing;
