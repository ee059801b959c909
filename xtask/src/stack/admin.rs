//! What the installation's administrator may ask the edge for.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::{Origins, Secrets, data};

/// How long the edge may take for an answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// What a person may do, and whose page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers calls and chats at the desk
    Operator,
    /// Writes promotions
    Marketer,
    /// Reads the register and the figures, and looks after the team
    Supervisor,
    /// Reads the register and the figures of its own hotlines
    Client,
}

/// Whose link, and what it is good for.
#[derive(Debug, Clone, Serialize)]
pub struct SignInWish<'a> {
    pub name: &'a str,
    /// They become this person's roles; without any a known person keeps theirs and a new one is an operator.
    #[serde(skip_serializing_if = "<[Role]>::is_empty")]
    pub roles: &'a [Role],
    /// What a client sees, instead of what it saw so far.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub hotlines: &'a [String],
    /// The role whose page the link opens; by default the person's first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Role>,
}

/// A fresh one-time link and whose it is.
#[derive(Debug, Clone, Deserialize)]
pub struct SignInLink {
    /// The address to open once, within 15 minutes. Whoever has it is signed in.
    pub link: String,
    /// The operator's id.
    pub operator: String,
    pub roles: Vec<Role>,
    /// Whether the person was made for this link.
    pub created: bool,
}

/// Who may ask a running installation for anything below `/api/admin/`.
#[derive(Debug)]
pub struct Administrator {
    port: u16,
    secrets: Secrets,
}

impl Administrator {
    /// Of the installation that runs on the data folder at `data`.
    ///
    /// # Errors
    /// When none does.
    pub fn of(data: &Path) -> Result<Self> {
        Ok(Self {
            port: data::remembered_port(data)?,
            secrets: Secrets::load(&data::secrets_file(data))?,
        })
    }

    /// Status and text of the answer.
    pub fn get(&self, path: &str) -> Result<(u16, String)> {
        let request = agent(ANSWER_WITHIN).get(address(self.port, path));
        let request = request.header("authorization", authorization(&self.secrets));
        answer(self.port, request.call())
    }

    /// The same, for a body of JSON.
    pub fn post(&self, path: &str, body: &str) -> Result<(u16, String)> {
        ask(self.port, &self.secrets, (path, body.to_owned()))
    }
}

pub(super) fn sign_in_link(
    port: u16,
    secrets: &Secrets,
    wish: &SignInWish<'_>,
) -> Result<SignInLink> {
    let body = serde_json::to_string(wish)?;
    match ask(port, secrets, ("sign-in-links", body))? {
        (200, text) => {
            serde_json::from_str(&text).context("the edge's answer is not a sign-in link")
        }
        (status, text) => bail!("The edge refused the sign-in link ({status}): {text}"),
    }
}

/// Sets a hotline's opening hours; `null` is always open.
pub(super) fn set_hours(
    port: u16,
    secrets: &Secrets,
    hotline: &str,
    hours: &serde_json::Value,
) -> Result<()> {
    #[derive(Deserialize)]
    struct Refusal {
        sentence: String,
        #[serde(default)]
        mistakes: Vec<String>,
    }
    let body = serde_json::json!({ "hotline": hotline, "hours": hours }).to_string();
    let (status, text) = ask(port, secrets, ("hours", body))?;
    if status == 200 {
        return Ok(());
    }
    // The edge's own sentences speak to people in front of a page.
    if status == 404 {
        bail!("There is no hotline `{hotline}` here; the demo company's is `demo`.");
    }
    let refusal: Refusal = serde_json::from_str(&text)
        .with_context(|| format!("The edge refused the hours ({status}): {text}"))?;
    if refusal.mistakes.is_empty() {
        bail!("{}", refusal.sentence);
    }
    let mistakes: String = refusal
        .mistakes
        .iter()
        .map(|mistake| format!("\n  - {mistake}"))
        .collect();
    bail!("These opening hours cannot be kept:{mistakes}")
}

/// Posts a body to a path under `/api/admin/` and gives status and text of the answer.
fn ask(port: u16, secrets: &Secrets, (path, body): (&str, String)) -> Result<(u16, String)> {
    let request = agent(ANSWER_WITHIN)
        .post(address(port, path))
        .header("authorization", authorization(secrets))
        .header("content-type", "application/json");
    answer(port, request.send(body))
}

fn answer(
    port: u16,
    answered: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<(u16, String)> {
    let mut response = answered.with_context(|| {
        format!("Bellpull does not answer on port {port}: is `cargo xtask up` still running?")
    })?;
    let text = response.body_mut().read_to_string()?;
    Ok((response.status().as_u16(), text))
}

fn address(port: u16, path: &str) -> String {
    format!("{}/api/admin/{path}", Origins::new(port).machine())
}

fn authorization(secrets: &Secrets) -> String {
    format!("Bearer {}", secrets.admin.reveal())
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
