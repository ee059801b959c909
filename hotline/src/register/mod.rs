//! The register: everything the switchboard told about a contact, folded into one [`Entry`].
//!
//! Facts and texts come as numbered [`Item`]s, in order and each at least once. An entry takes each number once, so a
//! repeated delivery changes nothing, and all rows can be folded anew from the journal.

mod entry;
mod item;

pub use entry::{Beginning, End, Entry, Try};
pub use item::Item;
