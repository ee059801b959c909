//! What the switchboard does, as sentences. `hotline.rs`, `sights.rs`, `hearing.rs`, `plans.rs` and the files about
//! people hold the helpers; every other file is one concern.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod channel_people;
mod colleague_people;
#[path = "../support/disk.rs"]
mod disk;
mod hearing;
mod hotline;
mod plans;
mod sights;

mod places;
mod rings;
mod routing;

mod eligibility;
mod estimates;
mod overtaking;
mod priorities;
mod ring_all;
mod strategies;

mod connecting;
mod legs;
mod media_link;

mod breaks;
mod leases;
mod outage;
mod planned_breaks;
mod presence;
mod waiting_room;
mod wrap_up;

mod colleagues;
mod consults;

mod chat_transfers;
mod consult_colleagues;
mod consult_outages;
mod consult_parties;
mod consult_ways;
mod recalls;
mod transfer_chance;
mod transfers;

mod configuring;
mod departments;
mod queue_rules;
mod rules_chance;

mod callback_windows;
mod callbacks;
mod channels;
mod chats;
mod hours;
mod lines;
mod rating;

mod memory;
mod repetition;
mod strangers;

mod figures;
