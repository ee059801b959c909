//! Answers to HTTP requests.

use super::ask::{Told, broken};
use crate::page_headers::{Header, of_answer};
use crate::reading::{check_announced, read_within};
use crate::refusing::{RefusalBody, status};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::limits::MAX_FRAME_BYTES;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Headers, Request, Response, Result};

/// What a handler of the entry gives.
pub type Answered = std::result::Result<Response, RefusalCode>;

pub fn json(body: &impl Serialize) -> Answered {
    let response = Response::from_json(body).map_err(broken)?;
    with_headers(response, &of_answer()).map_err(broken)
}

/// What was read is understood and wrong; the body says where.
pub fn unprocessable(body: &impl Serialize) -> Answered {
    let response = Response::from_json(body).map_err(broken)?.with_status(422);
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
    body_within(MAX_FRAME_BYTES, request).await
}

/// Reads a JSON body of at most so many bytes.
pub async fn body_within<T: DeserializeOwned>(
    most: usize,
    request: &mut Request,
) -> std::result::Result<T, RefusalCode> {
    check_announced(most, &header(request.headers(), "content-length"))?;
    let text = request.text().await.map_err(|_| RefusalCode::Malformed)?;
    read_within(most, &text)
}

/// Passes on what an object said.
pub fn passed_on(told: Told) -> Answered {
    let response = Response::ok(told.json).map_err(broken)?;
    let mut headers = of_answer();
    headers.push(("content-type", "application/json".into()));
    with_headers(response.with_status(told.status), &headers).map_err(broken)
}
