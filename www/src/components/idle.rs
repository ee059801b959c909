//! Nothing in hand: going online, or waiting for the next ring.

use super::icons::{Bellpull, Icon};
use super::moments;
use super::ui::{Ui, use_ui};
use crate::desk::Gesture;
use crate::desk::readiness::Microphone;
use bellpull_protocol::operator::{AwayReason, Presence, PresenceChoice};
use bellpull_widget::softphone::session::MicrophoneProblem;
use leptos::prelude::*;

#[component]
pub fn GoOnline() -> impl IntoView {
    let ui = use_ui();
    let microphone = ui.memo(|view| view.readiness.microphone);
    let asking = move || microphone.get() == Microphone::Asking;
    view! {
        <section class="card idle" data-test="not-ready">
            <Bellpull />
            <h1>{ui.t("ready.title")}</h1>
            <p class="soft">{ui.t("ready.body")}</p>
            <ul class="checks">
                <li><Icon name="bell" /><span>{ui.t("ready.bell")}</span></li>
                <li><Icon name="microphone" /><span>{ui.t("ready.microphone")}</span></li>
                <li><Icon name="window" /><span>{ui.t("ready.notifications")}</span></li>
            </ul>
            <MicrophoneTrouble />
            <button
                class="button go large"
                data-test="go-online"
                disabled=asking
                on:click=move |_| ui.gesture(Gesture::GoOnline)
            >
                {move || if asking() { ui.t("ready.asking")() } else { ui.t("ready.go")() }}
            </button>
        </section>
    }
}

/// Why there is no microphone, and what to do about it.
#[component]
pub fn MicrophoneTrouble() -> impl IntoView {
    let ui = use_ui();
    let microphone = ui.memo(|view| view.readiness.microphone);
    move || {
        let text = match microphone.get() {
            Microphone::Refused(problem) => match problem {
                MicrophoneProblem::Denied => "microphone.denied",
                MicrophoneProblem::Missing => "microphone.missing",
                MicrophoneProblem::InUse => "microphone.in_use",
                MicrophoneProblem::BlockedByPage => "microphone.policy",
                MicrophoneProblem::Insecure => "microphone.insecure",
                MicrophoneProblem::Unsupported => "microphone.unsupported",
                MicrophoneProblem::Failed => "microphone.failed",
            },
            Microphone::Unasked | Microphone::Asking | Microphone::Up => return None,
        };
        Some(
            view! { <p class="banner end" role="alert" data-test="microphone-trouble">{ui.t(text)}</p> },
        )
    }
}

#[component]
pub fn Idle() -> impl IntoView {
    let ui = use_ui();
    let presence = ui.memo(|view| view.presence);
    move || match presence.get() {
        Some(Presence::Available) => quiet(ui, "idle.available.title", "idle.available.body"),
        Some(Presence::Break) => quiet(ui, "idle.break.title", "idle.break.body"),
        Some(Presence::Offline) => quiet(ui, "idle.offline.title", "idle.offline.body"),
        Some(Presence::Unavailable) => view! { <Away /> }.into_any(),
        None => quiet(ui, "idle.joining.title", "idle.joining.body"),
    }
}

fn quiet(ui: Ui, title: &'static str, body: &'static str) -> AnyView {
    view! {
        <section class="card idle" data-test="idle">
            <Bellpull />
            <h1>{ui.t(title)}</h1>
            <p class="soft">{ui.t(body)}</p>
        </section>
    }
    .into_any()
}

/// Taken out by the switchboard: why, and the way back.
#[component]
fn Away() -> impl IntoView {
    let ui = use_ui();
    let reason = ui.memo(|view| view.away_reason);
    let back_at = ui.memo(|view| view.presence_until_ms);
    let texts = move || match reason.get() {
        Some(AwayReason::NoAnswer) => ("no-answer", "away.no_answer"),
        Some(AwayReason::NoSound) => ("no-sound", "away.no_sound"),
        Some(AwayReason::ConnectionLost) => ("connection-lost", "away.connection_lost"),
        Some(AwayReason::ForcedOff) => ("forced-off", "away.forced_off"),
        Some(AwayReason::Unknown) | None => ("unknown", "away.unknown"),
    };
    view! {
        <section class="card idle away" role="alert" data-test="away" data-reason=move || texts().0>
            <Bellpull />
            <h1>{ui.t("presence.away")}</h1>
            <p class="soft">{move || ui.t(texts().1)()}</p>
            <p class="soft" data-test="back-at" hidden=move || back_at.get().is_none()>
                {move || back_at.get().map(|at_ms| ui.filled("away.back_at", "time", &moments::until(ui, at_ms)))}
            </p>
            <button
                class="button go large"
                data-test="available-again"
                on:click=move |_| ui.gesture(Gesture::Choose(PresenceChoice::Available))
            >
                {ui.t("presence.again")}
            </button>
        </section>
    }
}
