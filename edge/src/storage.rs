//! The tables: how changes become rows.

mod schema;

pub use schema::{DIRECTORY, SWITCHBOARD};

use bellpull_hotline::{
    Configured, Contact, Fact, Flow, Line, Operator, Record, RecordId, Timestamp,
};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, HotlineId, LineText, RequestId};
use serde::Deserialize;

/// A bound value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Integer(u64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Integer(number)
    }
}

/// One statement with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub sql: &'static str,
    pub values: Vec<Value>,
}

/// How a changed record is kept. Remarks and phone numbers are kept by the register alone, which gets them by the
/// outbox: the switchboard never reads them.
///
/// # Errors
/// When the record cannot be written as JSON, which is a defect of ours.
pub fn keep(record: &Record) -> Result<Vec<Statement>, serde_json::Error> {
    let (sql, values) = match record {
        Record::Contact(contact) => (
            "INSERT OR REPLACE INTO contacts (id, record) VALUES (?, ?)",
            vec![
                contact.id.as_str().into(),
                Value::Text(serde_json::to_string(contact)?),
            ],
        ),
        Record::Operator(operator) => (
            "INSERT OR REPLACE INTO operators (id, record) VALUES (?, ?)",
            vec![
                operator.id.as_str().into(),
                Value::Text(serde_json::to_string(operator)?),
            ],
        ),
        Record::Line(line) => (
            "INSERT OR REPLACE INTO chat_lines (contact, seq, side, key, at_ms, text) VALUES (?, ?, ?, ?, ?, ?)",
            vec![
                line.contact.as_str().into(),
                u64::from(line.seq).into(),
                side(line.from).into(),
                line.key.as_str().into(),
                line.at.as_millis().into(),
                line.text.expose().into(),
            ],
        ),
        Record::Opening { hotline, open } => (
            "INSERT OR REPLACE INTO openings (hotline, open) VALUES (?, ?)",
            vec![hotline.as_str().into(), u64::from(*open).into()],
        ),
        Record::Configured(configured) => (
            "INSERT OR REPLACE INTO configured (only, record) VALUES (0, ?)",
            vec![Value::Text(serde_json::to_string(configured)?)],
        ),
        Record::Flow(flow) => (
            "INSERT OR REPLACE INTO flows (department, record) VALUES (?, ?)",
            vec![
                flow.department.as_str().into(),
                Value::Text(serde_json::to_string(flow)?),
            ],
        ),
        Record::Note { contact, note } => (
            "INSERT OR REPLACE INTO notes (contact, note) VALUES (?, ?)",
            vec![contact.as_str().into(), note.expose().into()],
        ),
        Record::Remark { .. } | Record::Phone { .. } => return Ok(Vec::new()),
    };
    Ok(vec![Statement { sql, values }])
}

/// How a record is deleted.
#[must_use]
pub fn forget(id: &RecordId) -> Vec<Statement> {
    match id {
        RecordId::Contact(contact) => [
            "DELETE FROM contacts WHERE id = ?",
            "DELETE FROM chat_lines WHERE contact = ?",
        ]
        .map(|sql| Statement {
            sql,
            values: vec![contact.as_str().into()],
        })
        .into(),
    }
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

/// Reads a contact's row back.
///
/// # Errors
/// When the row is not a contact of this version.
pub fn contact(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Contact>(record).map(Record::Contact)
}

/// Reads an operator's row back.
///
/// # Errors
/// When the row is not an operator of this version.
pub fn operator(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Operator>(record).map(Record::Operator)
}

/// The rows of all departments.
pub const FLOWS: &str = "SELECT record FROM flows ORDER BY department";

/// The row of what was configured last.
pub const CONFIGURED: &str = "SELECT record FROM configured";

/// Reads a department's row back.
///
/// # Errors
/// When the row is not a flow of this version.
pub fn flow(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Flow>(record).map(Record::Flow)
}

/// Reads back what was configured last.
///
/// # Errors
/// When the row is not of this version.
pub fn configured(record: &str) -> Result<Record, serde_json::Error> {
    serde_json::from_str::<Configured>(record).map(Record::Configured)
}

/// A row of `chat_lines`.
#[derive(Debug, Clone, Deserialize)]
pub struct LineRow {
    contact: ContactId,
    seq: u32,
    side: LineFrom,
    key: RequestId,
    at_ms: Timestamp,
    text: LineText,
}

/// All lines, in the order in which the heart takes them in.
pub const LINES: &str =
    "SELECT contact, seq, side, key, at_ms, text FROM chat_lines ORDER BY contact, seq";

impl From<LineRow> for Record {
    fn from(row: LineRow) -> Self {
        Record::Line(Line {
            contact: row.contact,
            seq: row.seq,
            from: row.side,
            key: row.key,
            at: row.at_ms,
            text: row.text,
        })
    }
}

/// A row of `openings`.
#[derive(Debug, Clone, Deserialize)]
pub struct OpeningRow {
    hotline: HotlineId,
    open: u64,
}

/// What was told last of every hotline.
pub const OPENINGS: &str = "SELECT hotline, open FROM openings ORDER BY hotline";

impl From<OpeningRow> for Record {
    fn from(row: OpeningRow) -> Self {
        Record::Opening {
            hotline: row.hotline,
            open: row.open != 0,
        }
    }
}

/// As the protocol writes it.
fn side(from: LineFrom) -> &'static str {
    match from {
        LineFrom::Visitor => "visitor",
        LineFrom::Operator => "operator",
    }
}

