//! Callbacks that are owed: since when, by which way, and what time it is at the visitor's.

use super::icons::Icon;
use super::moments;
use super::ui::use_ui;
use crate::browser::words;
use crate::desk::Gesture;
use bellpull_protocol::operator::OwedCallback;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

#[component]
pub fn Owed() -> impl IntoView {
    let ui = use_ui();
    let owed = ui.memo(|view| view.owed.clone());
    let total = move || owed.with(|owed| owed.total);
    let more =
        move || owed.with(|owed| u64::from(owed.total).saturating_sub(owed.rows.len() as u64));
    view! {
        <section class="list" aria-label=ui.t("owed.title") data-test="owed-callbacks">
            <h2 class="legend">
                {ui.t("owed.title")}
                <span class="count figure" data-test="owed-total" data-some=move || (total() > 0).to_string()>{total}</span>
            </h2>
            <Show
                when=move || { total() > 0 }
                fallback=move || view! { <p class="soft none" data-test="owed-empty">{ui.t("owed.none")}</p> }
            >
                <ol class="rows">
                    // A row is small: whatever changes in it, it is drawn anew.
                    <For
                        each=move || owed.with(|owed| owed.rows.clone())
                        key=|row| (row.contact.clone(), row.tries, row.due_ms, row.taken, row.reachable)
                        children=move |row| view! { <Row row /> }
                    />
                </ol>
            </Show>
            <Show when=move || { more() > 0 }>
                <p class="soft">{move || ui.filled("waiting.more", "count", &more().to_string())}</p>
            </Show>
        </section>
    }
}

#[component]
fn Row(row: OwedCallback) -> impl IntoView {
    let ui = use_ui();
    let OwedCallback {
        contact,
        hotline_name,
        language,
        entered_ms,
        by_phone,
        zone,
        due_ms,
        window_until_ms,
        tries,
        reachable,
        taken,
    } = row;
    let clock = ui.memo(|view| view.clock);
    let waited_ms = Memo::new(move |_| clock.get().since(entered_ms, ui.now_ms.get()));
    let due = move || {
        let left = clock.get().until(due_ms?, ui.now_ms.get());
        (left > 0).then(|| ui.filled("owed.due", "time", &minutes_and_seconds(left)))
    };
    let id = contact.to_string();
    let key = contact.clone();
    let takeable = ui.memo(move |view| view.takeable.contains(&key));
    let (icon, way) = if by_phone {
        ("handset", "owed.by_phone")
    } else {
        ("window", "owed.by_browser")
    };
    let zone = Memo::new(move |_| zone.clone());
    let has_zone = by_phone && zone.with_untracked(Option::is_some);
    view! {
        <li class="row owed" data-test="owed-callback" data-contact=id data-taken=taken.to_string() data-reachable=reachable.to_string()>
            <span class="row-who">
                <b><bdi>{hotline_name}</bdi></b>
                <small>
                    <Icon name=icon />{ui.t(way)}" · "
                    {move || words::name_of_language(ui.language.get(), &language)}
                </small>
                {has_zone.then(|| view! { <small>{ui.t("callback.local_time")}" "<LocalTime zone /></small> })}
                {(tries > 0).then(|| view! { <small>{move || ui.filled("callback.tries", "count", &tries.to_string())}</small> })}
                {move || due().map(|due| view! { <small class="figure" data-test="due">{due}</small> })}
                {window_until_ms.map(|until_ms| view! { <small class="figure" data-test="window">{move || moments::until(ui, until_ms)}</small> })}
                {(!reachable && !taken).then(|| view! { <small>{ui.t("owed.unreachable")}</small> })}
                {taken.then(|| view! { <span class="tag"><Icon name="bell" />{ui.t("owed.taken")}</span> })}
            </span>
            <span class="row-end">
                <span class="figure waited" data-long=move || (waited_ms.get() >= LONG_MS).to_string()>
                    {move || minutes_and_seconds(waited_ms.get())}
                </span>
                <Show when=move || takeable.get()>
                    <button class="button small" data-test="take-callback" on:click={
                        let contact = contact.clone();
                        move |_| ui.gesture(Gesture::TakeCallback(contact.clone()))
                    }>
                        {ui.t("action.take_callback")}
                    </button>
                </Show>
            </span>
        </li>
    }
}

/// What the visitor's clock shows; marked at an hour at which one does not like to be rung.
#[component]
pub fn LocalTime(zone: Memo<Option<String>>) -> impl IntoView {
    let ui = use_ui();
    let clock = ui.memo(|view| view.clock);
    // To the minute: it is not counted second by second.
    let minute = Memo::new(move |_| clock.get().since(0, ui.now_ms.get()) / 60_000);
    let time = Memo::new(move |_| {
        zone.with(|zone| {
            words::time_there(ui.language.get(), zone.as_deref()?, minute.get() * 60_000)
        })
    });
    let late = move || {
        time.with(|time| {
            time.as_ref()
                .is_some_and(|time| !(8..20).contains(&time.hour))
        })
    };
    view! {
        <span class="local-time figure" data-test="local-time" data-late=move || late().to_string()>
            {move || time.with(|time| time.as_ref().map_or_else(|| ui.t("callback.no_zone")(), |time| time.text.clone()))}
        </span>
    }
}

/// From here on a callback is shown as late: a visitor who was promised one begins to wonder.
const LONG_MS: u64 = 1_800_000;
