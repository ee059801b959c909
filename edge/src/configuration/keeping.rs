//! The directory's rows: every revision, and the hotlines that follow from the live one.

use super::Kept;
use crate::storage::{Statement, Value};
use bellpull_hotline::Timestamp;
use bellpull_protocol::OrganisationId;
use serde::{Deserialize, Serialize};

/// The live revision of an organisation.
pub const LIVE: &str = "SELECT organisation, revision, at_ms, author, document FROM configurations \
     WHERE organisation = ? ORDER BY revision DESC LIMIT 1";

/// One revision of an organisation.
pub const ONE: &str = "SELECT organisation, revision, at_ms, author, document FROM configurations \
     WHERE organisation = ? AND revision = ?";

/// The revisions of an organisation, the newest first. Of more than these nobody reads the list; each can still be
/// asked for by its number.
pub const HISTORY: &str = "SELECT revision, at_ms, author, changes FROM configurations \
     WHERE organisation = ? ORDER BY revision DESC LIMIT 200";

/// A row of `configurations`.
#[derive(Debug, Deserialize)]
pub struct KeptRow {
    organisation: OrganisationId,
    revision: u64,
    at_ms: Timestamp,
    author: String,
    document: String,
}

impl KeptRow {
    /// # Errors
    /// When the document is of a later version.
    pub fn read(self) -> Result<Kept, serde_json::Error> {
        Ok(Kept {
            organisation: self.organisation,
            revision: self.revision,
            at_ms: self.at_ms,
            by: Some(self.author).filter(|author| !author.is_empty()),
            configuration: serde_json::from_str(&self.document)?,
        })
    }
}

/// A row of the history.
#[derive(Debug, Deserialize)]
pub struct HistoryRow {
    revision: u64,
    at_ms: Timestamp,
    author: String,
    changes: u64,
}

/// One line of the history.
#[derive(Debug, Serialize)]
pub struct Revision {
    pub revision: u64,
    pub at_ms: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How many values became others.
    pub changes_count: u64,
}

impl From<HistoryRow> for Revision {
    fn from(row: HistoryRow) -> Self {
        Self {
            revision: row.revision,
            at_ms: row.at_ms,
            by: Some(row.author).filter(|author| !author.is_empty()),
            changes_count: row.changes,
        }
    }
}

/// A new revision, which changes so many values, with everything that follows from it, for one transaction. Hotlines that
/// are gone keep their names, which the register shows.
///
/// # Errors
/// When it cannot be written as JSON, which is a defect of ours.
pub fn keep(kept: &Kept, changes: usize) -> Result<Vec<Statement>, serde_json::Error> {
    let organisation = || Value::from(kept.organisation.as_str());
    let configuration = &kept.configuration;
    let mut statements = vec![
        Statement {
            sql: "INSERT INTO configurations (organisation, revision, at_ms, author, changes, document) \
                  VALUES (?, ?, ?, ?, ?, ?)",
            values: vec![
                organisation(),
                kept.revision.into(),
                kept.at_ms.as_millis().into(),
                kept.by.as_deref().unwrap_or_default().into(),
                (changes as u64).into(),
                Value::Text(serde_json::to_string(configuration)?),
            ],
        },
        Statement {
            sql: "UPDATE organisations SET name = ? WHERE id = ?",
            values: vec![configuration.name.as_str().into(), organisation()],
        },
    ];
    for (id, hotline) in &configuration.hotlines {
        let hours = hotline.hours.clone();
        let hours = hours.map(|hours| hours.with_days_off(&configuration.holidays));
        statements.push(Statement {
            sql: "INSERT INTO hotlines (id, organisation, name, sites, hours) VALUES (?, ?, ?, ?, ?) \
                  ON CONFLICT (id) DO UPDATE SET name = excluded.name, sites = excluded.sites, gone = 0, \
                  hours_version = hours_version + (hours <> excluded.hours), hours = excluded.hours",
            values: vec![
                id.as_str().into(),
                organisation(),
                hotline.name.as_str().into(),
                Value::Text(serde_json::to_string(&hotline.sites)?),
                Value::Text(serde_json::to_string(&hours)?),
            ],
        });
    }
    let there: Vec<_> = configuration.hotlines.keys().collect();
    statements.push(Statement {
        sql: "UPDATE hotlines SET gone = 1 \
              WHERE organisation = ? AND id NOT IN (SELECT value FROM json_each(?))",
        values: vec![organisation(), Value::Text(serde_json::to_string(&there)?)],
    });
    Ok(statements)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::written_before;
    use crate::directory::SeedHotline;
    use bellpull_protocol::HotlineId;
    use serde_json::json;

    #[test]
    fn a_revision_comes_back_from_its_row_and_its_hotlines_follow() {
        let kept = kept();

        let statements = keep(&kept, 3).unwrap();

        let [
            Value::Text(id),
            _,
            _,
            Value::Text(by),
            changes,
            Value::Text(document),
        ] = &statements[0].values[..]
        else {
            panic!("a revision has six values");
        };
        assert_eq!(*changes, 3.into());
        let row = KeptRow {
            organisation: OrganisationId::new(id.as_str()).unwrap(),
            revision: kept.revision,
            at_ms: kept.at_ms,
            author: by.clone(),
            document: document.clone(),
        };
        assert_eq!(row.read().unwrap(), kept);
        let gone = statements.last().unwrap();
        assert_eq!(gone.values[1], r#"["shop"]"#.into());
    }

    #[test]
    fn a_list_of_days_off_reaches_the_hotline_as_days() {
        let mut kept = kept();
        let holidays = json!({"austria": {"2026-12-25": "Christmas"}});
        kept.configuration.holidays = serde_json::from_value(holidays).unwrap();

        let statements = keep(&kept, 3).unwrap();

        let Value::Text(hours) = &statements[2].values[4] else {
            panic!("hours are a text");
        };
        assert!(hours.contains(r#""2026-12-25":[]"#), "{hours}");
    }

    #[test]
    fn every_value_has_its_place() {
        for row in keep(&kept(), 3).unwrap() {
            let places = row.sql.matches('?').count();
            assert_eq!(places, row.values.len(), "{}", row.sql);
        }
    }

    fn kept() -> Kept {
        let shop = SeedHotline {
            id: HotlineId::new("shop").unwrap(),
            name: "Shop".into(),
            sites: vec![],
            hours: json!({"zone": "UTC", "holidays": ["austria"]}),
        };
        Kept {
            organisation: OrganisationId::new("demo").unwrap(),
            revision: 2,
            at_ms: Timestamp::from_millis(9),
            by: Some("anna".into()),
            configuration: written_before("Demo", vec![shop]),
        }
    }
}
