//! The desk as a whole: top bar, the person, the contact in hand, who waits.

use super::icons::{Icon, Mark};
use super::looks::{self, look_name};
use super::nav::DeskNav;
use super::tongue::Tongue;
use super::ui::use_ui;
use super::{chats, directory, help, notices, owed, person, promotions, stage, waiting};
use crate::browser::{focus, page};
use crate::desk::Gesture;
use crate::desk::view::{Connection, Stage};
use bellpull_protocol::operator::Presence;
use leptos::prelude::*;

#[component]
pub fn Frame() -> impl IntoView {
    let ui = use_ui();
    let stage = ui.memo(|view| view.stage);
    let presence = ui.memo(|view| view.presence);
    let connection = ui.memo(|view| view.connection);
    let ringing = ui.memo(|view| view.ringing);
    let look = ui.memo(|view| view.look);
    let with_chats = ui.memo(|view| !view.chats.is_empty());
    keep_title();
    keep_focus();
    view! {
        <div
            class="desk"
            data-test="desk"
            data-stage=move || stage_name(stage.get())
            data-presence=move || presence.get().map_or("unknown", presence_name)
            data-connection=move || connection_name(connection.get())
            data-ringing=move || ringing.get().to_string()
            data-look=move || look_name(look.get())
            data-chats=move || if with_chats.get() { "some" } else { "none" }
        >
            <TopBar />
            <notices::Notices />
            // One for all columns: on a phone only one of them is there.
            <main class="columns">
                <div class="left">
                    <person::Person />
                    <section class="queue" aria-label=ui.t("queue.title")>
                        <waiting::Waiting />
                        <owed::Owed />
                    </section>
                </div>
                <div class="centre">
                    <stage::Stage />
                </div>
                <div class="right">
                    <chats::Chats />
                    <promotions::Promotions />
                </div>
            </main>
            <looks::Looks />
            <help::Help />
            <directory::Directory />
            <Announcements />
        </div>
    }
}

/// What is said to whoever does not see it.
#[component]
fn Announcements() -> impl IntoView {
    let ui = use_ui();
    let call = ui.memo(|view| view.hand.ring().is_some() && view.ringing);
    let chat = ui.memo(|view| view.chat_ring.is_some());
    let unread = ui.memo(|view| view.chats.iter().map(|tab| tab.unread).sum::<usize>());
    let ring = move || match (call.get(), chat.get()) {
        (true, _) => ui.t("ring.announce")(),
        (false, true) => ui.t("chat_ring.announce")(),
        (false, false) => String::new(),
    };
    let lines = move || match unread.get() {
        0 => String::new(),
        count => ui.filled("chats.unread", "count", &count.to_string()),
    };
    view! {
        <p class="unseen" aria-live="assertive" data-test="announce">{ring}</p>
        <p class="unseen" aria-live="polite" data-test="announce-lines">{lines}</p>
    }
}

#[component]
fn TopBar() -> impl IntoView {
    let ui = use_ui();
    let organisation = ui.memo(|view| view.organisation_name.clone());
    let connection = ui.memo(|view| view.connection);
    let state = move || match connection.get() {
        Connection::Joining => ui.t("connection.joining")(),
        Connection::Live => ui.t("connection.live")(),
        Connection::Lost => ui.t("connection.lost")(),
    };
    let other_language = move |_| {
        let language = ui.language.get_untracked().other();
        language.choose();
        ui.language.set(language);
        ui.gesture(Gesture::LanguageChosen);
    };
    view! {
        <header class="top">
            <h1 class="unseen">{ui.t("nav.desk")}</h1>
            <span class="brand"><Mark /><b>{ui.t("app.name")}</b></span>
            <span class="organisation">{move || organisation.get()}</span>
            <span class="link-state" title=state data-state=move || connection_name(connection.get())>
                <i class="dot"></i>
                <span class="wide-only">{state}</span>
            </span>
            <DeskNav tongue=Tongue(ui.language) />
            <span class="spring"></span>
            <button class="quiet" data-test="help" title=ui.t("action.help") on:click=move |_| ui.help.set(true)>
                <Icon name="keyboard" />
                <span class="wide-only">{ui.t("action.help")}</span>
                <kbd class="wide-only">"?"</kbd>
            </button>
            <button class="quiet" data-test="language" on:click=other_language>{ui.t("app.language")}</button>
            <button
                class="quiet"
                data-test="sign-out"
                title=ui.t("app.sign_out")
                on:click=move |_| ui.gesture(Gesture::SignOut)
            >
                <Icon name="leave" />
                <span class="wide-only">{ui.t("app.sign_out")}</span>
            </button>
        </header>
    }
}

/// Whoever presses a button that goes away stays where they are.
fn keep_focus() {
    let ui = use_ui();
    focus::follow();
    Effect::new(move |_| {
        ui.view.track();
        request_animation_frame(focus::keep);
    });
}

/// The title of the window; while it rings it changes with every beat, so that the tab is found.
fn keep_title() {
    let ui = use_ui();
    Effect::new(move |_| {
        let (ringing, stage) = ui.view.with(|view| (view.ringing, view.stage));
        let unread = ui
            .view
            .with(|view| view.chats.iter().map(|tab| tab.unread).sum::<usize>());
        let name = ui.t("app.name")();
        let odd = ui.now_ms.get() / 1_000 % 2 == 1;
        let now = match (ringing, stage) {
            (true, _) if odd => ui.t("title.ringing_other")(),
            (true, _) => ui.t("title.ringing")(),
            (
                false,
                Stage::Talking
                | Stage::Connecting
                | Stage::TakingCallback
                | Stage::RingingBack
                | Stage::Dialling,
            ) => ui.t("title.talking")(),
            (
                false,
                Stage::NotReady
                | Stage::Idle
                | Stage::Ringing
                | Stage::Declining
                | Stage::HangingUp
                | Stage::WrapUp,
            ) => match unread {
                0 => ui.t("title.desk")(),
                count => format!("({count}) {}", ui.t("title.desk")()),
            },
        };
        page::set_title(&format!("{now} · {name}"));
    });
}

pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::NotReady => "not-ready",
        Stage::Idle => "idle",
        Stage::Ringing => "ringing",
        Stage::Declining => "declining",
        Stage::TakingCallback => "taking-callback",
        Stage::RingingBack => "ringing-back",
        Stage::Dialling => "dialling",
        Stage::Connecting => "connecting",
        Stage::Talking => "talking",
        Stage::HangingUp => "hanging-up",
        Stage::WrapUp => "wrap-up",
    }
}

pub fn presence_name(presence: Presence) -> &'static str {
    match presence {
        Presence::Available => "available",
        Presence::Break => "break",
        Presence::Offline => "offline",
        Presence::Unavailable => "unavailable",
    }
}

fn connection_name(connection: Connection) -> &'static str {
    match connection {
        Connection::Joining => "joining",
        Connection::Live => "live",
        Connection::Lost => "lost",
    }
}
