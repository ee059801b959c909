//! The buttons.

use super::shape::{Shape, el, follow};
use super::{Frame, icon};
use crate::browser::times;
use bellpull_protocol::RequestId;
use bellpull_widget::softphone::browser::chance::random_id;
use bellpull_widget::softphone::session::{CallTime, Form, Input, Wish};
use bellpull_widget::wording::{Action, Sound};
use leptos::prelude::*;

pub(super) fn actions(frame: Frame) -> Shape {
    let in_call = move || frame.wording().sound == Sound::Heard;
    follow(Box::new(move || {
        if !in_call() {
            frame.muted.set(false);
        }
    }));
    let symbol = move || {
        Some(if frame.muted.get() {
            "#microphone-off"
        } else {
            "#microphone"
        })
    };
    let mute = el("button")
        .class("mute")
        .test("mute")
        .hidden(move || !in_call())
        .attr("aria-pressed", move || Some(frame.muted.get().to_string()))
        .on("click", move |_| {
            let muted = frame.phone.with_value(|phone| phone.toggle_mute());
            frame.muted.set(muted);
        })
        .child(icon(symbol))
        .says(move || {
            Some(frame.say(if frame.muted.get() {
                "action.unmute"
            } else {
                "action.mute"
            }))
        });
    el("div")
        .class("actions")
        .with(mute)
        .with(button(frame, "primary", 0))
        .with(button(frame, "beside", 1))
        .with(button(frame, "beside", 2))
        .with(button(frame, "secondary", 3))
}

fn button(frame: Frame, class: &'static str, at: usize) -> Shape {
    let action = move || frame.wording().actions.get(at).copied().flatten();
    el("button")
        .class(class)
        .hidden(move || action().is_none())
        .attr("data-test", move || {
            action().map(|action| action.label_and_name().1.to_owned())
        })
        .on("click", move |_| {
            if let Some(action) = action() {
                act(frame, action);
            }
        })
        .child(icon(move || action().and_then(Action::icon)))
        .says(move || action().map(|action| frame.say(action.label_and_name().0)))
}

fn act(frame: Frame, action: Action) {
    let phone = frame.phone.get_value();
    match action {
        Action::Call | Action::CallAgain | Action::ToCall => ask(frame, Wish::Call),
        Action::StartChat | Action::ToChat => ask(frame, Wish::Chat),
        Action::AskCallback | Action::ToCallback => phone.handle(Input::Open(Form::Callback)),
        Action::LeaveMessage => phone.handle(Input::Open(Form::Message)),
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
        Action::AnswerRingBack => phone.handle(Input::AnswerRingBack),
        Action::LeaveQueue
        | Action::HangUp
        | Action::EndChat
        | Action::CancelCallback
        | Action::WithdrawMessage
        | Action::DeclineRingBack => phone.handle(Input::HangUp),
        Action::Cancel | Action::Back => phone.handle(Input::Dismiss),
        Action::Close => {
            phone.handle(Input::Dismiss);
            frame.host.with_value(|host| host.tell("close"));
        }
    }
}

/// Asks for a contact, or of the one there is.
pub(super) fn ask(frame: Frame, wish: Wish) {
    if let Some(request) = fresh() {
        frame
            .phone
            .with_value(|phone| phone.handle(Input::Ask { request, wish }));
    }
}

/// A request or a line that was never sent before.
pub(super) fn fresh() -> Option<RequestId> {
    RequestId::new(random_id()).ok()
}

/// A callback in this browser, or at a number.
pub(super) fn callback_wish(number: Option<String>, at: Option<CallTime>) -> Wish {
    Wish::Callback {
        zone: number.as_ref().and_then(|_| times::zone()),
        number: number.map(bellpull_protocol::PhoneNumber::new),
        at,
    }
}
