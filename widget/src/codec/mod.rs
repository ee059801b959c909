//! The wire of the widget, read and written by hand.
//!
//! The browser parses JSON anyway, so a general parser would be a third of what a visitor loads. What is written here
//! is held against the protocol's own by `tests/codec.rs`, for every kind.

mod object;

mod to_visitor;

mod from_visitor;

mod entries;

mod words;

mod writer;

pub use entries::{read_entries, read_entry, read_refusal, write_enter, write_mine};
pub use from_visitor::write;
pub use object::Object;
pub use to_visitor::read;
