//! A break with a reason and an end, now or later.

use super::moments;
use super::ui::{Ui, use_ui};
use crate::desk::Gesture;
use crate::desk::breaks::BreakWish;
use bellpull_protocol::operator::Presence;
use leptos::prelude::*;

/// Minutes a break may last; 0 is until the person comes back.
const SPANS: [u32; 7] = [0, 5, 10, 15, 30, 45, 60];
/// Minutes until it begins.
const STARTS: [u32; 6] = [0, 10, 20, 30, 60, 120];

#[component]
pub fn Breaks() -> impl IntoView {
    let ui = use_ui();
    let reasons = ui.memo(|view| view.breaks.clone());
    let reason = RwSignal::new("break".to_owned());
    let minutes = RwSignal::new(15_u32);
    let start = RwSignal::new(0_u32);
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let span = minutes.get_untracked();
        ui.gesture(Gesture::TakeBreak(BreakWish {
            reason: reason.get_untracked(),
            in_minutes: start.get_untracked(),
            minutes: (span > 0).then_some(span),
        }));
    };
    let options = move || {
        let reasons = reasons.get().into_iter();
        let options = reasons.map(|name| {
            let shown = reason_name(ui, &name);
            view! { <option value=name>{shown}</option> }
        });
        options.collect_view()
    };
    // A break that is to come has an end.
    let endless = move || start.get() > 0 && minutes.get() == 0;
    view! {
        <details class="breaks" data-test="breaks">
            <summary>{ui.t("break.title")}</summary>
            <form on:submit=take>
                <label><span class="legend">{ui.t("break.reason")}</span>
                    <select aria-label=ui.t("break.reason") data-test="break-reason" on:change:target=move |event| reason.set(event.target().value())>{options}</select>
                </label>
                <label><span class="legend">{ui.t("break.start")}</span>
                    <select aria-label=ui.t("break.start") data-test="break-start" on:change:target=move |event| start.set(number(&event.target().value()))>
                        {STARTS.map(|minutes| {
                            let shown = if minutes == 0 { ui.t("break.now")() } else { ui.filled("break.in", "count", &minutes.to_string()) };
                            view! { <option value=minutes.to_string()>{shown}</option> }
                        }).collect_view()}
                    </select>
                </label>
                <label><span class="legend">{ui.t("break.span")}</span>
                    <select aria-label=ui.t("break.span") data-test="break-span" on:change:target=move |event| minutes.set(number(&event.target().value()))>
                        {SPANS.map(|span| {
                            let shown = if span == 0 { ui.t("break.open_end")() } else { ui.filled("break.minutes", "count", &span.to_string()) };
                            view! { <option value=span.to_string() selected=span == 15>{shown}</option> }
                        }).collect_view()}
                    </select>
                </label>
                <button class="button" data-test="take-break" disabled=endless>
                    {move || if start.get() == 0 { ui.t("break.take")() } else { ui.t("break.plan")() }}
                </button>
                <p class="soft" hidden=move || !endless()>{ui.t("break.needs_end")}</p>
            </form>
        </details>
        <BreakState />
    }
}

/// The break under way, and the one to come.
#[component]
fn BreakState() -> impl IntoView {
    let ui = use_ui();
    let under_way = ui.memo(|view| {
        let reason = view
            .break_reason
            .clone()
            .filter(|_| view.presence == Some(Presence::Break));
        reason.map(|reason| (reason, view.presence_until_ms))
    });
    let planned = ui.memo(|view| view.planned.clone());
    view! {
        {move || under_way.get().map(|(reason, until)| {
            let name = reason_name(ui, &reason);
            view! {
                <p class="break-state" data-test="break-state">
                    <b>{name}</b>
                    {until.map(|until_ms| view! { " "{move || moments::until(ui, until_ms)} })}
                </p>
            }
        })}
        {move || planned.get().map(|planned| {
            let name = reason_name(ui, &planned.reason);
            let from_ms = planned.from_ms;
            view! {
                <p class="break-state" data-test="planned-break">
                    <b>{name}</b>" "{move || moments::from(ui, from_ms)}
                    <button class="quiet" data-test="cancel-planned-break" on:click=move |_| ui.gesture(Gesture::CancelPlannedBreak)>
                        {ui.t("action.cancel")}
                    </button>
                </p>
            }
        })}
    }
}

/// The usual reasons have words; others are the organisation's own.
fn reason_name(ui: Ui, reason: &str) -> String {
    match reason {
        "break" => ui.t("break.break")(),
        "lunch" => ui.t("break.lunch")(),
        "training" => ui.t("break.training")(),
        own => own.to_owned(),
    }
}

fn number(text: &str) -> u32 {
    text.parse().unwrap_or_default()
}