/// One line of the journal as it is read from outside: the fact with the number of its row. A fact may have a `seq` of
/// its own, that of a line.
#[must_use]
pub fn journal_line(row: u64, fact: &str) -> String {
    let fields = fact.strip_prefix('{').unwrap_or("}");
    format!("{{\"row\":{row},{fields}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{
        ChannelKind, Effect, Entering, FactKind, Input, Settings, Switchboard, Wish,
    };
    use bellpull_protocol::{Note, VisitorId};

    const NOW: Timestamp = Timestamp::from_millis(7);

    /// What a switchboard keeps when somebody calls.
    fn a_contact() -> Record {
        let mut switchboard = Switchboard::new(Settings::default());
        let entering = Entering {
            visitor: VisitorId::new("v1").unwrap(),
            contact: ContactId::new("c1").unwrap(),
            request: RequestId::new("r1").unwrap(),
            hotline: HotlineId::new("h1").unwrap(),
            language: "en".into(),
            page: None,
            department: None,
        };
        let wish = Wish::Call;
        let call = Input::Enter { entering, wish };
        switchboard.handle_input(NOW, call).unwrap();
        while let Some(effect) = switchboard.poll_effect() {
            if let Effect::Keep(record @ Record::Contact(_)) = effect {
                return record;
            }
        }
        panic!("a call makes a contact");
    }

    #[test]
    fn a_contact_comes_back_from_its_row_as_it_was() {
        let kept = a_contact();
        let row = keep(&kept).unwrap();
        let Value::Text(record) = &row[0].values[1] else {
            panic!("a record is a text")
        };
        assert_eq!(contact(record).unwrap(), kept);
    }

    #[test]
    fn facts_are_written_as_the_register_will_read_them() {
        let fact = Fact {
            at: NOW,
            kind: FactKind::Entered {
                contact: ContactId::new("c1").unwrap(),
                visitor: VisitorId::new("v1").unwrap(),
                hotline: HotlineId::new("h1").unwrap(),
                language: "en".into(),
                channel: ChannelKind::Chat,
                department: bellpull_protocol::DepartmentId::general(),
            },
        };
        assert_eq!(
            journal(&fact).unwrap().values,
            [r#"{"at":7,"fact":"entered","contact":"c1","visitor":"v1","hotline":"h1","department":"general","language":"en","channel":"chat"}"#.into()]
        );
    }

    #[test]
    fn a_note_has_a_row_of_its_own() {
        let note = Record::Note {
            contact: ContactId::new("c1").unwrap(),
            note: Note::new("it's \"so\""),
        };
        let row = keep(&note).unwrap();
        assert_eq!(row[0].values, ["c1".into(), "it's \"so\"".into()]);
    }

    #[test]
    fn a_line_of_a_chat_comes_back_from_its_row_as_it_was() {
        let kept = a_line();
        let row = keep(&kept).unwrap();
        let columns = ["contact", "seq", "side", "key", "at_ms", "text"];
        let values = row[0].values.iter().map(|value| match value {
            Value::Text(text) => serde_json::json!(text),
            Value::Integer(number) => serde_json::json!(number),
        });
        let row: serde_json::Map<_, _> =
            columns.map(String::from).into_iter().zip(values).collect();
        let row: LineRow = serde_json::from_value(row.into()).unwrap();
        assert_eq!(Record::from(row), kept);
    }

    #[test]
    fn a_contact_is_forgotten_with_its_lines() {
        let forgotten = forget(&RecordId::Contact(ContactId::new("c1").unwrap()));
        let all = forgotten.iter().map(|row| row.sql).collect::<String>();
        assert!(all.contains("contacts") && all.contains("chat_lines"));
    }

    #[test]
    fn every_value_has_its_place() {
        let forgotten = forget(&RecordId::Contact(ContactId::new("c1").unwrap()));
        let kept = [a_contact(), a_line()].map(|record| keep(&record).unwrap());
        for row in kept.into_iter().flatten().chain(forgotten) {
            assert_eq!(
                row.sql.matches('?').count(),
                row.values.len(),
                "{}",
                row.sql
            );
        }
    }

    fn a_line() -> Record {
        Record::Line(Line {
            contact: ContactId::new("c1").unwrap(),
            seq: 3,
            from: LineFrom::Operator,
            key: RequestId::new("k1").unwrap(),
            at: NOW,
            text: LineText::new("it's \"so\""),
        })
    }

    #[test]
    fn a_line_of_the_journal_keeps_its_own_number_beside_that_of_a_line() {
        assert_eq!(
            journal_line(30, r#"{"at":7,"fact":"line_written","seq":1}"#),
            "{\"row\":30,\"at\":7,\"fact\":\"line_written\",\"seq\":1}\n"
        );
    }
}
