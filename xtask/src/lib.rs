//! What `cargo xtask` does: build everything, run it, test it.
//!
//! Suggested reading order: [`stack`] (what runs and how it is started and stopped), [`build`] (how it is made),
//! [`commands`] (what a person types).

pub mod stack;

mod configuring;

pub mod build;

pub mod commands;

pub mod tools;

mod paths;
mod progress;
