//! Stars and a remark, after somebody has answered.

use super::Frame;
use bellpull_protocol::Remark;
use bellpull_protocol::limits::MAX_REMARK_CHARS;
use bellpull_widget::softphone::session::{Input, RatingView};
use leptos::prelude::*;

pub(super) fn rating(frame: Frame) -> AnyView {
    let state = move || frame.view.with(|view| view.rating);
    let chosen = RwSignal::new(0_u8);
    let remark = RwSignal::new(String::new());
    Effect::new(move |_| {
        if state() == RatingView::None {
            chosen.set(0);
            remark.set(String::new());
        }
    });
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
    let stars: Vec<AnyView> = (1..=5).map(|star| one(frame, chosen, star)).collect();
    view! {
        <form class="form rating" hidden=move || state() == RatingView::None
            on:submit=move |event| {
                event.prevent_default();
                send();
            }>
            <fieldset disabled=move || state() != RatingView::Open>
                <legend>{frame.say("rating.title")}</legend>
                <div class="stars">{stars}</div>
                <div class="field" hidden=move || chosen.get() == 0 || rated()>
                    <textarea rows="2" dir="auto" maxlength=MAX_REMARK_CHARS.to_string() data-test="remark"
                        aria-label=frame.say("rating.remark") placeholder=frame.say("rating.remark")
                        prop:value=move || remark.get()
                        on:input=move |event| remark.set(event_target_value(&event))></textarea>
                    <button class="primary" data-test="send-rating">{frame.say("rating.send")}</button>
                </div>
            </fieldset>
            <p role="status" data-test="rated" hidden=move || !rated()>{frame.say("rating.thanks")}</p>
        </form>
    }
    .into_any()
}

fn one(frame: Frame, chosen: RwSignal<u8>, star: u8) -> AnyView {
    let shown = move || match frame.view.with(|view| view.rating) {
        RatingView::Rated(stars) => stars,
        RatingView::None | RatingView::Open | RatingView::Sending => chosen.get(),
    };
    let number = star.to_string();
    view! {
        <button type="button" class="star" class:lit=move || star <= shown()
            aria-pressed=move || (star == shown()).to_string()
            aria-label=frame.fill("rating.star", "n", &number)
            data-test=["star-", &number].concat() on:click=move |_| chosen.set(star)>
            <svg aria-hidden="true"><use href="#star"></use></svg>
        </button>
    }
    .into_any()
}
