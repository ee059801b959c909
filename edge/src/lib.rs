//! The edge: a Cloudflare worker that carries messages between pages, media nodes and the heart.
//!
//! Everything here is pure and natively tested, except `worker`, the thin shell with sockets, storage and
//! time. For every cause the shell does the same: stamp `now` once → read with limits → translate → ask the
//! heart → one storage transaction → send → set the one alarm.

pub mod route;

pub mod greeting;
pub mod party;
pub mod reading;
pub mod refusing;
pub mod signalling;
mod words;

pub mod promotions;

pub mod hours;
pub mod phone;
pub mod zones;

pub mod register;
pub mod statistics;

pub mod configuration;
pub mod directory;
pub mod tokens;

pub mod gathering;
pub mod limits;
pub mod posting;
pub mod storage;

pub mod figures;

pub mod logbook;

pub mod content_type;
pub mod frame_policy;
pub mod page_headers;

#[cfg(target_arch = "wasm32")]
mod worker;
