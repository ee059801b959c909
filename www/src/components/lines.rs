//! What visitor and operator write to each other, and the line being written.

use super::icons::Icon;
use super::ui::use_ui;
use crate::browser::{page, words};
use crate::desk::Gesture;
use crate::desk::chat_view::{Line, LineState, Transcript};
use bellpull_protocol::ContactId;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use leptos::html;
use leptos::prelude::*;

/// One place for lines; `contact` may change while it is drawn.
#[component]
pub fn Lines(
    transcript: Memo<Option<Transcript>>,
    /// The text shown while nothing was written.
    empty: &'static str,
) -> impl IntoView {
    let ui = use_ui();
    let lines =
        move || transcript.with(|it| it.as_ref().map(|it| it.lines.clone()).unwrap_or_default());
    let count =
        Memo::new(move |_| transcript.with(|it| it.as_ref().map_or(0, |it| it.lines.len())));
    let contact =
        Memo::new(move |_| transcript.with(|it| it.as_ref().map(|it| it.contact.clone())));
    let typing = Memo::new(move |_| transcript.with(|it| it.as_ref().is_some_and(|it| it.typing)));
    let open = Memo::new(move |_| transcript.with(|it| it.as_ref().is_some_and(|it| it.open)));
    let log = NodeRef::<html::Ol>::new();
    Effect::new(move |_| {
        count.track();
        contact.track();
        typing.track();
        if let Some(log) = log.get() {
            // Once it is drawn: the newest line is the one to be read.
            request_animation_frame(move || log.set_scroll_top(log.scroll_height()));
        }
    });
    view! {
        <div class="lines-box">
            <ol class="lines" role="log" aria-label=ui.t("lines.label") tabindex="0" data-test="lines" node_ref=log>
                <For
                    each=lines
                    key=|line| (line.from == LineFrom::Visitor, line.key.clone(), line.seq, line.state == LineState::Failed)
                    children=move |line| view! { <OneLine line /> }
                />
            </ol>
            <Show when=move || count.get() == 0><p class="soft no-lines">{ui.t(empty)}</p></Show>
            <p class="typing soft" data-test="typing" aria-live="polite" hidden=move || !typing.get()>
                <i></i><i></i><i></i>
                <span>{move || if typing.get() { ui.t("lines.typing")() } else { String::new() }}</span>
            </p>
            <Show when=move || open.get()><Composer transcript contact /></Show>
        </div>
    }
}

#[component]
fn OneLine(line: Line) -> impl IntoView {
    let ui = use_ui();
    let (from, who) = match line.from {
        LineFrom::Visitor => ("visitor", "lines.visitor"),
        LineFrom::Operator => ("operator", "lines.you"),
    };
    let (state, note) = match line.state {
        LineState::Sending => ("sending", Some("lines.sending")),
        LineState::Sent => ("sent", None),
        LineState::Failed => ("failed", Some("lines.failed")),
    };
    let at_ms = line.at_ms;
    let at = move || at_ms.map(|at_ms| words::time_of_day(ui.language.get(), at_ms));
    view! {
        <li
            class="line"
            data-test="line"
            data-from=from
            data-state=state
            data-seq=line.seq.map(|seq| seq.to_string())
        >
            <span class="unseen">{ui.t(who)}": "</span>
            <p dir="auto" data-test="words">{line.text.expose().to_owned()}</p>
            <small>{at}{note.map(|note| view! { <span>{ui.t(note)}</span> })}</small>
        </li>
    }
}

#[component]
fn Composer(
    transcript: Memo<Option<Transcript>>,
    contact: Memo<Option<ContactId>>,
) -> impl IntoView {
    let ui = use_ui();
    let draft = Memo::new(move |_| {
        transcript.with(|it| it.as_ref().map(|it| it.draft.clone()).unwrap_or_default())
    });
    let send = move || {
        if let Some(contact) = contact.get_untracked() {
            ui.send_line(contact);
        }
    };
    let write = move |text: String| {
        if let Some(contact) = contact.get_untracked() {
            ui.gesture(Gesture::Draft(contact, text));
        }
    };
    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <textarea
                rows="1"
                dir="auto"
                data-test="line-text"
                data-enter="sends"
                aria-label=ui.t("lines.write")
                placeholder=ui.t("lines.write")
                maxlength=MAX_LINE_CHARS.to_string()
                prop:value=move || draft.get()
                on:input:target=move |event| write(event.target().value())
                on:keydown=move |event| {
                    if page::sends(&event) {
                        event.prevent_default();
                        send();
                    }
                }
            ></textarea>
            <button class="button go" data-test="send-line" aria-label=ui.t("lines.send") disabled=move || draft.with(|draft| draft.trim().is_empty())>
                <Icon name="send" />
            </button>
        </form>
    }
}
