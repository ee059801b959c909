//! The softphone that the widget and the operator's desk share.
//!
//! The widget's own screens are in the binary (`main.rs`), so that the desk does not carry them.

pub mod softphone;
