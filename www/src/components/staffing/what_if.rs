//! Yesterday, or another day, played again through the same switchboard with something changed.

use crate::browser::clocks;
use crate::browser::http;
use crate::components::gate::Leave;
use crate::components::tongue::Tongue;
use crate::register::Period;
use crate::staffing::WhatIf as Change;
use crate::staffing::what_if::{COMPARED, STRATEGIES};
use crate::statistics::names::text_of;
use crate::statistics::shown::{self, definition, written};
use bellpull_protocol::staffing::WhatIfAnswer;
use bellpull_protocol::statistics::Figure;
use bellpull_widget::softphone::browser::chance::now_ms;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// As many more or fewer operators are offered.
const MOST: i32 = 5;

#[component]
pub fn WhatIf() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let leave = expect_context::<Leave>();
    let change = RwSignal::new(Change {
        operators: 1,
        strategy: "",
    });
    let day = RwSignal::new(String::new());
    let told = RwSignal::new(None::<WhatIfAnswer>);
    let (asking, failed) = (RwSignal::new(false), RwSignal::new(false));
    let ask = move |_| {
        let Some(span) = day_of(&day.get_untracked()) else {
            failed.set(true);
            return;
        };
        let question = change.get_untracked().question(span);
        let body = serde_json::to_string(&question).unwrap_or_default();
        asking.set(true);
        failed.set(false);
        spawn_local(async move {
            let answer = http::post::<WhatIfAnswer>("/api/what-if", &body).await;
            let _ = asking.try_set(false);
            match answer {
                Ok(answer) => {
                    let _ = told.try_set(Some(answer));
                }
                Err(trouble) if leave.on(&trouble) => {}
                Err(_) => {
                    let _ = failed.try_set(true);
                }
            }
        });
    };
    let rows = move || {
        told.with(|told| {
            let told = told.as_ref()?;
            let rows = COMPARED.map(|key| {
                let say = |figures: &[Figure]| {
                    let unit = definition(&told.definitions, key).map(|definition| definition.unit);
                    let figure = shown::of(figures, key).zip(unit);
                    let written = figure.and_then(|(figure, unit)| written(figure.value, unit, '.'));
                    written.unwrap_or_else(|| tongue.say("statistics.no_data"))
                };
                let (before, after) = (say(&told.before), say(&told.after));
                view! { <tr><th scope="row">{tongue.say(text_of(key))}</th><td class="figure">{before}</td><td class="figure">{after}</td></tr> }
            });
            Some(rows.into_iter().collect_view())
        })
    };
    let summary = move || {
        told.with(|told| {
            let told = told.as_ref()?;
            let text = if told.cut_short {
                "what_if.cut_short"
            } else {
                "what_if.played"
            };
            Some(tongue.fill(text, &[("count", &told.contacts.to_string())]))
        })
    };
    let numbers = (-MOST..=MOST).map(move |count| {
        let said = match count {
            0 => tongue.say("what_if.as_many"),
            1.. => tongue.fill("what_if.more", &[("count", &count.to_string())]),
            _ => tongue.fill("what_if.fewer", &[("count", &(-count).to_string())]),
        };
        view! { <option value=count.to_string() selected=count == 1>{said}</option> }
    });
    let strategies = STRATEGIES.map(|name| {
        let said = move || tongue.say(strategy_text(name));
        view! { <option value=name>{said}</option> }
    });
    view! {
        <section data-test="what-if">
            <h2>{tongue.t("what_if.title")}</h2>
            <p class="soft">{tongue.t("what_if.text")}</p>
            <div class="filter-fields">
                <label class="field">
                    <span class="legend">{tongue.t("what_if.day")}</span>
                    <input type="date" data-test="what-if-day" on:change:target=move |event| day.set(event.target().value()) />
                </label>
                <label class="field">
                    <span class="legend">{tongue.t("staffing.operators")}</span>
                    <select data-test="what-if-operators" on:change:target=move |event| {
                        let count = event.target().value().parse().unwrap_or_default();
                        change.update(|change| change.operators = count);
                    }>{numbers.collect_view()}</select>
                </label>
                <label class="field">
                    <span class="legend">{tongue.t("what_if.strategy")}</span>
                    <select data-test="what-if-strategy" on:change:target=move |event| {
                        let name = event.target().value();
                        let known = STRATEGIES.into_iter().find(|known| *known == name);
                        change.update(|change| change.strategy = known.unwrap_or_default());
                    }>{strategies.into_iter().collect_view()}</select>
                </label>
                <button class="button go" data-test="play" disabled=move || asking.get() on:click=ask>
                    {move || tongue.say(if asking.get() { "what_if.playing" } else { "what_if.play" })}
                </button>
            </div>
            <p class="banner end" role="alert" hidden=move || !failed.get()>{tongue.t("staffing.failed")}</p>
            <p class="soft" role="status" data-test="what-if-summary">{summary}</p>
            <div class="scrolls" tabindex="0" role="group" aria-label=tongue.t("what_if.title") hidden=move || told.with(Option::is_none)>
                <table class="slices">
                    <thead><tr><td></td><th scope="col">{tongue.t("what_if.before")}</th><th scope="col">{tongue.t("what_if.after")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// From midnight to midnight by the viewer's clock; without a date yesterday.
fn day_of(date: &str) -> Option<(u64, u64)> {
    if date.is_empty() {
        let (today, _) = Period::Today.span(now_ms(), clocks::ahead_here);
        let (yesterday, _) = Period::Days(2).span(now_ms(), clocks::ahead_here);
        return yesterday.zip(today);
    }
    let dates = Period::Dates {
        from: date.to_owned(),
        until: date.to_owned(),
    };
    let (from, until) = dates.span(now_ms(), clocks::ahead_here);
    from.zip(until)
}

fn strategy_text(name: &str) -> &'static str {
    match name {
        "longest_idle" => "strategy.longest_idle",
        "round_robin" => "strategy.round_robin",
        "linear" => "strategy.linear",
        "fewest_contacts" => "strategy.fewest_contacts",
        "least_talk_time" => "strategy.least_talk_time",
        "ring_all" => "strategy.ring_all",
        _ => "strategy.as_it_is",
    }
}
