//! The softphone's way into the browser. Nothing here decides; every event goes to a session.

pub mod socket;

pub mod ticker;

pub mod peer;

pub mod microphone;

pub mod meter;

pub mod storage;

pub mod texts;

pub mod chance;
