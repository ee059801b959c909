//! The configuration, as its administrator changes it.

use crate::http::{self, Answer};
use crate::world::World;
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

impl World {
    /// What the administrator reads under `/api/admin/`.
    ///
    /// # Errors
    /// When it is refused.
    pub fn administrator_reads(&self, path: &str) -> Result<Value> {
        let secret = self.administrator();
        let url = format!("{}/api/admin/{path}", self.origins().machine());
        let answer = http::get(&url, &[("authorization", &secret)])?;
        ensure!(answer.status == 200, "{path}: {}", answer.text);
        Ok(answer.json())
    }

    /// What the administrator posts under `/api/admin/`, refused or not.
    ///
    /// # Errors
    /// When nobody answers.
    pub fn administrator_posts(&self, path: &str, body: &Value) -> Result<Answer> {
        let secret = self.administrator();
        let url = format!("{}/api/admin/{path}", self.origins().machine());
        let headers = [
            ("authorization", secret.as_str()),
            ("content-type", "application/json"),
        ];
        http::post(&url, &headers, &body.to_string())
    }

    /// Changes the live document and gives the new revision.
    ///
    /// # Errors
    /// When the change is refused.
    pub fn configures(&self, change: impl FnOnce(&mut Value)) -> Result<u64> {
        let live = self.administrator_reads("configuration")?;
        let mut document = live["configuration"].clone();
        change(&mut document);
        let wish = json!({"base": live["revision"], "by": "a test", "configuration": document});
        let answer = self.administrator_posts("configuration", &wish)?;
        ensure!(answer.status == 200, "{}", answer.text);
        answer.json()["revision"].as_u64().context("no revision")
    }

    fn administrator(&self) -> String {
        format!("Bearer {}", self.stack().secrets().admin.reveal())
    }
}
