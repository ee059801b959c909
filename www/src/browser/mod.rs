//! The pages' way into the browser. Nothing here decides: events become inputs, effects become calls.

pub mod shell;

pub mod bell;
pub mod clocks;
pub mod focus;
pub mod http;
pub mod notification;
pub mod other_pages;
pub mod page;
pub mod session;
pub mod telephone;
pub mod words;
