//! The pages of somebody who is not at the desk: what happened, and what to do.

use super::icons::Mark;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::link::Shut;
use leptos::prelude::*;

#[component]
pub fn Entering() -> impl IntoView {
    let ui = use_ui();
    view! {
        <main class="door" data-test="entering">
            <div class="door-card">
                <Mark />
                <p class="soft" role="status">{ui.t("app.entering")}</p>
            </div>
        </main>
    }
}

#[component]
pub fn Door(shut: Shut) -> impl IntoView {
    let ui = use_ui();
    let (name, title, body) = match shut {
        Shut::LinkUsed => ("link-used", "door.link_used.title", "door.link_used.body"),
        Shut::LinkExpired => (
            "link-expired",
            "door.link_expired.title",
            "door.link_expired.body",
        ),
        Shut::LinkUnknown => (
            "link-unknown",
            "door.link_unknown.title",
            "door.link_unknown.body",
        ),
        Shut::SignedOut => (
            "signed-out",
            "door.signed_out.title",
            "door.signed_out.body",
        ),
        Shut::Goodbye => ("goodbye", "door.goodbye.title", "door.goodbye.body"),
        Shut::Superseded => (
            "superseded",
            "door.superseded.title",
            "door.superseded.body",
        ),
        Shut::Elsewhere => ("elsewhere", "door.elsewhere.title", "door.elsewhere.body"),
        Shut::Outdated => ("outdated", "door.outdated.title", "door.outdated.body"),
        Shut::WrongRole => (
            "wrong-role",
            "door.wrong_role.title",
            "door.wrong_role.body",
        ),
    };
    let way_on = match shut {
        // Whoever opens a spent link may still have the session it once opened.
        Shut::LinkUsed | Shut::LinkExpired | Shut::LinkUnknown => {
            view! { <a class="button" href="/" data-test="try-desk">{ui.t("door.try_desk")}</a> }.into_any()
        }
        Shut::Superseded | Shut::Elsewhere => view! {
            <button class="button go" data-test="take-back" on:click=move |_| ui.gesture(Gesture::TakeBack)>
                {ui.t("door.take_back")}
            </button>
        }
        .into_any(),
        Shut::Outdated => view! { <a class="button go" href="/">{ui.t("door.reload")}</a> }.into_any(),
        Shut::SignedOut | Shut::Goodbye | Shut::WrongRole => ().into_any(),
    };
    view! {
        <main class="door" data-test="door" data-door=name>
            <div class="door-card" role="alert">
                <Mark />
                <h1>{ui.t(title)}</h1>
                <p class="soft">{ui.t(body)}</p>
                {way_on}
            </div>
        </main>
    }
}
