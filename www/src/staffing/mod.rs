//! How many operators are needed: what to ask, and what is wrong with what was typed.

pub mod form;
pub mod what_if;

pub use form::{Field, Form};
pub use what_if::WhatIf;
