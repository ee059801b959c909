//! Of what figures are shown.

use super::report::Report;
use crate::components::icons::Icon;
use crate::register::Period;
use crate::statistics::Choice;
use crate::statistics::choice::{INTERVALS_S, LEVELS, QUICK, THRESHOLDS_S};
use crate::statistics::names::text_of;
use bellpull_protocol::statistics::Attribution;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId};
use leptos::prelude::*;

#[component]
pub fn Controls() -> impl IntoView {
    let report = expect_context::<Report>();
    let tongue = report.tongue;
    let quick = QUICK.map(|(period, text)| {
        let shown = period.clone();
        view! {
            <button type="button" class="tab" data-test=text
                aria-pressed=move || report.choice.with(|choice| choice.period == shown).to_string()
                on:click=move |_| report.choice.update(|choice| choice.period = period.clone())>
                {tongue.t(text)}
            </button>
        }
    });
    let attribution = move || match report.choice.with(|choice| choice.attribution) {
        Attribution::Arrival => tongue.say("statistics.attribution.arrival.text"),
        Attribution::Outcome => tongue.say("statistics.attribution.outcome.text"),
    };
    view! {
        <header class="register-head">
            <h1>{tongue.t("nav.statistics")}</h1>
            <span class="soft" role="status">{move || report.is_asking.get().then(|| tongue.say("gate.entering"))}</span>
            <span class="spring"></span>
            <a class="button" download="" data-test="export-statistics" href=move || report.file("/api/statistics.csv")>
                <Icon name="download" />{tongue.t("register.export")}
            </a>
            <a class="button" download="" data-test="export-queue-log" href=move || report.file("/api/queue_log") title=tongue.t("statistics.queue_log.hint")>
                <Icon name="download" />"queue_log"
            </a>
        </header>
        <section class="filters" role="search" aria-label=tongue.t("register.filters")>
            <div class="chips" role="group" aria-label=tongue.t("register.period")>{quick.into_iter().collect_view()}</div>
            <details class="more-filters">
                <summary>{tongue.t("register.more_filters")}</summary>
                <div class="filter-fields"><Dates /><Slices /><Measures /></div>
            </details>
        </section>
        <p class="soft" data-test="attribution-text">{attribution}</p>
    }
}

#[component]
fn Dates() -> impl IntoView {
    let report = expect_context::<Report>();
    let tongue = report.tongue;
    let dates = Memo::new(move |_| report.choice.with(|choice| choice.period.dates()));
    let change = move |date: String, is_from: bool| {
        report.choice.update(|choice| {
            let (from, until) = choice.period.dates();
            let (from, until) = if is_from { (date, until) } else { (from, date) };
            choice.period = Period::Dates { from, until };
        });
    };
    view! {
        <label class="field">
            <span class="legend">{tongue.t("register.from")}</span>
            <input type="date" data-test="from" prop:value=move || dates.get().0
                on:change:target=move |event| change(event.target().value(), true) />
        </label>
        <label class="field">
            <span class="legend">{tongue.t("register.until")}</span>
            <input type="date" data-test="until" prop:value=move || dates.get().1
                on:change:target=move |event| change(event.target().value(), false) />
        </label>
    }
}

#[component]
fn Slices() -> impl IntoView {
    let report = expect_context::<Report>();
    let told = report.told;
    let hotlines = move || {
        told.with(|told| {
            told.iter()
                .flat_map(|told| &told.hotlines)
                .map(|row| (row.hotline.to_string(), row.name.clone()))
                .collect()
        })
    };
    let departments = move || {
        told.with(|told| {
            told.iter()
                .flat_map(|told| &told.departments)
                .map(|row| (row.department.to_string(), row.name.clone()))
                .collect()
        })
    };
    let operators = move || {
        told.with(|told| {
            told.iter()
                .flat_map(|told| &told.operators)
                .map(|row| (row.operator.to_string(), row.name.expose().to_owned()))
                .collect()
        })
    };
    let topics = move || {
        told.with(|told| {
            told.iter()
                .flat_map(|told| &told.topics)
                .filter_map(|row| row.topic.clone())
                .map(|topic| (topic.clone(), topic))
                .collect()
        })
    };
    view! {
        <Select label="register.hotline" name="hotline" options=Signal::derive(hotlines)
            chosen=Signal::derive(move || report.choice.with(|choice| choice.hotline.as_ref().map(ToString::to_string)))
            choose=move |choice, id| choice.hotline = HotlineId::new(id).ok() />
        <Select label="caller.department" name="department" options=Signal::derive(departments)
            chosen=Signal::derive(move || report.choice.with(|choice| choice.department.as_ref().map(ToString::to_string)))
            choose=move |choice, id| choice.department = DepartmentId::new(id).ok() />
        <Select label="register.operator" name="operator" options=Signal::derive(operators)
            chosen=Signal::derive(move || report.choice.with(|choice| choice.operator.as_ref().map(ToString::to_string)))
            choose=move |choice, id| choice.operator = OperatorId::new(id).ok() />
        <Select label="outcome.topic" name="topic" options=Signal::derive(topics)
            chosen=Signal::derive(move || report.choice.with(|choice| choice.topic.clone()))
            choose=move |choice, topic| choice.topic = Some(topic).filter(|topic| !topic.is_empty()) />
    }
}

