//! The chat on show: who it is, what was written, and once it has ended its outcome.

use super::icons::Icon;
use super::lines::Lines;
use super::outcome::{Left, disposition_name, reason_text};
use super::page_name::PageName;
use super::ui::use_ui;
use crate::browser::words;
use crate::desk::Gesture;
use crate::desk::chat_view::{ChatTab, TabState};
use crate::desk::keys::OUTCOMES;
use bellpull_protocol::ContactId;
use bellpull_protocol::limits::MAX_NOTE_CHARS;
use bellpull_protocol::visitor::{Channel, EndReason};
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

#[component]
pub fn Chat() -> impl IntoView {
    let ui = use_ui();
    let tab = ui.memo(|view| view.chats.iter().find(|tab| tab.on_show).cloned());
    let transcript = ui.memo(|view| view.chat.clone());
    let state = Memo::new(move |_| tab.with(|tab| tab.as_ref().map(|tab| tab.state)));
    let contact = Memo::new(move |_| tab.with(|tab| tab.as_ref().map(|tab| tab.contact.clone())));
    view! {
        <section
            class="chat"
            role="tabpanel"
            data-test="chat"
            data-contact=move || contact.get().map(|contact| contact.to_string())
            data-state=move || state.get().map(super::chats::state_name)
        >
            <Head tab contact />
            <Lines transcript empty="lines.none" />
            <Show when=move || state.get() == Some(TabState::Ended)><Ended tab contact /></Show>
        </section>
    }
}

#[component]
fn Head(tab: Memo<Option<ChatTab>>, contact: Memo<Option<ContactId>>) -> impl IntoView {
    let ui = use_ui();
    let clock = ui.memo(|view| view.clock);
    let page = Memo::new(move |_| tab.with(|tab| tab.as_ref().and_then(|tab| tab.page.clone())));
    let hotline = move || tab.with(|tab| tab.as_ref().map(|tab| tab.hotline_name.clone()));
    let language = move || {
        let code = tab.with(|tab| tab.as_ref().map(|tab| tab.language.clone()));
        code.map(|code| words::name_of_language(ui.language.get(), &code))
    };
    // How long it took until somebody accepted, which does not grow any more.
    let waited = move || {
        tab.with(|tab| {
            let tab = tab.as_ref()?;
            Some(minutes_and_seconds(
                tab.since_ms?.saturating_sub(tab.entered_ms),
            ))
        })
    };
    let since = move || {
        let since_ms = tab.with(|tab| tab.as_ref().and_then(|tab| tab.since_ms));
        since_ms.map(|since_ms| {
            let time = minutes_and_seconds(clock.get().since(since_ms, ui.now_ms.get()));
            ui.filled("chat.for", "time", &time)
        })
    };
    let going_on = move || {
        tab.with(|tab| {
            tab.as_ref()
                .is_some_and(|tab| tab.state == TabState::Chatting)
        })
    };
    let ending = move || {
        tab.with(|tab| {
            tab.as_ref()
                .is_some_and(|tab| tab.state == TabState::Ending)
        })
    };
    let away =
        move || going_on() && tab.with(|tab| tab.as_ref().is_some_and(|tab| !tab.visitor_here));
    let message = Memo::new(move |_| {
        tab.with(|tab| {
            tab.as_ref()
                .is_some_and(|tab| tab.channel == Channel::Message)
        })
    });
    let end = move |_| {
        if let Some(contact) = contact.get_untracked() {
            ui.gesture(Gesture::EndChat(contact));
        }
    };
    view! {
        <header class="chat-head">
            <div class="chat-who">
                <b class="chat-page"><PageName page test="chat-page" /></b>
                <small class="soft">
                    <bdi>{hotline}</bdi>" · "<span data-test="chat-language">{language}</span>
                    <Show when=move || waited().is_some()>
                        " · "{ui.t("caller.waited")}" "<span class="figure" data-test="chat-waited">{waited}</span>
                    </Show>
                    <Show when=going_on>" · "<span class="figure" data-test="chat-duration">{since}</span></Show>
                </small>
            </div>
            <Show when=going_on>
                <button class="button small" data-test="transfer-chat" on:click=move |_| ui.gesture(Gesture::OpenDirectory)>
                    {ui.t("action.transfer")}
                </button>
            </Show>
            <Show when=move || going_on() || ending()>
                <button class="button end-quiet small" data-test="end-chat" disabled=ending on:click=end>
                    {move || if ending() { ui.t("chat.ending")() } else { ui.t("action.end_chat")() }}
                </button>
            </Show>
        </header>
        <Show when=move || message.get() && going_on()>
            <p class="banner" data-test="left-message"><Icon name="info" />{ui.t("chat.message")}</p>
        </Show>
        <Show when=away>
            <p class="banner bell" role="status" data-test="visitor-away"><Icon name="plug" />{ui.t("chat.away.body")}</p>
        </Show>
    }
}

/// Holds nobody up: other chats and calls come meanwhile.
#[component]
fn Ended(tab: Memo<Option<ChatTab>>, contact: Memo<Option<ContactId>>) -> impl IntoView {
    let ui = use_ui();
    let picked = ui.memo(|view| view.chat_outcome.disposition);
    let note = ui.memo(|view| view.chat_outcome.note.clone());
    let reason = move || {
        let reason = tab.with(|tab| tab.as_ref().and_then(|tab| tab.reason));
        ui.t(match reason {
            Some(EndReason::VisitorHungUp) => "reason.visitor_ended_chat",
            Some(EndReason::OperatorHungUp) => "reason.you_ended_chat",
            Some(
                EndReason::VisitorAbandoned
                | EndReason::VisitorLost
                | EndReason::CalledBack
                | EndReason::NotReached
                | EndReason::Expired
                | EndReason::TimedOut
                | EndReason::Unknown,
            )
            | None => reason_text(reason),
        })()
    };
    let with_contact = move |gesture: &dyn Fn(ContactId) -> Gesture| {
        if let Some(contact) = contact.get_untracked() {
            ui.gesture(gesture(contact));
        }
    };
    let chips = OUTCOMES.iter().map(|(disposition, text)| {
        let disposition = *disposition;
        view! {
            <button
                class="chip"
                aria-pressed=move || (picked.get() == Some(disposition)).to_string()
                data-test=format!("chat-disposition-{}", disposition_name(disposition))
                on:click=move |_| with_contact(&|contact| Gesture::ChatOutcome(contact, disposition))
            >
                {ui.t(text)}
            </button>
        }
    });
    view! {
        <div class="chat-ended" data-test="chat-ended">
            <p role="status" data-test="chat-reason">{reason}</p>
            <div class="chips" role="group" aria-label=ui.t("outcome.legend")>{chips.collect_view()}</div>
            <div class="chat-finish">
                <textarea
                    rows="1"
                    aria-label=ui.t("note.label")
                    placeholder=ui.t("note.placeholder")
                    maxlength=MAX_NOTE_CHARS.to_string()
                    data-test="chat-note"
                    prop:value=move || note.get()
                    on:input:target=move |event| {
                        let text = event.target().value();
                        with_contact(&|contact| Gesture::ChatNote(contact, text.clone()));
                    }
                ></textarea>
                <button class="button go" data-test="finish-chat" on:click=move |_| with_contact(&Gesture::FinishChat)>
                    <Icon name="check" />
                    {ui.t("action.finish")}
                </button>
            </div>
            <Left note />
        </div>
    }
}
