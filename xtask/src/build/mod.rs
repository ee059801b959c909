//! How everything is made.
