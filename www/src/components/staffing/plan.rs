//! How many are needed at each time of a day to come, from the same weekday of the weeks before.

use crate::browser::clocks::{self, Shape};
use crate::browser::http;
use crate::components::gate::Leave;
use crate::components::tongue::Tongue;
use crate::register::Period;
use crate::staffing::Form;
use bellpull_protocol::staffing::PlanAnswer;
use bellpull_widget::softphone::browser::chance::now_ms;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn Plan(form: RwSignal<Form>) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let leave = expect_context::<Leave>();
    let told = RwSignal::new(None::<PlanAnswer>);
    let (asking, failed) = (RwSignal::new(false), RwSignal::new(false));
    let day = RwSignal::new(String::new());
    let ask = move |_| {
        let dates = Period::Dates {
            from: day.get_untracked(),
            until: day.get_untracked(),
        };
        let (Some(from), Some(until)) = dates.span(now_ms(), clocks::ahead_here) else {
            failed.set(true);
            return;
        };
        let Some(mut query) = form.with_untracked(Form::target) else {
            failed.set(true);
            return;
        };
        // As measured, where anything was.
        query.retain(|(name, _)| *name != "aht_s");
        query.extend([
            ("from_ms", from.to_string()),
            ("until_ms", until.to_string()),
        ]);
        let path = format!("/api/staffing/plan?{}", http::query(&query));
        asking.set(true);
        failed.set(false);
        spawn_local(async move {
            let answer = http::get::<PlanAnswer>(&path).await;
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
        let zone = clocks::own_zone();
        let language = tongue.language();
        told.with(|told| {
            let busy = told.as_ref()?.rows.iter().filter(|row| row.arrivals > 0.0);
            let rows = busy.map(|row| {
                let time = clocks::say(language, &zone, Shape::Minute, row.from_ms);
                let arrivals = format!("{:.1}", row.arrivals);
                let (needed, rostered) = (row.needed, row.rostered);
                view! {
                    <tr data-test="plan-row">
                        <th scope="row" class="figure">{time}</th>
                        <td class="figure">{arrivals}</td><td class="figure">{needed}</td><td class="figure">{rostered}</td>
                    </tr>
                }
            });
            Some(rows.collect_view())
        })
    };
    let is_empty = move || {
        told.with(|told| {
            told.as_ref()
                .is_some_and(|told| told.rows.iter().all(|row| row.arrivals <= 0.0))
        })
    };
    view! {
        <section data-test="plan">
            <h2>{tongue.t("staffing.plan")}</h2>
            <p class="soft">{tongue.t("staffing.plan.text")}</p>
            <div class="filters">
                <label class="field">
                    <span class="legend">{tongue.t("staffing.day")}</span>
                    <input type="date" data-test="plan-day" on:change:target=move |event| day.set(event.target().value()) />
                </label>
                <button class="button" data-test="make-plan" disabled=move || asking.get() || day.with(String::is_empty) on:click=ask>
                    {move || tongue.say(if asking.get() { "gate.entering" } else { "staffing.plan.make" })}
                </button>
            </div>
            <p class="banner end" role="alert" hidden=move || !failed.get()>{tongue.t("staffing.failed")}</p>
            <p class="soft none" hidden=move || !is_empty()>{tongue.t("staffing.plan.nothing")}</p>
            <div class="scrolls" tabindex="0" role="group" aria-label=tongue.t("staffing.plan") hidden=move || told.with(Option::is_none) || is_empty()>
                <table class="slices">
                    <thead><tr>
                        <th scope="col">{tongue.t("staffing.time")}</th>
                        <th scope="col">{tongue.t("staffing.arrivals")}</th>
                        <th scope="col">{tongue.t("staffing.needed")}</th>
                        <th scope="col">{tongue.t("staffing.rostered")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
