//! Figures of a period: what to ask for, and how they are written.

pub mod choice;
pub mod groups;
pub mod names;
pub mod shown;

pub use choice::Choice;
