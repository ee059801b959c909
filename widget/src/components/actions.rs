//! The buttons.

use super::{Frame, icon};
use bellpull_protocol::RequestId;
use bellpull_widget::softphone::browser::chance::random_id;
use bellpull_widget::softphone::session::Input;
use bellpull_widget::wording::{Action, Sound};
use leptos::prelude::*;

pub(super) fn actions(frame: Frame) -> AnyView {
    let in_call = move || frame.wording().sound == Sound::Heard;
    Effect::new(move |_| {
        if !in_call() {
            frame.muted.set(false);
        }
    });
    view! {
        <div class="actions">
            <button class="mute" data-test="mute" hidden=move || !in_call()
                aria-pressed=move || frame.muted.get().to_string()
                on:click=move |_| frame.muted.set(frame.phone.with_value(|phone| phone.toggle_mute()))>
                <svg class="icon" aria-hidden="true">
                    <use href=move || if frame.muted.get() { "#microphone-off" } else { "#microphone" }></use>
                </svg>
                {move || frame.say(if frame.muted.get() { "action.unmute" } else { "action.mute" })}
            </button>
            {button(frame, "primary", "#phone", move || frame.wording().primary)}
            {button(frame, "secondary", "#hung-up", move || frame.wording().secondary)}
        </div>
    }
    .into_any()
}

fn button(
    frame: Frame,
    class: &'static str,
    symbol: &'static str,
    action: impl Fn() -> Option<Action> + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <button class=class hidden=move || action().is_none()
            data-test=move || action().map(|action| action.label_and_name().1)
            on:click=move |_| if let Some(action) = action() { act(frame, action) }>
            {icon(symbol)}
            {move || action().map(|action| frame.say(action.label_and_name().0))}
        </button>
    }
    .into_any()
}

fn act(frame: Frame, action: Action) {
    let phone = frame.phone.get_value();
    match action {
        Action::Call | Action::CallAgain => {
            if let Ok(request) = RequestId::new(random_id()) {
                phone.handle(Input::Call { request });
            }
        }
        Action::RetryMicrophone => phone.handle(Input::RetryMicrophone),
        Action::OpenWindow => {
            let _ = window().open_with_url_and_target(
                &window().location().href().unwrap_or_default(),
                "_blank",
            );
        }
        Action::UseHere | Action::TryAgain => {
            phone.handle(Input::Dismiss);
            phone.handle(Input::UseHere);
        }
        Action::Reload => {
            let _ = window().location().reload();
        }
        Action::LeaveQueue | Action::HangUp => phone.handle(Input::HangUp),
        Action::Cancel => phone.handle(Input::Dismiss),
        Action::Close => {
            phone.handle(Input::Dismiss);
            frame.host.with_value(|host| host.tell("close", "", false));
        }
    }
}
