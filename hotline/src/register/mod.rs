//! The register: everything the switchboard told about a contact, folded into one [`Summary`].
//!
//! Facts and texts come as numbered [`Item`]s, in order and each at least once. A summary takes each number once, so a
//! repeated delivery changes nothing, and all rows can be folded anew from the journal.

mod item;
mod summary;

pub use item::Item;
pub use summary::{Beginning, End, Summary, Try};
