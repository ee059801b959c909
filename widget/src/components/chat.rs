//! The lines of a chat, and where one is written.

use super::shape::{Shape, el};
use super::{Frame, actions, icon};
use crate::browser::times;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use bellpull_widget::softphone::chat::sayable;
use bellpull_widget::softphone::session::{Input, LineView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// From here on it is told how many characters are left.
const COUNT_BELOW: usize = 200;

pub(super) fn transcript(frame: Frame) -> Shape {
    let hidden = move || {
        frame
            .view
            .with(|view| !view.screen.has_chat() || (view.lines.is_empty() && !view.may_write))
    };
    let rows = move || {
        frame.view.with(|view| {
            let line = |line| line_of(frame, line);
            view.lines.iter().map(line).collect()
        })
    };
    let typing = el("p")
        .class("typing")
        .test("typing")
        .hidden(move || frame.view.with(|view| !view.typing))
        .text(&frame.say("chat.typing"));
    let lines = el("div")
        .class("lines")
        .is("role", "log")
        .is("aria-label", &frame.say("chat.lines"))
        .test("lines")
        .with(el("div").class("rows").rows(rows))
        .with(typing);
    // The scroller stands on its head, so that it stays at the newest line by itself.
    el("div")
        .class("scroller")
        .is("tabindex", "0")
        .hidden(hidden)
        .with(lines)
}

fn line_of(frame: Frame, line: &LineView) -> Shape {
    let from = match line.from {
        LineFrom::Visitor => "visitor",
        LineFrom::Operator => "operator",
    };
    let (state, below) = match line.told {
        Some((_, at_ms)) => ("sent", times::clock(at_ms)),
        None if line.failed => ("failed", frame.say("chat.failed")),
        None => ("sending", frame.say("chat.sending")),
    };
    let number = line.told.map(|(seq, _)| seq.to_string());
    el("div")
        .class("line")
        .test("line")
        .is("data-from", from)
        .is("data-state", state)
        .attr("data-seq", move || number.clone())
        .with(el("span").is("dir", "auto").test("words").text(&line.text))
        .with(el("small").text(&below))
}

pub(super) fn composer(frame: Frame) -> Shape {
    let draft = RwSignal::new(String::new());
    let send = move || {
        let Some(key) = actions::fresh() else { return };
        let text = draft.get_untracked();
        if sayable(&text).is_ok() {
            let say = Input::Say { key, text };
            frame.phone.with_value(|phone| phone.handle(say));
            draft.set(String::new());
        }
    };
    let field = el("textarea")
        .is("rows", "1")
        .is("dir", "auto")
        .is("enterkeyhint", "send")
        .test("line-text")
        .is("aria-label", &frame.say("chat.write"))
        .is("placeholder", &frame.say("chat.write"))
        .value(draft)
        .on("input", move |_| {
            frame.phone.with_value(|phone| phone.handle(Input::Typing));
        })
        .on("keydown", move |event| {
            // Enter that chooses a word of an input method is no Enter of ours.
            let key: &KeyboardEvent = event.unchecked_ref();
            if key.key() == "Enter" && !key.shift_key() && !key.is_composing() {
                event.prevent_default();
                send();
            }
        });
    let button = el("button")
        .class("send")
        .test("send-line")
        .is("aria-label", &frame.say("chat.send"))
        .flag("disabled", move || {
            draft.with(|text| sayable(text).is_err())
        })
        .child(icon(|| Some("#send")));
    el("form")
        .class("composer")
        .hidden(move || frame.view.with(|view| !view.may_write))
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .with(field)
        .with(button)
        .with(counter(frame, draft, MAX_LINE_CHARS))
}

/// How many characters are left, once that matters, or too many.
pub(super) fn counter(frame: Frame, draft: RwSignal<String>, at_most: usize) -> Shape {
    let left = move || {
        let used = draft.with(|text| text.trim().chars().count());
        let left = at_most.cast_signed() - used.cast_signed();
        (left < COUNT_BELOW.cast_signed()).then_some(left)
    };
    el("small")
        .attr("class", move || {
            let over = left().is_some_and(|left| left < 0);
            Some(if over { "counter over" } else { "counter" }.to_owned())
        })
        .is("role", "status")
        .hidden(move || left().is_none())
        .says(move || {
            left().map(|left| {
                let key = if left < 0 { "chat.over" } else { "chat.left" };
                frame.fill(key, "n", &left.unsigned_abs().to_string())
            })
        })
}
