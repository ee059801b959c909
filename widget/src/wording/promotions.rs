//! How a visitor stands to a draw, in words.

use super::{Phrase, filled, plain, refusal};
use crate::softphone::session::EntryNote;

/// `None` while there is nothing to say yet.
#[must_use]
pub fn entry_note(note: EntryNote) -> Option<Phrase> {
    Some(match note {
        EntryNote::MayEnter | EntryNote::Entering => return None,
        EntryNote::Refused(code) => plain(refusal(code)),
        EntryNote::EnteredBefore => plain("entry.before"),
        EntryNote::In => plain("entry.in"),
        EntryNote::Won { prize: Some(prize) } => filled("entry.won_prize", "n", prize.to_string()),
        EntryNote::Won { prize: None } => plain("entry.won"),
        EntryNote::NotWon => plain("entry.not_won"),
        EntryNote::Void => plain("entry.void"),
    })
}
