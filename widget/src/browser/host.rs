//! Messages to the page around the frame, `{bellpull: 1, kind, …}`, and the one word from it; both sides check where
//! they come from.
//!
//! The page may open and close the panel; nothing it says can start or end a call.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Window};

/// The loader's side; silent when the frame is a page of its own.
#[derive(Clone)]
pub struct Host(Option<(Window, String)>);

impl Host {
    pub fn new(origin: Option<String>) -> Self {
        let parent = web_sys::window().and_then(|window| window.parent().ok().flatten());
        Self(parent.zip(origin))
    }

    /// Tells the loader something without more to it.
    pub fn tell(&self, kind: &str) {
        self.tell_with(kind, &[]);
    }

    /// Tells the loader where the contact stands, for its bell. The empty `label` is the bell's own.
    pub fn tell_state(&self, state: &str, live: bool, label: &str, keep: bool) {
        self.tell_with(
            "state",
            &[
                ("state", state.into()),
                ("live", live.into()),
                ("label", label.into()),
                // Stored as a text, of which the empty one is false.
                ("keep", if keep { "1" } else { "" }.into()),
            ],
        );
    }

    fn tell_with(&self, kind: &str, fields: &[(&str, JsValue)]) {
        let Some((parent, origin)) = &self.0 else {
            return;
        };
        let message = Object::new();
        let set = |name: &str, value: &JsValue| {
            let _: Result<bool, JsValue> = Reflect::set(&message, &name.into(), value);
        };
        set("bellpull", &1.into());
        set("kind", &kind.into());
        for (name, value) in fields {
            set(name, value);
        }
        let _ = parent.post_message(&message, origin);
    }

    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// The panel was opened: whoever opened it wants to go on inside.
    pub fn on_opened(&self, opened: impl Fn() + 'static) {
        let Some((parent, origin)) = self.0.clone() else {
            return;
        };
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let from_host = event.origin() == origin
                && event.source().is_some_and(|source| {
                    JsValue::from(source) == *AsRef::<JsValue>::as_ref(&parent)
                });
            if from_host && event.data() == "bellpull:opened" {
                opened();
            }
        });
        if let Some(window) = web_sys::window() {
            let _ =
                window.add_event_listener_with_callback("message", listen.as_ref().unchecked_ref());
        }
        // As long as the page.
        listen.forget();
    }
}
