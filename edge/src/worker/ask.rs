//! Questions from object to object.

use super::{capacity, log};
use crate::configuration::Asked;
use crate::directory::{Answer, HotlineEntry, Question};
use crate::party::Door;
use crate::promotions;
use bellpull_protocol::{HotlineId, OrganisationId, RefusalCode};
use serde::Serialize;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Stub};

/// An object's own address; only its path matters.
const OBJECT: &str = "http://object";

/// Asks the directory.
///
/// # Errors
/// What the directory refuses, or [`RefusalCode::Internal`].
pub async fn directory(env: &Env, question: &Question) -> Result<Answer, RefusalCode> {
    let stub = object(env, "DIRECTORY", "directory")?;
    let mut response = post(&stub, "/", question).await?;
    match response.json::<Answer>().await.map_err(broken)? {
        Answer::Refused { code } => Err(code),
        answer @ (Answer::Hotline(_)
        | Answer::Hotlines { .. }
        | Answer::Organisations { .. }
        | Answer::Link { .. }
        | Answer::People(_)
        | Answer::SignedIn(_)) => Ok(answer),
    }
}

/// Asks the directory about a configuration.
///
/// # Errors
/// [`RefusalCode::Internal`].
pub async fn configuration(env: &Env, asked: &Asked) -> Result<Told, RefusalCode> {
    let stub = object(env, "DIRECTORY", "directory")?;
    told(post(&stub, "/configuration", asked).await?).await
}

/// The switchboard of an organisation. Names of objects come from the directory, so strangers create none.
pub fn switchboard(env: &Env, organisation: &OrganisationId) -> Result<Stub, RefusalCode> {
    object(env, "SWITCHBOARD", organisation.as_str())
}

/// The register of an organisation that the directory knows.
pub fn register(env: &Env, organisation: &OrganisationId) -> Result<Stub, RefusalCode> {
    object(env, "REGISTER", organisation.as_str())
}

pub fn media_pool(env: &Env) -> Result<Stub, RefusalCode> {
    object(env, "MEDIA_POOL", "pool")
}

/// What an object said, in JSON; a refusal of its own is an answer too.
pub struct Told {
    pub status: u16,
    pub json: String,
}

/// Asks the promotions of a hotline.
///
/// # Errors
/// [`RefusalCode::Internal`].
pub async fn promotions(
    env: &Env,
    entry: &HotlineEntry,
    question: promotions::Question,
) -> Result<Told, RefusalCode> {
    let asked = promotions::Asked {
        hotline: entry.hotline.clone(),
        organisation: entry.organisation.clone(),
        question,
    };
    told(post(&promotions_of(env, &entry.hotline)?, "/", &asked).await?).await
}

pub async fn told(mut response: Response) -> Result<Told, RefusalCode> {
    Ok(Told {
        status: response.status_code(),
        json: response.text().await.map_err(broken)?,
    })
}

/// Asks the register of an organisation for figures.
///
/// # Errors
/// [`RefusalCode::Internal`].
pub async fn figures(
    env: &Env,
    organisation: &OrganisationId,
    path: &str,
    asked: &impl Serialize,
) -> Result<Told, RefusalCode> {
    told(post(&register(env, organisation)?, path, asked).await?).await
}

/// The promotions of a hotline that the directory knows.
pub fn promotions_of(env: &Env, hotline: &HotlineId) -> Result<Stub, RefusalCode> {
    object(env, "PROMOTIONS", hotline.as_str())
}

pub async fn get(stub: &Stub, path: &str) -> Result<Response, RefusalCode> {
    stub.fetch_with_str(&format!("{OBJECT}{path}"))
        .await
        .map_err(broken)
}

/// Passes a socket on to the media pool.
pub async fn pass_to_pool(env: &Env) -> Result<Response, RefusalCode> {
    pass_socket(env, &media_pool(env)?, &Door::Media, "").await
}

/// Passes a socket on to a switchboard, which learns from it whose it is.
pub async fn pass_to_switchboard(
    env: &Env,
    organisation: &OrganisationId,
    door: &Door,
) -> Result<Response, RefusalCode> {
    pass_socket(
        env,
        &switchboard(env, organisation)?,
        door,
        organisation.as_str(),
    )
    .await
}

/// Not before there is room: with the last file descriptor plain workerd would end.
async fn pass_socket(
    env: &Env,
    stub: &Stub,
    door: &Door,
    organisation: &str,
) -> Result<Response, RefusalCode> {
    if !door.has_room(capacity::held(), capacity::most(env)) {
        return Err(RefusalCode::Busy);
    }
    let request = || {
        let headers = Headers::new();
        headers.set("upgrade", "websocket")?;
        headers.set(super::switchboard::DOOR, &door.to_header())?;
        headers.set(super::switchboard::ORGANISATION, organisation)?;
        let mut init = RequestInit::new();
        init.with_headers(headers);
        Request::new_with_init(&format!("{OBJECT}/socket"), &init)
    };
    stub.fetch_with_request(request().map_err(broken)?)
        .await
        .map_err(broken)
}

pub async fn post(stub: &Stub, path: &str, body: &impl Serialize) -> Result<Response, RefusalCode> {
    let body = serde_json::to_string(body).map_err(|_| RefusalCode::Internal)?;
    post_text(stub, path, &body).await
}

/// As [`post`], for what is JSON already.
pub async fn post_text(stub: &Stub, path: &str, body: &str) -> Result<Response, RefusalCode> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("{OBJECT}{path}"), &init).map_err(broken)?;
    stub.fetch_with_request(request).await.map_err(broken)
}

/// What the runtime says goes to the log, what the caller hears is that nothing was changed.
pub fn broken(error: worker::Error) -> RefusalCode {
    log::error("request_failed", &[("error", &log::harmless(&error))]);
    RefusalCode::Internal
}

fn object(env: &Env, namespace: &str, name: &str) -> Result<Stub, RefusalCode> {
    env.durable_object(namespace)
        .and_then(|namespace| namespace.get_by_name(name))
        .map_err(broken)
}
