//! What is filled in before it is asked for: a callback, a message.

use super::shape::{Shape, el, follow};
use super::{Frame, actions, chat, menu};
use bellpull_protocol::LineText;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use bellpull_widget::softphone::chat::sayable;
use bellpull_widget::softphone::session::{Screen, Wish};
use bellpull_widget::wording;
use leptos::prelude::*;

pub(super) fn callback(frame: Frame) -> Shape {
    let by_phone = RwSignal::new(false);
    let number = RwSignal::new(String::new());
    let at = RwSignal::new(None);
    let field = el("input")
        .is("type", "tel")
        .is("inputmode", "tel")
        .is("autocomplete", "tel")
        .is("dir", "ltr")
        .is("placeholder", "+43 1 234567")
        .is("maxlength", "40")
        .is("aria-describedby", "callback-error")
        .test("phone-number")
        .value(number);
    let field = el("label")
        .class("field")
        .hidden(move || !by_phone.get())
        .with(el("span").text(&frame.say("callback_form.number")))
        .with(field);
    el("form")
        .class("form")
        .is("novalidate", "")
        .hidden(move || frame.screen() != Screen::CallbackForm)
        .on("submit", move |event| {
            event.prevent_default();
            let number = by_phone.get_untracked().then(|| number.get_untracked());
            actions::ask(frame, actions::callback_wish(number, at.get_untracked()));
        })
        .with(way(frame, by_phone, false))
        .with(way(frame, by_phone, true))
        .with(field)
        .with(menu::call_time(frame, at))
        .with(trouble(frame, "callback-error"))
        .with(submit(
            frame,
            "request-callback",
            "callback_form.submit",
            || true,
        ))
}

/// Where to be called back.
fn way(frame: Frame, by_phone: RwSignal<bool>, phone: bool) -> Shape {
    let (name, title, text) = if phone {
        (
            "callback-phone",
            "callback_form.phone",
            "callback_form.phone_text",
        )
    } else {
        (
            "callback-browser",
            "callback_form.browser",
            "callback_form.browser_text",
        )
    };
    let choice = el("input")
        .is("type", "radio")
        .is("name", "way")
        .flag("checked", move || !phone)
        .on("change", move |_| by_phone.set(phone));
    let words = el("span")
        .with(el("b").text(&frame.say(title)))
        .with(el("small").text(&frame.say(text)));
    el("label").class("way").test(name).with(choice).with(words)
}

pub(super) fn message(frame: Frame) -> Shape {
    let draft = RwSignal::new(String::new());
    let fits = move || draft.with(|text| sayable(text).is_ok());
    let send = move || {
        let text = draft.get_untracked();
        if let (Some(key), Ok(text)) = (actions::fresh(), sayable(&text)) {
            let text = LineText::new(text);
            actions::ask(frame, Wish::Message { key, text });
        }
    };
    // Another message begins empty.
    follow(Box::new(move || {
        if frame.screen() == Screen::Message {
            draft.set(String::new());
        }
    }));
    let field = el("textarea")
        .is("rows", "6")
        .is("dir", "auto")
        .test("message-text")
        .value(draft);
    let field = el("label")
        .class("field")
        .with(el("span").text(&frame.say("message_form.label")))
        .with(field);
    el("form")
        .class("form")
        .hidden(move || frame.screen() != Screen::MessageForm)
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .with(field)
        .with(chat::counter(frame, draft, MAX_LINE_CHARS))
        .with(trouble(frame, "message-error"))
        .with(submit(frame, "send-message", "message_form.submit", fits))
}

fn trouble(frame: Frame, name: &'static str) -> Shape {
    let trouble = move || frame.view.with(|view| view.trouble);
    el("p")
        .class("trouble")
        .is("role", "alert")
        .is("id", name)
        .test(name)
        .hidden(move || trouble().is_none())
        .says(move || trouble().map(|code| frame.say(wording::refusal(code))))
}

fn submit(
    frame: Frame,
    name: &'static str,
    label: &'static str,
    may: impl Fn() -> bool + Send + Sync + 'static,
) -> Shape {
    let busy = move || frame.view.with(|view| view.busy);
    el("button")
        .class("primary")
        .test(name)
        .flag("disabled", move || !may() || busy())
        .says(move || Some(frame.say(if busy() { "action.busy" } else { label })))
}
