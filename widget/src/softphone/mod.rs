//! A headless telephone for web pages: decisions in pure state machines, the browser behind thin glue.
//!
//! [`session`] is the visitor's page; the desk has a session of its own and shares [`chat`], [`media_offer`], [`backoff`],
//! [`clock`] and everything in `browser`.

pub mod session;

pub mod chat;

pub mod media_offer;

pub mod backoff;

pub mod clock;

#[cfg(target_arch = "wasm32")]
pub mod browser;
