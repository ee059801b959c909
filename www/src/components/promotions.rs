//! What is live on the hotlines, and what the visitor in hand has entered.

use super::icons::Icon;
use super::ui::use_ui;
use crate::browser::words;
use crate::desk::promotions::Panel;
use bellpull_protocol::promotion::{Entry, EntryOutcome, HotlinePromotions, ShownPromotion};
use leptos::prelude::*;

#[component]
pub fn Promotions() -> impl IntoView {
    let ui = use_ui();
    let panel = ui.memo(|view| view.promotions.clone());
    let live = Memo::new(move |_| panel.with(live_of));
    let many = move || live.with(|live| live.len() > 1);
    let nothing = move || live.with(|live| live.iter().all(|hotline| hotline.live.is_empty()));
    view! {
        <section class="list promotions" aria-label=ui.t("live.title") data-test="promotions-live">
            <h2 class="legend">{ui.t("live.title")}</h2>
            <VisitorEntries panel />
            {move || panel.with(|panel| match panel {
                Panel::Asking => view! { <p class="soft none">{ui.t("live.asking")}</p> }.into_any(),
                Panel::Failed => view! { <p class="soft none" role="status">{ui.t("live.failed")}</p> }.into_any(),
                Panel::Known { .. } if nothing() => {
                    view! { <p class="soft none" data-test="promotions-empty">{ui.t("live.none")}</p> }.into_any()
                }
                Panel::Known { .. } => live
                    .get()
                    .into_iter()
                    .filter(|hotline| !hotline.live.is_empty())
                    .map(|hotline| view! { <Hotline hotline named=many() /> })
                    .collect_view()
                    .into_any(),
            })}
        </section>
    }
}

#[component]
fn Hotline(hotline: HotlinePromotions, named: bool) -> impl IntoView {
    let HotlinePromotions { name, live, .. } = hotline;
    view! {
        {named.then(|| view! { <h3 class="legend"><bdi>{name}</bdi></h3> })}
        <ul class="rows">{live.into_iter().map(|promotion| view! { <Live promotion /> }).collect_view()}</ul>
    }
}

/// Short until it is opened: the operator looks things up here in the middle of a sentence.
#[component]
fn Live(promotion: ShownPromotion) -> impl IntoView {
    let ui = use_ui();
    let ShownPromotion {
        promotion,
        language,
        title,
        body,
        ends_ms,
        draw,
        ..
    } = promotion;
    let until = move || {
        let time = words::date_and_time(ui.language.get(), ends_ms);
        ui.filled("live.until", "time", &time)
    };
    let kind = if draw.is_some() { "gift" } else { "megaphone" };
    view! {
        <li data-test="promotion" data-promotion=promotion.to_string()>
            <details class="promotion">
                <summary>
                    <Icon name=kind />
                    <span>
                        <b dir="auto" data-test="promotion-title">{title}</b>
                        <small class="soft">{until}</small>
                    </span>
                </summary>
                <p dir="auto" lang=language>{body}</p>
                {draw.map(|draw| view! {
                    <p class="soft">{move || ui.filled("live.prizes", "count", &draw.prizes.to_string())}</p>
                    <p class="soft" dir="auto">{draw.rules}</p>
                })}
            </details>
        </li>
    }
}

#[component]
fn VisitorEntries(panel: Memo<Panel>) -> impl IntoView {
    let ui = use_ui();
    move || {
        let panel = panel.get();
        let Panel::Known {
            promotions,
            of_visitor: true,
        } = &panel
        else {
            return None;
        };
        let entries = promotions.entries.clone();
        let titles = live_of(&panel);
        let rows = entries.into_iter().map(move |entry| {
            let title = titles
                .iter()
                .flat_map(|hotline| &hotline.live)
                .find(|promotion| promotion.promotion == entry.promotion)
                .map(|promotion| promotion.title.clone());
            view! { <OneEntry entry title /> }
        });
        let rows = rows.collect::<Vec<_>>();
        let none = rows.is_empty();
        Some(view! {
            <div class="entries" data-test="visitor-entries">
                <h3 class="legend">{ui.t("entries.title")}</h3>
                {none.then(|| view! { <p class="soft">{ui.t("entries.none")}</p> })}
                <ul>{rows}</ul>
            </div>
        })
    }
}

#[component]
fn OneEntry(entry: Entry, title: Option<String>) -> impl IntoView {
    let ui = use_ui();
    let Entry {
        entry,
        promotion,
        at_ms,
        outcome,
        prize,
    } = entry;
    let (name, text) = match outcome {
        EntryOutcome::Pending => ("pending", "entries.pending"),
        EntryOutcome::Won => ("won", "entries.won"),
        EntryOutcome::NotWon => ("not_won", "entries.not_won"),
        EntryOutcome::Void => ("void", "entries.void"),
    };
    let state = move || match prize {
        Some(prize) => ui.filled("entries.prize", "prize", &prize.to_string()),
        None => ui.t(text)(),
    };
    let title = move || title.clone().unwrap_or_else(|| ui.t("entries.over")());
    view! {
        <li data-test="entry" data-entry=entry.to_string() data-promotion=promotion.to_string() data-outcome=name>
            <b dir="auto">{title}</b>
            <small>
                <span class="entry-state">{state}</span>
                " · "
                {move || words::date_and_time(ui.language.get(), at_ms)}
            </small>
        </li>
    }
}

fn live_of(panel: &Panel) -> Vec<HotlinePromotions> {
    match panel {
        Panel::Known { promotions, .. } => promotions.hotlines.clone(),
        Panel::Asking | Panel::Failed => vec![],
    }
}
