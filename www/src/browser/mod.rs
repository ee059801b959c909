//! The desk's way into the browser. Nothing here decides: events become inputs, effects become calls.

pub mod shell;

pub mod bell;
pub mod notification;
pub mod page;
pub mod session;
pub mod telephone;
pub mod words;
