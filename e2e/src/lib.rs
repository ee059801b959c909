//! End-to-end tests: the real edge, the real media server and real browsers that hear each other.
//!
//! The scenarios are in `tests/`, a file per subject. This library lets them read like stories.

pub mod hearing;
pub mod patience;
pub mod tone;

pub mod browser;
pub mod driver_process;
pub mod site;
