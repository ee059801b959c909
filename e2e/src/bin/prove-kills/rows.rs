//! What the edge has, read from outside: journal, journal of the promotions, register.

use crate::history::History;
use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::patience::{A_WHILE, until};
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
    /// All revisions of the configuration with who made them, newest first.
    pub revisions: Vec<(u64, String)>,
}

impl Rows {
    pub async fn read(world: &World, history: &History) -> Result<Self> {
        let revisions = revisions(world)?;
        let facts = configured(world, &revisions).await?;
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
            revisions,
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

fn revisions(world: &World) -> Result<Vec<(u64, String)>> {
    let history = world.administrator_reads("configuration/history")?;
    let rows = history["revisions"].as_array().context("no history")?;
    let row = |row: &Value| {
        let by = row["by"].as_str().unwrap_or_default().to_owned();
        Ok((row["revision"].as_u64().context("no revision")?, by))
    };
    rows.iter().map(row).collect()
}

/// All facts of the switchboard, once it works as the newest revision says.
async fn configured(world: &World, revisions: &[(u64, String)]) -> Result<Vec<Value>> {
    let newest = revisions.first().map(|(revision, _)| *revision);
    until("the newest configuration", A_WHILE, async || {
        let facts = facts(world, "journal?organisation=demo")?;
        let mut configured = facts.iter().filter(|fact| fact["fact"] == "configured");
        let last = configured.next_back().map(|fact| fact["revision"].clone());
        ensure!(
            last.as_ref().and_then(Value::as_u64) == newest,
            "{last:?} of {newest:?}"
        );
        Ok(facts)
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
