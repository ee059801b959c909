//! What visitor and operator write to each other, and the line being written.

use super::icons::Icon;
use super::ui::{Ui, use_ui};
use crate::browser::{page, words};
use crate::desk::Gesture;
use crate::desk::chat_view::{Line, LineState, Transcript};
use bellpull_protocol::ContactId;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use leptos::html;
use leptos::prelude::*;

/// From how many characters left they are counted: one notices in time, and short lines stay undisturbed.
const COUNTED_FROM: usize = 100;

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
    let log = NodeRef::<html::Div>::new();
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
            // A log around a list: an element that is both is neither to a screen reader.
            <div class="lines" role="log" aria-label=ui.t("lines.label") tabindex="0" data-test="lines" node_ref=log>
                <ol>
                    <For
                        each=lines
                        key=|line| (line.from == LineFrom::Visitor, line.key.clone(), line.seq, line.state == LineState::Failed)
                        children=move |line| view! { <OneLine line /> }
                    />
                </ol>
            </div>
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
    let length = Memo::new(move |_| draft.with(|draft| draft.trim().chars().count()));
    // There may be two composers on a page, of two contacts.
    let length_id = move || {
        contact
            .get()
            .map(|contact| format!("line-length-{contact}"))
    };
    let too_long = move || length.get() > MAX_LINE_CHARS;
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
                aria-invalid=move || too_long().to_string()
                aria-describedby=length_id
                prop:value=move || draft.get()
                on:input:target=move |event| write(event.target().value())
                on:keydown=move |event| {
                    if page::sends(&event) {
                        event.prevent_default();
                        send();
                    }
                }
            ></textarea>
            <button class="button go" data-test="send-line" aria-label=ui.t("lines.send") disabled=move || length.get() == 0 || too_long()>
                <Icon name="send" />
            </button>
            <small class="line-length" id=length_id aria-live="polite" data-test="line-length" data-over=move || too_long().to_string()>
                {move || room_left(ui, length.get())}
            </small>
        </form>
    }
}

/// Said only near the end. Nothing is cut off: what is too long stays where it was written.
fn room_left(ui: Ui, length: usize) -> Option<String> {
    if length > MAX_LINE_CHARS {
        let over = (length - MAX_LINE_CHARS).to_string();
        return Some(ui.filled("lines.too_long", "count", &over));
    }
    let left = MAX_LINE_CHARS - length;
    (left <= COUNTED_FROM).then(|| ui.filled("lines.left", "count", &left.to_string()))
}
