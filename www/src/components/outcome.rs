//! Disposition and note, from the beginning of the call to the end of the wrap-up.

use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::keys::OUTCOMES;
use crate::desk::view::{Connection, Saving, Stage};
use bellpull_protocol::limits::MAX_NOTE_CHARS;
use bellpull_protocol::operator::Disposition;
use bellpull_protocol::visitor::EndReason;
use leptos::prelude::*;

#[component]
pub fn Outcome() -> impl IntoView {
    let ui = use_ui();
    let shown = ui.memo(|view| match view.stage {
        Stage::Dialling | Stage::Talking | Stage::HangingUp | Stage::WrapUp => true,
        Stage::NotReady
        | Stage::Idle
        | Stage::Ringing
        | Stage::Declining
        | Stage::TakingCallback
        | Stage::RingingBack
        | Stage::Connecting => false,
    });
    let picked = ui.memo(|view| view.outcome.disposition);
    let note = ui.memo(|view| view.outcome.note.clone());
    let chips = OUTCOMES
        .iter()
        .enumerate()
        .map(move |(place, (disposition, text))| {
            let disposition = *disposition;
            view! {
                <button
                    class="chip"
                    aria-pressed=move || (picked.get() == Some(disposition)).to_string()
                    data-test=format!("disposition-{}", disposition_name(disposition))
                    on:click=move |_| ui.gesture(Gesture::Outcome(disposition))
                >
                    <kbd>{place + 1}</kbd>
                    {ui.t(text)}
                </button>
            }
        });
    view! {
        <section class="card outcome" hidden=move || !shown.get() data-test="outcome">
            <h2 class="legend">{ui.t("outcome.legend")}</h2>
            <div class="chips" role="group" aria-label=ui.t("outcome.legend")>{chips.collect_view()}</div>
            <Topics />
            <div class="note-head">
                <label class="legend" for="note">{ui.t("note.label")}</label>
                <SavingState />
            </div>
            <textarea
                id="note"
                rows="4"
                maxlength=MAX_NOTE_CHARS.to_string()
                placeholder=ui.t("note.placeholder")
                data-test="note"
                prop:value=move || note.get()
                on:input:target=move |event| ui.gesture(Gesture::Note(event.target().value()))
            ></textarea>
            <Left note />
        </section>
    }
}

/// What it was about, where the hotline has a list.
#[component]
fn Topics() -> impl IntoView {
    let ui = use_ui();
    let topics = ui.memo(|view| {
        view.hand
            .caller()
            .map_or_else(Vec::new, |caller| caller.topics.clone())
    });
    let said = ui.memo(|view| {
        let said = view.hand.caller().and_then(|caller| caller.topic.clone());
        view.outcome.topic.clone().or(said).unwrap_or_default()
    });
    let options = move || {
        let topics = topics.get().into_iter();
        let options = topics.map(|topic| {
            let (value, is) = (topic.clone(), topic.clone());
            view! { <option value=value selected=move || said.get() == is>{topic}</option> }
        });
        options.collect_view()
    };
    view! {
        <label class="topic" hidden=move || topics.with(Vec::is_empty)>
            <span class="legend">{ui.t("outcome.topic")}</span>
            <select
                data-test="topic"
                on:change:target=move |event| {
                    let topic = event.target().value();
                    if !topic.is_empty() {
                        ui.gesture(Gesture::Topic(topic));
                    }
                }
            >
                <option value="" selected=move || said.with(String::is_empty)>{ui.t("outcome.topic.none")}</option>
                {options}
            </select>
        </label>
    }
}

/// How much more a note takes, from where it matters on: browsers cut what is too long without a word.
#[component]
pub fn Left(note: Memo<String>) -> impl IntoView {
    const SHOWN_FROM: usize = 500;
    let ui = use_ui();
    let left = Memo::new(move |_| {
        let written = note.with(|note| note.chars().count());
        Some(MAX_NOTE_CHARS.saturating_sub(written)).filter(|left| *left <= SHOWN_FROM)
    });
    let text = move || match left.get() {
        None => String::new(),
        Some(0) => ui.t("note.full")(),
        Some(left) => ui.filled("note.left", "count", &left.to_string()),
    };
    view! {
        // Said once it is full; before, it would interrupt every word.
        <small class="note-left" data-test="note-left" aria-live=move || (left.get() == Some(0)).then_some("polite")>{text}</small>
    }
}

#[component]
fn SavingState() -> impl IntoView {
    let ui = use_ui();
    let saving = ui.memo(|view| view.outcome.saving);
    let live = ui.memo(|view| view.connection == Connection::Live);
    let (name, text) = (
        move || match saving.get() {
            Saving::Blank => "blank",
            Saving::Unsaved => "unsaved",
            Saving::Saved => "saved",
        },
        move || match (saving.get(), live.get()) {
            (Saving::Blank, _) => String::new(),
            (Saving::Unsaved, true) => ui.t("note.unsaved")(),
            (Saving::Unsaved, false) => ui.t("note.offline")(),
            (Saving::Saved, _) => ui.t("note.saved")(),
        },
    );
    view! {
        <small class="saving" aria-live="polite" data-test="saving" data-saving=name>
            <Show when=move || saving.get() == Saving::Saved><Icon name="check" /></Show>
            {text}
        </small>
    }
}

/// The text that says why a contact ended.
pub fn reason_text(reason: Option<EndReason>) -> &'static str {
    match reason {
        Some(EndReason::VisitorHungUp) => "reason.visitor_hung_up",
        Some(EndReason::OperatorHungUp) => "reason.operator_hung_up",
        Some(EndReason::VisitorAbandoned) => "reason.visitor_abandoned",
        Some(EndReason::VisitorLost) => "reason.visitor_lost",
        Some(EndReason::CalledBack) => "reason.called_back",
        Some(EndReason::NotReached) => "reason.not_reached",
        Some(EndReason::Expired) => "reason.expired",
        Some(EndReason::TimedOut) => "reason.timed_out",
        Some(EndReason::Unknown) | None => "reason.unknown",
    }
}

pub fn disposition_name(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Resolved => "resolved",
        Disposition::FollowUp => "follow-up",
        Disposition::NotResolved => "not-resolved",
        Disposition::WrongNumber => "wrong-number",
        Disposition::Spam => "spam",
        Disposition::Unknown => "unknown",
    }
}
