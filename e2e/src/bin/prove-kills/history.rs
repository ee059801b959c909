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
    /// What was told twice with different answers.
    pub contradictions: Vec<String>,
}

impl History {
    pub fn len(&self) -> usize {
        self.lines.len() + self.callbacks.len() + self.hang_ups.len() + self.entries.len()
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
