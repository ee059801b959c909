//! Draws over HTTP.

use super::Object;
use super::to_visitor::{all, code};
use super::words::{OUTCOMES, find};
use super::writer::Writer;
use bellpull_protocol::promotion::{EnterDraw, Entries, Entry, MyEntries};
use bellpull_protocol::{EntryId, PromotionId, RefusalCode};

/// As JSON.
#[must_use]
pub fn write_enter(entering: &EnterDraw) -> String {
    Writer::new()
        .text("token", entering.token.expose())
        .text("promotion", entering.promotion.as_str())
        .text("request", entering.request.as_str())
        .end()
}

/// As JSON.
#[must_use]
pub fn write_mine(mine: &MyEntries) -> String {
    Writer::new().text("token", mine.token.expose()).end()
}

/// `None` when a field is missing or wrong, as for all that is read.
#[must_use]
pub fn read_entry(from: &impl Object) -> Option<Entry> {
    Some(Entry {
        entry: EntryId::new(from.text("entry")?).ok()?,
        promotion: PromotionId::new(from.text("promotion")?).ok()?,
        at_ms: from.integer("at_ms")?,
        outcome: find(OUTCOMES, &from.text("outcome")?)?,
        prize: from.small("prize"),
    })
}

#[must_use]
pub fn read_entries(from: &impl Object) -> Option<Entries> {
    Some(Entries {
        entries: all(&from.list("entries")?, read_entry)?,
    })
}

/// The code in the answer to a request that was refused.
#[must_use]
pub fn read_refusal(from: &impl Object) -> Option<RefusalCode> {
    code(from)
}
