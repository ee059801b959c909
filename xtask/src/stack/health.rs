//! Is it up? The edge answers and a media node is connected to it.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Origins, Part, admin};

/// How often to ask while waiting.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// How many lines of a log go into an error.
const LOG_LINES: usize = 15;

/// The answer of `GET /health`, as far as we read it.
#[derive(Debug, Clone, Deserialize)]
pub struct Health {
    pub status: String,
    /// Media nodes that are connected to the edge.
    pub media_nodes: u32,
}

impl Health {
    fn is_good(&self) -> bool {
        self.status == "ok" && self.media_nodes > 0
    }
}

pub(super) fn ask(port: u16) -> Result<Health> {
    let mut response = admin::agent(Duration::from_secs(2))
        .get(Origins::new(port).health())
        .call()?;
    let text = response.body_mut().read_to_string()?;
    serde_json::from_str(&text)
        .with_context(|| format!("GET /health answered {}: {text}", response.status()))
}

/// Returns when the stack is healthy; fails as soon as a part dies, or after `within`.
pub(super) fn wait(port: u16, parts: &[&Part], within: Duration) -> Result<()> {
    let deadline = Instant::now() + within;
    loop {
        let answer = ask(port);
        if matches!(&answer, Ok(health) if health.is_good()) {
            return Ok(());
        }
        for part in parts {
            if let Some(how) = part.died() {
                bail!(
                    "The {} part stopped while starting ({how}). Its log ends with:\n{}",
                    part.name(),
                    tail(part)
                );
            }
        }
        if Instant::now() > deadline {
            let (what, part) = match answer {
                Err(error) => (
                    format!("the edge does not answer ({error:#})"),
                    parts.first(),
                ),
                Ok(Health { media_nodes: 0, .. }) => (
                    "no media server is connected to the edge".to_owned(),
                    parts.last(),
                ),
                Ok(health) => (
                    format!("the edge calls itself {:?}", health.status),
                    parts.first(),
                ),
            };
            let log = part.map(|part| tail(part)).unwrap_or_default();
            bail!(
                "Not healthy after {} s: {what}. The log ends with:\n{log}",
                within.as_secs()
            );
        }
        thread::sleep(ASK_EVERY);
    }
}

fn tail(part: &Part) -> String {
    let log = part.log();
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
}
