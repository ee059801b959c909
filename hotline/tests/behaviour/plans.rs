//! Configurations for tests, and who enters where.

use crate::hotline::{Hotline, operator, request, shop, visitor};
use bellpull_hotline::configuration::{Configuration, Plan};
use bellpull_hotline::hours::Zone;
use bellpull_hotline::{Entering, Fact, FactKind, Input, Refusal, Window, Wish};
use bellpull_protocol::{ContactId, DepartmentId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

pub fn department(name: &str) -> DepartmentId {
    DepartmentId::new(name).unwrap()
}

/// The document with a name and the one hotline, where it says nothing else of it. Operators' ids are their names.
pub fn plan(revision: u64, mut document: Value) -> Plan {
    let fields = document.as_object_mut().unwrap();
    fields.entry("schema").or_insert(json!(1));
    fields.entry("name").or_insert(json!("Acme"));
    fields
        .entry("hotlines")
        .or_insert(json!({ "shop": { "name": "Shop" } }));
    let configuration: Configuration = serde_json::from_value(document).unwrap();
    let names = configuration.operators.keys();
    let people = names.map(|name| (operator(name), name.clone())).collect();
    Plan {
        revision,
        configuration,
        people,
        zones: BTreeMap::from([("UTC".into(), Zone::utc())]),
    }
}

/// The shop with this menu; every department is described as empty but for `rules`.
pub fn with_menu(menu: &[&str], rules: &Value) -> Value {
    let mut departments = rules.clone();
    for name in menu {
        let known = departments.as_object_mut().unwrap();
        known.entry(*name).or_insert(json!({}));
    }
    json!({
        "hotlines": { "shop": { "name": "Shop", "menu": menu } },
        "departments": departments,
    })
}

/// The same hours every day, in UTC; the tests begin at 08:00.
pub fn daily(interval: &str) -> Value {
    let day = json!([interval]);
    json!({ "zone": "UTC", "week": {
        "monday": day, "tuesday": day, "wednesday": day, "thursday": day,
        "friday": day, "saturday": day, "sunday": day,
    }})
}

impl Hotline {
    pub fn configure(&mut self, revision: u64, document: Value) {
        self.input(Input::Configure(Box::new(plan(revision, document))));
    }

    /// Enters with a department of the menu; the page stays open.
    pub fn try_enter_in(
        &mut self,
        name: &str,
        chosen: Option<&str>,
        wish: Wish,
    ) -> Result<ContactId, Refusal> {
        let number = self.facts.len();
        let entering = Entering {
            visitor: visitor(name),
            contact: ContactId::new(format!("d{number:03}")).unwrap(),
            request: request(&format!("r-{name}-{number}")),
            hotline: shop(),
            department: chosen.map(department),
            language: "de-AT".into(),
            page: None,
        };
        self.try_input(Input::Enter { entering, wish })?;
        self.visitor_returns(name);
        Ok(self.contact_of(name))
    }

    pub fn choose_department(
        &mut self,
        name: &str,
        contact: &ContactId,
        chosen: &str,
    ) -> Result<(), Refusal> {
        self.try_input(Input::ChooseDepartment {
            visitor: visitor(name),
            contact: contact.clone(),
            department: department(chosen),
        })
    }

    pub fn waits_in(&self, contact: &ContactId, name: &str) -> bool {
        self.is_queued(contact) && self.contact(contact).department == department(name)
    }

    /// From so many seconds from now until so many.
    pub fn window(&self, from: u64, until: u64) -> Window {
        let at = |seconds| self.now.after(Duration::from_secs(seconds));
        Window {
            from: at(from),
            until: at(until),
        }
    }

    pub fn last_fact(&self, is_it: impl Fn(&FactKind) -> bool) -> Option<&Fact> {
        self.facts.iter().rev().find(|fact| is_it(&fact.kind))
    }
}
