//! A callback in hand: the visitor's page rings, or the operator dials.

use super::caller::Caller;
use super::countdown::Countdown;
use super::icons::Icon;
use super::owed::LocalTime;
use super::ui::use_ui;
use crate::browser::page;
use crate::desk::Gesture;
use crate::desk::told::Hand;
use bellpull_protocol::operator::TryOutcome;
use leptos::prelude::*;

#[component]
pub fn Taking() -> impl IntoView {
    let ui = use_ui();
    view! {
        <section class="card call" data-test="taking-callback">
            <div class="call-head">
                <span class="spinner" aria-hidden="true"></span>
                <h1 role="status">{ui.t("callback.taking")}</h1>
            </div>
        </section>
    }
}

#[component]
pub fn RingingBack() -> impl IntoView {
    let ui = use_ui();
    let until = ui.memo(|view| {
        if let Hand::RingingBack { until_ms, .. } = &view.hand {
            *until_ms
        } else {
            0
        }
    });
    view! {
        <section class="card call" data-test="ringing-back">
            <div class="call-head">
                <Countdown until_ms=until seconds="ring.left" label="ring_back.title" icon="bell" />
                <div role="status">
                    <h1>{ui.t("ring_back.title")}</h1>
                    <p class="soft">{ui.t("ring_back.body")}</p>
                </div>
            </div>
            <Caller />
            <div class="controls">
                <button class="button end-quiet" data-test="cancel-ring-back" on:click=move |_| ui.gesture(Gesture::HangUp)>
                    <Icon name="close" />
                    {ui.t("action.cancel_ring_back")}
                    <kbd>"H"</kbd>
                </button>
            </div>
        </section>
    }
}

#[component]
pub fn Dialling() -> impl IntoView {
    let ui = use_ui();
    let number = ui.memo(|view| {
        if let Hand::Dialling { number, .. } = &view.hand {
            number.expose().to_owned()
        } else {
            String::new()
        }
    });
    let zone = ui.memo(|view| view.hand.caller().and_then(|caller| caller.zone.clone()));
    let tries = ui.memo(|view| view.hand.caller().map_or(0, |caller| caller.tries));
    let tried = move || {
        let count = tries.get();
        if count == 0 {
            ui.t("callback.first_try")()
        } else {
            ui.filled("callback.tries", "count", &count.to_string())
        }
    };
    view! {
        <section class="card call dialling" data-test="dialling">
            <div>
                <h1>{ui.t("dialling.title")}</h1>
                <p class="soft">{ui.t("dialling.body")}</p>
            </div>
            <div class="number">
                <a class="figure" dir="ltr" data-test="phone-number" href=move || format!("tel:{}", number.get())>
                    {move || number.get()}
                </a>
                <CopyButton number />
            </div>
            <dl class="caller">
                <div><dt>{ui.t("callback.local_time")}</dt><dd><LocalTime zone /></dd></div>
                <div><dt>{ui.t("callback.so_far")}</dt><dd data-test="tries">{tried}</dd></div>
            </dl>
            <Caller />
            <Outcomes />
        </section>
    }
}

#[component]
fn CopyButton(number: Memo<String>) -> impl IntoView {
    let ui = use_ui();
    let copied = RwSignal::new(false);
    Effect::new(move |_| {
        number.track();
        copied.set(false);
    });
    view! {
        <button
            class="quiet"
            data-test="copy-number"
            on:click=move |_| page::copy(&number.get_untracked(), move || copied.set(true))
        >
            {move || {
                let name = if copied.get() { "check" } else { "copy" };
                view! { <Icon name /> }
            }}
            <span aria-live="polite">
                {move || if copied.get() { ui.t("action.copied")() } else { ui.t("action.copy")() }}
            </span>
        </button>
    }
}

/// How it went. Said once; the buttons rest until the switchboard has heard.
#[component]
fn Outcomes() -> impl IntoView {
    let ui = use_ui();
    let tried = ui.memo(|view| view.tried);
    let outcomes = [
        (
            TryOutcome::Reached,
            "tried-reached",
            "tried.reached",
            "button go",
        ),
        (
            TryOutcome::NoAnswer,
            "tried-no_answer",
            "tried.no_answer",
            "button",
        ),
        (
            TryOutcome::Engaged,
            "tried-engaged",
            "tried.engaged",
            "button",
        ),
        (
            TryOutcome::WrongNumber,
            "tried-wrong_number",
            "tried.wrong_number",
            "button end-quiet",
        ),
    ];
    let buttons = outcomes.map(|(outcome, test, text, class)| {
        view! {
            <button
                class=class
                data-test=test
                disabled=move || tried.get().is_some()
                aria-pressed=move || (tried.get() == Some(outcome)).to_string()
                on:click=move |_| ui.gesture(Gesture::Tried(outcome))
            >
                {ui.t(text)}
            </button>
        }
    });
    view! {
        <div>
            <h2 class="legend">{ui.t("tried.legend")}</h2>
            <div class="controls tried" role="group" aria-label=ui.t("tried.legend")>{buttons.collect_view()}</div>
            <p class="soft tried-note">{ui.t("tried.hint")}</p>
        </div>
    }
}
