//! What a batch changes in the register's tables.

use super::batch::Numbered;
use super::storage::{expects, keep, keep_fact, keep_line};
use crate::storage::Statement;
use bellpull_hotline::register::{Item, Summary};
use bellpull_protocol::ContactId;
use std::collections::BTreeMap;

/// Takes the news of `source` into the summaries it is about, `known` as they are stored. To be carried out in one
/// transaction: the facts, the summaries, their lines, and the number expected next.
///
/// # Errors
/// When a summary cannot be written as JSON, which is a defect of ours.
pub fn take(
    source: &str,
    news: &[Numbered],
    mut known: BTreeMap<ContactId, Summary>,
) -> Result<Vec<Statement>, serde_json::Error> {
    let Some(last) = news.last() else {
        return Ok(Vec::new());
    };
    let mut statements = Vec::new();
    // By row number contacts stand in the order in which they came, not in that of their ids.
    let mut order = Vec::new();
    for Numbered { seq, item } in news {
        if let Item::Fact(fact) | Item::Past(fact) = item {
            statements.push(keep_fact(fact)?);
        }
        let Some(contact) = item.contact() else {
            continue;
        };
        let summary = known.entry(contact.clone()).or_default();
        if summary.take(*seq, item) && !order.contains(&contact) {
            order.push(contact);
        }
        if let Item::Line {
            contact,
            seq,
            from,
            at,
            text,
        } = item
        {
            statements.push(keep_line(contact, (*seq, *from, *at), text));
        }
    }
    for contact in order {
        if let Some(summary) = known.get(contact) {
            statements.push(keep(contact, summary)?);
        }
    }
    statements.push(expects(source, last.seq + 1));
    Ok(statements)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{Fact, FactKind, Presence, Timestamp};
    use bellpull_protocol::chat::LineFrom;
    use bellpull_protocol::{LineText, Note, OperatorId};

    #[test]
    fn contacts_are_written_once_in_the_order_in_which_they_came() {
        let news = [note(4, "z"), note(5, "a"), line(6, "z"), note(7, "z")];

        let statements = take("s", &news, BTreeMap::new()).unwrap();

        let first = |statement: &Statement| statement.values[0].clone();
        let written: Vec<_> = statements.iter().map(first).collect();
        assert_eq!(written, ["z".into(), "z".into(), "a".into(), "s".into()]);
        assert_eq!(statements[3].values[1], 8.into());
    }

    #[test]
    fn what_is_about_no_contact_changes_no_summary() {
        let kind = FactKind::PresenceChanged {
            operator: OperatorId::new("anna").unwrap(),
            presence: Presence::Break,
            reason: None,
        };
        let at = Timestamp::from_millis(1);
        let fact = Fact { at, kind };
        let item = Item::Fact(fact.clone());

        let statements = take("s", &[Numbered { seq: 1, item }], BTreeMap::new()).unwrap();

        assert_eq!(statements, [keep_fact(&fact).unwrap(), expects("s", 2)]);
    }

    #[test]
    fn facts_are_kept_and_past_ones_change_no_summary() {
        let kind = FactKind::ChatAccepted {
            contact: contact("c1"),
            operator: OperatorId::new("anna").unwrap(),
        };
        let at = Timestamp::from_millis(7);
        let fact = Fact { at, kind };
        let take_one = |item: Item| take("s", &[Numbered { seq: 1, item }], BTreeMap::new());

        let fresh = take_one(Item::Fact(fact.clone())).unwrap();
        let past = take_one(Item::Past(fact.clone())).unwrap();

        let kept = keep_fact(&fact).unwrap();
        assert_eq!((&fresh[0], fresh.len()), (&kept, 3));
        assert_eq!(past, [kept, expects("s", 2)]);
    }

    #[test]
    fn nothing_new_changes_nothing() {
        assert_eq!(take("s", &[], BTreeMap::new()).unwrap(), []);
    }

    fn note(seq: u64, id: &str) -> Numbered {
        let (contact, note) = (contact(id), Note::new("x"));
        let item = Item::Note { contact, note };
        Numbered { seq, item }
    }

    fn line(seq: u64, id: &str) -> Numbered {
        let item = Item::Line {
            contact: contact(id),
            seq: 1,
            from: LineFrom::Visitor,
            at: Timestamp::from_millis(1),
            text: LineText::new("hello"),
        };
        Numbered { seq, item }
    }

    fn contact(id: &str) -> ContactId {
        ContactId::new(id).unwrap()
    }
}
