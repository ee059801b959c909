//! The team: who is there, what they do, and taking somebody out.

use super::confirm::{Confirm, Question};
use super::tongue::Tongue;
use crate::browser::http::{self, Answer};
use crate::browser::page;
use crate::components::gate::Leave;
use bellpull_protocol::OperatorId;
use bellpull_protocol::operator::{Colleague, ColleagueActivity, DepartmentRow, Presence};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use std::time::Duration;

/// How often the team is asked for while the page is seen.
const EVERY: Duration = Duration::from_secs(3);

/// The answer of `/api/team`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct Told {
    colleagues: Vec<Colleague>,
    departments: Vec<DepartmentRow>,
}

#[component]
pub fn Team() -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let leave = expect_context::<Leave>();
    let told = RwSignal::new(None::<Told>);
    let is_lost = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let question = RwSignal::new(None::<Question>);
    let asked_about = RwSignal::new(None::<OperatorId>);
    let ask = move || {
        spawn_local(async move {
            match http::get::<Told>("/api/team").await {
                Ok(team) => {
                    let _ = is_lost.try_set(false);
                    let _ = told.try_set(Some(team));
                }
                Err(trouble) if leave.on(&trouble) => {}
                Err(_) => {
                    let _ = is_lost.try_set(true);
                }
            }
        });
    };
    ask();
    let again = set_interval_with_handle(
        move || {
            if page::is_seen() {
                ask();
            }
        },
        EVERY,
    );
    on_cleanup(move || {
        if let Ok(again) = again {
            again.clear();
        }
    });
    let take_out = move || {
        let Some(operator) = asked_about.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let body = serde_json::json!({ "operator": operator }).to_string();
            let answer = http::ask("POST", "/api/team/force-off", Some(&body)).await;
            let _ = failed.try_set(!matches!(answer, Answer::Fine(_)));
            ask();
        });
    };
    let wanted = move |operator: OperatorId| {
        asked_about.set(Some(operator));
        question.set(Some(Question {
            title: "team.take_out.title",
            consequences: vec![
                tongue.say("team.take_out.calls"),
                tongue.say("team.take_out.call"),
            ],
            yes: "team.take_out",
            is_grave: true,
        }));
    };
    let people = move || {
        let rows = told.with(|told| told.as_ref().map(|told| told.colleagues.clone()));
        rows.map(|rows| {
            let lines = rows.into_iter().map(|row| view! { <Person row wanted /> });
            lines.collect_view()
        })
    };
    let nobody =
        move || told.with(|told| told.as_ref().is_some_and(|told| told.colleagues.is_empty()));
    let departments = move || {
        let rows = told.with(|told| told.as_ref().map(|told| told.departments.clone()));
        rows.map(|rows| {
            rows.into_iter()
                .map(|row| view! { <Department row /> })
                .collect_view()
        })
    };
    view! {
        <main class="register team" data-test="team">
            <header class="register-head"><h1>{tongue.t("team.title")}</h1></header>
            <p class="banner bell" role="status" hidden=move || !is_lost.get()>{tongue.t("register.lost")}</p>
            <p class="banner end" role="alert" hidden=move || !failed.get()>{tongue.t("team.failed")}</p>
            <p class="soft none" hidden=move || told.with(Option::is_some)>{tongue.t("gate.entering")}</p>
            <p class="soft none" data-test="nobody" hidden=move || !nobody()>{tongue.t("team.nobody")}</p>
            <ul class="colleagues">{people}</ul>
            <h2 class="legend">{tongue.t("team.departments")}</h2>
            <ul class="colleagues">{departments}</ul>
            <Confirm question yes=take_out />
        </main>
    }
}

#[component]
fn Person<F>(row: Colleague, wanted: F) -> impl IntoView
where
    F: Fn(OperatorId) + Copy + Send + Sync + 'static,
{
    let tongue = expect_context::<Tongue>();
    let about = [row.departments.join(", "), row.responsible_for.clone()];
    let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let may_take_out = match row.presence {
        Presence::Available | Presence::Break => true,
        Presence::Offline | Presence::Unavailable => false,
    };
    let state = state_text(&row);
    let reason = row.break_reason.clone();
    let chats = row.chats;
    let operator = row.operator.clone();
    view! {
        <li class="colleague" data-test="person" data-operator=row.operator.to_string()>
            <span>
                <b><bdi>{row.name.expose().to_owned()}</bdi></b>
                <small class="soft"><bdi>{about.join(" · ")}</bdi></small>
            </span>
            <small class="soft">
                {tongue.t(state)}
                {reason.map(|reason| view! { ": "<bdi>{reason}</bdi> })}
                {(chats > 0).then(|| view! { " · "{move || tongue.fill("team.chats", &[("count", &chats.to_string())])} })}
            </small>
            <button class="button small end-quiet" data-test="take-out" disabled=!may_take_out on:click=move |_| wanted(operator.clone())>
                {tongue.t("team.take_out")}
            </button>
        </li>
    }
}

#[component]
fn Department(row: DepartmentRow) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let (waiting, free, open) = (row.waiting, row.free, row.open);
    let standing = move || {
        if !open {
            return tongue.say("directory.closed");
        }
        let waiting = tongue.fill("directory.waiting", &[("count", &waiting.to_string())]);
        let free = tongue.fill("directory.free", &[("count", &free.to_string())]);
        [waiting, free].join(" · ")
    };
    view! {
        <li class="colleague" data-test="department" data-department=row.department.to_string()>
            <span>
                <b><bdi>{row.name}</bdi></b>
                <small class="soft"><bdi>{row.responsible_for}</bdi></small>
            </span>
            <small class="soft">{standing}</small>
        </li>
    }
}

fn state_text(row: &Colleague) -> &'static str {
    match (row.presence, row.activity) {
        (_, ColleagueActivity::Ringing) => "colleague.ringing",
        (_, ColleagueActivity::Talking) => "colleague.talking",
        (_, ColleagueActivity::WrapUp) => "colleague.wrap_up",
        (Presence::Available, ColleagueActivity::Idle) => "colleague.free",
        (Presence::Break, ColleagueActivity::Idle) => "colleague.break",
        (Presence::Offline, ColleagueActivity::Idle) => "colleague.offline",
        (Presence::Unavailable, ColleagueActivity::Idle) => "colleague.away",
    }
}
