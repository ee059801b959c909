//! The register: from the switchboard's outbox to the supervisor's list and file.
//!
//! What a turn told stands in the outbox before anybody hears of it; batches of it travel to the register's object,
//! which takes every number once and answers which it expects next. Nothing is lost when either side dies in between.

pub mod outbox;

pub mod delivery;

pub mod batch;
pub mod taking;

pub mod storage;

pub mod filter;

pub mod rows;

pub mod csv;
pub(crate) mod guard;
pub(crate) mod iso;
pub mod workbook;

mod words;
