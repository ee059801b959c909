//! How many operators are needed: by formula, for a day to come, and had a past day been otherwise.

mod calculator;

mod plan;

mod what_if;

use super::tongue::Tongue;
use crate::staffing::Form;
use leptos::prelude::*;

#[component]
pub fn Staffing() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let form = RwSignal::new(Form::default());
    view! {
        <main class="register staffing" data-test="staffing">
            <header class="register-head"><h1>{tongue.t("nav.staffing")}</h1></header>
            <calculator::Calculator form />
            <plan::Plan form />
            <what_if::WhatIf />
        </main>
    }
}
