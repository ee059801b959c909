//! Questions to the edge over HTTP, in JSON.

use bellpull_protocol::RefusalCode;
use bellpull_protocol::marketer::Mistake;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, RequestCredentials, RequestInit, Response, UrlSearchParams};

/// What became of a request.
pub enum Answer {
    Fine(String),
    Refused(Refusal),
    /// No server, or one that is not ours.
    Nobody,
}

/// Why the edge did not do it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    pub code: RefusalCode,
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
}

/// Why there is no answer of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    Refused(Refusal),
    Nobody,
}

/// Reads the answer as JSON.
///
/// # Errors
/// When it was refused, or what came is not what was asked for.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Trouble> {
    read(ask("GET", path, None).await)
}

/// As [`get`], with something to tell.
///
/// # Errors
/// As for [`get`].
pub async fn post<T: DeserializeOwned>(path: &str, body: &str) -> Result<T, Trouble> {
    read(ask("POST", path, Some(body)).await)
}

pub async fn ask(method: &str, path: &str, body: Option<&str>) -> Answer {
    let Ok((status, text)) = fetch(method, path, body).await else {
        return Answer::Nobody;
    };
    match (status, serde_json::from_str::<Refusal>(&text)) {
        (200..=299, _) => Answer::Fine(text),
        (_, Ok(refusal)) => Answer::Refused(refusal),
        (_, Err(_)) => Answer::Nobody,
    }
}

/// `name=value&…`, encoded for an address.
#[must_use]
pub fn query(pairs: &[(&str, String)]) -> String {
    let Ok(parameters) = UrlSearchParams::new() else {
        return String::new();
    };
    for (name, value) in pairs {
        parameters.append(name, value);
    }
    parameters.to_string().into()
}

fn read<T: DeserializeOwned>(answer: Answer) -> Result<T, Trouble> {
    match answer {
        Answer::Fine(text) => serde_json::from_str(&text).map_err(|_| Trouble::Nobody),
        Answer::Refused(refusal) => Err(Trouble::Refused(refusal)),
        Answer::Nobody => Err(Trouble::Nobody),
    }
}

async fn fetch(method: &str, path: &str, body: Option<&str>) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    // A form of another site cannot send it.
    headers.set("x-bellpull", "1")?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::SameOrigin);
    if let Some(body) = body {
        init.set_body(&body.into());
    }
    let request = Request::new_with_str_and_init(path, &init)?;
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request))
        .await?
        .unchecked_into();
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}
