//! So many arrivals and a target give so many operators.

use crate::browser::http;
use crate::components::gate::Leave;
use crate::components::tongue::Tongue;
use crate::staffing::{Field, Form};
use crate::statistics::shown::written;
use bellpull_protocol::staffing::{StaffingAnswer, StaffingRow};
use bellpull_protocol::statistics::Unit;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn Calculator(form: RwSignal<Form>) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let leave = expect_context::<Leave>();
    let told = RwSignal::new(None::<StaffingAnswer>);
    let is_lost = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = form.get();
        let Some(query) = asked.to_edge() else {
            told.set(None);
            return;
        };
        let path = format!("/api/staffing?{}", http::query(&query));
        spawn_local(async move {
            let answer = http::get::<StaffingAnswer>(&path).await;
            if form.try_get_untracked().as_ref() != Some(&asked) {
                return;
            }
            match answer {
                Ok(answer) => {
                    is_lost.set(false);
                    told.set(Some(answer));
                }
                Err(trouble) if leave.on(&trouble) => {}
                Err(_) => is_lost.set(true),
            }
        });
    });
    let fields = Field::ALL.map(|field| view! { <Input form field /> });
    let summary = move || {
        told.with(|told| {
            told.as_ref().map(|told| {
                tongue.fill(
                    "staffing.summary",
                    &[
                        ("needed", &told.needed.to_string()),
                        ("rostered", &told.rostered.to_string()),
                        ("erlang", &format!("{:.1}", told.erlang)),
                    ],
                )
            })
        })
    };
    let formula = move || {
        told.with(|told| {
            told.as_ref()
                .map(|told| [&told.formula, ": ", &told.service_level_means].concat())
        })
    };
    let rows = move || {
        told.with(|told| {
            let told = told.as_ref()?;
            let needed = told.needed;
            Some(
                told.rows
                    .iter()
                    .cloned()
                    .map(|row| view! { <Row row needed /> })
                    .collect_view(),
            )
        })
    };
    view! {
        <section data-test="calculator">
            <h2>{tongue.t("staffing.calculator")}</h2>
            <div class="filter-fields">{fields.into_iter().collect_view()}</div>
            <p class="banner bell" role="status" hidden=move || !is_lost.get()>{tongue.t("register.lost")}</p>
            <p class="staffing-summary" role="status" data-test="staffing-summary">{summary}</p>
            <p class="soft" lang="en" data-test="staffing-formula">{formula}</p>
            <div class="scrolls" tabindex="0" role="group" aria-label=tongue.t("staffing.calculator") hidden=move || told.with(Option::is_none)>
                <table class="slices">
                    <thead><tr>
                        <th scope="col">{tongue.t("staffing.operators")}</th>
                        <th scope="col">{tongue.t("staffing.level")}</th>
                        <th scope="col">{tongue.t("staffing.waits")}</th>
                        <th scope="col">{tongue.t("staffing.mean_wait")}</th>
                        <th scope="col">{tongue.t("staffing.abandons")}</th>
                        <th scope="col">{tongue.t("staffing.occupancy")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(row: StaffingRow, needed: u32) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let say = move |value, unit| {
        written(value, unit, '.').unwrap_or_else(|| tongue.say("statistics.no_data"))
    };
    let is_target = row.operators == needed;
    view! {
        <tr class:target=is_target data-test="staffing-row" aria-current=is_target.then_some("true")>
            <th scope="row">{row.operators}</th>
            <td class="figure">{say(Some(row.service_level), Unit::Share)}</td>
            <td class="figure">{say(Some(row.waits), Unit::Share)}</td>
            <td class="figure">{move || row.mean_wait_s.map_or_else(|| tongue.say("staffing.for_ever"), |wait| say(Some(wait), Unit::Seconds))}</td>
            <td class="figure">{row.abandons.map(|abandons| say(Some(abandons), Unit::Share))}</td>
            <td class="figure">{say(Some(row.occupancy), Unit::Share)}</td>
        </tr>
    }
}

#[component]
fn Input(form: RwSignal<Form>, field: Field) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let (name, label, hint) = match field {
        Field::Load => ("load", "staffing.field.load", "staffing.hint.load"),
        Field::Aht => ("aht", "staffing.field.aht", "staffing.hint.time"),
        Field::Patience => (
            "patience",
            "staffing.field.patience",
            "staffing.hint.patience",
        ),
        Field::Percent => ("percent", "staffing.field.percent", "staffing.hint.percent"),
        Field::Within => ("within", "staffing.field.within", "staffing.hint.time"),
        Field::Shrinkage => (
            "shrinkage",
            "staffing.field.shrinkage",
            "staffing.hint.shrinkage",
        ),
    };
    let is_wrong = Memo::new(move |_| form.with(|form| !form.is_right(field)));
    let hint_id = format!("hint-{name}");
    view! {
        <label class="field">
            <span class="legend">{tongue.t(label)}</span>
            <input
                inputmode="decimal"
                data-test=name
                aria-invalid=move || is_wrong.get().to_string()
                aria-describedby=hint_id.clone()
                prop:value=form.with_untracked(|form| form.get(field).to_owned())
                on:input:target=move |event| form.update(|form| form.set(field, event.target().value()))
            />
            <small id=hint_id class="soft" class:trouble=move || is_wrong.get()>{tongue.t(hint)}</small>
        </label>
    }
}
