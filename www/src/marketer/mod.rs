//! The marketer's page, without a browser: what is typed, what of it may be changed, and how it meets what others
//! saved meanwhile. The edge decides what may be published.

pub mod editor;
pub mod form;

pub mod field;
pub mod frozen;
pub mod list;

pub mod proof;
pub mod sha256;

#[cfg(test)]
mod tests;

pub use editor::Editor;
pub use form::Form;
