//! The tables of a hotline's promotions, and how changes become rows.

use crate::storage::{Statement, Value};
use bellpull_hotline::promotions::{Draw, Entry, Fact, Promotion, Record, RecordId};

/// Numbered migrations, forward only. `home` has one row: whose promotions these are.
pub const MIGRATIONS: &[&str] = &["
    CREATE TABLE promotions (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE draws (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE entries (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, fact TEXT NOT NULL);
    CREATE TABLE home (id INTEGER PRIMARY KEY, hotline TEXT NOT NULL, organisation TEXT NOT NULL);
"];

/// How a changed record is kept.
///
/// # Errors
/// When the record cannot be written as JSON, which is a defect of ours.
pub fn keep(record: &Record) -> Result<Statement, serde_json::Error> {
    let (sql, id, json) = match record {
        Record::Promotion(promotion) => (
            "INSERT OR REPLACE INTO promotions (id, record) VALUES (?, ?)",
            promotion.id.as_str(),
            serde_json::to_string(promotion)?,
        ),
        Record::Draw(draw) => (
            "INSERT OR REPLACE INTO draws (id, record) VALUES (?, ?)",
            draw.promotion.as_str(),
            serde_json::to_string(draw)?,
        ),
        // An entry never changes: a second one of the same id would be a defect that must not be kept.
        Record::Entry(entry) => (
            "INSERT INTO entries (id, record) VALUES (?, ?)",
            entry.id.as_str(),
            serde_json::to_string(entry)?,
        ),
    };
    let values = vec![id.into(), Value::Text(json)];
    Ok(Statement { sql, values })
}

/// How a record is deleted.
#[must_use]
pub fn forget(id: &RecordId) -> Statement {
    let (sql, id) = match id {
        RecordId::Promotion(id) => ("DELETE FROM promotions WHERE id = ?", id.as_str()),
        RecordId::Draw(id) => ("DELETE FROM draws WHERE id = ?", id.as_str()),
        RecordId::Entry(id) => ("DELETE FROM entries WHERE id = ?", id.as_str()),
    };
    let values = vec![id.into()];
    Statement { sql, values }
}

/// How a fact is added to the journal.
///
/// # Errors
/// As for [`keep`].
pub fn journal(fact: &Fact) -> Result<Statement, serde_json::Error> {
    let values = vec![Value::Text(serde_json::to_string(fact)?)];
    Ok(Statement {
        sql: "INSERT INTO journal (fact) VALUES (?)",
        values,
    })
}

/// Reads a promotion's row back.
///
/// # Errors
/// When the row is not a promotion of this version.
pub fn promotion(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Promotion>(record).map(Record::Promotion)
}

/// Reads a draw's row back.
///
/// # Errors
/// When the row is not a draw of this version.
pub fn draw(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Draw>(record).map(Record::Draw)
}

/// Reads an entry's row back.
///
/// # Errors
/// When the row is not an entry of this version.
pub fn entry(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Entry>(record).map(Record::Entry)
}
