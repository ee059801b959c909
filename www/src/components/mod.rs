//! Draws what the pages know and hands gestures back. Nothing is decided here.

mod gate;
mod nav;

mod marketer;
mod register;
mod staffing;
mod statistics;
mod team;

mod ui;

mod door;
mod frame;

mod looks;
mod owed;
mod person;
mod promotions;
mod stage;
mod waiting;

mod chat;
mod chats;
mod lines;

mod breaks;
mod callback;
mod caller;
mod consulting;
mod conversation;
mod directory;
mod idle;
mod outcome;
mod page_name;
mod ring;
mod today;
mod wrap_up;

mod confirm;
mod countdown;
mod durations;
mod help;
mod icons;
mod level;
mod moments;
mod notices;
mod tongue;

use crate::browser::page;
use crate::desk::view::Screen;
use crate::pages::Page;
use leptos::prelude::*;
use ui::Ui;
use wasm_bindgen::JsCast;

/// Replaces what the document shows until the program is there.
pub fn mount() {
    let Some(place) = document().get_element_by_id("app") else {
        return;
    };
    place.set_inner_html("");
    let place = place.unchecked_into();
    match page::here() {
        Page::Desk => leptos::mount::mount_to(place, Desk).forget(),
        here @ (Page::Promotions
        | Page::Register
        | Page::Statistics
        | Page::Staffing
        | Page::Team) => {
            leptos::mount::mount_to(place, move || view! { <gate::Gate here /> }).forget();
        }
    }
}

#[component]
fn Desk() -> impl IntoView {
    let ui = Ui::start();
    provide_context(ui);
    let screen = ui.memo(|view| view.screen);
    page::on_action(move |action| ui.act(action));
    view! {
        {move || match screen.get() {
            Screen::Entering => view! { <door::Entering /> }.into_any(),
            Screen::Shut(shut) => view! { <door::Door shut /> }.into_any(),
            Screen::Desk => view! { <frame::Frame /> }.into_any(),
        }}
    }
}
