//! The register over HTTP, for supervisors and, of their hotlines, for clients: list, one contact, file.

use super::answers::{Answered, json};
use super::ask::{self, broken};
use super::desk_api::require_sight;
use super::download::Download;
use super::register::{FindQuestion, ListQuestion};
use super::{answers, clock, log};
use crate::directory::{Answer, Question, SignedIn};
use crate::page_headers::of_answer;
use crate::register::csv;
use crate::register::filter::Conditions;
use crate::register::rows::{CHUNK, Found, Listed, PAGE, People, detail, page, row};
use crate::register::workbook::{MOST_ROWS, workbook as written};
use bellpull_protocol::register::Filter;
use bellpull_protocol::{ContactId, HotlineId, OrganisationId, RefusalCode};
use std::collections::BTreeSet;
use worker::{Env, Request, Response};

/// A page of what fits the filter.
pub async fn list(request: &Request, env: &Env) -> Answered {
    let (SignedIn { organisation, .. }, sight) = require_sight(request, env).await?;
    let filter = filter_of(request)?;
    let people = people(env, &organisation).await?;
    sight.of(filter.hotline.as_ref())?;
    let hotlines = sight.of(None)?;
    let question = ListQuestion {
        filter,
        hotlines: hotlines.clone(),
        most: PAGE,
        count: true,
    };
    let listed = ask_for(env, &organisation, &question).await?;
    let people = people.within(hotlines.as_ref(), listed.operators.as_ref());
    json(&page(clock::now().as_millis(), listed, people))
}

/// One contact with its lines and tries.
pub async fn find(request: &Request, env: &Env, contact: ContactId) -> Answered {
    let (SignedIn { organisation, .. }, sight) = require_sight(request, env).await?;
    let people = people(env, &organisation).await?;
    let register = ask::register(env, &organisation)?;
    let hotlines = sight.of(None)?;
    let question = FindQuestion { contact, hotlines };
    let mut response = ask::post(&register, "/find", &question).await?;
    let found: Option<Found> = response.json().await.map_err(broken)?;
    let detail = found.and_then(|found| detail(found, &people));
    json(&detail.ok_or(RefusalCode::UnknownContact)?)
}

/// Everything that fits the filter as a file. It is read and sent piece by piece, as fast as the browser takes it.
pub async fn file(request: &Request, env: &Env) -> Answered {
    let (
        SignedIn {
            organisation,
            operator,
            ..
        },
        sight,
    ) = require_sight(request, env).await?;
    let filter = filter_of(request)?;
    let hotlines = sight.of(filter.hotline.as_ref())?;
    let people = people(env, &organisation).await?;
    log::info("register_exported", &[("operator_id", operator.as_str())]);

    let (download, body) = Download::begin();
    let name = csv::file_name(clock::now().as_millis(), "csv");
    let mut headers = of_answer();
    headers.push(("content-type", "text/csv; charset=utf-8".into()));
    headers.push((
        "content-disposition",
        format!("attachment; filename=\"{name}\""),
    ));
    let response = answers::with_headers(body.map_err(broken)?, &headers).map_err(broken)?;
    let env = env.clone();
    worker::wasm_bindgen_futures::spawn_local(async move {
        let written = write(&download, &env, &organisation, (filter, hotlines, &people)).await;
        download.end(written.is_ok()).await;
    });
    Ok(response)
}

/// The same as a workbook, up to a bound.
pub async fn workbook(request: &Request, env: &Env) -> Answered {
    let (signed_in, sight) = require_sight(request, env).await?;
    let filter = filter_of(request)?;
    let mut question = ListQuestion {
        hotlines: sight.of(filter.hotline.as_ref())?,
        filter,
        most: CHUNK,
        count: false,
    };
    question.filter.before = None;
    let people = people(env, &signed_in.organisation).await?;
    let operator = signed_in.operator.as_str();
    log::info("register_exported", &[("operator_id", operator)]);
    let mut rows = Vec::new();
    let is_cut = loop {
        let Listed { contacts, next, .. } =
            ask_for(env, &signed_in.organisation, &question).await?;
        rows.extend(contacts.into_iter().filter_map(|one| row(one, &people)));
        let is_full = rows.len() >= MOST_ROWS;
        if next.is_none() || is_full {
            break next.is_some();
        }
        question.filter.before = next;
    };
    let book = written(&rows, is_cut).map_err(|_| RefusalCode::Internal)?;
    let name = csv::file_name(clock::now().as_millis(), "xlsx");
    let mut headers = of_answer();
    headers.push((
        "content-type",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".into(),
    ));
    headers.push((
        "content-disposition",
        format!("attachment; filename=\"{name}\""),
    ));
    let response = Response::from_bytes(book).map_err(broken)?;
    answers::with_headers(response, &headers).map_err(broken)
}

async fn write(
    download: &Download,
    env: &Env,
    organisation: &OrganisationId,
    (filter, hotlines, people): (Filter, Option<BTreeSet<HotlineId>>, &People),
) -> Result<(), RefusalCode> {
    let internal = |_| RefusalCode::Internal;
    download.write(&csv::head().map_err(internal)?).await?;
    let mut question = ListQuestion {
        filter,
        hotlines,
        most: CHUNK,
        count: false,
    };
    question.filter.before = None;
    loop {
        let Listed { contacts, next, .. } = ask_for(env, organisation, &question).await?;
        let rows = contacts.into_iter().filter_map(|one| row(one, people));
        let rows: Vec<_> = rows.collect();
        download
            .write(&csv::lines(&rows).map_err(internal)?)
            .await?;
        if next.is_none() {
            return Ok(());
        }
        question.filter.before = next;
    }
}

async fn ask_for(
    env: &Env,
    organisation: &OrganisationId,
    question: &ListQuestion,
) -> Result<Listed, RefusalCode> {
    let register = ask::register(env, organisation)?;
    let mut response = ask::post(&register, "/list", question).await?;
    response.json().await.map_err(broken)
}

/// Also looks whether it can be asked for, so that a wrong filter is the asker's mistake and not ours.
fn filter_of(request: &Request) -> Result<Filter, RefusalCode> {
    let filter: Filter = request.query().map_err(|_| RefusalCode::Malformed)?;
    Conditions::of(&filter)?;
    Ok(filter)
}

pub async fn people(env: &Env, organisation: &OrganisationId) -> Result<People, RefusalCode> {
    let organisation = organisation.clone();
    match ask::directory(env, &Question::People { organisation }).await? {
        Answer::People(people) => Ok(people),
        Answer::Hotline(_)
        | Answer::Hotlines { .. }
        | Answer::Organisations { .. }
        | Answer::Link { .. }
        | Answer::SignedIn(_)
        | Answer::Refused { .. } => Err(RefusalCode::Internal),
    }
}
