//! Who sits here: presence, microphone, bell.

use super::breaks::Breaks;
use super::frame::presence_name;
use super::icons::Icon;
use super::level::Level;
use super::ui::use_ui;
use crate::browser::telephone::Voice;
use crate::desk::Gesture;
use crate::desk::readiness::{Microphone, Sound};
use crate::desk::view::Stage;
use bellpull_protocol::PersonName;
use bellpull_protocol::operator::{Presence, PresenceChoice};
use leptos::prelude::*;

#[component]
pub fn Person() -> impl IntoView {
    let ui = use_ui();
    let name = ui.memo(|view| view.name.clone());
    let shown = move || {
        name.get()
            .as_ref()
            .map(PersonName::expose)
            .unwrap_or_default()
            .to_owned()
    };
    let initial = move || {
        shown()
            .chars()
            .next()
            .map(|c| c.to_uppercase().to_string())
            .unwrap_or_default()
    };
    let presence = ui.memo(|view| view.presence);
    let stage = ui.memo(|view| view.stage);
    let state = move || match (stage.get(), presence.get()) {
        (Stage::Connecting | Stage::Talking | Stage::HangingUp, _) => ui.t("presence.on_call")(),
        (Stage::TakingCallback | Stage::RingingBack | Stage::Dialling, _) => {
            ui.t("presence.calling_back")()
        }
        (Stage::WrapUp, _) => ui.t("presence.wrap_up")(),
        (Stage::NotReady | Stage::Idle | Stage::Ringing | Stage::Declining, presence) => {
            match presence {
                Some(Presence::Available) => ui.t("presence.available")(),
                Some(Presence::Break) => ui.t("presence.break")(),
                Some(Presence::Unavailable) => ui.t("presence.unavailable")(),
                Some(Presence::Offline) | None => ui.t("presence.offline")(),
            }
        }
    };
    view! {
        <aside class="person" aria-label=ui.t("presence.legend")>
            <section class="who">
                <span class="avatar" aria-hidden="true">
                    {initial}
                    <i class="dot" data-presence=move || presence.get().map_or("offline", presence_name)></i>
                </span>
                <span class="who-name">
                    <b data-test="operator-name">{shown}</b>
                    <small data-test="presence-shown">{state}</small>
                </span>
            </section>
            <PresenceChoices />
            <SoundCheck />
        </aside>
    }
}

#[component]
fn PresenceChoices() -> impl IntoView {
    let ui = use_ui();
    let presence = ui.memo(|view| view.presence);
    let choices = [
        (
            PresenceChoice::Available,
            Presence::Available,
            "presence.available",
            "presence.available.hint",
        ),
        (
            PresenceChoice::Break,
            Presence::Break,
            "presence.break",
            "presence.break.hint",
        ),
        (
            PresenceChoice::Offline,
            Presence::Offline,
            "presence.offline",
            "presence.offline.hint",
        ),
    ];
    let rows = choices.map(|(choice, shown, label, hint)| {
        view! {
            <button
                class="presence"
                aria-pressed=move || (presence.get() == Some(shown)).to_string()
                data-test=format!("presence-{}", presence_name(shown))
                title=ui.t(hint)
                on:click=move |_| ui.gesture(Gesture::Choose(choice))
            >
                <i class="dot" data-presence=presence_name(shown)></i>
                <b>{ui.t(label)}</b>
            </button>
        }
    });
    view! {
        <section>
            <h2 class="legend">{ui.t("presence.legend")}</h2>
            <div class="presences" role="group" aria-label=ui.t("presence.legend")>
                {rows.collect_view()}
            </div>
            <Breaks />
        </section>
    }
}

#[component]
fn SoundCheck() -> impl IntoView {
    let ui = use_ui();
    let microphone = ui.memo(|view| view.readiness.microphone);
    let sound = ui.memo(|view| view.readiness.sound);
    let muted = ui.memo(|view| view.muted);
    let state = move || match (microphone.get(), muted.get()) {
        (Microphone::Up, false) => String::new(),
        (Microphone::Up, true) => ui.t("sound.muted")(),
        (Microphone::Unasked, _) => ui.t("sound.off")(),
        (Microphone::Asking, _) => ui.t("sound.asking")(),
        (Microphone::Refused(_), _) => ui.t("sound.refused")(),
    };
    view! {
        <section class="sound">
            <h2 class="legend">{ui.t("sound.legend")}</h2>
            <div class="sound-row">
                <Icon name="microphone" />
                <span>{ui.t("sound.microphone")}</span>
                <small class="soft">{state}</small>
            </div>
            <Level voice=Voice::Operator />
            <button class="quiet" data-test="try-bell" on:click=move |_| ui.try_bell()>
                <Icon name="bell" />
                {ui.t("sound.test")}
            </button>
            <Show when=move || sound.get() == Sound::Blocked>
                <button class="banner bell" data-test="sound-blocked" on:click=move |_| ui.try_bell()>
                    {ui.t("sound.blocked")}
                </button>
            </Show>
        </section>
    }
}
