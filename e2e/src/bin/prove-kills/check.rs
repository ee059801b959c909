//! The clients' history against the rows: journal, register, and the journal of the promotions.

use crate::history::History;
use anyhow::{Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::patience::until;
use bellpull_e2e::person::Session;
use bellpull_e2e::world::World;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The register lags behind by its outbox, which holds everything that was written since the last kills.
const REGISTERED_WITHIN: Duration = Duration::from_secs(300);

#[derive(Default)]
pub struct Verdict {
    /// Acknowledged and not there.
    pub lost: Vec<String>,
    /// There more than once.
    pub doubled: Vec<String>,
}

impl Verdict {
    fn once(&mut self, rows: usize, what: impl Fn() -> String) {
        match rows {
            0 => self.lost.push(what()),
            1 => {}
            _ => self.doubled.push(what()),
        }
    }
}

pub async fn check(world: &World, history: &History) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    verdict.doubled.extend(history.contradictions.clone());
    let facts = facts(world, "journal?organisation=demo")?;

    let entered = count(&facts, "entered", "contact");
    for contact in &history.callbacks {
        verdict.once(rows(&entered, contact), || format!("callback {contact}"));
    }
    let ended = count(&facts, "ended", "contact");
    for contact in &history.hang_ups {
        verdict.once(rows(&ended, contact), || format!("hang-up of {contact}"));
    }
    // Every visitor of this load enters once.
    for (visitor, contacts) in count(&facts, "entered", "visitor") {
        if contacts > 1 {
            verdict
                .doubled
                .push(format!("visitor {visitor} has {contacts} contacts"));
        }
    }

    let of_draws = self::facts(world, "promotions-journal?hotline=demo")?;
    let entries = count(&of_draws, "entered", "entry");
    for entry in &history.entries {
        verdict.once(rows(&entries, entry), || format!("entry {entry}"));
    }
    for (visitor, entries) in count(&of_draws, "entered", "visitor") {
        if entries > 1 {
            verdict
                .doubled
                .push(format!("visitor {visitor} has {entries} entries"));
        }
    }

    check_lines(world, history, &facts, &mut verdict).await?;
    Ok(verdict)
}

/// Texts are in the register only.
async fn check_lines(
    world: &World,
    history: &History,
    facts: &[Value],
    verdict: &mut Verdict,
) -> Result<()> {
    let supervisor = world.session("Sue", &["supervisor"])?;
    let written = count(facts, "line_written", "contact");
    let contacts: BTreeSet<&String> = history.lines.keys().map(|(contact, _)| contact).collect();
    for contact in contacts {
        let lines = registered(&supervisor, contact, rows(&written, contact)).await?;
        let of_contact = history
            .lines
            .iter()
            .filter(|((of, _), _)| of == contact)
            .map(|((_, key), seq)| (key, *seq));
        for (key, seq) in of_contact {
            let text = format!("words of {key}");
            let same = lines.iter().filter(|(_, line)| **line == text).count();
            verdict.once(same, || format!("line {key} of {contact}"));
            if same == 1 && lines.get(&seq) != Some(&text) {
                verdict
                    .lost
                    .push(format!("line {key} of {contact} is not number {seq}"));
            }
        }
    }
    Ok(())
}

/// The lines of a contact by their number, once the register has as many as the journal.
async fn registered(
    supervisor: &Session,
    contact: &str,
    written: usize,
) -> Result<BTreeMap<u64, String>> {
    until("the register", REGISTERED_WITHIN, async || {
        let detail = supervisor.gets(&format!("/api/register/{contact}"))?.json();
        let lines = detail["lines"].as_array().cloned().unwrap_or_default();
        ensure!(
            lines.len() >= written,
            "{} of {written} lines of {contact}",
            lines.len()
        );
        let numbered = lines
            .iter()
            .filter_map(|line| Some((line["seq"].as_u64()?, line["text"].as_str()?.to_owned())));
        Ok(numbered.collect())
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
        let Some(last) = page.last().and_then(|fact| fact["row"].as_u64()) else {
            return Ok(facts);
        };
        after = last;
        facts.extend(page);
    }
}

/// How many facts of this kind each value of a field has.
fn count(facts: &[Value], kind: &str, field: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact["fact"] == kind) {
        if let Some(value) = fact[field].as_str() {
            *found.entry(value.to_owned()).or_default() += 1;
        }
    }
    found
}

fn rows(counted: &BTreeMap<String, usize>, value: &str) -> usize {
    counted.get(value).copied().unwrap_or_default()
}
