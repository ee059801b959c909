//! What the clients were told.

use std::collections::{BTreeMap, BTreeSet};

/// Every acknowledgement, as whoever got it would write it down.
#[derive(Default)]
pub struct History {
    /// The number of a line by contact and key.
    pub lines: BTreeMap<(String, String), u64>,
    /// Contacts.
    pub callbacks: BTreeSet<String>,
    /// Contacts.
    pub hang_ups: BTreeSet<String>,
    /// Their ids.
    pub entries: BTreeSet<String>,
    /// How often a contact was given away.
    pub transfers: BTreeMap<String, usize>,
    /// Contacts, each with the number of the try.
    pub tries: BTreeSet<(String, u64)>,
    /// Reasons, in the order they were given.
    pub breaks: Vec<String>,
    /// Revisions by who made them.
    pub revisions: BTreeMap<String, u64>,
    /// What was told twice with different answers.
    pub contradictions: Vec<String>,
}

impl History {
    pub fn len(&self) -> usize {
        let by_visitors =
            self.lines.len() + self.callbacks.len() + self.hang_ups.len() + self.entries.len();
        let transfers: usize = self.transfers.values().sum();
        by_visitors + transfers + self.tries.len() + self.breaks.len() + self.revisions.len()
    }

    pub fn summary(&self) -> String {
        let transfers: usize = self.transfers.values().sum();
        let counted = [
            (self.lines.len(), "lines"),
            (self.callbacks.len(), "callbacks"),
            (self.hang_ups.len(), "hang-ups"),
            (self.entries.len(), "entries"),
            (transfers, "transfers"),
            (self.tries.len(), "tries"),
            (self.breaks.len(), "breaks"),
            (self.revisions.len(), "configurations"),
        ];
        let counted = counted.map(|(number, what)| format!("{number} {what}"));
        counted.join(", ")
    }

    pub fn line(&mut self, contact: &str, key: &str, seq: u64) {
        let line = (contact.to_owned(), key.to_owned());
        let before = self.lines.insert(line, seq);
        if let Some(before) = before.filter(|before| *before != seq) {
            let both = format!("line {key} of {contact} is {before} and {seq}");
            self.contradictions.push(both);
        }
    }
}
