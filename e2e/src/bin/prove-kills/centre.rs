//! What operators and the administrator were told, against the rows.

use crate::check::Verdict;
use crate::history::History;
use crate::rows::Rows;
use serde_json::Value;
use std::collections::BTreeMap;

pub fn check(verdict: &mut Verdict, history: &History, rows: &Rows) {
    transfers(verdict, history, &rows.facts);
    tries(verdict, history, &rows.facts);
    breaks(verdict, history, &rows.facts);
    revisions(verdict, history, rows);
}

/// Each was acknowledged once; a contact is given away only by whoever has it in hand, so no transfer counts twice.
fn transfers(verdict: &mut Verdict, history: &History, facts: &[Value]) {
    let mut in_hand: BTreeMap<&str, &str> = BTreeMap::new();
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in facts {
        let (Some(contact), Some(operator)) = (fact["contact"].as_str(), fact["operator"].as_str())
        else {
            continue;
        };
        if fact["fact"] == "chat_accepted" {
            in_hand.insert(contact, operator);
        } else if fact["fact"] == "transferred" {
            *given.entry(contact).or_default() += 1;
            if in_hand.remove(contact) != Some(operator) {
                verdict
                    .doubled
                    .push(format!("transfer of {contact} by {operator}"));
            }
        }
    }
    for (contact, acknowledged) in &history.transfers {
        let found = given.get(contact.as_str()).copied().unwrap_or_default();
        if found < *acknowledged {
            verdict
                .lost
                .push(format!("{found} of {acknowledged} transfers of {contact}"));
        }
    }
}

fn tries(verdict: &mut Verdict, history: &History, facts: &[Value]) {
    let mut tried: BTreeMap<(&str, u64), usize> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact["fact"] == "tried") {
        if let (Some(contact), Some(number)) = (fact["contact"].as_str(), fact["tried"].as_u64()) {
            *tried.entry((contact, number)).or_default() += 1;
        }
    }
    for (contact, number) in &history.tries {
        let rows = tried.get(&(contact.as_str(), *number)).copied();
        verdict.once(rows.unwrap_or_default(), || {
            format!("try {number} of {contact}")
        });
    }
}

/// In the order they were taken. Only one person takes breaks, and never the same one twice in a row.
fn breaks(verdict: &mut Verdict, history: &History, facts: &[Value]) {
    let taken = facts
        .iter()
        .filter(|fact| fact["fact"] == "presence_changed");
    let taken = taken.filter(|fact| fact["presence"] == "break");
    let taken: Vec<String> = taken.map(|fact| reason(&fact["reason"])).collect();
    for (before, after) in taken.iter().zip(taken.iter().skip(1)) {
        if before == after {
            verdict.doubled.push(format!("break for {after}"));
        }
    }
    let mut rest = taken.iter();
    for (number, reason) in history.breaks.iter().enumerate() {
        if !rest.any(|taken| taken == reason) {
            verdict.lost.push(format!("break {number} for {reason}"));
            return;
        }
    }
}

/// An organisation's own reason is `{"custom": …}`.
fn reason(reason: &Value) -> String {
    let own = reason.get("custom").unwrap_or(reason);
    own.as_str().unwrap_or_default().to_owned()
}

/// Each is in the history once, with its number; the switchboard never goes back to an older one.
fn revisions(verdict: &mut Verdict, history: &History, rows: &Rows) {
    for (by, revision) in &history.revisions {
        let made = rows.revisions.iter().filter(|(_, author)| author == by);
        let made: Vec<u64> = made.map(|(number, _)| *number).collect();
        verdict.once(made.len(), || format!("configuration by {by}"));
        if made.first().is_some_and(|number| number != revision) {
            verdict
                .lost
                .push(format!("configuration by {by} is not revision {revision}"));
        }
    }
    let configured = rows
        .facts
        .iter()
        .filter(|fact| fact["fact"] == "configured");
    let configured: Vec<u64> = configured
        .filter_map(|fact| fact["revision"].as_u64())
        .collect();
    for (before, after) in configured.iter().zip(configured.iter().skip(1)) {
        if after <= before {
            verdict
                .doubled
                .push(format!("configured with {after} after {before}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A chat given away, a try, two breaks and a change.
    fn acknowledged() -> History {
        History {
            transfers: BTreeMap::from([("chat".to_owned(), 1)]),
            tries: [("back".to_owned(), 1)].into(),
            breaks: vec!["lunch".to_owned(), "Stock-taking".to_owned()],
            revisions: BTreeMap::from([("change 1".to_owned(), 2)]),
            ..History::default()
        }
    }

    fn rows() -> Rows {
        Rows {
            facts: vec![
                json!({"fact": "chat_accepted", "contact": "chat", "operator": "anna"}),
                json!({"fact": "transferred", "contact": "chat", "operator": "anna", "to": {"operator": "ben"}}),
                json!({"fact": "tried", "contact": "back", "operator": "ben", "tried": 1}),
                json!({"fact": "presence_changed", "operator": "tom", "presence": "break", "reason": "lunch"}),
                json!({"fact": "presence_changed", "operator": "tom", "presence": "break", "reason": {"custom": "Stock-taking"}}),
                json!({"fact": "configured", "revision": 2}),
            ],
            revisions: vec![(2, "change 1".to_owned()), (1, String::new())],
            ..Rows::default()
        }
    }

    /// How many are lost and doubled after something was done to the rows.
    fn after(damage: impl FnOnce(&mut Rows)) -> (usize, usize) {
        let (mut rows, mut verdict) = (rows(), Verdict::default());
        damage(&mut rows);
        check(&mut verdict, &acknowledged(), &rows);
        (verdict.lost.len(), verdict.doubled.len())
    }

    #[test]
    fn what_is_there_once_is_fine() {
        assert_eq!(after(|_| {}), (0, 0));
    }

    #[test]
    fn every_row_that_is_missing_is_found() {
        for number in 1..5 {
            let lost = after(|rows| drop(rows.facts.remove(number)));
            assert_eq!(lost, (1, 0), "fact {number}");
        }
        assert_eq!(after(|rows| drop(rows.revisions.remove(0))), (1, 0));
        assert_eq!(after(|rows| rows.revisions[0].0 = 7), (1, 0));
    }

    #[test]
    fn every_row_that_is_there_twice_is_found() {
        for number in 1..6 {
            let doubled = after(|rows| rows.facts.insert(number, rows.facts[number].clone()));
            assert_eq!(doubled, (0, 1), "fact {number}");
        }
        let again = after(|rows| rows.revisions.push((3, "change 1".to_owned())));
        assert_eq!(again, (0, 1));
    }

    #[test]
    fn a_transfer_by_somebody_who_does_not_have_it_is_found() {
        let other = after(|rows| rows.facts[1]["operator"] = json!("ben"));
        assert_eq!(other, (0, 1));
    }
}
