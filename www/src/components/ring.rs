//! Somebody is calling.

use super::caller::Caller;
use super::countdown::Countdown;
use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::told::Hand;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Ring() -> impl IntoView {
    let ui = use_ui();
    let until = ui.memo(|view| {
        if let Hand::Ringing { until_ms, .. } = &view.hand {
            *until_ms
        } else {
            0
        }
    });
    let answer = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(answer) = answer.get() {
            // Out of the event that drew it, and never away from somebody who types.
            request_animation_frame(move || focus_unless_typing(&answer));
        }
    });
    view! {
        <section class="card ring" data-test="ring">
            <div class="ring-head">
                <Countdown until_ms=until seconds="ring.left" label="ring.title" icon="bell" />
                <h1>{ui.t("ring.title")}</h1>
            </div>
            <Caller />
            <div class="answers">
                <button
                    class="button go huge"
                    data-test="answer"
                    node_ref=answer
                    on:click=move |_| ui.gesture(Gesture::Answer)
                >
                    <Icon name="handset" />
                    {ui.t("action.answer")}
                    <kbd>"Enter"</kbd>
                </button>
                <button class="button end-quiet huge" data-test="decline" on:click=move |_| ui.gesture(Gesture::Decline)>
                    <Icon name="handset-down" />
                    {ui.t("action.decline")}
                    <kbd>"D"</kbd>
                </button>
            </div>
        </section>
    }
}

#[component]
pub fn Declining() -> impl IntoView {
    let ui = use_ui();
    view! {
        <section class="card idle" data-test="declining">
            <p class="soft" role="status">{ui.t("ring.declining")}</p>
        </section>
    }
}

fn focus_unless_typing(button: &leptos::web_sys::HtmlButtonElement) {
    let typing = document()
        .active_element()
        .is_some_and(|element| element.tag_name() == "TEXTAREA");
    if !typing {
        let _ = button.focus();
    }
}
