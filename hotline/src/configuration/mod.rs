//! How an organisation's hotlines work: one document, written by people, checked as a whole.
//!
//! Spans of time are whole seconds and end in `_s`. What is left out has the default that stands beside it. The document
//! names operators by their names, because people write it; the shell says who is who ([`Plan`]).
//!
//! What comes in goes through [`Configuration::read`], which names every mistake.

mod hotline;

mod department;
mod profile;
mod routing;

mod plan;

mod reading;

mod meaning;
mod mistake;
mod schema;
mod shape;
mod site;

mod change;
mod tree;

pub use change::{Change, changes};
pub use department::{
    AtClosing, CallbackRules, Department, LanguageRule, MaxWait, NextStep, Preference, ServiceGoal,
    Strategy, Tier, WhenEmpty,
};
pub use hotline::HotlinePlan;
pub use mistake::Mistake;
pub use plan::Plan;
pub use profile::Profile;
pub use routing::RoutingRules;
pub use schema::fields;
pub use site::is_site;
pub use tree::Tree;

use crate::hours::DaysOff;
use bellpull_protocol::{DepartmentId, HotlineId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The schema this version writes and reads.
pub const SCHEMA: u32 = 1;

/// A skill as the organisation names it, such as `returns`. Levels go from 1 to 10.
pub type Skill = String;

/// A text in languages, by their BCP 47 primary tags.
pub type Texts = BTreeMap<String, String>;

/// Everything about one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the organisation is called.
    pub name: String,
    #[serde(default)]
    pub routing: RoutingRules,
    /// Reasons for a break beside `break`, `lunch` and `training`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<String>,
    /// Named lists of days off with what they are called; opening hours refer to them by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holidays: BTreeMap<String, DaysOff>,
    pub hotlines: BTreeMap<HotlineId, HotlinePlan>,
    /// A hotline without a menu has [`DepartmentId::general`], which needs no entry here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub departments: BTreeMap<DepartmentId, Department>,
    /// By name, as they sign in. Whoever is not named here serves every department, without any skill.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub operators: BTreeMap<String, Profile>,
}

impl Configuration {
    /// An organisation without anything said about it.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA,
            name: name.into(),
            routing: RoutingRules::default(),
            breaks: vec![],
            holidays: BTreeMap::new(),
            hotlines: BTreeMap::new(),
            departments: BTreeMap::new(),
            operators: BTreeMap::new(),
        }
    }

    /// The names of all zones that its hours need.
    #[must_use]
    pub fn zone_names(&self) -> BTreeSet<&str> {
        let hotlines = self.hotlines.values().map(|hotline| &hotline.hours);
        let departments = self.departments.values();
        let hours = hotlines.chain(departments.map(|department| &department.hours));
        hours.flatten().map(|hours| hours.zone.as_str()).collect()
    }
}
