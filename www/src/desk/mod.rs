//! The desk's decisions, without a browser: inputs and the time go in, effects come out.
//!
//! Read [`machine`] first; [`view`] says what is drawn. The switchboard decides everything about contacts; the
//! desk decides only how this page keeps up with it.

pub mod chat_view;
pub mod effect;
mod following;
mod hearing;
pub mod input;
pub mod machine;
pub mod view;

mod connecting;
pub mod link;
pub mod readiness;
pub mod told;

pub mod alert;
pub mod breaks;
pub mod call;
pub mod chats;
mod gestures;
pub mod outcomes;
pub mod promotions;
mod serving;
pub mod transfers;
pub mod wishes;

pub mod keys;
pub mod notice;
pub mod page_link;

pub use effect::{Effect, Kept};
pub use input::{Gesture, Input};
pub use machine::Desk;
pub use view::View;
