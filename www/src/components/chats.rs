//! The chats beside the call: the one that rings, tabs, and the one on show.

use super::chat::Chat;
use super::countdown::Countdown;
use super::icons::Icon;
use super::ui::use_ui;
use crate::browser::{page, words};
use crate::desk::Gesture;
use crate::desk::chat_view::{ChatTab, TabState};
use bellpull_protocol::ContactId;
use bellpull_protocol::visitor::Channel;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

#[component]
pub fn Chats() -> impl IntoView {
    let ui = use_ui();
    let tabs = ui.memo(|view| view.chats.clone());
    let ringing = ui.memo(|view| view.chat_ring.clone());
    let none = Memo::new(move |_| tabs.with(Vec::is_empty));
    // Whoever answers a chat goes on by writing.
    let accepting = Memo::new(move |_| {
        ringing.with(|tab| {
            let tab = tab.as_ref()?;
            (tab.state == TabState::Accepting).then(|| tab.contact.clone())
        })
    });
    Effect::new(move |before: Option<Option<ContactId>>| {
        let now = accepting.get();
        let accepted = before.flatten().filter(|_| now.is_none());
        let on_show = accepted.is_some_and(|contact| {
            let is_it = |tab: &ChatTab| tab.on_show && tab.contact == contact;
            tabs.with_untracked(|tabs| tabs.iter().any(is_it))
        });
        if on_show {
            request_animation_frame(page::write_line);
        }
        now
    });
    let nothing = move || none.get() && ringing.with(Option::is_none);
    view! {
        <section class="chats" aria-label=ui.t("chats.title") data-test="chats">
            <h2 class="legend">
                {ui.t("chats.title")}
                <span class="figure" data-test="chats-count">{move || tabs.with(Vec::len)}"/3"</span>
            </h2>
            <ChatRing ringing />
            <Show when=move || !none.get()>
                <div class="chat-tabs" role="tablist" aria-label=ui.t("chats.title")>
                    <For
                        each=move || tabs.get()
                        key=|tab| tab.contact.clone()
                        children=move |tab| view! { <Tab first=tab tabs /> }
                    />
                </div>
                <Chat />
            </Show>
            <Show when=nothing>
                <div class="nobody" data-test="chats-empty">
                    <Icon name="chat" />
                    <b>{ui.t("chats.none")}</b>
                    <p class="soft">{ui.t("chats.none.body")}</p>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Tab(first: ChatTab, tabs: Memo<Vec<ChatTab>>) -> impl IntoView {
    let ui = use_ui();
    let contact = first.contact.clone();
    let id = first.contact.to_string();
    let tab = Memo::new(move |_| {
        let contact = &first.contact;
        let now = tabs.with(|tabs| tabs.iter().find(|tab| tab.contact == *contact).cloned());
        now.unwrap_or_else(|| first.clone())
    });
    let state = move || {
        tab.with(|tab| match (tab.typing, tab.state) {
            (_, TabState::Ending) => ui.t("chat.ending")(),
            (_, TabState::Ended) => ui.t("chat.ended")(),
            (true, TabState::Chatting) => ui.t("chat.typing")(),
            (false, TabState::Chatting) if !tab.visitor_here => ui.t("chat.away")(),
            // What was said last tells chats of one page apart.
            (false, TabState::Chatting) => match &tab.last {
                Some(last) => last.expose().to_owned(),
                None => ui.t("chat.chatting")(),
            },
            (_, TabState::Ringing | TabState::Accepting | TabState::Declining) => {
                ui.t("chat.ringing")()
            }
        })
    };
    let unread = Memo::new(move |_| tab.with(|tab| tab.unread));
    view! {
        <button
            class="chat-tab"
            role="tab"
            data-test="chat-tab"
            data-contact=id
            data-state=move || tab.with(|tab| state_name(tab.state))
            data-unread=move || unread.get().to_string()
            aria-selected=move || tab.with(|tab| tab.on_show.to_string())
            on:click=move |_| ui.gesture(Gesture::OpenChat(contact.clone()))
        >
            <i class="dot" data-here=move || tab.with(|tab| tab.visitor_here.to_string())></i>
            <span>
                <b><bdi>{move || tab.with(|tab| tab.title.clone())}</bdi></b>
                <small dir="auto" data-test="chat-state">{state}</small>
            </span>
            <Show when=move || { unread.get() > 0 }>
                <span class="unread figure" aria-label=move || ui.filled("chats.unread", "count", &unread.get().to_string())>
                    {move || unread.get()}
                </span>
            </Show>
        </button>
    }
}

/// Somebody wants to chat. Drawn anew for each ring, and never takes the focus: the operator may be talking or typing.
#[component]
fn ChatRing(ringing: Memo<Option<ChatTab>>) -> impl IntoView {
    let ui = use_ui();
    let ring = Memo::new(move |_| ringing.with(|tab| tab.as_ref().map(|tab| tab.contact.clone())));
    let until = Memo::new(move |_| {
        ringing.with(|tab| tab.as_ref().and_then(|tab| tab.until_ms).unwrap_or(0))
    });
    move || {
        ring.get()?;
        let tab = ringing.get_untracked()?;
        let ChatTab {
            contact,
            title,
            hotline_name,
            language,
            entered_ms,
            channel,
            ..
        } = tab;
        let (heading, accept) = if channel == Channel::Message {
            ("chat_ring.message", "action.answer")
        } else {
            ("chat_ring.title", "action.accept_chat")
        };
        let clock = ui.memo(|view| view.clock);
        let waited = move || minutes_and_seconds(clock.get().since(entered_ms, ui.now_ms.get()));
        let answered = move || {
            ringing.with(|tab| {
                tab.as_ref()
                    .is_some_and(|tab| tab.state != TabState::Ringing)
            })
        };
        let lines = ui.memo(|view| view.ring_lines.clone());
        let on_page = (title != hotline_name).then_some(title);
        Some(view! {
            <div class="chat-ring" role="group" aria-label=ui.t(heading) data-test="chat-ring" data-contact=contact.to_string()>
                <div class="chat-ring-head">
                    <Countdown until_ms=until seconds="ring.left" label=heading icon="chat" />
                    <div>
                        <b>{ui.t(heading)}</b>
                        <small class="soft">
                            <bdi>{hotline_name}</bdi>
                            {on_page.map(|page| view! { " · "<bdi>{page}</bdi> })}
                        </small>
                        <small class="soft">
                            {move || words::name_of_language(ui.language.get(), &language)}
                            " · "{ui.t("caller.waited")}" "<span class="figure">{waited}</span>
                        </small>
                    </div>
                </div>
                <ul class="ring-lines" tabindex="0" aria-label=ui.t("lines.label") data-test="ring-lines" hidden=move || lines.with(Vec::is_empty)>
                    <For
                        each=move || lines.get()
                        key=|line| line.key.clone()
                        children=|line| view! { <li dir="auto" data-test="ring-line">{line.text.expose().to_owned()}</li> }
                    />
                </ul>
                <div class="answers">
                    <button class="button go" data-test="accept-chat" disabled=answered on:click=move |_| ui.gesture(Gesture::Answer)>
                        <Icon name="chat" />
                        {ui.t(accept)}
                        <kbd>"A"</kbd>
                    </button>
                    <button class="button end-quiet" data-test="decline-chat" disabled=answered on:click=move |_| ui.gesture(Gesture::Decline)>
                        {ui.t("action.decline")}
                        <kbd>"D"</kbd>
                    </button>
                </div>
            </div>
        })
    }
}

pub fn state_name(state: TabState) -> &'static str {
    match state {
        TabState::Ringing => "ringing",
        TabState::Accepting => "accepting",
        TabState::Declining => "declining",
        TabState::Chatting => "chatting",
        TabState::Ending => "ending",
        TabState::Ended => "ended",
    }
}
