//! How many operators are needed, as sentences: the vectors of the literature, and what holds for every number.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod planning;
mod ranges;
mod reference;
mod vectors;
