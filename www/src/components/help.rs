//! The keyboard, from the very table that handles it.

use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::keys::KEYS;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Help() -> impl IntoView {
    let ui = use_ui();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (dialog.get(), ui.help.get()) else {
            return;
        };
        match (open, dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let rows = KEYS.iter().map(|key| {
        let caps = key
            .shown
            .iter()
            .map(|cap| view! { <kbd>{*cap}</kbd> })
            .collect_view();
        view! { <div><dt>{ui.t(key.text)}</dt><dd>{caps}</dd></div> }
    });
    view! {
        <dialog class="help" data-test="help-dialog" aria-labelledby="help-title" node_ref=dialog on:close=move |_| ui.help.set(false)>
            <header>
                <h2 id="help-title">{ui.t("help.title")}</h2>
                <button class="quiet" aria-label=ui.t("action.close") on:click=move |_| ui.help.set(false)>
                    <Icon name="close" />
                </button>
            </header>
            <dl>{rows.collect_view()}</dl>
            <p class="soft">{ui.t("help.typing")}</p>
        </dialog>
    }
}
