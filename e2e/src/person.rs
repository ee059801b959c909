//! Somebody who signs in: a marketer, a supervisor, or an operator whose browser is a script.

use crate::browser::Browser;
use crate::http::{self, Answer};
use crate::patience::A_WHILE;
use crate::world::World;
use anyhow::{Context as _, Result, ensure};
use serde_json::json;

/// A signed-in person without a browser: only the cookie of their session.
#[derive(Debug, Clone)]
pub struct Session {
    desk: String,
    cookie: String,
}

impl World {
    /// A sign-in link for somebody with these roles: `operator`, `marketer`, `supervisor`.
    ///
    /// # Errors
    /// When the edge refuses.
    pub fn link_for(&self, name: &str, roles: &[&str]) -> Result<String> {
        let answer = self.administers("sign-in-links", &json!({"name": name, "roles": roles}))?;
        let link = answer.json()["link"].as_str().map(str::to_owned);
        link.context("an answer without a link")
    }

    /// A sign-in link for somebody of a client company, who sees these hotlines.
    ///
    /// # Errors
    /// When the edge refuses.
    pub fn client_link(&self, name: &str, hotlines: &[&str]) -> Result<String> {
        let wish = json!({"name": name, "roles": ["client"], "hotlines": hotlines});
        let answer = self.administers("sign-in-links", &wish)?;
        let link = answer.json()["link"].as_str().map(str::to_owned);
        link.context("an answer without a link")
    }

    /// What only the administrator may ask for, under `/api/admin/`.
    ///
    /// # Errors
    /// When it is refused.
    pub fn administers(&self, path: &str, body: &serde_json::Value) -> Result<Answer> {
        let secret = format!("Bearer {}", self.stack().secrets().admin.reveal());
        let headers = [
            ("authorization", secret.as_str()),
            ("content-type", "application/json"),
        ];
        let url = format!("{}/api/admin/{path}", self.origins().machine());
        let answer = http::post(&url, &headers, &body.to_string())?;
        ensure!(
            answer.status == 200,
            "{path} is refused: {} {}",
            answer.status,
            answer.text
        );
        Ok(answer)
    }

    /// Opens a page of the desk's host for somebody with this role, signed in.
    ///
    /// # Errors
    /// When the link is not accepted or `landmark` is not shown.
    pub async fn signs_in(
        &self,
        browser: &Browser,
        role: &str,
        (path, landmark): (&str, &str),
    ) -> Result<()> {
        browser.open(&self.link_for(role, &[role])?).await?;
        browser
            .shown_within(landmark, A_WHILE)
            .await
            .with_context(|| format!("a {role} does not land on {path}"))?;
        Ok(())
    }

    /// Signs somebody in without a browser.
    ///
    /// # Errors
    /// When the link is not accepted.
    pub fn session(&self, name: &str, roles: &[&str]) -> Result<Session> {
        self.session_of(&self.link_for(name, roles)?)
    }

    /// Signs in whoever has this link, without a browser.
    ///
    /// # Errors
    /// When the link is not accepted.
    pub fn session_of(&self, link: &str) -> Result<Session> {
        let token = link.split_once('#').context("a link without a token")?.1;
        let mut session = Session {
            desk: self.origins().desk(),
            cookie: String::new(),
        };
        let answer = session.posts("/api/sign-in", &json!({ "token": token }))?;
        let cookie = answer.header("set-cookie").split(';').next();
        session.cookie = cookie.unwrap_or_default().to_owned();
        Ok(session)
    }
}

impl Session {
    #[must_use]
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// # Errors
    /// When nobody answers.
    pub fn gets(&self, path: &str) -> Result<Answer> {
        http::get(
            &format!("{}{path}", self.desk),
            &[("cookie", self.cookie.as_str())],
        )
    }

    /// Posts as our own page does.
    ///
    /// # Errors
    /// When nobody answers or it is refused.
    pub fn posts(&self, path: &str, body: &serde_json::Value) -> Result<Answer> {
        let headers = [
            ("origin", self.desk.as_str()),
            ("content-type", "application/json"),
            ("x-bellpull", "1"),
            ("cookie", self.cookie.as_str()),
        ];
        let answer = http::post(&format!("{}{path}", self.desk), &headers, &body.to_string())?;
        ensure!(
            answer.status == 200,
            "{path}: {} {}",
            answer.status,
            answer.text
        );
        Ok(answer)
    }
}
