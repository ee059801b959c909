//! The frame's way into the browser.

mod address;

mod call;

mod entries;

mod json;

mod ringer;

pub mod times;

mod host;

pub use call::Phone;
pub use host::Host;

use crate::components::{Screens, screens};
use bellpull_protocol::PageId;
use bellpull_widget::softphone::browser::chance::{now_ms, random_id};
use bellpull_widget::softphone::browser::microphone::on_devices_changed;
use bellpull_widget::softphone::browser::storage;
use bellpull_widget::softphone::browser::texts::Texts;
use bellpull_widget::softphone::session::{Input, Visit};
use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How often the level is measured: fast enough to feel live, slow enough to cost nothing.
const MEASURE_EVERY: Duration = Duration::from_millis(100);

/// The call is beaten once a second; also when a hidden page is slowed down to that.
const BEAT_EVERY_MS: u64 = 1_000;

/// Shows the widget in this document, as soon as its texts are there.
pub fn start() {
    // A release traps without a message, to save the bytes of all messages.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    spawn_local(async {
        if let Some(texts) = texts().await {
            run(texts);
        }
    });
}

/// The texts that boot.js fetches while this program is on its way; it tells when they do not come.
async fn texts() -> Option<Texts> {
    let coming = Reflect::get(&window(), &"texts".into()).ok()?;
    let texts = JsFuture::from(coming.dyn_into::<Promise>().ok()?).await;
    texts.ok().map(Texts::of)
}

fn run(texts: Texts) {
    let Some(address) = address::read() else {
        return;
    };
    let Ok(page_id) = PageId::new(random_id()) else {
        return;
    };

    let host = Host::new(address.host_origin);
    let visit = Visit {
        page_id,
        language: address.language,
        page: address.page,
    };
    let phone = Phone::new(visit, &address.hotline);
    let view = RwSignal::new(phone.view());
    let now = RwSignal::new(now_ms());
    phone.show_in(view);

    let app = Screens {
        phone: phone.clone(),
        host,
        texts,
        view,
        now,
    };
    mount_to_body(move || screens(&app));
    phone.connect(&address.socket);
    warn_before_losing_the_call(&phone);
    let changed = phone.clone();
    on_devices_changed(move || changed.handle(Input::DevicesChanged));
    let unlock = phone.clone();
    window_event_listener(leptos::ev::click, move |_| unlock.unlock_ringer());
    let beaten = Cell::new(0);
    set_interval(
        move || {
            phone.measure();
            let at = now_ms();
            if at >= beaten.get() + BEAT_EVERY_MS {
                beaten.set(at);
                phone.beat();
                now.set(at);
            }
        },
        MEASURE_EVERY,
    );
}

/// Where nothing outlives the page, a reload cannot continue the call: then the browser asks first.
fn warn_before_losing_the_call(phone: &Phone) {
    if storage::is_lasting() {
        return;
    }
    let phone = phone.clone();
    window_event_listener(leptos::ev::beforeunload, move |event| {
        if phone.is_live() {
            event.prevent_default();
        }
    });
}
