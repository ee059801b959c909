//! A beat about once a second.

use wasm_bindgen::prelude::*;

const EVERY_MS: i32 = 1_000;

/// Calls back about once a second until dropped.
pub struct Ticker {
    source: Source,
    _beat: Closure<dyn FnMut()>,
}

enum Source {
    Timer { handle: i32 },
    Worker(web_sys::Worker),
}

impl Ticker {
    /// Beats by the page's own timer, which browsers slow down to a minute in hidden pages without sound.
    pub fn by_timer(beat: impl FnMut() + 'static) -> Self {
        let beat = Closure::<dyn FnMut()>::new(beat);
        let handle = web_sys::window()
            .and_then(|window| {
                window
                    .set_interval_with_callback_and_timeout_and_arguments_0(
                        beat.as_ref().unchecked_ref(),
                        EVERY_MS,
                    )
                    .ok()
            })
            .unwrap_or_default();
        Self {
            source: Source::Timer { handle },
            _beat: beat,
        }
    }

    /// Beats with every message of a worker, which hidden pages do not slow down. The worker's whole program is
    /// `setInterval(() => postMessage(0), 1000)`.
    pub fn by_worker(worker: web_sys::Worker, beat: impl FnMut() + 'static) -> Self {
        let beat = Closure::<dyn FnMut()>::new(beat);
        worker.set_onmessage(Some(beat.as_ref().unchecked_ref()));
        Self {
            source: Source::Worker(worker),
            _beat: beat,
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        match &self.source {
            Source::Timer { handle } => {
                if let Some(window) = web_sys::window() {
                    window.clear_interval_with_handle(*handle);
                }
            }
            Source::Worker(worker) => worker.set_onmessage(None),
        }
    }
}
