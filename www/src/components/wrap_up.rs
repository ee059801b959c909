//! After the call: a short time to write down what was said.

use super::caller::Caller;
use super::countdown::Countdown;
use super::icons::Icon;
use super::outcome::reason_text;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::told::Hand;
use crate::desk::view::Connection;
use leptos::prelude::*;

#[component]
pub fn WrapUp() -> impl IntoView {
    let ui = use_ui();
    let until = ui.memo(|view| {
        if let Hand::WrapUp { until_ms, .. } = &view.hand {
            *until_ms
        } else {
            0
        }
    });
    let reason = ui.memo(|view| {
        if let Hand::WrapUp { reason, .. } = &view.hand {
            *reason
        } else {
            None
        }
    });
    // Asking for more time makes no sense later.
    let live = ui.memo(|view| view.connection == Connection::Live);
    let why = move || ui.t(reason_text(reason.get()))();
    view! {
        <section class="card wrap-up" data-test="wrap-up">
            <div class="call-head">
                <Countdown until_ms=until seconds="wrap_up.left" label="wrap_up.until" />
                <div role="status">
                    <h1>{ui.t("wrap_up.title")}</h1>
                    <p class="soft" data-test="end-reason">{why}</p>
                </div>
                <div class="controls">
                    <button class="button" data-test="more-time" disabled=move || !live.get() on:click=move |_| ui.gesture(Gesture::MoreTime)>
                        <Icon name="clock" />
                        {ui.t("action.more_time")}
                        <kbd>"T"</kbd>
                    </button>
                    <button class="button go" data-test="finish" on:click=move |_| ui.gesture(Gesture::Finish)>
                        <Icon name="check" />
                        {ui.t("action.finish")}
                        <kbd>"Ctrl ↵"</kbd>
                    </button>
                </div>
            </div>
            <Caller />
        </section>
    }
}
