//! The softphone that the widget and the operator's desk share, and the widget's words.
//!
//! The widget's screens are in the binary (`main.rs`), so that the desk does not carry them.

pub mod softphone;

pub mod wording;
