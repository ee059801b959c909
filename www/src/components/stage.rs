//! The centre: what is in hand.

use super::lines::Lines;
use super::{callback, conversation, idle, outcome, ring, wrap_up};
use crate::desk::view::Stage as Kind;
use leptos::prelude::*;

#[component]
pub fn Stage() -> impl IntoView {
    let ui = super::ui::use_ui();
    let kind = ui.memo(|view| view.stage);
    let beside = ui.memo(|view| view.beside.clone());
    view! {
        {move || match kind.get() {
            Kind::NotReady => view! { <idle::GoOnline /> }.into_any(),
            Kind::Idle => view! { <idle::Idle /> }.into_any(),
            Kind::Ringing => view! { <ring::Ring /> }.into_any(),
            Kind::Declining => view! { <ring::Declining /> }.into_any(),
            Kind::TakingCallback => view! { <callback::Taking /> }.into_any(),
            Kind::RingingBack => view! { <callback::RingingBack /> }.into_any(),
            Kind::Dialling => view! { <callback::Dialling /> }.into_any(),
            Kind::Connecting => view! { <conversation::Connecting /> }.into_any(),
            Kind::Talking => view! { <conversation::Talking /> }.into_any(),
            Kind::HangingUp => view! { <conversation::HangingUp /> }.into_any(),
            Kind::WrapUp => view! { <wrap_up::WrapUp /> }.into_any(),
        }}
        // What was written before it became a call, and what is written during it.
        <Show when=move || beside.with(Option::is_some)>
            <section class="card beside" data-test="beside">
                <h2 class="legend">{ui.t("lines.beside")}</h2>
                <Lines transcript=beside empty="lines.none" />
            </section>
        </Show>
        // One for the call and the wrap-up, so that typing goes on when the call ends.
        <outcome::Outcome />
    }
}
