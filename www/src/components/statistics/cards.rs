//! The figures of the whole period. Each says how it is computed when it is opened, and always in print.

use super::report::Report;
use crate::statistics::groups::{AFTER_LEVEL, FIRST, GROUPS};
use crate::statistics::names::text_of;
use crate::statistics::shown::{self, definition};
use leptos::prelude::*;

#[component]
pub fn Cards() -> impl IntoView {
    let report = expect_context::<Report>();
    let first = move || {
        let level = report.choice.with(|choice| choice.level);
        let keys = FIRST.into_iter().chain([level]).chain(AFTER_LEVEL);
        keys.map(|key| view! { <Card key is_first=true /> })
            .collect_view()
    };
    let groups = GROUPS.into_iter().map(|group| {
        let cards = group
            .keys
            .iter()
            .map(|key| view! { <Card key=*key is_first=false /> });
        view! {
            <details class="figures-group">
                <summary><h2>{report.tongue.t(group.title)}</h2></summary>
                <div class="figures">{cards.collect_view()}</div>
            </details>
        }
    });
    view! {
        <section class="figures" aria-label=report.tongue.t("statistics.first")>{first}</section>
        {groups.collect_view()}
    }
}

#[component]
fn Card(key: &'static str, is_first: bool) -> impl IntoView {
    let report = expect_context::<Report>();
    let tongue = report.tongue;
    let value = move || {
        let total = report
            .told
            .with(|told| told.as_ref().map(|told| told.total.clone()));
        report.say(&total.unwrap_or_default(), key)
    };
    let n = move || {
        report
            .told
            .with(|told| shown::of(&told.as_ref()?.total, key).map(|figure| figure.n))
    };
    let formula = move || {
        report
            .told
            .with(|told| definition(&told.as_ref()?.definitions, key).cloned())
    };
    let name = move || {
        formula().map(|formula| {
            tongue.fill(
                "statistics.formula",
                &[
                    ("name", &formula.name),
                    ("version", &formula.version.to_string()),
                    ("n", &n().unwrap_or_default().to_string()),
                ],
            )
        })
    };
    let text = move || formula().map(|formula| formula.formula);
    // The first figures belong to the page, the others to their group.
    let name_of = move || tongue.say(text_of(key));
    view! {
        <article class="figure-card" class:first=is_first data-test="figure" data-key=key>
            {if is_first {
                view! { <h2 class="legend">{name_of}</h2> }.into_any()
            } else {
                view! { <h3 class="legend">{name_of}</h3> }.into_any()
            }}
            <p class="figure value" data-test="value">{value}</p>
            <details class="formula">
                <summary>{name}</summary>
                <p class="soft" lang="en">{text}</p>
            </details>
        </article>
    }
}
