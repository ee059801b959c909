//! The page itself: its address, its title, its keyboard, whether it is seen.

use crate::desk::keys::{self, Action, Focus, Held};
use bellpull_protocol::SignInToken;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, KeyboardEvent};

/// The secret in the fragment of a sign-in link.
#[must_use]
pub fn sign_in_token() -> Option<SignInToken> {
    let fragment = web_sys::window()?.location().hash().ok()?;
    let token = fragment.trim_start_matches('#');
    (!token.is_empty()).then(|| SignInToken::new(token))
}

/// Takes the fragment, and the path of the link, out of address and history.
pub fn clean_address() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("/"));
    }
}

/// The address of the desk's socket on this host.
#[must_use]
pub fn socket_url() -> String {
    let location = web_sys::window().map(|window| window.location());
    let part = |read: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location
            .as_ref()
            .and_then(|location| read(location).ok())
            .unwrap_or_default()
    };
    let scheme = if part(web_sys::Location::protocol) == "https:" {
        "wss"
    } else {
        "ws"
    };
    format!("{scheme}://{}/ws/desk", part(web_sys::Location::host))
}

pub fn set_title(title: &str) {
    if let Some(document) = document().filter(|document| document.title() != title) {
        document.set_title(title);
    }
}

#[must_use]
pub fn is_seen() -> bool {
    document().is_none_or(|document| !document.hidden())
}

/// Calls back whenever the page is shown or hidden.
pub fn on_visibility(seen: impl Fn(bool) + 'static) {
    on(document(), "visibilitychange", move |_| seen(is_seen()));
}

/// Calls back when the browser believes that the network is back.
pub fn on_network(back: impl Fn() + 'static) {
    on(web_sys::window(), "online", move |_| back());
}

/// Calls back with what a stroke means. Such a stroke does nothing else.
pub fn on_action(act: impl Fn(Action) + 'static) {
    on(web_sys::window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.repeat() || event.is_composing() {
            return;
        }
        let held = match (event.alt_key(), event.ctrl_key() || event.meta_key()) {
            (true, _) => Held::Other,
            (false, true) => Held::Command,
            (false, false) => Held::Nothing,
        };
        if let Some(action) = keys::action(&event.key(), held, focus()) {
            event.prevent_default();
            act(action);
        }
    });
}

fn focus() -> Focus {
    let Some(element) = document().and_then(|document| document.active_element()) else {
        return Focus::Page;
    };
    let editable = element
        .dyn_ref::<HtmlElement>()
        .is_some_and(HtmlElement::is_content_editable);
    match element.tag_name().as_str() {
        "INPUT" | "TEXTAREA" | "SELECT" => Focus::Text,
        _ if editable => Focus::Text,
        "BUTTON" | "A" | "SUMMARY" => Focus::Control,
        _ => Focus::Page,
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Listens as long as the page lives.
fn on<T: AsRef<web_sys::EventTarget>>(
    target: Option<T>,
    kind: &str,
    heard: impl FnMut(web_sys::Event) + 'static,
) {
    let Some(target) = target else { return };
    let heard = Closure::<dyn FnMut(web_sys::Event)>::new(heard);
    let _ = target
        .as_ref()
        .add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
    heard.forget();
}
