//! The lines of a chat, and where one is written.

use super::{Frame, actions, list};
use crate::browser::times;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use bellpull_widget::softphone::chat::sayable;
use bellpull_widget::softphone::session::{Input, LineView, View};
use leptos::prelude::*;

/// From here on it is told how many characters are left.
const COUNT_BELOW: usize = 200;

pub(super) fn transcript(frame: Frame) -> AnyView {
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
    // The scroller stands on its head, so that it stays at the newest line by itself.
    view! {
        <div class="scroller" tabindex="0" hidden=hidden>
            <div class="lines" role="log" aria-label=frame.say("chat.lines") data-test="lines">
                {list::list(frame, keys, line)}
                <p class="typing" data-test="typing" hidden=move || frame.view.with(|view| !view.typing)>
                    {frame.say("chat.typing")}
                </p>
            </div>
        </div>
    }
    .into_any()
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
    view! {
        <div class="line" data-test="line" data-from=side(first.from) data-state=state
            data-seq=move || told().map(|(seq, _)| seq.to_string())>
            <span dir="auto" data-test="words">{first.text}</span>
            <small>{below}</small>
        </div>
    }
    .into_any()
}

pub(super) fn composer(frame: Frame) -> AnyView {
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
    view! {
        <form class="composer" hidden=move || frame.view.with(|view| !view.may_write)
            on:submit=move |event| {
                event.prevent_default();
                send();
            }>
            <textarea rows="1" dir="auto" enterkeyhint="send" data-test="line-text"
                aria-label=frame.say("chat.write") placeholder=frame.say("chat.write")
                prop:value=move || draft.get()
                on:input=move |event| {
                    draft.set(event_target_value(&event));
                    frame.phone.with_value(|phone| phone.handle(Input::Typing));
                }
                on:keydown=move |event| {
                    // Enter that chooses a word of an input method is no Enter of ours.
                    if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                        event.prevent_default();
                        send();
                    }
                }></textarea>
            <button class="send" data-test="send-line" aria-label=frame.say("chat.send")
                disabled=move || draft.with(|text| sayable(text).is_err())>
                {super::icon("#send")}
            </button>
            {counter(frame, draft, MAX_LINE_CHARS)}
        </form>
    }
    .into_any()
}

/// How many characters are left, once that matters; below zero it is too long.
pub(super) fn counter(frame: Frame, draft: RwSignal<String>, at_most: usize) -> AnyView {
    let left = move || {
        let used = draft.with(|text| text.trim().chars().count());
        let left = at_most.cast_signed() - used.cast_signed();
        (left < COUNT_BELOW.cast_signed()).then_some(left)
    };
    view! {
        <small class="counter" role="status" hidden=move || left().is_none()
            class:over=move || left().is_some_and(|left| left < 0)>
            {move || left().map(|left| frame.fill("chat.left", "n", &left.to_string()))}
        </small>
    }
    .into_any()
}
