//! Figures over HTTP: what the API says is what the journal says, counted here once more in the plainest way.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::journal::Journal;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::person::Session;
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[tokio::test]
async fn figures_are_what_the_journal_says() {
    scenario(async |world| {
        world.has_a_morning().await?;
        let journal = world.journal()?;
        let supervisor = world.session("Sue", &["supervisor"])?;

        let statistics = told(&supervisor, 4.0).await?;

        let counted = Counted::of(&journal)?;
        for (key, expected) in [
            ("offered", Some(counted.offered as f64)),
            ("answered", Some(counted.waits_ms.len() as f64)),
            ("abandoned", Some(counted.abandoned as f64)),
            ("asa", counted.asa_s()),
            ("abandon_rate", counted.abandon_rate()),
        ] {
            let figure = total(&statistics, key)?["value"].as_f64();
            let same = match (figure, expected) {
                (Some(figure), Some(expected)) => (figure - expected).abs() < 1e-9,
                (figure, expected) => figure == expected,
            };
            assert!(same, "{key}: {figure:?}, counted {expected:?}\n{journal}");
        }
        let intervals = statistics["intervals"].as_array().context("no intervals")?;
        let offered = intervals.iter().map(|row| of(row, "offered"));
        let sum: f64 = offered
            .map(|figure| figure["value"].as_f64().unwrap_or_default())
            .sum();
        assert_eq!(sum, counted.offered as f64);
        let names: Vec<_> = statistics["operators"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(names[0]["name"], "Anna", "{statistics}");

        let today = desk_figures(world)?;
        assert_eq!(today["offered"], json!(counted.offered));
        assert_eq!(today["answered"], json!(counted.waits_ms.len()));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn files_have_every_figure_every_contact_and_every_event() {
    scenario(async |world| {
        world.has_a_morning().await?;
        let supervisor = world.session("Sue", &["supervisor"])?;
        told(&supervisor, 4.0).await?;
        let journal = world.journal()?;

        let figures = supervisor.gets("/api/statistics.csv")?;
        assert!(
            figures
                .header("content-disposition")
                .contains("bellpull-figures-")
        );
        let offered = figures
            .text
            .lines()
            .find(|line| line.contains("total,,,") && line.contains(",offered,"));
        assert!(
            offered.is_some_and(|line| line.contains(",4,count,")),
            "{}",
            figures.text
        );

        let log = supervisor.gets("/api/queue_log")?.text;
        let entered = log
            .lines()
            .filter(|line| line.contains("|ENTERQUEUE|"))
            .count();
        assert_eq!(entered, journal.contacts().len(), "{log}");
        for line in log.lines() {
            assert!(line.split('|').count() >= 5, "{line}");
        }
        assert!(
            log.contains("|CONNECT|") && log.contains("|ABANDON|"),
            "{log}"
        );

        let url = format!("{}/api/register.xlsx", world.origins().desk());
        let book = http::get_bytes(&url, &[("cookie", supervisor.cookie())])?;
        let names = entries(&book)?;
        for name in [
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
        ] {
            assert!(names.iter().any(|known| known == name), "{names:?}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn staffing_and_what_if_answer_supervisors() {
    scenario(async |world| {
        world.has_a_morning().await?;
        let supervisor = world.session("Sue", &["supervisor"])?;
        let statistics = told(&supervisor, 4.0).await?;

        let needed = "/api/staffing?load_per_hour=100&aht_s=180&percent=80&within_s=20";
        assert_eq!(supervisor.gets(needed)?.json()["needed"], 8);
        let bad = "/api/staffing?load_per_hour=-1&aht_s=180&percent=80&within_s=20";
        assert_eq!(supervisor.gets(bad)?.status, 400);

        let (from, until) = (&statistics["from_ms"], &statistics["until_ms"]);
        let question =
            json!({"from_ms": from, "until_ms": until, "more": 2, "strategy": "ring_all"});
        let played = supervisor.posts("/api/what-if", &question)?.json();
        let again = supervisor.posts("/api/what-if", &question)?.json();
        assert_eq!(played["contacts"], 4, "{played}");
        assert_eq!(played["after"], again["after"]);

        let week = 7 * 24 * 3_600_000_u64;
        let from = until.as_u64().context("no end")? + week - 3_600_000;
        let day = format!(
            "/api/staffing/plan?from_ms={from}&until_ms={}&weeks=1&percent=80&within_s=20",
            from + 3_600_000
        );
        let plan = supervisor.gets(&day)?.json();
        let rows = plan["rows"].as_array().context("no rows")?;
        let expected: f64 = rows.iter().filter_map(|row| row["arrivals"].as_f64()).sum();
        assert_eq!(expected, 4.0, "{plan}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_supervisor_sees_the_team_and_takes_somebody_out() {
    scenario(async |world| {
        let mut anna = world.bare_desk("Anna").await?;
        anna.say(&json!({"kind": "presence", "presence": "available"}))
            .await?;
        let supervisor = world.session("Sue", &["supervisor"])?;
        let operator = until("Anna to be there", SOON, async || {
            let team = supervisor.gets("/api/team")?.json();
            let anna = &team["colleagues"][0];
            ensure!(anna["presence"] == "available", "{team}");
            Ok(anna["operator"].clone())
        })
        .await?;

        supervisor.posts("/api/team/force-off", &json!({"operator": operator}))?;

        until("Anna to be out", SOON, async || {
            let team = supervisor.gets("/api/team")?.json();
            ensure!(team["colleagues"][0]["presence"] == "unavailable", "{team}");
            Ok(())
        })
        .await?;
        let unknown = supervisor.posts("/api/team/force-off", &json!({"operator": "nobody"}));
        let unknown = unknown.map_or_else(|error| error.to_string(), |_| String::new());
        assert!(unknown.contains("unknown_operator"), "{unknown}");
        Ok(())
    })
    .await;
}

/// The statistics, once the register has heard of so many.
async fn told(supervisor: &Session, offered: f64) -> Result<Value> {
    until("the register to know everybody", A_WHILE, async || {
        let answer = supervisor.gets("/api/statistics?interval_s=60")?;
        let statistics = answer.json();
        let figure = total(&statistics, "offered")?;
        ensure!(figure["value"] == json!(offered), "{}", answer.text);
        let waiting = total(&statistics, "still_waiting")?;
        ensure!(waiting["value"] == json!(0.0), "{waiting}");
        let marked = total(&statistics, "fcr_marked")?;
        ensure!(marked["n"] == 2, "{marked}");
        Ok(statistics)
    })
    .await
}

fn desk_figures(world: &World) -> Result<Value> {
    let ben = world.session("Ben", &["operator"])?;
    Ok(ben.gets("/api/desk/figures?hotline=demo")?.json())
}

fn total<'a>(statistics: &'a Value, key: &str) -> Result<&'a Value> {
    let mut figures = statistics["total"].as_array().into_iter().flatten();
    let figure = figures.find(|figure| figure["key"] == key);
    figure.with_context(|| format!("no {key} in {statistics}"))
}

fn of<'a>(row: &'a Value, key: &str) -> &'a Value {
    let mut figures = row["figures"].as_array().into_iter().flatten();
    figures
        .find(|figure| figure["key"] == key)
        .unwrap_or(&Value::Null)
}

/// What can be counted from the journal without knowing how Bellpull counts.
struct Counted {
    offered: usize,
    abandoned: usize,
    /// Of those who were answered, from entering to the chat's acceptance.
    waits_ms: Vec<u64>,
}

impl Counted {
    fn of(journal: &Journal) -> Result<Self> {
        let times = |fact: &str| -> Result<BTreeMap<String, u64>> {
            let facts = journal.of(fact);
            let timed = facts.map(|fact| {
                let contact = fact["contact"].as_str().context("no contact")?;
                Ok((contact.to_owned(), fact["at"].as_u64().context("no time")?))
            });
            timed.collect()
        };
        let entered = times("entered")?;
        let waits = times("chat_accepted")?.into_iter().map(|(contact, at)| {
            let entered = entered.get(&contact).context("answered but never came")?;
            Ok(at - entered)
        });
        let left = journal.of("ended");
        Ok(Self {
            offered: entered.len(),
            abandoned: left
                .filter(|fact| fact["reason"] == "visitor_abandoned")
                .count(),
            waits_ms: waits.collect::<Result<_>>()?,
        })
    }

    fn asa_s(&self) -> Option<f64> {
        let sum: u64 = self.waits_ms.iter().sum();
        let answered = self.waits_ms.len();
        (answered > 0).then(|| sum as f64 / answered as f64 / 1_000.0)
    }

    fn abandon_rate(&self) -> Option<f64> {
        (self.offered > 0).then(|| self.abandoned as f64 / self.offered as f64)
    }
}

/// The names in a zip archive's central directory (PKWARE APPNOTE 4.3.12).
fn entries(archive: &[u8]) -> Result<Vec<String>> {
    let word = |at: usize, bytes: usize| -> Result<usize> {
        let bytes = archive.get(at..at + bytes).context("the archive is cut")?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | usize::from(*byte)))
    };
    let ends = archive.windows(4).rposition(|four| four == b"PK\x05\x06");
    let end = ends.context("no end of a central directory")?;
    let (count, mut at) = (word(end + 10, 2)?, word(end + 16, 4)?);
    let mut names = Vec::new();
    for _ in 0..count {
        ensure!(
            archive.get(at..at + 4) == Some(b"PK\x01\x02"),
            "no entry at {at}"
        );
        let (name, extra, comment) = (word(at + 28, 2)?, word(at + 30, 2)?, word(at + 32, 2)?);
        let bytes = archive
            .get(at + 46..at + 46 + name)
            .context("the archive is cut")?;
        names.push(String::from_utf8(bytes.to_vec())?);
        at += 46 + name + extra + comment;
    }
    Ok(names)
}
