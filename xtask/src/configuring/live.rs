//! Asks a running edge for its configuration, and for another one.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::stack::Administrator;

/// What holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Live {
    pub organisation: String,
    pub revision: u64,
    pub at_ms: i64,
    /// Nobody has changed what the installation began with.
    pub by: Option<String>,
    pub configuration: Value,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Revision {
    pub revision: u64,
    pub at_ms: i64,
    pub by: Option<String>,
    pub changes_count: u64,
}

/// One value that becomes another; without a side it is not there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Change {
    pub path: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// A change that was taken, or would be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Changed {
    pub revision: u64,
    pub changes: Vec<Change>,
}

/// A change that was not.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    /// The live one is this revision by now.
    Stale(u64),
    Mistaken(Vec<String>),
}

#[derive(Debug, Serialize)]
pub struct Wish<'a> {
    pub organisation: &'a str,
    pub base: u64,
    pub by: &'a str,
    pub dry_run: bool,
    pub configuration: &'a Value,
}

/// The configuration of the installation that runs on a data folder.
#[derive(Debug)]
pub struct LiveConfiguration(Administrator);

impl LiveConfiguration {
    pub fn of(data: &Path) -> Result<Self> {
        Administrator::of(data).map(Self)
    }

    pub fn get(&self, organisation: Option<&str>) -> Result<Live> {
        answer(self.0.get(&asked("configuration", organisation)?)?)
    }

    /// The newest first.
    pub fn history(&self, organisation: Option<&str>) -> Result<Vec<Revision>> {
        #[derive(Deserialize)]
        struct History {
            revisions: Vec<Revision>,
        }
        let history: History = answer(self.0.get(&asked("configuration/history", organisation)?)?)?;
        let mut revisions = history.revisions;
        revisions.sort_by_key(|line| std::cmp::Reverse(line.revision));
        Ok(revisions)
    }

    pub fn change(&self, wish: &Wish<'_>) -> Result<std::result::Result<Changed, Refused>> {
        outcome(
            self.0
                .post("configuration", &serde_json::to_string(wish)?)?,
        )
    }

    /// Makes an older revision a new one.
    pub fn undo(
        &self,
        live: &Live,
        to: u64,
        by: &str,
    ) -> Result<std::result::Result<Changed, Refused>> {
        let wish = serde_json::json!({
            "organisation": live.organisation, "to": to, "base": live.revision, "by": by
        });
        outcome(self.0.post("configuration/undo", &wish.to_string())?)
    }
}

impl Live {
    /// When it came, as people in any zone read it.
    pub fn at(&self) -> String {
        moment(self.at_ms)
    }
}

impl Revision {
    pub fn at(&self) -> String {
        moment(self.at_ms)
    }
}

fn moment(at_ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// An id needs no escapes; what is none is told before it gets into an address.
fn asked(path: &str, organisation: Option<&str>) -> Result<String> {
    let Some(id) = organisation else {
        return Ok(path.to_owned());
    };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    ensure!(
        id.bytes().all(allowed),
        "An organisation's id has only letters, digits, '_', '-' and '.'."
    );
    Ok(format!("{path}?organisation={id}"))
}

fn answer<T: serde::de::DeserializeOwned>((status, text): (u16, String)) -> Result<T> {
    match status {
        200 => serde_json::from_str(&text).context("the edge's answer is of another version"),
        404 => bail!(
            "There is no such organisation here; `organisation` in the file, or `--organisation`, names one."
        ),
        _ => bail!("The edge refused ({status}): {text}"),
    }
}

fn outcome((status, text): (u16, String)) -> Result<std::result::Result<Changed, Refused>> {
    #[derive(Deserialize)]
    struct Stale {
        revision: u64,
    }
    #[derive(Deserialize)]
    struct Mistaken {
        mistakes: Vec<String>,
    }
    Ok(match status {
        409 => {
            let stale: Stale = answer((200, text))?;
            Err(Refused::Stale(stale.revision))
        }
        422 => {
            let mistaken: Mistaken = answer((200, text))?;
            Err(Refused::Mistaken(mistaken.mistakes))
        }
        _ => Ok(answer((status, text))?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_told_apart() {
        let changed = outcome((
            200,
            r#"{"revision":4,"changes":[{"path":"name","from":"\"A\"","to":null}]}"#.to_owned(),
        ));
        let changed = changed.unwrap().unwrap();
        assert_eq!(changed.revision, 4);
        assert_eq!(changed.changes[0].to, None);

        let stale = outcome((
            409,
            r#"{"code":"stale","sentence":"…","revision":9}"#.to_owned(),
        ));
        assert_eq!(stale.unwrap(), Err(Refused::Stale(9)));

        let mistaken = outcome((
            422,
            r#"{"code":"mistaken","sentence":"…","mistakes":["name: a text"]}"#.to_owned(),
        ));
        let mistakes = vec!["name: a text".to_owned()];
        assert_eq!(mistaken.unwrap(), Err(Refused::Mistaken(mistakes)));
    }

    #[test]
    fn another_answer_is_told_as_it_is() {
        let error = outcome((503, "over capacity".to_owned())).unwrap_err();

        assert!(error.to_string().contains("503"), "{error}");
        assert!(outcome((200, "{}".to_owned())).is_err());
    }

    #[test]
    fn an_organisation_is_asked_for_by_name() {
        assert_eq!(asked("configuration", None).unwrap(), "configuration");
        assert_eq!(
            asked("configuration", Some("a.b")).unwrap(),
            "configuration?organisation=a.b"
        );
        assert!(asked("configuration", Some("a&b")).is_err());
    }
}
