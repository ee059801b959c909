//! The softphone's way into the browser. Nothing here decides; every event goes to a session.

use std::pin::Pin;

pub mod socket;

pub mod ticker;

pub mod peer;

pub mod microphone;

pub mod meter;

pub mod storage;

pub mod texts;

pub mod chance;

/// Runs to its end. Boxed, because each further type of future would bring its own machinery into every first open.
pub fn run(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}
