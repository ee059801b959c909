//! What to list.

use super::archive::Archive;
use crate::components::icons::Icon;
use crate::register::filter::{MAX_TEXT_CHARS, QUICK, of_word, to_word};
use crate::register::{Choice, Period, names};
use bellpull_protocol::{HotlineId, OperatorId};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long after the last keystroke the register is asked.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub fn Filters() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let total = move || {
        let count = archive.list.with(|list| list.total);
        match (archive.listed.with(Option::is_some), count) {
            (false, _) => String::new(),
            (true, 1) => tongue.say("register.one"),
            (true, _) => tongue.fill("register.total", &[("count", &count.to_string())]),
        }
    };
    let quick = QUICK.map(|(period, text)| {
        let shown = period.clone();
        view! {
            <button
                type="button"
                class="tab"
                aria-pressed=move || archive.choice.with(|choice| choice.period == shown).to_string()
                data-test=text
                on:click=move |_| archive.choice.update(|choice| choice.period = period.clone())
            >
                {tongue.t(text)}
            </button>
        }
    });
    let is_narrow = move || archive.choice.with(Choice::is_narrow);
    view! {
        <header class="register-head">
            <h1>{tongue.t("nav.register")}</h1>
            <span class="soft figure" role="status" data-test="total">{total}</span>
            <span class="spring"></span>
            <a class="button" download="" href=move || archive.file("csv") data-test="export-csv" title=tongue.t("register.export.hint")>
                <Icon name="download" />
                {tongue.t("register.export")}
            </a>
            <a class="button" download="" href=move || archive.file("xlsx") data-test="export-xlsx" title=tongue.t("register.export.hint")>
                <Icon name="download" />
                "XLSX"
            </a>
        </header>
        <section class="filters" role="search" aria-label=tongue.t("register.filters")>
            <Search />
            <div class="chips" role="group" aria-label=tongue.t("register.period")>{quick.into_iter().collect_view()}</div>
            <details class="more-filters" open=move || archive.choice.with_untracked(Choice::is_narrow) || is_wide()>
                <summary>{tongue.t("register.more_filters")}</summary>
                <div class="filter-fields"><Selects /><Dates /></div>
            </details>
            <button type="button" class="quiet" data-test="clear-filters" hidden=move || !is_narrow()
                on:click=move |_| archive.choice.set(Choice::default())>
                <Icon name="close" />
                {tongue.t("register.clear")}
            </button>
        </section>
    }
}

/// On a phone the list comes first.
fn is_wide() -> bool {
    window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .is_none_or(|width| width > 736.0)
}

#[component]
fn Search() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let typed = move |text: String| {
        if let Some(timeout) = waiting.try_update_value(Option::take).flatten() {
            timeout.clear();
        }
        let take = move || archive.choice.update(|choice| choice.text = text);
        waiting.set_value(set_timeout_with_handle(take, PAUSE).ok());
    };
    let chosen = Memo::new(move |_| archive.choice.with(|choice| choice.text.clone()));
    view! {
        <label class="search">
            <Icon name="search" />
            <span class="unseen">{archive.tongue.t("register.text")}</span>
            <input
                type="search"
                data-test="filter-text"
                maxlength=MAX_TEXT_CHARS.to_string()
                placeholder=archive.tongue.t("register.text")
                prop:value=move || chosen.get()
                on:input:target=move |event| typed(event.target().value())
            />
        </label>
    }
}

#[component]
fn Dates() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let dates = Memo::new(move |_| archive.choice.with(|choice| choice.period.dates()));
    let change = move |date: String, is_from: bool| {
        archive.choice.update(|choice| {
            let (from, until) = choice.period.dates();
            let (from, until) = if is_from { (date, until) } else { (from, date) };
            choice.period = Period::Dates { from, until }.or_ever();
        });
    };
    view! {
        <label class="field">
            <span class="legend">{tongue.t("register.from")}</span>
            <input type="date" data-test="filter-from" prop:value=move || dates.get().0
                on:change:target=move |event| change(event.target().value(), true) />
        </label>
        <label class="field">
            <span class="legend">{tongue.t("register.until")}</span>
            <input type="date" data-test="filter-until" prop:value=move || dates.get().1
                on:change:target=move |event| change(event.target().value(), false) />
        </label>
    }
}

#[component]
fn Selects() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let words = move |names: Vec<(String, &'static str)>| {
        Signal::derive(move || {
            let said = names
                .iter()
                .map(|(word, key)| (word.clone(), tongue.say(key)));
            said.collect::<Vec<_>>()
        })
    };
    let channels = words(
        names::CHANNELS
            .map(|name| (to_word(name), names::channel(name)))
            .to_vec(),
    );
    let reasons = words(
        names::REASONS
            .map(|name| (to_word(name), names::reason(name)))
            .to_vec(),
    );
    let dispositions = words(
        names::DISPOSITIONS
            .map(|name| (to_word(name), names::disposition(name)))
            .to_vec(),
    );
    let operators = Signal::derive(move || {
        let known = archive.operators.get().into_iter();
        known
            .map(|known| {
                (
                    known.operator.as_str().to_owned(),
                    known.name.expose().to_owned(),
                )
            })
            .collect()
    });
    let hotlines = Signal::derive(move || {
        let known = archive.hotlines.get().into_iter();
        known
            .map(|known| (known.hotline.as_str().to_owned(), known.name))
            .collect()
    });
    view! {
        <Select label="register.channel" test="filter-channel" options=channels
            read=|choice| choice.channel.map(to_word) change=|choice, word| choice.channel = of_word(&word) />
        <Select label="register.reason" test="filter-reason" options=reasons
            read=|choice| choice.reason.map(to_word) change=|choice, word| choice.reason = of_word(&word) />
        <Select label="register.disposition" test="filter-disposition" options=dispositions
            read=|choice| choice.disposition.map(to_word) change=|choice, word| choice.disposition = of_word(&word) />
        <Select label="register.operator" test="filter-operator" options=operators
            read=|choice| choice.operator.as_ref().map(|id| id.as_str().to_owned())
            change=|choice, word| choice.operator = OperatorId::new(word).ok() />
        <Select label="register.hotline" test="filter-hotline" options=hotlines
            read=|choice| choice.hotline.as_ref().map(|id| id.as_str().to_owned())
            change=|choice, word| choice.hotline = HotlineId::new(word).ok() />
    }
}

#[component]
fn Select(
    label: &'static str,
    test: &'static str,
    options: Signal<Vec<(String, String)>>,
    read: fn(&Choice) -> Option<String>,
    change: fn(&mut Choice, String),
) -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let chosen = Memo::new(move |_| archive.choice.with(read).unwrap_or_default());
    // Drawn again only when there is another choice: an open list would close.
    let options = Memo::new(move |_| options.get());
    let drawn = move || {
        let mut options = options.get();
        let value = chosen.get_untracked();
        // From an address, before the edge told who there is.
        if !value.is_empty() && !options.iter().any(|(known, _)| *known == value) {
            options.push((value.clone(), value.clone()));
        }
        options
            .into_iter()
            .map(|(word, name)| {
                let selected = word == value;
                view! { <option value=word selected=selected>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <label class="field">
            <span class="legend">{tongue.t(label)}</span>
            <select
                data-test=test
                data-chosen=move || (!chosen.get().is_empty()).to_string()
                prop:value=move || chosen.get()
                on:change:target=move |event| archive.choice.update(|choice| change(choice, event.target().value()))
            >
                <option value="">{tongue.t("register.any")}</option>
                {drawn}
            </select>
        </label>
    }
}
