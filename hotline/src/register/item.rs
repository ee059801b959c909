//! What the register is told.

use crate::fact::Fact;
use crate::line::Line;
use crate::time::Timestamp;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, LineText, Note, PageUrl, PhoneNumber, Remark};
use serde::{Deserialize, Serialize};

/// A fact, or a private text that facts leave out. Stored and sent as JSON, told apart by `item`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Item {
    Fact(Fact),
    /// One that the summaries have already: older registers kept nothing else of it.
    Past(Fact),
    /// Where the bell was pulled.
    Page {
        contact: ContactId,
        page: PageUrl,
    },
    Phone {
        contact: ContactId,
        number: PhoneNumber,
    },
    Line {
        contact: ContactId,
        seq: u32,
        from: LineFrom,
        at: Timestamp,
        text: LineText,
    },
    Note {
        contact: ContactId,
        note: Note,
    },
    Remark {
        contact: ContactId,
        remark: Remark,
    },
}

impl Item {
    /// The contact whose summary it changes; some facts are about operators or hotlines.
    #[must_use]
    pub fn contact(&self) -> Option<&ContactId> {
        match self {
            Item::Fact(fact) => fact.kind.contact(),
            Item::Past(_) => None,
            Item::Page { contact, .. }
            | Item::Phone { contact, .. }
            | Item::Line { contact, .. }
            | Item::Note { contact, .. }
            | Item::Remark { contact, .. } => Some(contact),
        }
    }
}

impl From<&Line> for Item {
    fn from(line: &Line) -> Self {
        Item::Line {
            contact: line.contact.clone(),
            seq: line.seq,
            from: line.from,
            at: line.at,
            text: line.text.clone(),
        }
    }
}
