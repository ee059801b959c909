//! What the register's object answers, and how names are joined to it.

use super::words;
use bellpull_hotline::register::Summary;
use bellpull_protocol::marketer::Hotline;
use bellpull_protocol::register::{
    RegisterDetail, RegisterLine, RegisterOperator, RegisterPage, RegisterRow, RegisterTry,
};
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, PersonName};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many contacts a page of the list has.
pub const PAGE: u64 = 50;

/// How many contacts are read at a time for the file: bounds what is in memory, whatever the file's length.
pub const CHUNK: u64 = 500;

/// One contact as the object stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Grows with every contact.
    pub row: u64,
    pub contact: ContactId,
    pub summary: Summary,
}

impl Stored {
    /// Whether it is of one of these hotlines; `None` is every one.
    #[must_use]
    pub fn is_of(&self, hotlines: Option<&BTreeSet<HotlineId>>) -> bool {
        let began = self.summary.began.as_ref();
        hotlines.is_none_or(|hotlines| began.is_some_and(|began| hotlines.contains(&began.hotline)))
    }
}

/// Some contacts that fit a filter, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub total: u32,
    pub contacts: Vec<Stored>,
    /// The row before which the rest begins.
    pub next: Option<u64>,
    /// Who answered for the hotlines that were asked for, when not all were.
    #[serde(default)]
    pub operators: Option<BTreeSet<OperatorId>>,
}

/// One contact with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub contact: Stored,
    pub lines: Vec<RegisterLine>,
}

/// The names of everybody and everything of an organisation, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    pub operators: BTreeMap<OperatorId, PersonName>,
    pub hotlines: BTreeMap<HotlineId, String>,
    #[serde(default)]
    pub departments: BTreeMap<DepartmentId, String>,
}

impl People {
    /// What there is for somebody who sees some hotlines only: these, and who answered for them.
    #[must_use]
    pub fn within(
        mut self,
        hotlines: Option<&BTreeSet<HotlineId>>,
        operators: Option<&BTreeSet<OperatorId>>,
    ) -> Self {
        if let Some(hotlines) = hotlines {
            self.hotlines.retain(|id, _| hotlines.contains(id));
            self.operators
                .retain(|id, _| operators.is_some_and(|known| known.contains(id)));
        }
        self
    }
}

/// The first `most` of the contacts; one more than that says that the rest begins behind them.
#[must_use]
pub fn listed(mut contacts: Vec<Stored>, most: u64, total: u32) -> Listed {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = contacts.len() > most;
    contacts.truncate(most);
    let next = contacts.last().map(|last| last.row).filter(|_| more);
    Listed {
        total,
        contacts,
        next,
        operators: None,
    }
}

#[must_use]
pub fn page(now_ms: u64, listed: Listed, people: People) -> RegisterPage {
    let contacts = listed.contacts;
    let contacts = contacts.into_iter().filter_map(|one| row(one, &people));
    RegisterPage {
        now_ms,
        total: listed.total,
        contacts: contacts.collect(),
        next: listed.next,
        operators: by_name(people.operators, |name| name.expose().to_lowercase())
            .map(|(operator, name)| RegisterOperator { operator, name })
            .collect(),
        hotlines: by_name(people.hotlines, |name| name.to_lowercase())
            .map(|(hotline, name)| Hotline { hotline, name })
            .collect(),
    }
}

/// `None` for a contact that has not entered yet.
#[must_use]
pub fn detail(found: Found, people: &People) -> Option<RegisterDetail> {
    let tries = found.contact.summary.tries.iter();
    let tries = tries.map(|one| RegisterTry {
        at_ms: one.at.as_millis(),
        outcome: words::outcome(one.outcome),
    });
    Some(RegisterDetail {
        tries: tries.collect(),
        lines: found.lines,
        row: row(found.contact, people)?,
    })
}

/// `None` for a contact that has not entered yet. Names that are gone from the directory are replaced by their ids.
#[must_use]
pub fn row(
    Stored {
        contact, summary, ..
    }: Stored,
    people: &People,
) -> Option<RegisterRow> {
    let began = summary.began?;
    let hotline_name = people.hotlines.get(&began.hotline);
    let hotline_name = hotline_name.map_or_else(|| began.hotline.to_string(), Clone::clone);
    let name_of = |operator: &OperatorId| people.operators.get(operator).cloned();
    Some(RegisterRow {
        contact,
        hotline: began.hotline,
        hotline_name,
        language: began.language,
        page: summary.page,
        channels: summary.channels.into_iter().map(words::channel).collect(),
        entered_ms: began.at.as_millis(),
        answered_ms: summary.answered.map(|at| at.as_millis()),
        ended_ms: summary.ended.as_ref().map(|end| end.at.as_millis()),
        operator_name: summary.operator.as_ref().and_then(name_of),
        operator: summary.operator,
        reason: summary.ended.map(|end| words::end_reason(end.reason)),
        disposition: summary.disposition.map(words::disposition),
        note: summary.note,
        stars: summary.stars,
        remark: summary.remark,
        number: summary.number,
        tries: u32::try_from(summary.tries.len()).unwrap_or(u32::MAX),
        lines: summary.lines,
    })
}

