//! Who waits, since when.

use super::icons::Icon;
use super::ui::use_ui;
use crate::browser::words;
use bellpull_protocol::operator::WaitingContact;
use bellpull_protocol::visitor::Channel;
use bellpull_widget::softphone::clock::minutes_and_seconds;
use leptos::prelude::*;

#[component]
pub fn Waiting() -> impl IntoView {
    let ui = use_ui();
    let waiting = ui.memo(|view| view.waiting.clone());
    let total = move || waiting.with(|waiting| waiting.total);
    let rows = move || waiting.with(|waiting| waiting.rows.clone());
    let more = move || {
        waiting.with(|waiting| u64::from(waiting.total).saturating_sub(waiting.rows.len() as u64))
    };
    view! {
        <section class="list waiting" aria-label=ui.t("waiting.title") data-test="waiting">
            <h2 class="legend">
                {ui.t("waiting.title")}
                <span class="count figure" data-test="waiting-total" data-some=move || (total() > 0).to_string()>
                    {total}
                </span>
            </h2>
            <Show
                when=move || { total() > 0 }
                fallback=move || view! {
                    <div class="nobody" data-test="waiting-empty">
                        <Icon name="cup" />
                        <b>{ui.t("waiting.nobody")}</b>
                        <p class="soft">{ui.t("waiting.nobody.body")}</p>
                    </div>
                }
            >
                <ol class="rows">
                    <For each=rows key=|row| (row.contact.clone(), row.ringing, row.channel == Channel::Chat) children=move |row| view! { <Row row /> } />
                </ol>
            </Show>
            <Show when=move || { more() > 0 }>
                <p class="soft">{move || ui.filled("waiting.more", "count", &more().to_string())}</p>
            </Show>
        </section>
    }
}

#[component]
fn Row(row: WaitingContact) -> impl IntoView {
    let ui = use_ui();
    let WaitingContact {
        hotline_name,
        department_name,
        language,
        entered_ms,
        ringing,
        channel,
        contact: _,
    } = row;
    let (channel, icon, word) = match channel {
        Channel::Call => ("call", "handset", "channel.call"),
        Channel::Chat => ("chat", "chat", "channel.chat"),
        Channel::Callback => ("callback", "handset", "channel.callback"),
        Channel::Message => ("message", "letter", "channel.message"),
        Channel::Unknown => ("unknown", "info", "channel.unknown"),
    };
    let clock = ui.memo(|view| view.clock);
    let waited_ms = Memo::new(move |_| clock.get().since(entered_ms, ui.now_ms.get()));
    // One department of everything needs no name.
    let named = !department_name.is_empty() && department_name != "general";
    let department = named.then(|| view! { <bdi>{department_name}</bdi>" · " });
    view! {
        <li class="row" data-test="waiting-row" data-ringing=ringing.to_string() data-channel=channel>
            <span class="row-who">
                <b><bdi>{hotline_name}</bdi></b>
                <small><Icon name=icon />{ui.t(word)}" · "{department}{move || words::name_of_language(ui.language.get(), &language)}</small>
                {ringing.then(|| view! { <span class="tag"><Icon name="bell" />{ui.t("waiting.ringing")}</span> })}
            </span>
            <span class="figure waited" data-long=move || (waited_ms.get() >= LONG_MS).to_string()>
                {move || minutes_and_seconds(waited_ms.get())}
            </span>
        </li>
    }
}

/// From here on a wait is shown as long: the point at which visitors begin to give up in numbers.
const LONG_MS: u64 = 120_000;
