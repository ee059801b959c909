//! The register's tables: one row for each contact, its lines beside it.

use super::filter::Conditions;
use super::rows::Stored;
use super::words::{self, word};
use crate::storage::{Statement, Value};
use bellpull_hotline::register::Summary;
use bellpull_hotline::{Fact, Timestamp};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::register::RegisterLine;
use bellpull_protocol::{ContactId, LineText};
use serde::Deserialize;

/// Numbered migrations, forward only. Columns beside `summary` and `text` are there to filter and to search by;
/// `entered_ms` is 0 until the contact entered, `channels` has a blank around each, `searched` is in small letters.
pub const MIGRATIONS: &[&str] = &["
    CREATE TABLE sources (source TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE contacts (
        row INTEGER PRIMARY KEY AUTOINCREMENT, contact TEXT NOT NULL UNIQUE, summary TEXT NOT NULL,
        entered_ms INTEGER NOT NULL, hotline TEXT NOT NULL, channels TEXT NOT NULL, operator TEXT NOT NULL,
        reason TEXT NOT NULL, disposition TEXT NOT NULL, number TEXT NOT NULL, searched TEXT NOT NULL
    );
    CREATE INDEX contacts_by_time ON contacts (entered_ms);
    CREATE INDEX contacts_by_operator ON contacts (operator, row);
    CREATE TABLE lines (
        contact TEXT NOT NULL, seq INTEGER NOT NULL, side TEXT NOT NULL, at_ms INTEGER NOT NULL, text TEXT NOT NULL,
        searched TEXT NOT NULL, PRIMARY KEY (contact, seq)
    ) WITHOUT ROWID;
", "
    CREATE TABLE facts (seq INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, fact TEXT NOT NULL);
    CREATE INDEX facts_by_time ON facts (at_ms, seq);
    CREATE INDEX contacts_by_hotline ON contacts (hotline, operator);
"];

/// One contact by its id.
pub const ONE: &str = "SELECT row, contact, summary FROM contacts WHERE contact = ?";

/// The lines of one contact.
pub const LINES: &str = "SELECT seq, side, at_ms, text FROM lines WHERE contact = ? ORDER BY seq";

/// The next facts of a period, in the order in which they happened: after the one with this time and number, before a
/// time; the last value is how many.
pub const FACTS: &str = "SELECT seq, at_ms, fact FROM facts \
     WHERE (at_ms, seq) > (?, ?) AND at_ms < ? ORDER BY at_ms, seq LIMIT ?";

/// How many facts a period has, up to the last value.
pub const COUNT_FACTS: &str =
    "SELECT COUNT(*) AS total FROM (SELECT 1 FROM facts WHERE at_ms >= ? AND at_ms < ? LIMIT ?)";

/// Who answered for some hotlines.
pub const OPERATORS_OF: &str = "SELECT DISTINCT operator FROM contacts \
     WHERE operator <> '' AND hotline IN (SELECT value FROM json_each(?))";

/// A row of `facts`.
#[derive(Debug, Deserialize)]
pub struct FactRow {
    pub seq: u64,
    pub at_ms: u64,
    fact: String,
}

impl FactRow {
    /// # Errors
    /// When the fact is of a later version.
    pub fn read(&self) -> Result<Fact, serde_json::Error> {
        serde_json::from_str(&self.fact)
    }
}

/// How a fact is kept.
///
/// # Errors
/// When it cannot be written as JSON, which is a defect of ours.
pub fn keep_fact(fact: &Fact) -> Result<Statement, serde_json::Error> {
    Ok(Statement {
        sql: "INSERT INTO facts (at_ms, fact) VALUES (?, ?)",
        values: vec![
            fact.at.as_millis().into(),
            Value::Text(serde_json::to_string(fact)?),
        ],
    })
}

/// What fits, the newest first; the last value is how many.
#[must_use]
pub fn page(conditions: &Conditions) -> String {
    let fit = &conditions.sql;
    format!("SELECT row, contact, summary FROM contacts WHERE {fit} ORDER BY row DESC LIMIT ?")
}

/// How many fit.
#[must_use]
pub fn count(conditions: &Conditions) -> String {
    format!(
        "SELECT COUNT(*) AS total FROM contacts WHERE {}",
        conditions.sql
    )
}

/// A row of `contacts`.
#[derive(Debug, Deserialize)]
pub struct StoredRow {
    row: u64,
    contact: ContactId,
    summary: String,
}

impl StoredRow {
    /// # Errors
    /// When the summary is not one of this version.
    pub fn read(self) -> Result<Stored, serde_json::Error> {
        Ok(Stored {
            row: self.row,
            contact: self.contact,
            summary: serde_json::from_str(&self.summary)?,
        })
    }
}

/// A row of `lines`.
#[derive(Debug, Deserialize)]
pub struct LineRow {
    seq: u32,
    side: LineFrom,
    at_ms: u64,
    text: LineText,
}

impl LineRow {
    #[must_use]
    pub fn read(self) -> RegisterLine {
        RegisterLine {
            seq: self.seq,
            from: self.side,
            at_ms: self.at_ms,
            text: self.text,
        }
    }
}

/// How a summary is kept. The row keeps its number, so that paging goes on where it was.
///
/// # Errors
/// When the summary cannot be written as JSON, which is a defect of ours.
pub fn keep(contact: &ContactId, summary: &Summary) -> Result<Statement, serde_json::Error> {
    let began = summary.began.as_ref();
    let channels: String = summary
        .channels
        .iter()
        .map(|channel| format!(" {} ", word(&words::channel(*channel))))
        .collect();
    let reason = summary
        .ended
        .as_ref()
        .map(|end| words::end_reason(end.reason));
    let disposition = summary.disposition.map(words::disposition);
    let reason = reason.as_ref().map(word).unwrap_or_default();
    let disposition = disposition.as_ref().map(word).unwrap_or_default();
    Ok(Statement {
        sql: "INSERT INTO contacts (contact, summary, entered_ms, hotline, channels, operator, reason, disposition, \
              number, searched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
              ON CONFLICT (contact) DO UPDATE SET summary = excluded.summary, entered_ms = excluded.entered_ms, \
              hotline = excluded.hotline, channels = excluded.channels, operator = excluded.operator, \
              reason = excluded.reason, disposition = excluded.disposition, number = excluded.number, \
              searched = excluded.searched",
        values: vec![
            contact.as_str().into(),
            Value::Text(serde_json::to_string(summary)?),
            began.map_or(0, |began| began.at.as_millis()).into(),
            began.map_or("", |began| began.hotline.as_str()).into(),
            Value::Text(channels),
            summary
                .operator
                .as_ref()
                .map_or("", |id| id.as_str())
                .into(),
            Value::Text(reason),
            Value::Text(disposition),
            summary
                .number
                .as_ref()
                .map_or("", |number| number.expose())
                .into(),
            Value::Text(searched(summary)),
        ],
    })
}

/// How a line is kept.
#[must_use]
pub fn keep_line(
    contact: &ContactId,
    (seq, from, at): (u32, LineFrom, Timestamp),
    text: &LineText,
) -> Statement {
    let side = match from {
        LineFrom::Visitor => "visitor",
        LineFrom::Operator => "operator",
    };
    Statement {
        sql: "INSERT OR REPLACE INTO lines (contact, seq, side, at_ms, text, searched) VALUES (?, ?, ?, ?, ?, ?)",
        values: vec![
            contact.as_str().into(),
            u64::from(seq).into(),
            side.into(),
            at.as_millis().into(),
            text.expose().into(),
            Value::Text(small(text.expose())),
        ],
    }
}

/// What is durable of a source's items.
#[must_use]
pub fn expects(source: &str, next: u64) -> Statement {
    Statement {
        sql: "INSERT OR REPLACE INTO sources (source, next) VALUES (?, ?)",
        values: vec![source.into(), next.into()],
    }
}

/// Letters as they are compared: SQLite itself knows small and capital English letters only.
#[must_use]
pub fn small(text: &str) -> String {
    text.to_lowercase()
}

fn searched(summary: &Summary) -> String {
    let note = summary.note.as_ref().map_or("", |note| note.expose());
    let remark = summary.remark.as_ref().map_or("", |remark| remark.expose());
    small(&format!("{note}\n{remark}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::ChannelKind;
    use bellpull_protocol::Note;

    #[test]
    fn every_value_has_its_place() {
        let contact = ContactId::new("c1").unwrap();
        let summary = Summary {
            channels: vec![ChannelKind::Call, ChannelKind::Callback],
            note: Some(Note::new("ÄRGER")),
            ..Summary::default()
        };
        let line = (1, LineFrom::Visitor, Timestamp::from_millis(5));

        let kept = keep(&contact, &summary).unwrap();
        for row in [
            kept.clone(),
            keep_line(&contact, line, &LineText::new("Ö")),
            expects("s", 3),
        ] {
            assert_eq!(
                row.sql.matches('?').count(),
                row.values.len(),
                "{}",
                row.sql
            );
        }
        assert!(kept.values.contains(&" call  callback ".into()));
        assert!(kept.values.contains(&"ärger\n".into()));
    }
}
