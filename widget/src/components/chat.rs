//! The lines of a chat, and where one is written.

use super::shape::{Shape, el};
use super::{Frame, actions, icon, list};
use crate::browser::times;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use bellpull_widget::softphone::chat::sayable;
use bellpull_widget::softphone::session::{Input, LineView, View};
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
    let keys = move || {
        frame
            .view
            .with(|view| view.lines.iter().map(name_of).collect())
    };
    let typing = el("p")
        .class("typing")
        .test("typing")
        .hidden(move || frame.view.with(|view| !view.typing))
        .text(frame.say("chat.typing"));
    let lines = el("div")
        .class("lines")
        .is("role", "log")
        .is("aria-label", frame.say("chat.lines"))
        .test("lines")
        .child(list::list(frame, keys, line))
        .with(typing);
    // The scroller stands on its head, so that it stays at the newest line by itself.
    el("div")
        .class("scroller")
        .is("tabindex", "0")
        .hidden(hidden)
        .with(lines)
}

/// Both sides choose keys of their own.
fn name_of(line: &LineView) -> String {
    [side(line.from), &line.key].concat()
}

fn side(from: LineFrom) -> &'static str {
    match from {
        LineFrom::Visitor => "visitor",
        LineFrom::Operator => "operator",
    }
}

fn line(frame: Frame, name: String) -> AnyView {
    let find = move |view: &View| {
        view.lines
            .iter()
            .rev()
            .find(|line| name_of(line) == name)
            .cloned()
    };
    let Some(first) = frame.view.with_untracked(&find) else {
        return ().into_any();
    };
    let now = Memo::new(move |_| frame.view.with(&find));
    let told = move || now.with(|line| line.as_ref().and_then(|line| line.told));
    let failed = move || now.with(|line| line.as_ref().is_some_and(|line| line.failed));
    let state = move || match (told(), failed()) {
        (Some(_), _) => "sent",
        (None, true) => "failed",
        (None, false) => "sending",
    };
    let below = move || match (told(), failed()) {
        (Some((_, at_ms)), _) => times::clock(at_ms),
        (None, true) => frame.say("chat.failed"),
        (None, false) => frame.say("chat.sending"),
    };
    let words = el("span").is("dir", "auto").test("words").text(first.text);
    el("div")
        .class("line")
        .test("line")
        .is("data-from", side(first.from))
        .attr("data-state", move || Some(state().to_owned()))
        .attr("data-seq", move || told().map(|(seq, _)| seq.to_string()))
        .with(words)
        .with(el("small").says(move || Some(below())))
        .view()
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
        .is("aria-label", frame.say("chat.write"))
        .is("placeholder", frame.say("chat.write"))
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
        .is("aria-label", frame.say("chat.send"))
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

/// How many characters are left, once that matters; below zero it is too long.
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
        .says(move || left().map(|left| frame.fill("chat.left", "n", &left.to_string())))
}
