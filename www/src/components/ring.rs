//! Somebody is calling.

use super::caller::Caller;
use super::countdown::Countdown;
use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::told::Hand;
use bellpull_protocol::visitor::Channel;
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
    let callback = ui.memo(|view| {
        view.hand
            .caller()
            .is_some_and(|caller| caller.channel == Channel::Callback)
    });
    let title = move || {
        let text = if callback.get() {
            "ring.callback"
        } else {
            "ring.title"
        };
        ui.t(text)()
    };
    let answer = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(answer) = answer.get() {
            // Out of the event that drew it, and never away from somebody who types.
            request_animation_frame(move || focus_unless_typing(&answer));
        }
    });
    view! {
        <section class="card ring" data-test="ring" data-callback=move || callback.get().to_string()>
            <div class="ring-head">
                <Countdown until_ms=until seconds="ring.left" label="ring.title" icon="bell" />
                <div>
                    <h1>{title}</h1>
                    <Show when=move || callback.get()><CallbackHint /></Show>
                </div>
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
                    {move || if callback.get() { ui.t("action.call_back")() } else { ui.t("action.answer")() }}
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

/// By which way, and how often it was tried.
#[component]
fn CallbackHint() -> impl IntoView {
    let ui = use_ui();
    let by_phone = ui.memo(|view| {
        let contact = view.hand.contact();
        let mut owed = view.owed.rows.iter();
        owed.any(|row| Some(&row.contact) == contact && row.by_phone)
    });
    let tries = ui.memo(|view| view.hand.caller().map_or(0, |caller| caller.tries));
    view! {
        <p class="soft">
            {move || if by_phone.get() { ui.t("ring.by_phone")() } else { ui.t("ring.by_browser")() }}
            {move || (tries.get() > 0).then(|| format!(" {}", ui.filled("callback.tries", "count", &tries.get().to_string())))}
        </p>
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
