//! Messages to and from the page around the frame: `{bellpull: 1, kind, …}`, checked by origin and shape.
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

    /// Tells the loader something; `state` is the call's, for its button.
    pub fn tell(&self, kind: &str, state: &str, live: bool) {
        let Some((parent, origin)) = &self.0 else {
            return;
        };
        let message = Object::new();
        for (name, value) in [
            ("bellpull", 1.into()),
            ("kind", kind.into()),
            ("state", state.into()),
            ("live", live.into()),
        ] {
            let _: Result<bool, JsValue> = Reflect::set(&message, &JsValue::from(name), &value);
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
            let data = event.data();
            let says = |name: &str| Reflect::get(&data, &name.into()).unwrap_or(JsValue::UNDEFINED);
            if from_host && data.is_object() && says("bellpull") == 1 && says("kind") == "opened" {
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
