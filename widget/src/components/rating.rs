//! Stars and a remark, after somebody has answered.

use super::shape::{Shape, el, follow};
use super::{Frame, icon};
use bellpull_protocol::Remark;
use bellpull_protocol::limits::MAX_REMARK_CHARS;
use bellpull_widget::softphone::session::{Input, RatingView};
use leptos::prelude::*;

pub(super) fn rating(frame: Frame) -> Shape {
    let state = move || frame.view.with(|view| view.rating);
    let chosen = RwSignal::new(0_u8);
    let remark = RwSignal::new(String::new());
    follow(Box::new(move || {
        if state() == RatingView::None {
            chosen.set(0);
            remark.set(String::new());
        }
    }));
    let send = move || {
        let text = remark.get_untracked();
        let text = text.trim();
        let rate = Input::Rate {
            stars: chosen.get_untracked(),
            remark: (!text.is_empty()).then(|| Remark::new(text)),
        };
        frame.phone.with_value(|phone| phone.handle(rate));
    };
    let rated = move || matches!(state(), RatingView::Rated(_));
    let stars = (1..=5).fold(el("div").class("stars"), |stars, star| {
        stars.with(one(frame, chosen, star))
    });
    let field = el("textarea")
        .is("rows", "2")
        .is("dir", "auto")
        .is("maxlength", &MAX_REMARK_CHARS.to_string())
        .is("aria-label", &frame.say("rating.remark"))
        .is("placeholder", &frame.say("rating.remark"))
        .test("remark")
        .value(remark);
    let field = el("div")
        .class("field")
        .hidden(move || chosen.get() == 0 || rated())
        .with(field)
        .with(
            el("button")
                .class("primary")
                .test("send-rating")
                .text(&frame.say("rating.send")),
        );
    let questions = el("fieldset")
        .flag("disabled", move || state() != RatingView::Open)
        .with(el("legend").text(&frame.say("rating.title")))
        .with(stars)
        .with(field);
    let thanks = el("p")
        .is("role", "status")
        .test("rated")
        .hidden(move || !rated())
        .text(&frame.say("rating.thanks"));
    el("form")
        .class("form rating")
        .hidden(move || state() == RatingView::None)
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .with(questions)
        .with(thanks)
}

fn one(frame: Frame, chosen: RwSignal<u8>, star: u8) -> Shape {
    let shown = move || match frame.view.with(|view| view.rating) {
        RatingView::Rated(stars) => stars,
        RatingView::None | RatingView::Open | RatingView::Sending => chosen.get(),
    };
    let number = star.to_string();
    el("button")
        .is("type", "button")
        .attr("class", move || {
            Some(if star <= shown() { "star lit" } else { "star" }.to_owned())
        })
        .attr("aria-pressed", move || Some((star == shown()).to_string()))
        .is("aria-label", &frame.fill("rating.star", "n", &number))
        .is("data-test", &["star-", &number].concat())
        .on("click", move |_| chosen.set(star))
        .child(icon(|| Some("#star")))
}
