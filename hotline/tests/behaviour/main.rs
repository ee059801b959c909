//! What the switchboard does, as sentences. `hotline.rs`, `sights.rs` and `channel_people.rs` hold the helpers;
//! every other file is one concern.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod channel_people;
#[path = "../support/disk.rs"]
mod disk;
mod hotline;
mod sights;

mod places;
mod rings;
mod routing;

mod connecting;
mod legs;
mod media_link;

mod leases;
mod outage;
mod presence;
mod waiting_room;
mod wrap_up;

mod callbacks;
mod channels;
mod chats;
mod hours;
mod lines;
mod rating;

mod memory;
mod repetition;
mod strangers;
