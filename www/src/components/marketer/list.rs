//! All promotions of a hotline, by what they are at the moment.

use super::office::Office;
use crate::browser::clocks::{self, Shape};
use crate::components::durations::duration;
use crate::components::icons::Icon;
use crate::marketer::list::{Next, ORDER, next, of_state, state_name, title};
use bellpull_protocol::HotlineId;
use bellpull_protocol::marketer::{Promotion, PromotionState};
use leptos::prelude::*;

#[component]
pub fn List() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let groups = ORDER.map(|state| view! { <Group state /> });
    let empty = move || office.is_there.get() && office.promotions.with(Vec::is_empty);
    view! {
        <aside class="promotions" aria-label=tongue.t("nav.promotions")>
            <HotlineChoice />
            <button class="button go" data-test="new-promotion" on:click=move |_| if may_leave(office) { office.open_new() }>
                <Icon name="plus" />
                {tongue.t("promotions.new")}
            </button>
            <p class="banner bell" role="status" hidden=move || !office.is_lost.get()>{tongue.t("promotions.lost")}</p>
            <p class="soft" hidden=move || office.is_there.get() || office.is_lost.get()>{tongue.t("gate.entering")}</p>
            <p class="soft" data-test="empty" hidden=move || !empty()>{tongue.t("promotions.none.list")}</p>
            {groups.into_iter().collect_view()}
        </aside>
    }
}

/// What was typed may be lost only on purpose.
fn may_leave(office: Office) -> bool {
    !office.editor.with_untracked(|editor| {
        editor
            .as_ref()
            .is_some_and(crate::marketer::Editor::is_changed)
    }) || window()
        .confirm_with_message(&office.tongue.say("editor.leave"))
        .unwrap_or(true)
}

#[component]
fn HotlineChoice() -> impl IntoView {
    let office = expect_context::<Office>();
    let options = move || {
        let chosen = office.hotline.get();
        office.hotlines.get().into_iter().map(move |known| {
            let selected = Some(&known.hotline) == chosen.as_ref();
            view! { <option value=known.hotline.as_str().to_owned() selected=selected>{known.name}</option> }
        }).collect_view()
    };
    view! {
        <label class="field" data-test="hotline-choice" hidden=move || office.hotlines.with(Vec::len) < 2>
            <span class="legend">{office.tongue.t("promotions.hotline")}</span>
            <select on:change:target=move |event| {
                let Ok(hotline) = HotlineId::new(event.target().value()) else { return };
                if may_leave(office) {
                    office.choose(hotline);
                } else {
                    office.hotline.notify();
                }
            }>{options}</select>
        </label>
    }
}

#[component]
fn Group(state: PromotionState) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let rows = Memo::new(move |_| office.promotions.with(|all| of_state(all, state)));
    view! {
        <section class="group" hidden=move || rows.with(Vec::is_empty)>
            <h2 class="legend">
                {tongue.t(state_key(state))}
                <span class="count figure">{move || rows.with(Vec::len)}</span>
            </h2>
            <ul>
                <For each=move || rows.get() key=|row| (row.promotion.clone(), row.revision, entries(row), stage(row)) children=move |row| view! { <li><Row row /></li> } />
            </ul>
        </section>
    }
}

#[component]
fn Row(row: Promotion) -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    let id = row.promotion.clone();
    let is_open = move || office.of_editor(|editor| editor.promotion == id);
    let (named, timed, counted, opened) = (row.clone(), row.clone(), row.clone(), row.clone());
    let name = move || {
        title(&named, tongue.language().code())
            .map_or_else(|| tongue.say("promotions.untitled"), str::to_owned)
    };
    let zone = row.content.zone.clone();
    let (starts, ends) = (row.content.starts_ms, row.content.ends_ms);
    let period = move || {
        let say = |ms| clocks::say(tongue.language(), &zone, Shape::Short, ms);
        format!("{} – {}", say(starts), say(ends))
    };
    let left = move || said(office, &timed);
    let has_draw = row.content.prizes.is_some();
    view! {
        <button
            class="promotion-row"
            data-test="promotion-row"
            data-promotion=row.promotion.as_str().to_owned()
            data-state=state_name(row.state)
            aria-current=move || is_open().then_some("true")
            on:click=move |_| if may_leave(office) { office.open(&opened) }
        >
            <span class="row-title">
                <bdi>{name}</bdi>
                {has_draw.then(|| view! { <Icon name="gift" /> })}
            </span>
            <small class="soft figure">{period}</small>
            <small class="row-facts figure">
                <span>{left}</span>
                {has_draw.then(|| view! {
                    <span class="soft">{move || counted.draw.as_ref().map(|draw| entries_in_words(office, draw.entries))}</span>
                })}
            </small>
        </button>
    }
}

/// What a promotion waits for.
pub fn said(office: Office, promotion: &Promotion) -> String {
    let tongue = office.tongue;
    let time = |ms| duration(tongue, ms);
    match next(promotion, office.now_ms()) {
        Next::Starts(ms) => tongue.fill("promotions.starts_in", &[("time", &time(ms))]),
        Next::Ends(ms) => tongue.fill("promotions.ends_in", &[("time", &time(ms))]),
        Next::ToDraw => tongue.say("promotions.to_draw"),
        Next::Nothing => String::new(),
    }
}

pub fn entries_in_words(office: Office, count: u32) -> String {
    match count {
        1 => office.tongue.say("promotions.entry"),
        _ => office
            .tongue
            .fill("promotions.entries", &[("count", &count.to_string())]),
    }
}

pub fn state_key(state: PromotionState) -> &'static str {
    match state {
        PromotionState::Draft => "state.draft",
        PromotionState::Scheduled => "state.scheduled",
        PromotionState::Live => "state.live",
        PromotionState::Ended => "state.ended",
        PromotionState::Withdrawn => "state.withdrawn",
    }
}

fn entries(row: &Promotion) -> u32 {
    row.draw.as_ref().map_or(0, |draw| draw.entries)
}

/// A row is drawn again when its draw goes on.
fn stage(row: &Promotion) -> u8 {
    row.draw.as_ref().map_or(0, |draw| draw.stage as u8 + 1)
}
