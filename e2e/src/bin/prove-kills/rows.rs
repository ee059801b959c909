//! What the edge has, read from outside: journal, journal of the promotions, register.

use crate::history::History;
use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::patience::until;
use bellpull_e2e::person::Session;
use bellpull_e2e::world::World;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The register lags behind by its outbox, which holds everything that was written since the last kills.
const REGISTERED_WITHIN: Duration = Duration::from_secs(300);

/// Number and text of a line.
pub type Line = (u64, String);

#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub facts: Vec<Value>,
    pub of_draws: Vec<Value>,
    /// Of every contact whose lines were acknowledged; texts are in the register only.
    pub lines: BTreeMap<String, Vec<Line>>,
}

impl Rows {
    pub async fn read(world: &World, history: &History) -> Result<Self> {
        let facts = facts(world, "journal?organisation=demo")?;
        let of_draws = self::facts(world, "promotions-journal?hotline=demo")?;
        let supervisor = world.session("Sue", &["supervisor"])?;
        let written = count(&facts, "line_written", "contact");
        let contacts: BTreeSet<&String> =
            history.lines.keys().map(|(contact, _)| contact).collect();
        let mut lines = BTreeMap::new();
        for contact in contacts {
            let most = written.get(contact).copied().unwrap_or_default();
            let found = registered(&supervisor, contact, most).await?;
            lines.insert(contact.clone(), found);
        }
        Ok(Self {
            facts,
            of_draws,
            lines,
        })
    }
}

/// The lines of a contact, once the register has as many as the journal.
async fn registered(supervisor: &Session, contact: &str, written: usize) -> Result<Vec<Line>> {
    until("the register", REGISTERED_WITHIN, async || {
        let detail = supervisor.gets(&format!("/api/register/{contact}"))?.json();
        let lines = detail["lines"].as_array().cloned().unwrap_or_default();
        ensure!(
            lines.len() >= written,
            "{} of {written} lines of {contact}",
            lines.len()
        );
        let line = |line: &Value| {
            let (seq, text) = (line["seq"].as_u64(), line["text"].as_str());
            let both = seq.zip(text.map(str::to_owned));
            both.with_context(|| format!("a line without number or text: {line}"))
        };
        lines.iter().map(line).collect()
    })
    .await
}

/// All facts of a journal, page by page.
fn facts(world: &World, journal: &str) -> Result<Vec<Value>> {
    let secret = format!("Bearer {}", world.stack().secrets().admin.reveal());
    let (mut facts, mut after) = (Vec::new(), 0);
    loop {
        let url = format!(
            "{}/api/admin/{journal}&after={after}",
            world.origins().machine()
        );
        let answer = http::get(&url, &[("authorization", &secret)])?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text);
        let page: Vec<Value> = answer
            .text
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        let Some(last) = page.last() else {
            return Ok(facts);
        };
        after = last["row"].as_u64().context("a fact without a row")?;
        facts.extend(page);
    }
}

/// How many facts of this kind each value of a field has.
pub fn count(facts: &[Value], kind: &str, field: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact["fact"] == kind) {
        if let Some(value) = fact[field].as_str() {
            *found.entry(value.to_owned()).or_default() += 1;
        }
    }
    found
}
