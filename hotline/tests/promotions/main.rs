//! What promotions do, as sentences. `stage.rs` holds the helpers; every other file is one concern.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod stage;
mod storage;

mod editing;
mod feed;
mod languages;
mod publishing;

mod drawing;
mod entering;
mod winners;

mod memory;
mod simulation;
