//! What is promoted, draws to enter, and what came of them.

use super::{Frame, actions, list};
use crate::browser::times;
use bellpull_protocol::promotion::ShownPromotion;
use bellpull_widget::softphone::session::{EntryNote, Input, Screen, View};
use bellpull_widget::wording;
use leptos::prelude::*;

pub(super) fn promotions(frame: Frame) -> AnyView {
    let hidden = move || {
        frame.view.with(|view| {
            !has_room(view.screen) || (view.promotions.is_empty() && view.results.is_empty())
        })
    };
    let live = move || {
        frame.view.with(|view| {
            let shown = view.promotions.iter().map(|promotion| &promotion.shown);
            shown.map(name_of).collect()
        })
    };
    let results = move || {
        frame.view.with(|view| {
            let of = view.results.iter().map(|result| &result.promotion);
            of.map(ToString::to_string).collect()
        })
    };
    view! {
        <section class="promotions" data-test="promotions" aria-label=frame.say("promotions.title") hidden=hidden>
            {list::list(frame, results, result)}
            {list::list(frame, live, promotion)}
        </section>
    }
    .into_any()
}

fn has_room(screen: Screen) -> bool {
    match screen {
        Screen::Start
        | Screen::Closed
        | Screen::Waiting
        | Screen::Ringing
        | Screen::Callback
        | Screen::Dialling
        | Screen::Message
        | Screen::Talking
        | Screen::Ended(_) => true,
        Screen::Loading
        | Screen::CallbackForm
        | Screen::MessageForm
        | Screen::Asking { .. }
        | Screen::NoMicrophone { .. }
        | Screen::Calling
        | Screen::RingBack
        | Screen::Connecting
        | Screen::Chatting
        | Screen::Refused(_)
        | Screen::Superseded => false,
    }
}

/// Another text makes another row.
fn name_of(shown: &ShownPromotion) -> String {
    let ends = shown.ends_ms.to_string();
    [
        shown.promotion.as_str(),
        &shown.title,
        &shown.body,
        &shown.language,
        &ends,
    ]
    .join("\n")
}

fn promotion(frame: Frame, name: String) -> AnyView {
    let find = move |view: &View| {
        let mut all = view.promotions.iter();
        all.find(|one| name_of(&one.shown) == name).cloned()
    };
    let Some(first) = frame.view.with_untracked(&find) else {
        return ().into_any();
    };
    let note = Memo::new(move |_| frame.view.with(&find).and_then(|one| one.note));
    let shown = first.shown;
    let id = shown.promotion.clone();
    let enter = move || {
        if let Some(request) = actions::fresh() {
            let promotion = id.clone();
            let enter = Input::EnterDraw { promotion, request };
            frame.phone.with_value(|phone| phone.handle(enter));
        }
    };
    let open = move || {
        matches!(
            note.get(),
            Some(EntryNote::MayEnter | EntryNote::Entering | EntryNote::Refused(_))
        )
    };
    let rules = shown.draw.map(|draw| draw.rules).unwrap_or_default();
    let without_rules = rules.is_empty();
    view! {
        <article class="promotion" lang=shown.language data-test="promotion" data-promotion=shown.promotion.to_string()>
            <h2 dir="auto" data-test="promotion-title">{shown.title}</h2>
            <p dir="auto" class="body">{shown.body}</p>
            <button data-test="enter-draw" hidden=move || !open()
                disabled=move || note.get() == Some(EntryNote::Entering) on:click=move |_| enter()>
                {super::icon("#gift")}
                {move || frame.say(if note.get() == Some(EntryNote::Entering) { "action.busy" } else { "entry.enter" })}
            </button>
            {entry_note(frame, note)}
            <details hidden=without_rules>
                <summary>{frame.say("promotions.rules")}</summary>
                <p dir="auto" class="body">{rules}</p>
            </details>
            <small>{frame.fill("promotions.until", "time", &times::moment(shown.ends_ms))}</small>
        </article>
    }
    .into_any()
}

fn result(frame: Frame, promotion: String) -> AnyView {
    let find = move |view: &View| {
        let mut all = view.results.iter();
        all.find(|one| one.promotion.as_str() == promotion).cloned()
    };
    let Some(first) = frame.view.with_untracked(&find) else {
        return ().into_any();
    };
    let note = Memo::new(move |_| frame.view.with(&find).map(|one| one.note));
    let title = first
        .title
        .unwrap_or_else(|| frame.say("promotions.earlier"));
    view! {
        <article class="promotion" data-test="result">
            <h2 dir="auto">{title}</h2>
            {entry_note(frame, note)}
        </article>
    }
    .into_any()
}

fn entry_note(frame: Frame, note: Memo<Option<EntryNote>>) -> AnyView {
    let phrase = move || note.get().and_then(wording::entry_note);
    view! {
        <p class="entry-note" role="status" data-test="entry-note" hidden=move || phrase().is_none()
            class:won=move || matches!(note.get(), Some(EntryNote::Won { .. }))>
            {move || phrase().map(|phrase| frame.phrase(&phrase))}
        </p>
    }
    .into_any()
}
