//! The contacts: a table where there is room, cards on a phone. One document for both.

use super::archive::Archive;
use crate::browser::clocks::{self, Shape};
use crate::components::icons::{Bellpull, Icon};
use crate::register::list::{talked_ms, waited_ms};
use crate::register::{Choice, names};
use bellpull_protocol::register::RegisterRow;
use bellpull_protocol::visitor::Channel;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

const COLUMNS: [&str; 8] = [
    "register.entered",
    "register.channel",
    "register.hotline",
    "register.waited",
    "register.talked",
    "register.operator",
    "register.became",
    "register.rating",
];

#[component]
pub fn Rows() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let rows = Memo::new(move |_| archive.list.with(|list| list.rows.clone()));
    let is_loading = move || archive.listed.with(Option::is_none);
    let is_empty = move || !is_loading() && rows.with(Vec::is_empty);
    let more = move || archive.list.with(|list| list.next.is_some());
    let heads =
        COLUMNS.map(|key| view! { <th role="columnheader" scope="col">{tongue.t(key)}</th> });
    view! {
        <p class="soft" role="status" hidden=move || !is_loading()>{tongue.t("gate.entering")}</p>
        <table class="contacts" role="table" data-hotlines=move || archive.hotlines.with(Vec::len).to_string() hidden=move || rows.with(Vec::is_empty)>
            <caption class="unseen">{tongue.t("register.caption")}</caption>
            <thead role="rowgroup"><tr role="row">{heads.into_iter().collect_view()}</tr></thead>
            <tbody role="rowgroup">
                <For each=move || rows.get() key=|row| row.contact.clone() children=move |row| view! { <Row row rows /> } />
            </tbody>
        </table>
        {move || is_empty().then(|| view! { <Empty /> })}
        <button class="button more" data-test="load-more" hidden=move || !more() disabled=move || archive.is_loading_more.get()
            on:click=move |_| archive.load_more()>
            {move || tongue.say(if archive.is_loading_more.get() { "register.loading" } else { "register.more" })}
        </button>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let is_narrow = move || {
        archive
            .listed
            .with(|listed| listed.as_ref().is_some_and(Choice::is_narrow))
    };
    view! {
        <section class="nothing" data-test="empty" role="status">
            <Bellpull />
            <h2>{move || tongue.say(if is_narrow() { "register.nothing_fits.title" } else { "register.nothing.title" })}</h2>
            <p class="soft">{move || tongue.say(if is_narrow() { "register.nothing_fits.body" } else { "register.nothing.body" })}</p>
            <button class="button" hidden=move || !is_narrow() on:click=move |_| archive.choice.set(Choice::default())>
                {tongue.t("register.clear")}
            </button>
        </section>
    }
}

