//! Plain requests to the edge, with whatever headers a test wants to be asked with.

use crate::patience::SOON;
use anyhow::{Context as _, Result};
use serde_json::Value;
use ureq::Agent;

/// An answer as far as tests look at it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON, or null.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

fn agent() -> Agent {
    // No proxy of the surroundings; a refusal is an answer and not an error.
    Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .timeout_global(Some(SOON))
        .build()
        .into()
}

/// # Errors
/// When nobody answers.
pub fn get(url: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let (address, host) = on_this_machine(url)?;
    let mut request = agent().get(address).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(request.call()?)
}

/// As [`get`], for what is no text: the bytes of a file.
///
/// # Errors
/// When nobody answers.
pub fn get_bytes(url: &str, headers: &[(&str, &str)]) -> Result<Vec<u8>> {
    let (address, host) = on_this_machine(url)?;
    let mut request = agent().get(address).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(request.call()?.body_mut().read_to_vec()?)
}

/// # Errors
/// When nobody answers.
pub fn post(url: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
    let (address, host) = on_this_machine(url)?;
    let mut request = agent().post(address).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(request.send(body)?)
}

/// The address to connect to and the host to ask for: not every system knows that `*.localhost` is itself.
fn on_this_machine(url: &str) -> Result<(String, &str)> {
    let rest = url.strip_prefix("http://").context("not an http address")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (_, port) = host.rsplit_once(':').context("no port")?;
    Ok((format!("http://127.0.0.1:{port}/{path}"), host))
}

fn answer(mut response: ureq::http::Response<ureq::Body>) -> Result<Answer> {
    let text = response.body_mut().read_to_string()?;
    Ok(Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text,
    })
}
