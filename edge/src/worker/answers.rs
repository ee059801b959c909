//! Answers to HTTP requests.

use super::ask::broken;
use crate::page_headers::{Header, of_answer};
use crate::reading::{check_announced, read};
use crate::refusing::{RefusalBody, status};
use bellpull_protocol::RefusalCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Headers, Request, Response, Result};

/// What a handler of the entry gives.
pub type Answered = std::result::Result<Response, RefusalCode>;

pub fn json(body: &impl Serialize) -> Answered {
    let response = Response::from_json(body).map_err(broken)?;
    with_headers(response, &of_answer()).map_err(broken)
}

pub fn refused(code: RefusalCode) -> Result<Response> {
    let response = Response::from_json(&RefusalBody::from(code))?.with_status(status(code));
    with_headers(response, &of_answer())
}

pub fn with_headers(response: Response, headers: &[Header]) -> Result<Response> {
    for (name, value) in headers {
        response.headers().set(name, value)?;
    }
    Ok(response)
}

/// A header's value, empty when it is missing.
pub fn header(headers: &Headers, name: &str) -> String {
    headers.get(name).ok().flatten().unwrap_or_default()
}

/// Reads a JSON body within the limits of a frame.
pub async fn body<T: DeserializeOwned>(
    request: &mut Request,
) -> std::result::Result<T, RefusalCode> {
    check_announced(&header(request.headers(), "content-length"))?;
    read(&request.text().await.map_err(|_| RefusalCode::Malformed)?)
}
