//! What the installation's administrator may ask the edge for.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Origins, Secrets};

/// How long the edge may take for an answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// A fresh one-time link and whose it is.
#[derive(Debug, Clone, Deserialize)]
pub struct SignInLink {
    /// The address to open once, within 15 minutes. Whoever has it is signed in.
    pub link: String,
    /// The operator's id.
    pub operator: String,
    /// Whether the operator was made for this link.
    pub created: bool,
}

pub(super) fn sign_in_link(port: u16, secrets: &Secrets, name: &str) -> Result<SignInLink> {
    let address = format!("{}/api/admin/sign-in-links", Origins::new(port).machine());
    let body = serde_json::json!({ "name": name }).to_string();
    let mut response = agent(ANSWER_WITHIN)
        .post(&address)
        .header(
            "authorization",
            format!("Bearer {}", secrets.admin.reveal()),
        )
        .header("content-type", "application/json")
        .send(body)
        .with_context(|| {
            format!("Bellpull does not answer on port {port}: is `cargo xtask up` still running?")
        })?;
    let text = response.body_mut().read_to_string()?;
    if response.status() != 200 {
        bail!(
            "The edge refused the sign-in link ({}): {text}",
            response.status()
        );
    }
    serde_json::from_str(&text).context("the edge's answer is not a sign-in link")
}

/// A client for our own machine: no proxy of the surroundings, refusals are answers and not errors.
pub(super) fn agent(answer_within: Duration) -> ureq::Agent {
    ureq::Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .timeout_global(Some(answer_within))
        .build()
        .into()
}
