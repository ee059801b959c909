//! Figures of a period, each with its formula.

mod report;

mod controls;

mod cards;
mod tables;

use super::tongue::Tongue;
use leptos::prelude::*;
use report::Report;

#[component]
pub fn Statistics() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let report = Report::start(tongue);
    provide_context(report);
    let waits = move || report.told.with(Option::is_none);
    let nothing = move || {
        report.told.with(|told| {
            let told = told.as_ref()?;
            let offered = crate::statistics::shown::of(&told.total, "offered")?;
            Some(offered.value == Some(0.0))
        }) == Some(true)
    };
    view! {
        <main class="register statistics" data-test="statistics">
            <controls::Controls />
            <p class="banner bell" role="status" hidden=move || !report.is_lost.get()>{tongue.t("register.lost")}</p>
            <Show when=waits><p class="soft none" role="status" data-test="loading">{tongue.t("gate.entering")}</p></Show>
            <Show when=move || !waits()>
                <p class="soft" data-test="nothing" hidden=move || !nothing()>{tongue.t("statistics.nothing")}</p>
                <cards::Cards />
                <tables::Tables />
            </Show>
        </main>
    }
}
