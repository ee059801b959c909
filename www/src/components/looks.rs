//! Where there is room for one part of the desk only: the way from one to another.

use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::view::Look;
use leptos::prelude::*;

#[component]
pub fn Looks() -> impl IntoView {
    let ui = use_ui();
    let look = ui.memo(|view| view.look);
    let unread = ui.memo(|view| {
        let unread = view.chats.iter().map(|tab| tab.unread).sum::<usize>();
        unread + usize::from(view.chat_ring.is_some())
    });
    let queued = ui.memo(|view| (view.waiting.total + view.owed.total) as usize);
    let rings = ui.memo(|view| view.chat_ring.is_some());
    let none = Memo::new(|_| 0);
    let looks = [
        (Look::Desk, "handset", "look.desk", none),
        (Look::Chats, "chat", "look.chats", unread),
        (Look::Queue, "cup", "look.queue", queued),
    ];
    let buttons = looks.map(|(there, icon, text, count)| {
        view! {
            <button
                class="look"
                data-test=format!("look-{}", look_name(there))
                aria-current=move || (look.get() == there).then_some("true")
                data-rings=move || (there == Look::Chats && rings.get()).to_string()
                on:click=move |_| ui.gesture(Gesture::Look(there))
            >
                <Icon name=icon />
                {ui.t(text)}
                <Show when=move || { count.get() > 0 }><span class="unread figure">{count}</span></Show>
            </button>
        }
    });
    view! { <nav class="looks" aria-label=ui.t("look.legend")>{buttons.collect_view()}</nav> }
}

pub fn look_name(look: Look) -> &'static str {
    match look {
        Look::Desk => "desk",
        Look::Chats => "chats",
        Look::Queue => "queue",
    }
}
