//! The directory: who is responsible for what and who is free, to give a contact to.

use super::icons::Icon;
use super::moments;
use super::ui::use_ui;
use crate::desk::Gesture;
use crate::desk::transfers::{Aim, DirectoryView};
use bellpull_protocol::operator::{Colleague, ColleagueActivity, DepartmentRow, Presence};
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Directory() -> impl IntoView {
    let ui = use_ui();
    let shown = ui.memo(|view| view.directory.clone());
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = shown.with(|shown| *shown != DirectoryView::Closed);
        let Some(dialog) = dialog.get() else {
            return;
        };
        match (open, dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    let inside = move || {
        shown.with(|shown| match shown {
            DirectoryView::Closed => ().into_any(),
            DirectoryView::Asking => {
                view! { <p class="soft none" role="status">{ui.t("directory.asking")}</p> }
                    .into_any()
            }
            DirectoryView::Open {
                may_consult,
                directory,
            } => view! {
                <Departments rows=directory.departments.clone() />
                <Colleagues rows=directory.colleagues.clone() may_consult=*may_consult />
            }
            .into_any(),
        })
    };
    view! {
        <dialog
            class="help directory"
            data-test="directory"
            aria-labelledby="directory-title"
            node_ref=dialog
            on:close=move |_| ui.gesture(Gesture::CloseDirectory)
        >
            <header>
                <h2 id="directory-title">{ui.t("directory.title")}</h2>
                <button class="quiet" aria-label=ui.t("action.close") on:click=move |_| ui.gesture(Gesture::CloseDirectory)>
                    <Icon name="close" />
                </button>
            </header>
            <p class="soft">{ui.t("directory.hint")}</p>
            {inside}
            <div class="controls">
                <button class="button" data-test="transfer-queue" on:click=move |_| ui.gesture(Gesture::Transfer(Aim::Queue))>
                    {ui.t("transfer.queue")}
                </button>
                <button class="button" data-test="transfer-escalate" on:click=move |_| ui.gesture(Gesture::Transfer(Aim::Escalation))>
                    {ui.t("transfer.escalate")}
                </button>
            </div>
        </dialog>
    }
}

#[component]
fn Departments(rows: Vec<DepartmentRow>) -> impl IntoView {
    let ui = use_ui();
    let rows = rows.into_iter().map(move |row| {
        let aim = Aim::Department(row.department.clone());
        let standing = [
            ui.filled("directory.waiting", "count", &row.waiting.to_string()),
            ui.filled("directory.free", "count", &row.free.to_string()),
        ];
        view! {
            <li class="colleague" data-test="department" data-department=row.department.to_string()>
                <span>
                    <b><bdi>{row.name}</bdi></b>
                    <small class="soft"><bdi>{row.responsible_for}</bdi></small>
                </span>
                <small class="soft">
                    {if row.open { standing.join(" · ") } else { ui.t("directory.closed")() }}
                </small>
                <button class="button small" data-test="transfer-department" on:click=move |_| ui.gesture(Gesture::Transfer(aim.clone()))>
                    {ui.t("transfer.give")}
                </button>
            </li>
        }
    });
    view! {
        <h3 class="legend">{ui.t("directory.departments")}</h3>
        <ul class="colleagues">{rows.collect_view()}</ul>
    }
}

#[component]
fn Colleagues(rows: Vec<Colleague>, may_consult: bool) -> impl IntoView {
    let ui = use_ui();
    let nobody = rows.is_empty();
    let rows = rows
        .into_iter()
        .map(move |row| view! { <OneColleague row may_consult /> });
    view! {
        <h3 class="legend">{ui.t("directory.colleagues")}</h3>
        <Show when=move || nobody><p class="soft none">{ui.t("directory.nobody")}</p></Show>
        <ul class="colleagues">{rows.collect_view()}</ul>
    }
}

#[component]
fn OneColleague(row: Colleague, may_consult: bool) -> impl IntoView {
    let ui = use_ui();
    let (give, ask) = (row.operator.clone(), row.operator.clone());
    let state = state_text(&row);
    let about = [row.departments.join(", "), row.responsible_for.clone()];
    let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let until = row
        .presence_until_ms
        .map(|until_ms| move || moments::until(ui, until_ms));
    let busy = !row.free;
    view! {
        <li class="colleague" data-test="colleague" data-operator=row.operator.to_string() data-free=row.free.to_string()>
            <span>
                <b><bdi>{row.name.expose().to_owned()}</bdi></b>
                <small class="soft"><bdi>{about.join(" · ")}</bdi></small>
            </span>
            <small class="soft">{ui.t(state)}{until.map(|until| view! { " "{until} })}</small>
            <span class="colleague-actions">
                <Show when=move || may_consult>
                    <button
                        class="button small"
                        data-test="consult"
                        disabled=busy
                        on:click={
                            let ask = ask.clone();
                            move |_| ui.gesture(Gesture::Consult(ask.clone()))
                        }
                    >
                        {ui.t("transfer.ask")}
                    </button>
                </Show>
                <button
                    class="button small"
                    data-test="transfer-operator"
                    disabled=busy
                    on:click=move |_| ui.gesture(Gesture::Transfer(Aim::Colleague(give.clone())))
                >
                    {ui.t("transfer.give")}
                </button>
            </span>
        </li>
    }
}

fn state_text(row: &Colleague) -> &'static str {
    match (row.presence, row.activity) {
        (Presence::Offline, ColleagueActivity::Idle) => "colleague.offline",
        (Presence::Break, ColleagueActivity::Idle) => "colleague.break",
        (Presence::Unavailable, ColleagueActivity::Idle) => "colleague.away",
        (Presence::Available, ColleagueActivity::Idle) => "colleague.free",
        (_, ColleagueActivity::Ringing) => "colleague.ringing",
        (_, ColleagueActivity::Talking) => "colleague.talking",
        (_, ColleagueActivity::WrapUp) => "colleague.wrap_up",
    }
}
