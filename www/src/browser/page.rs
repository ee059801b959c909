//! The page itself: its address, its title, its keyboard, whether it is seen.

use crate::desk::keys::{self, Action, Focus, Held};
use crate::pages::Page;
use bellpull_protocol::SignInToken;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, KeyboardEvent};

/// The secret in the fragment of a sign-in link.
#[must_use]
pub fn sign_in_token() -> Option<SignInToken> {
    let fragment = web_sys::window()?.location().hash().ok()?;
    let token = fragment.trim_start_matches('#');
    (!token.is_empty()).then(|| SignInToken::new(token))
}

/// Loads the page anew when a sign-in link is opened over it: the browser only changes the fragment then.
pub fn follow_sign_in_links() {
    on(web_sys::window(), "hashchange", |_| {
        if sign_in_token().is_some()
            && let Some(window) = web_sys::window()
        {
            let _ = window.location().reload();
        }
    });
}

/// Which of the pages this is.
#[must_use]
pub fn here() -> Page {
    let location = web_sys::window().map(|window| window.location());
    let path = location.and_then(|location| location.pathname().ok());
    Page::of_path(&path.unwrap_or_default())
}

/// Leaves this page for another of ours; the way back does not lead here.
pub fn go(page: Page) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(page.path());
    }
}

/// Takes the fragment, and the path of the link, out of address and history.
pub fn clean_address() {
    set_address("/");
}

/// Shows another address of this page, without loading it.
pub fn set_address(address: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// A value of the address's query.
#[must_use]
pub fn asked_for(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let parameters = web_sys::UrlSearchParams::new_with_str(&search).ok()?;
    parameters.get(name).filter(|value| !value.is_empty())
}

/// Moves the focus once what is to be focused is drawn.
pub fn focus_soon(id: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        let element = document().and_then(|document| document.get_element_by_id(id));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Asks before the page is left, as long as `unsaved` says so.
pub fn guard(unsaved: impl Fn() -> bool + 'static) {
    on(web_sys::window(), "beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
        }
    });
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

/// Whether this stroke sends the line that is being written: Enter alone, and not while an input method composes.
#[must_use]
pub fn sends(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.shift_key() && !event.is_composing()
}

/// Takes the focus out of what is being typed.
pub fn leave_text() {
    let focused = document().and_then(|document| document.active_element());
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.blur();
    }
}

/// Puts the focus into the line to be written: of the chat on show, else beside the call.
pub fn write_line() {
    let line = |place: &str| {
        let selector = format!("{place} [data-enter=sends]");
        document()?.query_selector(&selector).ok()?
    };
    let line = line(".chat").or_else(|| line(".beside"));
    if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        let _ = line.focus();
    }
}

/// Puts a text into the clipboard; calls back once it is there.
pub fn copy(text: &str, copied: impl FnOnce() + 'static) {
    let text = text.to_owned();
    wasm_bindgen_futures::spawn_local(async move {
        let write = async || {
            let navigator = web_sys::window()?.navigator();
            let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
            let write = Reflect::get(&clipboard, &"writeText".into()).ok()?;
            let write = write.dyn_into::<Function>().ok()?;
            let written = write.call1(&clipboard, &text.into()).ok()?;
            let written = written.dyn_into::<Promise>().ok()?;
            JsFuture::from(written).await.ok()
        };
        if write().await.is_some() {
            copied();
        }
    });
}

/// Below this the desk shows one part at a time; the style sheets know the same width, 46rem.
const NARROW_PX: f64 = 736.0;

/// Calls back with whether the page is narrow, at once and at every change of its size.
pub fn on_width(narrow: impl Fn(bool) + 'static) {
    let is_narrow = || {
        let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
        width.is_some_and(|width| width <= NARROW_PX)
    };
    narrow(is_narrow());
    on(web_sys::window(), "resize", move |_| narrow(is_narrow()));
}

fn focus() -> Focus {
    let Some(element) = document().and_then(|document| document.active_element()) else {
        return Focus::Page;
    };
    let editable = element
        .dyn_ref::<HtmlElement>()
        .is_some_and(HtmlElement::is_content_editable);
    match element.tag_name().as_str() {
        _ if element.has_attribute("data-enter") => Focus::Line,
        "INPUT" | "TEXTAREA" | "SELECT" => Focus::Text,
        _ if editable => Focus::Text,
        "BUTTON" | "A" | "SUMMARY" => Focus::Control,
        _ => Focus::Page,
    }
}

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Listens as long as the page lives.
pub(super) fn on<T: AsRef<web_sys::EventTarget>>(
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
