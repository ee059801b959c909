//! One contact: what it went through, what was written, how often it was tried.

use super::archive::Archive;
use super::rows::Stars;
use crate::browser::clocks::{self, Shape};
use crate::browser::words;
use crate::components::icons::Icon;
use crate::register::list::{talked_ms, waited_ms};
use crate::register::names;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::register::{RegisterDetail, RegisterLine, RegisterRow, RegisterTry};
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Detail() -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (dialog.get(), archive.open.with(Option::is_some)) else {
            return;
        };
        match (open, dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let inside = move || match (archive.detail.get(), archive.is_unknown.get()) {
        (Some(detail), _) => view! { <Inside detail /> }.into_any(),
        (None, true) => {
            view! { <p class="soft" role="alert">{tongue.t("detail.unknown")}</p> }.into_any()
        }
        (None, false) => {
            view! { <p class="soft" role="status">{tongue.t("gate.entering")}</p> }.into_any()
        }
    };
    view! {
        <dialog
            class="drawer"
            data-test="detail"
            aria-labelledby="detail-title"
            node_ref=dialog
            on:close=move |_| archive.close()
            // A click on the dialog itself is one beside its content.
            on:click=move |event| if event.target() == event.current_target() { archive.close() }
        >
            <div class="drawer-inside">
                <header>
                    <h2 id="detail-title">{tongue.t("detail.title")}</h2>
                    <button class="quiet" data-test="close-detail" aria-label=tongue.t("action.close") on:click=move |_| archive.close()>
                        <Icon name="close" />
                    </button>
                </header>
                {inside}
            </div>
        </dialog>
    }
}

#[component]
fn Inside(detail: RegisterDetail) -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let RegisterDetail { row, lines, tries } = detail;
    let (has_lines, has_tries) = (!lines.is_empty(), !tries.is_empty());
    view! {
        <Facts row=row.clone() />
        <Words row />
        {has_tries.then(|| view! {
            <section>
                <h3 class="legend">{tongue.t("detail.tries")}</h3>
                <ol class="tries">{tries.into_iter().map(|tried| view! { <Tried tried /> }).collect_view()}</ol>
            </section>
        })}
        {has_lines.then(|| view! {
            <section>
                <h3 class="legend">{tongue.t("detail.lines")}</h3>
                <ol class="transcript" data-test="lines">{lines.into_iter().map(|line| view! { <Line line /> }).collect_view()}</ol>
            </section>
        })}
    }
}

#[component]
fn Facts(row: RegisterRow) -> impl IntoView {
    let archive = expect_context::<Archive>();
    let tongue = archive.tongue;
    let zone = clocks::own_zone();
    let at = move |ms: u64| clocks::say(tongue.language(), &zone, Shape::Exact, ms);
    let alive = row.ended_ms.is_none();
    let now = move || if alive { archive.now_ms() } else { 0 };
    let facts = move || {
        let channels: Vec<String> = row
            .channels
            .iter()
            .map(|channel| tongue.say(names::channel(*channel)))
            .collect();
        let ended = match (row.ended_ms, row.reason) {
            (None, _) => Some(tongue.say("register.alive")),
            (Some(_), reason) => Some(tongue.say(reason.map_or("ended.other", names::reason))),
        };
        let facts = [
            ("register.entered", Some(at(row.entered_ms))),
            ("register.answered", row.answered_ms.map(&at)),
            ("register.ended", row.ended_ms.map(&at)),
            (
                "register.waited",
                Some(minutes_and_seconds(waited_ms(&row, now()))),
            ),
            (
                "register.talked",
                talked_ms(&row, now()).map(minutes_and_seconds),
            ),
            ("register.channel", Some(channels.join(" → "))),
            ("register.hotline", Some(row.hotline_name.clone())),
            (
                "detail.language",
                Some(words::name_of_language(tongue.language(), &row.language)),
            ),
            (
                "register.operator",
                row.operator_name
                    .as_ref()
                    .map(|name| name.expose().to_owned()),
            ),
            ("register.reason", ended),
            (
                "register.disposition",
                row.disposition
                    .map(|disposition| tongue.say(names::disposition(disposition))),
            ),
            (
                "detail.number",
                row.number.as_ref().map(|number| number.expose().to_owned()),
            ),
            // Never a link: it may lead anywhere.
            (
                "detail.page",
                row.page.as_ref().map(|page| page.expose().to_owned()),
            ),
            ("detail.contact", Some(row.contact.as_str().to_owned())),
        ];
        facts
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .map(|(key, value)| view! { <div><dt>{tongue.say(key)}</dt><dd class="figure"><bdi>{value}</bdi></dd></div> })
            .collect_view()
    };
    view! { <dl class="facts">{facts}</dl> }
}

#[component]
fn Words(row: RegisterRow) -> impl IntoView {
    let tongue = expect_context::<Archive>().tongue;
    let note = row
        .note
        .clone()
        .filter(|note| !note.expose().trim().is_empty());
    let rated = row.clone();
    let has_rating = row.stars.is_some() || row.remark.is_some();
    view! {
        {note.map(|note| view! {
            <section>
                <h3 class="legend">{tongue.t("detail.note")}</h3>
                <p class="words" dir="auto" data-test="note">{note.expose().to_owned()}</p>
            </section>
        })}
        {has_rating.then(|| view! {
            <section>
                <h3 class="legend">{tongue.t("register.rating")}</h3>
                <Stars row=Signal::stored(rated) />
                {row.remark.map(|remark| view! { <p class="words" dir="auto" data-test="remark">{remark.expose().to_owned()}</p> })}
            </section>
        })}
    }
}

#[component]
fn Tried(tried: RegisterTry) -> impl IntoView {
    let tongue = expect_context::<Archive>().tongue;
    let zone = clocks::own_zone();
    view! {
        <li>
            <span class="figure soft">{move || clocks::say(tongue.language(), &zone, Shape::Exact, tried.at_ms)}</span>
            <b>{tongue.t(names::outcome(tried.outcome))}</b>
        </li>
    }
}

#[component]
fn Line(line: RegisterLine) -> impl IntoView {
    let tongue = expect_context::<Archive>().tongue;
    let zone = clocks::own_zone();
    let (name, who) = match line.from {
        LineFrom::Visitor => ("visitor", "detail.visitor"),
        LineFrom::Operator => ("operator", "detail.operator"),
    };
    let at = move || clocks::say(tongue.language(), &zone, Shape::Time, line.at_ms);
    view! {
        <li class="said" data-test="line" data-from=name data-seq=line.seq.to_string()>
            <small class="soft">{tongue.t(who)}" · "<span class="figure">{at}</span></small>
            <p class="words" dir="auto">{line.text.expose().to_owned()}</p>
        </li>
    }
}
