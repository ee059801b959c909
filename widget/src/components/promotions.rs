//! What is promoted, draws to enter, and what came of them.

use super::shape::{Shape, el};
use super::{Frame, actions, icon, list};
use crate::browser::times;
use bellpull_protocol::promotion::ShownPromotion;
use bellpull_widget::softphone::session::{EntryNote, Input, Screen, View};
use bellpull_widget::wording;
use leptos::prelude::*;

pub(super) fn promotions(frame: Frame) -> Shape {
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
    el("section")
        .class("promotions")
        .test("promotions")
        .is("aria-label", frame.say("promotions.title"))
        .hidden(hidden)
        .child(list::list(frame, results, result))
        .child(list::list(frame, live, promotion))
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
    let entering = move || note.get() == Some(EntryNote::Entering);
    let button = el("button")
        .test("enter-draw")
        .hidden(move || !open())
        .flag("disabled", entering)
        .on("click", move |_| enter())
        .child(icon(|| Some("#gift")))
        .says(move || {
            Some(frame.say(if entering() {
                "action.busy"
            } else {
                "entry.enter"
            }))
        });
    let rules = el("details")
        .hidden(move || without_rules)
        .with(el("summary").text(frame.say("promotions.rules")))
        .with(body(rules));
    let until = frame.fill("promotions.until", "time", &times::moment(shown.ends_ms));
    el("article")
        .class("promotion")
        .is("lang", shown.language)
        .test("promotion")
        .is("data-promotion", shown.promotion.to_string())
        .with(
            el("h2")
                .is("dir", "auto")
                .test("promotion-title")
                .text(shown.title),
        )
        .with(body(shown.body))
        .with(button)
        .with(entry_note(frame, note))
        .with(rules)
        .with(el("small").text(until))
        .view()
}

/// A text of the marketer's, with its own lines.
fn body(text: String) -> Shape {
    el("p").class("body").is("dir", "auto").text(text)
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
    el("article")
        .class("promotion")
        .test("result")
        .with(el("h2").is("dir", "auto").text(title))
        .with(entry_note(frame, note))
        .view()
}

fn entry_note(frame: Frame, note: Memo<Option<EntryNote>>) -> Shape {
    let phrase = move || note.get().and_then(wording::entry_note);
    el("p")
        .attr("class", move || {
            let won = matches!(note.get(), Some(EntryNote::Won { .. }));
            Some(if won { "entry-note won" } else { "entry-note" }.to_owned())
        })
        .is("role", "status")
        .test("entry-note")
        .hidden(move || phrase().is_none())
        .says(move || phrase().map(|phrase| frame.phrase(&phrase)))
}
