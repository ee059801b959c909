//! A colleague is asked about the call: who hears whom, and what may come of it.

use super::icons::Icon;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::transfers::has_colleague;
use bellpull_protocol::operator::ConsultState;
use leptos::prelude::*;

#[component]
pub fn Consulting() -> impl IntoView {
    let ui = use_ui();
    let consult = ui.memo(|view| view.hand.caller().and_then(|caller| caller.consult.clone()));
    move || {
        consult.get().map(|consult| {
        let with = consult.with_name.expose().to_owned();
        let title = match (consult.state, consult.asking) {
            (ConsultState::Ringing, _) => "consult.ringing",
            (ConsultState::Connecting, _) => "consult.connecting",
            (ConsultState::Private, true) => "consult.private",
            (ConsultState::Private, false) => "consult.asked",
            (ConsultState::Together, _) => "consult.together",
        };
        let there = has_colleague(consult.state);
        let together = consult.state == ConsultState::Together;
        let asking = consult.asking;
        view! {
            <section class="banner consult" role="status" data-test="consult-bar" data-consult=state_name(consult.state)>
                <p><Icon name="handset" /><span>{ui.filled(title, "name", &with)}</span></p>
                <div class="controls">
                    <Show when=move || asking && there>
                        <button class="button go small" data-test="complete-transfer" on:click=move |_| ui.gesture(Gesture::CompleteTransfer)>
                            {ui.t("consult.complete")}
                        </button>
                        <button
                            class="button small"
                            data-test="together"
                            aria-pressed=together.to_string()
                            on:click=move |_| ui.gesture(Gesture::Together(!together))
                        >
                            {ui.t("consult.three")}
                        </button>
                    </Show>
                    <button class="button small" data-test="cancel-consult" on:click=move |_| ui.gesture(Gesture::CancelConsult)>
                        {if asking { ui.t("consult.cancel")() } else { ui.t("consult.leave")() }}
                    </button>
                </div>
            </section>
        }
    })
    }
}

fn state_name(state: ConsultState) -> &'static str {
    match state {
        ConsultState::Ringing => "ringing",
        ConsultState::Connecting => "connecting",
        ConsultState::Private => "private",
        ConsultState::Together => "together",
    }
}