/// A list whose first entry chooses nothing. What is chosen stays in it, also when there is nothing of it any more.
#[component]
fn Select<F>(
    label: &'static str,
    name: &'static str,
    options: Signal<Vec<(String, String)>>,
    chosen: Signal<Option<String>>,
    choose: F,
) -> impl IntoView
where
    F: Fn(&mut Choice, String) + Copy + Send + Sync + 'static,
{
    let report = expect_context::<Report>();
    let tongue = report.tongue;
    let entries = move || {
        let mut options = options.get();
        if let Some(chosen) = chosen.get()
            && options.iter().all(|(id, _)| *id != chosen)
        {
            options.push((chosen.clone(), chosen));
        }
        let entries = options.into_iter().map(|(id, said)| {
            let is_chosen = chosen.get().as_ref() == Some(&id);
            view! { <option value=id selected=is_chosen>{said}</option> }
        });
        entries.collect_view()
    };
    view! {
        <label class="field">
            <span class="legend">{tongue.t(label)}</span>
            <select data-test=name data-chosen=move || chosen.get().is_some().to_string()
                on:change:target=move |event| {
                    let value = event.target().value();
                    report.choice.update(|choice| choose(choice, value));
                }>
                <option value="" selected=move || chosen.get().is_none()>{tongue.t("register.any")}</option>
                {entries}
            </select>
        </label>
    }
}

/// How figures are measured.
#[component]
fn Measures() -> impl IntoView {
    let report = expect_context::<Report>();
    let tongue = report.tongue;
    let choice = report.choice;
    let levels = LEVELS.map(|level| {
        let name = move || tongue.say(text_of(level));
        view! { <option value=level selected=move || choice.with(|choice| choice.level == level)>{name}</option> }
    });
    let thresholds = THRESHOLDS_S.map(|seconds| view! {
        <option value=seconds.to_string() selected=move || choice.with(|choice| choice.threshold_s == seconds)>{seconds}" s"</option>
    });
    let intervals = INTERVALS_S.map(|seconds| {
        let said = move || match seconds {
            86_400 => tongue.say("statistics.day"),
            _ => tongue.fill("statistics.minutes", &[("count", &(seconds / 60).to_string())]),
        };
        view! { <option value=seconds.to_string() selected=move || choice.with(|choice| choice.interval_s == seconds)>{said}</option> }
    });
    view! {
        <label class="field">
            <span class="legend">{tongue.t("statistics.level")}</span>
            <select data-test="level" on:change:target=move |event| {
                let key = event.target().value();
                if let Some(level) = LEVELS.into_iter().find(|level| *level == key) {
                    choice.update(|choice| choice.level = level);
                }
            }>{levels.into_iter().collect_view()}</select>
        </label>
        <label class="field">
            <span class="legend">{tongue.t("statistics.threshold")}</span>
            <select data-test="threshold" on:change:target=move |event| {
                if let Ok(seconds) = event.target().value().parse() {
                    choice.update(|choice| choice.threshold_s = seconds);
                }
            }>{thresholds.into_iter().collect_view()}</select>
        </label>
        <label class="field">
            <span class="legend">{tongue.t("statistics.interval")}</span>
            <select data-test="interval" on:change:target=move |event| {
                if let Ok(seconds) = event.target().value().parse() {
                    choice.update(|choice| choice.interval_s = seconds);
                }
            }>{intervals.into_iter().collect_view()}</select>
        </label>
        <label class="field">
            <span class="legend">{tongue.t("statistics.attribution")}</span>
            <select data-test="attribution" on:change:target=move |event| {
                let outcome = event.target().value() == "outcome";
                let attribution = if outcome { Attribution::Outcome } else { Attribution::Arrival };
                choice.update(|choice| choice.attribution = attribution);
            }>
                <option value="arrival" selected=move || choice.with(|choice| choice.attribution == Attribution::Arrival)>{tongue.t("statistics.attribution.arrival")}</option>
                <option value="outcome" selected=move || choice.with(|choice| choice.attribution == Attribution::Outcome)>{tongue.t("statistics.attribution.outcome")}</option>
            </select>
        </label>
    }
}
