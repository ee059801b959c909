//! House rules as tests: each rule takes sources and gives complaints that say how to fix them.
//!
//! `tests/tidy.rs` applies them to the repository; the tests beside each rule prove that it notices.

pub mod sources;

pub mod dependencies;
pub mod imports;
pub mod purity;

pub mod logged;
pub mod shape;
pub mod waiting;
pub mod wire_docs;

pub mod licences;

pub use sources::Source;
