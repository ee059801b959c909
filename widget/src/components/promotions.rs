//! What is promoted, draws to enter, and what came of them.

use super::shape::{Shape, el};
use super::{Frame, actions, icon};
use crate::browser::times;
use bellpull_widget::softphone::session::{EntryNote, Input, PromotionView, ResultView, Screen};
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
            let promotion = |one| promotion(frame, one);
            view.promotions.iter().map(promotion).collect()
        })
    };
    let results = move || {
        frame
            .view
            .with(|view| view.results.iter().map(|one| result(frame, one)).collect())
    };
    el("section")
        .class("promotions")
        .test("promotions")
        .is("aria-label", &frame.say("promotions.title"))
        .hidden(hidden)
        .with(el("div").rows(results))
        .with(el("div").rows(live))
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

fn promotion(frame: Frame, one: &PromotionView) -> Shape {
    let (shown, note) = (&one.shown, one.note);
    let id = shown.promotion.clone();
    let enter = move |_| {
        if let Some(request) = actions::fresh() {
            let promotion = id.clone();
            let enter = Input::EnterDraw { promotion, request };
            frame.phone.with_value(|phone| phone.handle(enter));
        }
    };
    let open = matches!(
        note,
        Some(EntryNote::MayEnter | EntryNote::Entering | EntryNote::Refused(_))
    );
    let entering = note == Some(EntryNote::Entering);
    let label = if entering {
        "action.busy"
    } else {
        "entry.enter"
    };
    let button = el("button")
        .test("enter-draw")
        .hidden(move || !open)
        .flag("disabled", move || entering)
        .on("click", enter)
        .child(icon(|| Some("#gift")))
        .text(&frame.say(label));
    let rules = shown.draw.as_ref().map_or("", |draw| &draw.rules);
    let without_rules = rules.is_empty();
    let rules = el("details")
        .hidden(move || without_rules)
        .with(el("summary").text(&frame.say("promotions.rules")))
        .with(body(rules));
    let until = frame.fill("promotions.until", "time", &times::moment(shown.ends_ms));
    el("article")
        .class("promotion")
        .is("lang", &shown.language)
        .test("promotion")
        .is("data-promotion", shown.promotion.as_str())
        .with(
            el("h2")
                .is("dir", "auto")
                .test("promotion-title")
                .text(&shown.title),
        )
        .with(body(&shown.body))
        .with(button)
        .with(entry_note(frame, note))
        .with(rules)
        .with(el("small").text(&until))
}

/// A text of the marketer's, with its own lines.
fn body(text: &str) -> Shape {
    el("p").class("body").is("dir", "auto").text(text)
}

fn result(frame: Frame, one: &ResultView) -> Shape {
    let title = match &one.title {
        Some(title) => title.clone(),
        None => frame.say("promotions.earlier"),
    };
    el("article")
        .class("promotion")
        .test("result")
        .with(el("h2").is("dir", "auto").text(&title))
        .with(entry_note(frame, Some(one.note)))
}

fn entry_note(frame: Frame, note: Option<EntryNote>) -> Shape {
    let phrase = note.and_then(wording::entry_note);
    let silent = phrase.is_none();
    let class = match note {
        Some(EntryNote::Won { .. }) => "entry-note won",
        Some(_) | None => "entry-note",
    };
    let text = phrase.map(|phrase| frame.phrase(&phrase));
    el("p")
        .is("class", class)
        .is("role", "status")
        .test("entry-note")
        .hidden(move || silent)
        .text(&text.unwrap_or_default())
}
