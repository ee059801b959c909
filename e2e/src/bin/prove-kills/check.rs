//! The clients' history against the rows.

use crate::centre;
use crate::history::History;
use crate::rows::{Rows, count};
use std::collections::BTreeMap;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Acknowledged and not there.
    pub lost: Vec<String>,
    /// There more than once.
    pub doubled: Vec<String>,
}

impl Verdict {
    pub fn once(&mut self, rows: usize, what: impl Fn() -> String) {
        match rows {
            0 => self.lost.push(what()),
            1 => {}
            _ => self.doubled.push(what()),
        }
    }

    /// Nobody of this load asks for two.
    fn at_most_once(&mut self, counted: BTreeMap<String, usize>, what: &str) {
        let several = counted.into_iter().filter(|(_, count)| *count > 1);
        let told = several.map(|(who, count)| format!("visitor {who} has {count} {what}"));
        self.doubled.extend(told);
    }
}

pub fn check(history: &History, rows: &Rows) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.doubled.extend(history.contradictions.clone());
    let of = |counted: &BTreeMap<String, usize>, value: &str| {
        counted.get(value).copied().unwrap_or_default()
    };

    let entered = count(&rows.facts, "entered", "contact");
    for contact in &history.callbacks {
        verdict.once(of(&entered, contact), || format!("callback {contact}"));
    }
    let ended = count(&rows.facts, "ended", "contact");
    for contact in &history.hang_ups {
        verdict.once(of(&entered, contact), || format!("chat {contact}"));
        verdict.once(of(&ended, contact), || format!("hang-up of {contact}"));
    }
    verdict.at_most_once(count(&rows.facts, "entered", "visitor"), "contacts");

    let entries = count(&rows.of_draws, "entered", "entry");
    for entry in &history.entries {
        verdict.once(of(&entries, entry), || format!("entry {entry}"));
    }
    verdict.at_most_once(count(&rows.of_draws, "entered", "visitor"), "entries");

    for ((contact, key), seq) in &history.lines {
        let line = || format!("line {key} of {contact}");
        let lines = rows.lines.get(contact).map_or(&[][..], Vec::as_slice);
        let text = format!("words of {key}");
        let mut same = lines.iter().filter(|(_, line)| *line == text);
        let first = same.next();
        verdict.once(usize::from(first.is_some()) + same.count(), line);
        if first.is_some_and(|(number, _)| number != seq) {
            verdict.lost.push(format!("{} is not number {seq}", line()));
        }
    }
    centre::check(&mut verdict, history, rows);
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A chat with two lines and a hang-up, a callback, an entry.
    fn acknowledged() -> History {
        let mut history = History::default();
        history.line("chat", "k1", 1);
        history.line("chat", "k2", 2);
        history.hang_ups.insert("chat".to_owned());
        history.callbacks.insert("back".to_owned());
        history.entries.insert("entry".to_owned());
        history
    }

    fn rows() -> Rows {
        let lines = vec![(1, "words of k1".to_owned()), (2, "words of k2".to_owned())];
        Rows {
            facts: vec![
                json!({"fact": "entered", "contact": "chat", "visitor": "v1"}),
                json!({"fact": "ended", "contact": "chat"}),
                json!({"fact": "entered", "contact": "back", "visitor": "v2"}),
            ],
            of_draws: vec![json!({"fact": "entered", "entry": "entry", "visitor": "v3"})],
            lines: BTreeMap::from([("chat".to_owned(), lines)]),
            revisions: Vec::new(),
        }
    }

    /// The verdict after something was done to the rows: how many are lost and doubled.
    fn after(damage: impl FnOnce(&mut Rows)) -> (usize, usize) {
        let mut rows = rows();
        damage(&mut rows);
        let verdict = check(&acknowledged(), &rows);
        (verdict.lost.len(), verdict.doubled.len())
    }

    #[test]
    fn what_is_there_once_is_fine() {
        assert_eq!(after(|_| {}), (0, 0));
    }

    #[test]
    fn every_row_that_is_missing_is_found() {
        for number in 0..3 {
            let lost = after(|rows| drop(rows.facts.remove(number)));
            assert_eq!(lost, (1, 0), "fact {number}");
        }
        assert_eq!(after(|rows| rows.of_draws.clear()), (1, 0));
        for number in 0..2 {
            let lost = after(|rows| drop(lines(rows).remove(number)));
            assert_eq!(lost, (1, 0), "line {number}");
        }
        assert_eq!(after(|rows| rows.lines.clear()), (2, 0));
    }

    #[test]
    fn every_row_that_is_there_twice_is_found() {
        fn twice(facts: &mut Vec<Value>, number: usize) {
            let mut again = facts[number].clone();
            again["visitor"] = json!("another");
            facts.push(again);
        }
        for number in 0..3 {
            let doubled = after(|rows| twice(&mut rows.facts, number));
            assert_eq!(doubled, (0, 1), "fact {number}");
        }
        assert_eq!(after(|rows| twice(&mut rows.of_draws, 0)), (0, 1));
        for number in [2, 3] {
            let again = (number, "words of k2".to_owned());
            assert_eq!(after(|rows| lines(rows).push(again)), (0, 1), "{number}");
        }
    }

    #[test]
    fn a_second_contact_or_entry_that_nobody_was_told_of_is_found() {
        let contact = json!({"fact": "entered", "contact": "other", "visitor": "v2"});
        let entry = json!({"fact": "entered", "entry": "other", "visitor": "v3"});

        assert_eq!(after(|rows| rows.facts.push(contact)), (0, 1));
        assert_eq!(after(|rows| rows.of_draws.push(entry)), (0, 1));
    }

    #[test]
    fn a_line_with_another_number_than_acknowledged_is_found() {
        assert_eq!(after(|rows| lines(rows)[1].0 = 7), (1, 0));

        let mut history = acknowledged();
        history.line("chat", "k2", 3);
        assert_eq!(check(&history, &rows()).doubled.len(), 1);
    }

    fn lines(rows: &mut Rows) -> &mut Vec<(u64, String)> {
        rows.lines.get_mut("chat").unwrap()
    }
}
