//! How the hotline that rings does today.

use super::ui::use_ui;
use crate::browser::http;
use crate::browser::words::Language;
use crate::statistics::shown::written;
use bellpull_protocol::statistics::Unit;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

/// The answer of `/api/desk/figures`, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Told {
    offered: u64,
    answered: u64,
    #[serde(default)]
    service_level: Option<f64>,
}

/// Asked for when a contact comes into the hand and at each of its steps; without an answer nothing is shown.
#[component]
pub fn Today() -> impl IntoView {
    let ui = use_ui();
    let hotline = ui.memo(|view| view.hand.caller().and_then(|caller| caller.hotline.clone()));
    let told = RwSignal::new(None::<Told>);
    Effect::new(move |_| {
        told.set(None);
        let Some(asked) = hotline.get() else {
            return;
        };
        let query = http::query(&[("hotline", asked.to_string())]);
        spawn_local(async move {
            let answer = http::get::<Told>(&format!("/api/desk/figures?{query}")).await;
            // Another hotline rings meanwhile, or the page is gone.
            if hotline.try_get_untracked().flatten() == Some(asked) {
                let _ = told.try_set(answer.ok());
            }
        });
    });
    let said = move || {
        let told = told.get()?;
        let decimal = match ui.language.get() {
            Language::English => '.',
            Language::German => ',',
        };
        let level = written(told.service_level, Unit::Share, decimal);
        let offered = ui.filled("caller.today.offered", "count", &told.offered.to_string());
        let answered = ui.filled("caller.today.answered", "count", &told.answered.to_string());
        let level = level.map(|share| ui.filled("caller.today.level", "share", &share));
        Some(
            [Some(offered), Some(answered), level]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
        )
    };
    view! {
        <div class="wide" hidden=move || told.with(Option::is_none)>
            <dt>{ui.t("caller.today")}</dt>
            <dd class="figure" data-test="caller-today">{said}</dd>
        </div>
    }
}
