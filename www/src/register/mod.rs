//! The register's page, without a browser: what is asked for, and what is on the screen while it changes underneath.

pub mod filter;
pub mod list;
pub mod names;

pub use filter::{Choice, Period};
pub use list::List;
