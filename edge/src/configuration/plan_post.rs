//! How the switchboard learns its plan: the whole of it, again and again until it says that it is durable there.

use super::MAX_DOCUMENT_BYTES;
use crate::reading::read_within;
use crate::storage::{Statement, Value};
use crate::zones;
use bellpull_hotline::configuration::{Configuration, Plan};
use bellpull_protocol::{OperatorId, PersonName, RefusalCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The document, and 10,000 people with names of 80 letters.
const MAX_POST_BYTES: usize = MAX_DOCUMENT_BYTES + 2_000_000;

/// The live revision, and everybody of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPost {
    pub revision: u64,
    pub configuration: Configuration,
    pub people: BTreeMap<OperatorId, PersonName>,
}

impl PlanPost {
    /// # Errors
    /// When it is none of this version.
    pub fn read(json: &str) -> Result<Self, RefusalCode> {
        read_within(MAX_POST_BYTES, json)
    }

    /// Posts may overtake each other. Revisions grow, and people never get fewer.
    #[must_use]
    pub fn is_news(&self, known: Option<&Self>) -> bool {
        let age = |post: &Self| (post.revision, post.people.len());
        known.is_none_or(|known| age(self) > age(known))
    }

    /// As the heart takes it. The document may write a name in other letters than its owner does.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let written = self.configuration.operators.keys();
        let tiers = self.configuration.departments.values();
        let tiers = tiers.flat_map(|department| &department.tiers);
        let written = written.chain(tiers.flat_map(|tier| &tier.operators));
        let written: BTreeMap<String, &String> =
            written.map(|name| (name.to_lowercase(), name)).collect();
        let people = self.people.iter().map(|(operator, name)| {
            let name = name.expose();
            let in_document = written.get(&name.to_lowercase());
            let name = in_document.map_or_else(|| name.to_owned(), |name| (*name).clone());
            (operator.clone(), name)
        });
        let zones = self.configuration.zone_names().into_iter();
        let zones = zones.filter_map(|name| Some((name.to_owned(), zones::zone(name)?)));
        Plan {
            revision: self.revision,
            configuration: self.configuration.clone(),
            people: people.collect(),
            zones: zones.collect(),
        }
    }

    /// How the switchboard keeps the last one; there is one row.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which is a defect of ours.
    pub fn keep(&self) -> Result<Vec<Statement>, serde_json::Error> {
        Ok(vec![
            Statement {
                sql: "DELETE FROM configurations",
                values: vec![],
            },
            Statement {
                sql: "INSERT INTO configurations (revision, document, people) VALUES (?, ?, ?)",
                values: vec![
                    self.revision.into(),
                    Value::Text(serde_json::to_string(&self.configuration)?),
                    Value::Text(serde_json::to_string(&self.people)?),
                ],
            },
        ])
    }
}

/// The kept one.
pub const KEPT_PLAN: &str = "SELECT revision, document, people FROM configurations";

/// Its row.
#[derive(Debug, Deserialize)]
pub struct PlanRow {
    revision: u64,
    document: String,
    people: String,
}

impl PlanRow {
    /// # Errors
    /// When it is of a later version.
    pub fn read(self) -> Result<PlanPost, serde_json::Error> {
        Ok(PlanPost {
            revision: self.revision,
            configuration: serde_json::from_str(&self.document)?,
            people: serde_json::from_str(&self.people)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_hotline::configuration::Profile;

    #[test]
    fn posts_that_overtake_each_other_change_nothing() {
        let (first, mut second) = (post(1, &["anna"]), post(2, &["anna"]));
        assert!(first.is_news(None));
        assert!(second.is_news(Some(&first)));
        assert!(!first.is_news(Some(&second)));
        assert!(!second.is_news(Some(&second)));

        let before = second.clone();
        second.people = people(&["anna", "ben"]);
        assert!(second.is_news(Some(&before)));
        assert!(!before.is_news(Some(&second)));
    }

    #[test]
    fn people_are_found_by_name_however_it_is_written() {
        let mut post = post(1, &["Anna Berg", "Ben"]);
        let operators = &mut post.configuration.operators;
        operators.insert("anna berg".into(), Profile::default());

        let plan = post.plan();

        assert_eq!(
            plan.people.values().collect::<Vec<_>>(),
            ["anna berg", "Ben"]
        );
        let anna = OperatorId::new("o0").unwrap();
        assert!(plan.profile(&anna).is_some());
    }

    #[test]
    fn zones_come_with_the_plan() {
        let mut post = post(1, &[]);
        let department = serde_json::json!({"hours": {"zone": "Europe/Vienna"}});
        let sales = bellpull_protocol::DepartmentId::new("sales").unwrap();
        let department = serde_json::from_value(department).unwrap();
        post.configuration.departments.insert(sales, department);

        assert_eq!(post.plan().zones["Europe/Vienna"].name(), "Europe/Vienna");
    }

    #[test]
    fn a_plan_comes_back_from_its_row() {
        let post = post(7, &["Zoë"]);
        let statements = post.keep().unwrap();
        let [_, Value::Text(document), Value::Text(people)] = &statements[1].values[..] else {
            panic!("a plan has three values");
        };
        let row = PlanRow {
            revision: 7,
            document: document.clone(),
            people: people.clone(),
        };
        assert_eq!(row.read().unwrap(), post);
    }

    fn post(revision: u64, names: &[&str]) -> PlanPost {
        PlanPost {
            revision,
            configuration: Configuration::named("Demo"),
            people: people(names),
        }
    }

    fn people(names: &[&str]) -> BTreeMap<OperatorId, PersonName> {
        let names = names.iter().enumerate();
        let named = names.map(|(number, name)| {
            let operator = OperatorId::new(format!("o{number}")).unwrap();
            (operator, PersonName::new(*name))
        });
        named.collect()
    }
}
