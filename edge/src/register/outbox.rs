//! The outbox in the switchboard's storage: what the register has to be told, in order.

use crate::storage::{Statement, Value};
use bellpull_hotline::register::Item;
use bellpull_hotline::{Effect, FactKind, Record};
use bellpull_protocol::{ContactId, PageUrl};

/// The next rows to deliver; the bound value is how many.
pub const NEXT: &str = "SELECT seq, item FROM outbox ORDER BY seq LIMIT ?";

/// What a turn's effects tell the register, in their order.
#[must_use]
pub fn items(effects: &[Effect]) -> Vec<Item> {
    let mut items = Vec::new();
    for effect in effects {
        match effect {
            Effect::Journal(fact) => {
                items.push(Item::Fact(fact.clone()));
                if let FactKind::Entered { contact, .. } = &fact.kind {
                    items.extend(page_of(contact, effects));
                }
            }
            Effect::Keep(record) => items.extend(text_of(record)),
            Effect::Forget(_)
            | Effect::TellVisitor { .. }
            | Effect::AnswerVisitor { .. }
            | Effect::RefuseVisitor { .. }
            | Effect::TellVisitorLine { .. }
            | Effect::TellVisitorTyping { .. }
            | Effect::TellOpening { .. }
            | Effect::TellStaffed { .. }
            | Effect::TellConfigured
            | Effect::TellColleagues { .. }
            | Effect::TellOperator { .. }
            | Effect::AnswerOperator { .. }
            | Effect::RefuseOperator { .. }
            | Effect::TellSaved { .. }
            | Effect::TellChats { .. }
            | Effect::TellOperatorLine { .. }
            | Effect::TellOperatorTyping { .. }
            | Effect::TellOwed { .. }
            | Effect::TellWaiting { .. }
            | Effect::OpenLeg { .. }
            | Effect::Bridge { .. }
            | Effect::Hold { .. }
            | Effect::CloseLeg { .. } => {}
        }
    }
    items
}

/// How an item is put into the outbox. Its number is the row's.
///
/// # Errors
/// When the item cannot be written as JSON, which is a defect of ours.
pub fn put(item: &Item) -> Result<Statement, serde_json::Error> {
    Ok(Statement {
        sql: "INSERT INTO outbox (item) VALUES (?)",
        values: vec![Value::Text(serde_json::to_string(item)?)],
    })
}

/// Forgets what the register has: everything below `expected`.
#[must_use]
pub fn acknowledged(expected: u64) -> Statement {
    Statement {
        sql: "DELETE FROM outbox WHERE seq < ?",
        values: vec![expected.into()],
    }
}

/// The page is in the contact's record, which is kept at every change; it is told once, with the entering.
fn page_of(entered: &ContactId, effects: &[Effect]) -> Option<Item> {
    let page = |effect: &Effect| -> Option<PageUrl> {
        let Effect::Keep(Record::Contact(contact)) = effect else {
            return None;
        };
        let page = contact.page.as_ref();
        page.filter(|_| contact.id == *entered).cloned()
    };
    let page = effects.iter().find_map(page)?;
    let contact = entered.clone();
    Some(Item::Page { contact, page })
}

fn text_of(record: &Record) -> Option<Item> {
    match record {
        Record::Line(line) => Some(Item::from(line)),
        Record::Note { contact, note } => Some(Item::Note {
            contact: contact.clone(),
            note: note.clone(),
        }),
        Record::Remark { contact, remark } => Some(Item::Remark {
            contact: contact.clone(),
            remark: remark.clone(),
        }),
        Record::Phone { contact, number } => Some(Item::Phone {
            contact: contact.clone(),
            number: number.clone(),
        }),
        Record::Contact(_)
        | Record::Operator(_)
        | Record::Opening { .. }
        | Record::Flow(_)
        | Record::Configured(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::{Entering, Input, Settings, Switchboard, Timestamp, Wish};
    use bellpull_protocol::{HotlineId, Note, RequestId, VisitorId};

    #[test]
    fn a_page_is_told_with_the_entering_and_not_again() {
        let mut switchboard = Switchboard::new(Settings::default());
        let first = turn(&mut switchboard, 1, enters());
        let (visitor, contact) = (visitor(), contact());
        let leaves = Input::VisitorHangUp { visitor, contact };
        let second = turn(&mut switchboard, 2, leaves);

        let is_page = |item: &Item| matches!(item, Item::Page { .. });
        let told: Vec<_> = items(&first).into_iter().filter(is_page).collect();
        assert_eq!(
            told,
            [Item::Page {
                contact: self::contact(),
                page: PageUrl::new("https://shop.example/tents"),
            }]
        );
        assert!(!items(&second).iter().any(is_page));
        assert!(!items(&second).is_empty(), "the end is a fact");
    }

    #[test]
    fn private_texts_are_told_and_records_are_not() {
        let note = Record::Note {
            contact: contact(),
            note: Note::new("asked for tents"),
        };
        let told = items(&[Effect::Keep(note)]);
        assert!(matches!(told.as_slice(), [Item::Note { .. }]));
    }

    #[test]
    fn a_row_of_the_outbox_is_an_item() {
        let item = Item::Note {
            contact: contact(),
            note: Note::new("x"),
        };
        let row = put(&item).unwrap();
        assert_eq!(
            row.values,
            [r#"{"item":"note","contact":"c1","note":"x"}"#.into()]
        );
    }

    fn contact() -> ContactId {
        ContactId::new("c1").unwrap()
    }

    fn visitor() -> VisitorId {
        VisitorId::new("v1").unwrap()
    }

    fn enters() -> Input {
        let entering = Entering {
            visitor: visitor(),
            contact: contact(),
            request: RequestId::new("r1").unwrap(),
            hotline: HotlineId::new("demo").unwrap(),
            language: "en".into(),
            page: Some(PageUrl::new("https://shop.example/tents")),
            department: None,
        };
        let wish = Wish::Call;
        Input::Enter { entering, wish }
    }

    fn turn(switchboard: &mut Switchboard, ms: u64, input: Input) -> Vec<Effect> {
        switchboard
            .handle_input(Timestamp::from_millis(ms), input)
            .unwrap();
        std::iter::from_fn(|| switchboard.poll_effect()).collect()
    }
}
