//! What is filled in before it is asked for: a callback, a message.

use super::{Frame, actions, chat};
use bellpull_protocol::LineText;
use bellpull_protocol::limits::MAX_LINE_CHARS;
use bellpull_widget::softphone::chat::sayable;
use bellpull_widget::softphone::session::{Screen, Wish};
use bellpull_widget::wording;
use leptos::prelude::*;

pub(super) fn callback(frame: Frame) -> AnyView {
    let by_phone = RwSignal::new(false);
    let number = RwSignal::new(String::new());
    let way = move |name: &'static str, phone: bool, title: &'static str, text: &'static str| {
        view! {
            <label class="way" data-test=name>
                <input type="radio" name="way" prop:checked=move || by_phone.get() == phone
                    on:change=move |_| by_phone.set(phone) />
                <span><b>{frame.say(title)}</b><small>{frame.say(text)}</small></span>
            </label>
        }
        .into_any()
    };
    view! {
        <form class="form" novalidate hidden=move || frame.screen() != Screen::CallbackForm
            on:submit=move |event| {
                event.prevent_default();
                let number = by_phone.get_untracked().then(|| number.get_untracked());
                actions::ask(frame, actions::callback_wish(number));
            }>
            {way("callback-browser", false, "callback_form.browser", "callback_form.browser_text")}
            {way("callback-phone", true, "callback_form.phone", "callback_form.phone_text")}
            <label class="field" hidden=move || !by_phone.get()>
                <span>{frame.say("callback_form.number")}</span>
                <input type="tel" inputmode="tel" autocomplete="tel" dir="ltr" placeholder="+43 1 234567"
                    maxlength="40" data-test="phone-number" aria-describedby="callback-error"
                    prop:value=move || number.get()
                    on:input=move |event| number.set(event_target_value(&event))
                    on:change=move |event| number.set(event_target_value(&event)) />
            </label>
            {trouble(frame, "callback-error")}
            {submit(frame, "request-callback", "callback_form.submit", || true)}
        </form>
    }
    .into_any()
}

pub(super) fn message(frame: Frame) -> AnyView {
    let draft = RwSignal::new(String::new());
    let fits = move || draft.with(|text| sayable(text).is_ok());
    let send = move || {
        let text = draft.get_untracked();
        if let (Some(key), Ok(text)) = (actions::fresh(), sayable(&text)) {
            let text = LineText::new(text);
            actions::ask(frame, Wish::Message { key, text });
        }
    };
    // Another message begins empty.
    Effect::new(move |_| {
        if frame.screen() == Screen::Message {
            draft.set(String::new());
        }
    });
    view! {
        <form class="form" hidden=move || frame.screen() != Screen::MessageForm
            on:submit=move |event| {
                event.prevent_default();
                send();
            }>
            <label class="field">
                <span>{frame.say("message_form.label")}</span>
                <textarea rows="6" dir="auto" data-test="message-text"
                    prop:value=move || draft.get()
                    on:input=move |event| draft.set(event_target_value(&event))></textarea>
            </label>
            {chat::counter(frame, draft, MAX_LINE_CHARS)}
            {trouble(frame, "message-error")}
            {submit(frame, "send-message", "message_form.submit", fits)}
        </form>
    }
    .into_any()
}

fn trouble(frame: Frame, name: &'static str) -> AnyView {
    let trouble = move || frame.view.with(|view| view.trouble);
    view! {
        <p class="trouble" role="alert" id=name data-test=name hidden=move || trouble().is_none()>
            {move || trouble().map(|code| frame.say(wording::refusal(code)))}
        </p>
    }
    .into_any()
}

fn submit(
    frame: Frame,
    name: &'static str,
    label: &'static str,
    may: impl Fn() -> bool + Send + Sync + 'static,
) -> AnyView {
    view! {
        <button class="primary" data-test=name
            disabled=move || !may() || frame.view.with(|view| view.busy)>
            {move || frame.say(if frame.view.with(|view| view.busy) { "action.busy" } else { label })}
        </button>
    }
    .into_any()
}