fn by_name<K: Ord, V>(
    named: BTreeMap<K, V>,
    name: impl Fn(&V) -> String,
) -> impl Iterator<Item = (K, V)> {
    let mut named: Vec<_> = named.into_iter().collect();
    named.sort_by_cached_key(|(_, value)| name(value));
    named.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::register::{Beginning, End, Try};
    use bellpull_hotline::{ChannelKind, EndReason, Timestamp, TryOutcome};
    use bellpull_protocol::operator;
    use bellpull_protocol::visitor::{self, Channel};

    #[test]
    fn a_row_has_names_and_the_protocols_words() {
        let row = row(stored(), &people()).unwrap();

        assert_eq!(row.hotline_name, "Tents");
        assert_eq!(row.operator_name, Some(PersonName::new("Anna")));
        assert_eq!(row.channels, [Channel::Call, Channel::Callback]);
        assert_eq!(row.reason, Some(visitor::EndReason::NotReached));
        assert_eq!((row.entered_ms, row.ended_ms), (5, Some(9)));
        assert_eq!((row.tries, row.answered_ms), (1, None));
    }

    #[test]
    fn who_is_gone_is_known_by_the_id() {
        let row = row(stored(), &People::default()).unwrap();

        assert_eq!(row.hotline_name, "demo");
        assert_eq!(row.operator_name, None);
        assert_eq!(row.operator, Some(OperatorId::new("o1").unwrap()));
    }

    #[test]
    fn what_has_not_entered_is_not_listed() {
        let mut nothing = stored();
        nothing.summary.began = None;
        let listed = Listed {
            total: 1,
            contacts: vec![nothing, stored()],
            next: Some(3),
            operators: None,
        };

        let page = page(10, listed, people());

        assert_eq!(page.contacts.len(), 1);
        assert_eq!(page.next, Some(3));
        let names: Vec<_> = page.operators.iter().map(|one| one.name.expose()).collect();
        assert_eq!(names, ["Anna", "bert"]);
    }

    #[test]
    fn the_next_page_begins_behind_the_last_contact_of_this_one() {
        let numbered = |row| Stored { row, ..stored() };
        let three = || [9, 7, 4].map(numbered).to_vec();

        assert_eq!(listed(three(), 3, 3).next, None);
        assert_eq!(listed(three(), 2, 3).next, Some(7));
        assert_eq!(listed(three(), 2, 3).contacts.len(), 2);
    }

    #[test]
    fn a_detail_lists_the_tries() {
        let found = Found {
            contact: stored(),
            lines: Vec::new(),
        };
        let tries = detail(found, &people()).unwrap().tries;
        assert_eq!(
            tries,
            [RegisterTry {
                at_ms: 7,
                outcome: operator::TryOutcome::Engaged
            }]
        );
    }

    fn people() -> People {
        let operator = |id: &str| OperatorId::new(id).unwrap();
        People {
            operators: BTreeMap::from([
                (operator("o0"), PersonName::new("bert")),
                (operator("o1"), PersonName::new("Anna")),
            ]),
            hotlines: BTreeMap::from([(HotlineId::new("demo").unwrap(), "Tents".into())]),
            departments: BTreeMap::new(),
        }
    }

    fn stored() -> Stored {
        let at = Timestamp::from_millis;
        let operator = OperatorId::new("o1").unwrap();
        let summary = Summary {
            began: Some(Beginning {
                at: at(5),
                hotline: HotlineId::new("demo").unwrap(),
                language: "en".into(),
            }),
            channels: vec![ChannelKind::Call, ChannelKind::Callback],
            operator: Some(operator.clone()),
            ended: Some(End {
                at: at(9),
                reason: EndReason::NotReached,
            }),
            tries: vec![Try {
                at: at(7),
                operator,
                outcome: TryOutcome::Engaged,
            }],
            ..Summary::default()
        };
        Stored {
            row: 4,
            contact: ContactId::new("c1").unwrap(),
            summary,
        }
    }
}