/// Drawn once for a contact; what changes about it changes in place, so that neither scroll nor focus is lost.
#[component]
fn Row(row: RegisterRow, rows: Memo<Vec<RegisterRow>>) -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let id = row.contact.clone();
    let (watched, opened, chosen) = (id.clone(), id.clone(), id.clone());
    let row = Memo::new(move |last: Option<&RegisterRow>| {
        let found = rows.with(|rows| rows.iter().find(|row| row.contact == watched).cloned());
        found
            .or_else(|| last.cloned())
            .unwrap_or_else(|| row.clone())
    });
    let zone = clocks::own_zone();
    let entered = move || {
        clocks::say(
            tongue.language(),
            &zone,
            Shape::Exact,
            row.with(|row| row.entered_ms),
        )
    };
    let is_alive = move || row.with(|row| row.ended_ms.is_none());
    // Only what still runs follows the clock.
    let now = move || if is_alive() { archive.now_ms() } else { 0 };
    let waited = move || minutes_and_seconds(row.with(|row| waited_ms(row, now())));
    let talked = move || {
        row.with(|row| talked_ms(row, now()))
            .map(minutes_and_seconds)
    };
    let open = move || archive.open.set(Some(opened.clone()));
    let label = move |key: &'static str| move || tongue.say(key);
    view! {
        <tr
            role="row"
            class="contact"
            data-test="register-row"
            data-contact=id.as_str().to_owned()
            data-alive=move || is_alive().to_string()
            aria-current=move || (archive.open.get().as_ref() == Some(&chosen)).then_some("true")
            on:click=move |_| open()
        >
            <td role="cell" data-label=label("register.entered")>
                // The row's one control, so that it can be reached by keyboard; its click is the row's.
                <button class="open figure" data-test="open-contact">{entered}</button>
            </td>
            <td role="cell" data-label=label("register.channel")><Channels row /></td>
            <td role="cell" data-label=label("register.hotline")><bdi>{move || row.with(|row| row.hotline_name.clone())}</bdi></td>
            <td role="cell" class="figure" data-label=label("register.waited")>{waited}</td>
            <td role="cell" class="figure" data-label=label("register.talked") data-empty=move || talked().is_none().to_string()>
                {move || talked().unwrap_or_else(|| "–".to_owned())}
            </td>
            <td role="cell" data-label=label("register.operator") data-empty=move || row.with(|row| row.operator_name.is_none()).to_string()>
                <bdi>{move || row.with(|row| row.operator_name.as_ref().map_or_else(|| "–".to_owned(), |name| name.expose().to_owned()))}</bdi>
            </td>
            <td role="cell" data-label=label("register.became")><Became row /></td>
            <td role="cell" data-label=label("register.rating") data-empty=move || row.with(|row| row.stars.is_none()).to_string()><Stars row /></td>
        </tr>
    }
}

#[component]
fn Channels(row: Memo<RegisterRow>) -> impl IntoView {
    let tongue = expect_context::<Archive>().tongue;
    let channels = Memo::new(move |_| row.with(|row| row.channels.clone()));
    let shown = move || {
        let channels = channels.get();
        let said: Vec<String> = channels
            .iter()
            .map(|channel| tongue.say(names::channel(*channel)))
            .collect();
        let icon = channels.last().map_or("info", |channel| icon(*channel));
        view! { <span class="channels"><Icon name=icon />{said.join(" → ")}</span> }
    };
    view! { {shown} }
}

pub fn icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => "handset",
        Channel::Chat => "speech",
        Channel::Callback => "clock",
        Channel::Message => "letter",
        Channel::Unknown => "info",
    }
}

#[component]
fn Became(row: Memo<RegisterRow>) -> impl IntoView {
    let tongue = expect_context::<Archive>().tongue;
    let disposition = move || {
        row.with(|row| {
            row.disposition
                .map(|disposition| tongue.say(names::disposition(disposition)))
        })
    };
    let ended = move || {
        row.with(|row| match (row.ended_ms, row.reason) {
            (None, _) => tongue.say("register.alive"),
            (Some(_), Some(reason)) => tongue.say(names::reason(reason)),
            (Some(_), None) => tongue.say("ended.other"),
        })
    };
    let note = move || row.with(|row| row.note.as_ref().map(|note| note.expose().to_owned()));
    view! {
        <span class="became">
            {move || disposition().map(|text| view! { <b>{text}</b> })}
            <span class="soft">{ended}</span>
            {move || note().map(|note| view! { <small class="note-line soft" dir="auto">{note}</small> })}
        </span>
    }
}

#[component]
pub fn Stars(#[prop(into)] row: Signal<RegisterRow>) -> impl IntoView {
    let tongue = expect_context::<Archive>().tongue;
    let stars = Memo::new(move |_| row.with(|row| row.stars));
    move || {
        stars.get().map_or_else(
            || view! { <span>"–"</span> }.into_any(),
            |stars| {
                let stars = usize::from(stars.min(5));
                let label = tongue.fill("register.stars", &[("count", &stars.to_string())]);
                view! {
                    <span class="stars" role="img" aria-label=label>
                        <span aria-hidden="true">{"★".repeat(stars)}<span class="stars-left">{"★".repeat(5 - stars)}</span></span>
                    </span>
                }
                .into_any()
            },
        )
    }
}
