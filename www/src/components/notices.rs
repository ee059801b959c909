//! What concerns the whole desk: a lost connection, something that was not done.

use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::view::{Connection, Stage};
use leptos::prelude::*;

#[component]
pub fn Notices() -> impl IntoView {
    let ui = use_ui();
    let lost = ui.memo(|view| view.connection == Connection::Lost);
    let in_call = ui.memo(|view| matches!(view.stage, Stage::Talking));
    let notice = ui.memo(|view| view.notice.as_ref().map(|notice| notice.text));
    view! {
        <div class="notices" aria-live="polite">
            <Show when=move || lost.get()>
                <p class="banner bell" data-test="connection-lost">
                    <Icon name="plug" />
                    {move || if in_call.get() { ui.t("connection.lost_in_call")() } else { ui.t("connection.lost")() }}
                </p>
            </Show>
            {move || notice.get().map(|text| view! {
                <p class="banner" data-test="notice">
                    <Icon name="info" />
                    <span>{ui.t(text)}</span>
                    <button
                        class="quiet"
                        aria-label=ui.t("notice.dismiss")
                        on:click=move |_| ui.gesture(Gesture::DismissNotice)
                    >
                        <Icon name="close" />
                    </button>
                </p>
            })}
        </div>
    }
}
