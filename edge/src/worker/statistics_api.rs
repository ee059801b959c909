//! Figures over HTTP: for supervisors, of their hotlines for clients, of today for operators.

use super::answers::{Answered, body_within, json, passed_on, with_headers};
use super::ask::{self, Told, broken};
use super::clock;
use super::desk_api::{require_own_page, require_role, require_sight};
use super::entry::hotline_entry;
use super::register_api::people;
use crate::configuration::{Asked as ConfigurationAsked, Kept, PlanPost, Question as Of};
use crate::directory::{Answer, Question, Role, SignedIn};
use crate::page_headers::of_answer;
use crate::route::Hosts;
use crate::statistics::{
    Asked, PlanAsked, WhatIfAsked, file_name, since_midnight, staffing as staffed, table, today,
};
use crate::zones;
use bellpull_protocol::staffing::{PlanQuestion, StaffingQuestion, WhatIfQuestion};
use bellpull_protocol::statistics::{Query, Statistics};
use bellpull_protocol::{HotlineId, OrganisationId, RefusalCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{Env, Request, Response};

/// A roster of 2,000 shifts has half of it.
const MAX_WHAT_IF_BYTES: usize = 512 * 1024;

/// All figures of a period.
pub async fn statistics(request: &Request, env: &Env) -> Answered {
    passed_on(ask_for_figures(request, env, "/statistics").await?)
}

/// The same as a file.
pub async fn file(request: &Request, env: &Env) -> Answered {
    let told = ask_for_figures(request, env, "/statistics").await?;
    if told.status != 200 {
        return passed_on(told);
    }
    let statistics: Statistics = read(&told)?;
    let name = file_name("figures", statistics.from_ms, statistics.until_ms, "csv");
    let table = table(&statistics).map_err(|_| RefusalCode::Internal)?;
    download(&table, &name, "text/csv; charset=utf-8")
}

/// The facts of a period as app_queue writes them.
pub async fn queue_log(request: &Request, env: &Env) -> Answered {
    let told = ask_for_figures(request, env, "/queue_log").await?;
    if told.status != 200 {
        return passed_on(told);
    }
    download(&told.json, "queue_log", "text/plain; charset=utf-8")
}

/// How many a load needs.
pub async fn staffing(request: &Request, env: &Env) -> Answered {
    require_role(request, env, Role::Supervisor).await?;
    json(&staffed(&query::<StaffingQuestion>(request)?)?)
}

/// How many a day needs.
pub async fn plan(request: &Request, env: &Env) -> Answered {
    let signed_in = require_role(request, env, Role::Supervisor).await?;
    let asked = PlanAsked {
        question: query::<PlanQuestion>(request)?,
        zone: zone(env, &signed_in.organisation).await?,
    };
    passed_on(ask::figures(env, &signed_in.organisation, "/plan", &asked).await?)
}

/// A past period with something changed.
pub async fn what_if(request: &mut Request, env: &Env, hosts: &Hosts) -> Answered {
    require_own_page(request, hosts)?;
    let SignedIn { organisation, .. } = require_role(request, env, Role::Supervisor).await?;
    let question: WhatIfQuestion = body_within(MAX_WHAT_IF_BYTES, request).await?;
    let of = ConfigurationAsked {
        organisation: Some(organisation.clone()),
        question: Of::Live,
    };
    let live: Kept = read(&ask::configuration(env, &of).await?)?;
    let plan = PlanPost {
        revision: live.revision,
        configuration: live.configuration,
        people: people(env, &organisation).await?.operators,
    };
    let asked = WhatIfAsked { question, plan };
    passed_on(ask::figures(env, &organisation, "/what-if", &asked).await?)
}

/// What an operator may know of a hotline they answer for: how today goes.
pub async fn today_of(request: &Request, env: &Env) -> Answered {
    #[derive(Deserialize)]
    struct Wanted {
        hotline: HotlineId,
    }
    let SignedIn { organisation, .. } = require_role(request, env, Role::Operator).await?;
    let entry = hotline_entry(env, query::<Wanted>(request)?.hotline).await?;
    if entry.organisation != organisation {
        return Err(RefusalCode::UnknownHotline);
    }
    let hours = entry.hours.hours.as_ref();
    let zone = hours.and_then(|hours| zones::zone(&hours.zone));
    let asked = Asked {
        query: since_midnight(entry.hotline.clone(), zone.as_ref(), clock::now()),
        hotlines: Some([entry.hotline].into()),
        people: Default::default(),
    };
    let told = ask::figures(env, &organisation, "/statistics", &asked).await?;
    if told.status != 200 {
        return passed_on(told);
    }
    json(&today(&read(&told)?)?)
}

async fn ask_for_figures(request: &Request, env: &Env, path: &str) -> Result<Told, RefusalCode> {
    let (signed_in, sight) = require_sight(request, env).await?;
    let query: Query = query(request)?;
    let asked = Asked {
        hotlines: sight.of(query.hotline.as_ref())?,
        query,
        people: people(env, &signed_in.organisation).await?,
    };
    ask::figures(env, &signed_in.organisation, path, &asked).await
}

/// By whose clocks an organisation's days begin: of its first hotline with hours.
async fn zone(env: &Env, organisation: &OrganisationId) -> Result<Option<String>, RefusalCode> {
    let organisation = organisation.clone();
    let answer = ask::directory(env, &Question::Hotlines { organisation }).await?;
    let Answer::Hotlines { hotlines } = answer else {
        return Err(RefusalCode::Internal);
    };
    let mut hours = hotlines.into_iter().filter_map(|entry| entry.hours.hours);
    Ok(hours.next().map(|hours| hours.zone))
}

fn query<T: DeserializeOwned>(request: &Request) -> Result<T, RefusalCode> {
    request.query().map_err(|_| RefusalCode::Malformed)
}

fn read<T: DeserializeOwned>(told: &Told) -> Result<T, RefusalCode> {
    serde_json::from_str(&told.json).map_err(|_| RefusalCode::Internal)
}

fn download(text: &str, name: &str, content_type: &str) -> Answered {
    let mut headers = of_answer();
    headers.push(("content-type", content_type.to_owned()));
    headers.push((
        "content-disposition",
        format!("attachment; filename=\"{name}\""),
    ));
    let response = Response::ok(text).map_err(broken)?;
    with_headers(response, &headers).map_err(broken)
}
