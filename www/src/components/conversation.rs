//! The call: coming up, going on, being ended.

use super::caller::Caller;
use super::consulting::Consulting;
use super::icons::Icon;
use super::idle::MicrophoneTrouble;
use super::level::Level;
use super::ui::use_ui;
use crate::browser::telephone::Voice;
use crate::desk::Gesture;
use crate::desk::readiness::Microphone;
use crate::desk::told::Hand;
use crate::desk::view::Connection;
use bellpull_protocol::visitor::LegState;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

#[component]
pub fn Connecting() -> impl IntoView {
    let ui = use_ui();
    view! {
        <section class="card call" data-test="connecting">
            <div class="call-head">
                <span class="spinner" aria-hidden="true"></span>
                <div role="status">
                    <h1>{ui.t("call.connecting")}</h1>
                    <p class="soft">{ui.t("call.connecting.hint")}</p>
                </div>
            </div>
            <Consulting />
            <Caller />
            <Interruptions />
            <div class="controls"><MuteButton /><HangUpButton /></div>
        </section>
    }
}

#[component]
pub fn Talking() -> impl IntoView {
    let ui = use_ui();
    let since = ui.memo(|view| {
        if let Hand::Talking { since_ms, .. } = &view.hand {
            *since_ms
        } else {
            0
        }
    });
    let clock = ui.memo(|view| view.clock);
    let duration = move || minutes_and_seconds(clock.get().since(since.get(), ui.now_ms.get()));
    view! {
        <section class="card call" data-test="talking">
            <div class="call-head">
                <div>
                    <h1>{ui.t("call.talking")}</h1>
                    <p class="duration figure" role="timer" aria-label=ui.t("call.duration") data-test="duration">
                        {duration}
                    </p>
                </div>
                <div class="voices">
                    <span>{ui.t("call.you")}</span>
                    <Level voice=Voice::Operator />
                    <span>{ui.t("call.visitor")}</span>
                    <Level voice=Voice::Visitor />
                </div>
            </div>
            <Consulting />
            <Interruptions />
            <Caller />
            <div class="controls"><MuteButton /><TransferButton /><HangUpButton /></div>
        </section>
    }
}

#[component]
pub fn HangingUp() -> impl IntoView {
    let ui = use_ui();
    view! {
        <section class="card call" data-test="hanging-up">
            <div class="call-head">
                <span class="spinner" aria-hidden="true"></span>
                <h1 role="status">{ui.t("call.hanging_up")}</h1>
            </div>
        </section>
    }
}

/// Who cannot be heard, and what is being done about it.
#[component]
fn Interruptions() -> impl IntoView {
    let ui = use_ui();
    let no_microphone = ui.memo(|view| matches!(view.readiness.microphone, Microphone::Refused(_)));
    let own_lost = ui.memo(|view| match &view.hand {
        Hand::Talking { leg, .. } => leg.state != LegState::Up,
        Hand::Empty
        | Hand::Ringing { .. }
        | Hand::RingingBack { .. }
        | Hand::Dialling { .. }
        | Hand::Connecting { .. }
        | Hand::WrapUp { .. } => false,
    });
    let visitor_lost = ui.memo(|view| match &view.hand {
        Hand::Talking { caller, .. } => caller.leg != LegState::Up,
        Hand::Empty
        | Hand::Ringing { .. }
        | Hand::RingingBack { .. }
        | Hand::Dialling { .. }
        | Hand::Connecting { .. }
        | Hand::WrapUp { .. } => false,
    });
    view! {
        <Show when=move || no_microphone.get()>
            <MicrophoneTrouble />
            <button class="button go" data-test="rejoin" on:click=move |_| ui.gesture(Gesture::Rejoin)>
                {ui.t("ready.rejoin")}
            </button>
        </Show>
        <Show when=move || own_lost.get() && !no_microphone.get()>
            <p class="banner bell" role="status" data-test="own-sound-lost">
                <Icon name="plug" />
                {ui.t("call.own_lost")}
            </p>
        </Show>
        <Show when=move || visitor_lost.get()>
            <p class="banner bell" role="status" data-test="visitor-sound-lost">
                <Icon name="plug" />
                {ui.t("call.visitor_lost")}
            </p>
        </Show>
    }
}

#[component]
fn MuteButton() -> impl IntoView {
    let ui = use_ui();
    let muted = ui.memo(|view| view.muted);
    view! {
        <button
            class="button"
            data-test="mute"
            aria-pressed=move || muted.get().to_string()
            on:click=move |_| ui.gesture(Gesture::Mute)
        >
            {move || {
                let name = if muted.get() { "microphone-off" } else { "microphone" };
                view! { <Icon name /> }
            }}
            {move || if muted.get() { ui.t("action.unmute")() } else { ui.t("action.mute")() }}
            <kbd>"M"</kbd>
        </button>
    }
}

/// Nobody is asked twice at a time.
#[component]
fn TransferButton() -> impl IntoView {
    let ui = use_ui();
    let consulting = ui.memo(|view| {
        let caller = view.hand.caller();
        caller.is_some_and(|caller| caller.consult.is_some())
    });
    let live = ui.memo(|view| view.connection == Connection::Live);
    view! {
        <button
            class="button"
            data-test="transfer"
            hidden=move || consulting.get()
            disabled=move || !live.get()
            on:click=move |_| ui.gesture(Gesture::OpenDirectory)
        >
            <Icon name="leave" />
            {ui.t("action.transfer")}
            <kbd>"G"</kbd>
        </button>
    }
}

#[component]
pub fn HangUpButton() -> impl IntoView {
    let ui = use_ui();
    view! {
        <button class="button end" data-test="hang-up" on:click=move |_| ui.gesture(Gesture::HangUp)>
            <Icon name="handset-down" />
            {ui.t("action.hang_up")}
            <kbd>"H"</kbd>
        </button>
    }
}
