//! A filter as SQL. Everything that came from outside is bound, never written into the statement.

use super::storage::small;
use super::words::word;
use crate::storage::Value;
use bellpull_protocol::operator::Disposition;
use bellpull_protocol::register::Filter;
use bellpull_protocol::visitor::{Channel, EndReason};
use bellpull_protocol::{HotlineId, RefusalCode};
use serde::Serialize;
use std::collections::BTreeSet;

/// The longest text that is searched for, in characters.
const MAX_TEXT_CHARS: usize = 200;

/// What stands after `WHERE`, and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Conditions {
    /// `before` is left out: it says where a page begins and not what fits.
    ///
    /// # Errors
    /// [`RefusalCode::Malformed`] for a word of a later version, which would find nothing and say nothing about it;
    /// [`RefusalCode::TextTooLong`].
    pub fn of(filter: &Filter) -> Result<Self, RefusalCode> {
        let mut all = Self {
            sql: "entered_ms > 0".to_owned(),
            values: Vec::new(),
        };
        all.and_some("entered_ms >= ?", filter.from_ms.map(Value::Integer));
        all.and_some("entered_ms < ?", filter.until_ms.map(Value::Integer));
        let hotline = filter.hotline.as_ref().map(|id| id.as_str().into());
        all.and_some("hotline = ?", hotline);
        let operator = filter.operator.as_ref().map(|id| id.as_str().into());
        all.and_some("operator = ?", operator);
        if let Some(channel) = filter.channel {
            let channel = known(&channel, channel == Channel::Unknown)?;
            let any = Value::Text(format!(" {channel} "));
            all.and("instr(channels, ?) > 0", [any]);
        }
        if let Some(reason) = filter.reason {
            let reason = known(&reason, reason == EndReason::Unknown)?;
            all.and("reason = ?", [Value::Text(reason)]);
        }
        if let Some(disposition) = filter.disposition {
            let disposition = known(&disposition, disposition == Disposition::Unknown)?;
            all.and("disposition = ?", [Value::Text(disposition)]);
        }
        if let Some(text) = filter.text.as_deref().map(str::trim)
            && !text.is_empty()
        {
            all.and_text(text)?;
        }
        Ok(all)
    }

    /// Only contacts of these hotlines; `None` is every one.
    pub fn and_hotlines(&mut self, hotlines: Option<&BTreeSet<HotlineId>>) {
        if let Some(hotlines) = hotlines {
            let ids: Vec<_> = hotlines.iter().map(HotlineId::as_str).collect();
            let ids = Value::Text(serde_json::Value::from(ids).to_string());
            self.and("hotline IN (SELECT value FROM json_each(?))", [ids]);
        }
    }

    /// One condition more.
    pub fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn and_some(&mut self, condition: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.and(condition, [value]);
        }
    }

    fn and_text(&mut self, text: &str) -> Result<(), RefusalCode> {
        if text.chars().count() > MAX_TEXT_CHARS {
            return Err(RefusalCode::TextTooLong);
        }
        // Not LIKE: the runtime refuses patterns of more than 50 bytes.
        let part = Value::Text(small(text));
        let number = Value::Text(dialled(text));
        self.and(
            "(instr(searched, ?) > 0 OR instr(number, ?) > 0 OR EXISTS (SELECT 1 FROM lines \
             WHERE lines.contact = contacts.contact AND instr(lines.searched, ?) > 0))",
            [part.clone(), number, part],
        );
        Ok(())
    }
}

/// Numbers are kept without the blanks and dashes that people write into them. Other texts stay as they are.
fn dialled(text: &str) -> String {
    let is_filling = |letter: &char| matches!(letter, ' ' | '-' | '/' | '(' | ')' | '.');
    let bare: String = text.chars().filter(|letter| !is_filling(letter)).collect();
    let is_number = bare.chars().any(|letter| letter.is_ascii_digit())
        && bare
            .chars()
            .all(|letter| letter == '+' || letter.is_ascii_digit());
    if is_number { bare } else { text.to_owned() }
}

/// A word of a later version is none of ours.
fn known(value: &impl Serialize, unknown: bool) -> Result<String, RefusalCode> {
    if unknown {
        Err(RefusalCode::Malformed)
    } else {
        Ok(word(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::{HotlineId, OperatorId};

    #[test]
    fn without_a_wish_everything_that_entered_fits() {
        let conditions = Conditions::of(&Filter::default()).unwrap();
        assert_eq!(conditions.sql, "entered_ms > 0");
        assert!(conditions.values.is_empty());
    }

    #[test]
    fn every_wish_is_a_condition_with_bound_values() {
        let filter = Filter {
            from_ms: Some(5),
            until_ms: Some(9),
            hotline: Some(HotlineId::new("demo").unwrap()),
            channel: Some(Channel::Callback),
            operator: Some(OperatorId::new("anna").unwrap()),
            reason: Some(EndReason::CalledBack),
            disposition: Some(Disposition::FollowUp),
            text: Some("'; DROP TABLE contacts; --".into()),
            before: Some(3),
        };

        let conditions = Conditions::of(&filter).unwrap();

        assert_eq!(conditions.sql.matches('?').count(), conditions.values.len());
        assert!(!conditions.sql.contains("DROP"));
        assert_eq!(
            conditions.values[..7],
            [
                5.into(),
                9.into(),
                "demo".into(),
                "anna".into(),
                " callback ".into(),
                "called_back".into(),
                "follow_up".into(),
            ]
        );
    }

    #[test]
    fn wildcards_are_letters_and_capitals_do_not_matter() {
        assert_eq!(text("100%_\\ Ärger")[0], "100%_\\ ärger".into());
    }

    #[test]
    fn a_long_text_is_looked_for_without_a_pattern() {
        let filter = Filter {
            text: Some("Ж".repeat(MAX_TEXT_CHARS)),
            ..Filter::default()
        };
        let sql = Conditions::of(&filter).unwrap().sql;
        assert!(!sql.contains("LIKE") && !sql.contains("GLOB"), "{sql}");
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        assert_eq!(text("+43 (1) 512-1234")[1], "+4315121234".into());
        assert_eq!(text("tent 4")[1], "tent 4".into());
    }

    #[test]
    fn blanks_alone_do_not_matter() {
        assert!(text("  ").is_empty());
    }

    #[test]
    fn words_of_a_later_version_are_refused() {
        let filter = Filter {
            reason: Some(EndReason::Unknown),
            ..Filter::default()
        };
        assert_eq!(Conditions::of(&filter), Err(RefusalCode::Malformed));
    }

    fn text(text: &str) -> Vec<Value> {
        let filter = Filter {
            text: Some(text.into()),
            ..Filter::default()
        };
        Conditions::of(&filter).unwrap().values
    }
}
