//! What the switchboard does, as sentences. `hotline.rs` holds the helpers; every other file is one concern.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../support/disk.rs"]
mod disk;
mod hotline;

mod places;
mod rings;
mod routing;

mod connecting;
mod legs;
mod media_link;

mod leases;
mod outage;
mod presence;
mod wrap_up;

mod memory;
mod repetition;
mod strangers;
