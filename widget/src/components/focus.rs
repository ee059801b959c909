//! Keyboard and loader: where the focus is, Escape, and what the button outside shows.

use super::Frame;
use crate::browser::Host;
use bellpull_widget::softphone::session::Screen;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub(super) fn follow(frame: Frame) {
    let host = frame.host.get_value();
    let opened = StoredValue::new(false);
    host.on_opened(move || {
        opened.set_value(true);
        focus_first(frame);
    });
    host.tell("ready");

    let tell = host.clone();
    window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" {
            tell.tell("close");
        }
    });

    Effect::new(move |shown: Option<&'static str>| {
        let name = frame.wording().name;
        if shown != Some(name) {
            tell_state(frame, &host, name);
            match shown {
                // The panel was opened while this was loading.
                Some("loading") if opened.get_value() => {
                    request_animation_frame(move || focus_first(frame));
                }
                Some(_) | None => {}
            }
        }
        name
    });

    Effect::new(move |before: Option<()>| {
        frame.view.track();
        if before.is_some() {
            // Browsers notice that what had the focus is gone when they draw: it is known a frame later.
            request_animation_frame(move || request_animation_frame(move || keep_focus(frame)));
        }
    });
}

/// What the bell shows meanwhile. Until this knows more than the loader, the bell stays as it is.
fn tell_state(frame: Frame, host: &Host, name: &str) {
    let screen = frame.view.with_untracked(|view| view.screen);
    if screen == Screen::Loading {
        return;
    }
    let live = frame.phone.with_value(|phone| phone.is_live());
    let label = if live {
        frame.say("bell.live")
    } else {
        String::new()
    };
    // The next page of the site goes on with it without a click.
    let keep = matches!(
        screen,
        Screen::Chatting | Screen::Callback | Screen::RingBack
    );
    host.tell_state(name, live, &label, keep);
}

/// Where somebody begins who has opened the panel: a call is one Enter away, an end of a call is not.
fn focus_first(frame: Frame) {
    let at_start = frame
        .view
        .with_untracked(|view| view.screen == Screen::Start);
    focus(if at_start {
        ".actions .primary"
    } else {
        place_to_go_on(frame)
    });
}

/// A button that was pressed and is gone must not drop the reader back to the top of the page.
fn keep_focus(frame: Frame) {
    let document = document();
    let lost = document
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY");
    if lost && document.has_focus().unwrap_or(false) {
        focus(place_to_go_on(frame));
    }
}

/// The line to write, or the title; not the next button: a repeated Enter would press it.
fn place_to_go_on(frame: Frame) -> &'static str {
    if frame.view.with_untracked(|view| view.may_write) {
        ".composer textarea"
    } else {
        "#title"
    }
}

fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        let _ = element.focus();
    }
}
