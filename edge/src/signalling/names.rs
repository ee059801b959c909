//! Names to show, which the heart does not know.

use bellpull_hotline::configuration::{Configuration, HotlinePlan, Texts};
use bellpull_protocol::visitor::MenuEntry;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId, PersonName};
use std::collections::{BTreeMap, BTreeSet};

/// Desks are not told a language; names of departments come in this one, or the first there is.
pub const AT_THE_DESK: &str = "en";

/// The names of an organisation's hotlines and operators, as last heard from the directory.
#[derive(Debug, Default)]
pub struct Names {
    pub hotlines: BTreeMap<HotlineId, String>,
    pub operators: BTreeMap<OperatorId, PersonName>,
    /// What was configured last.
    pub configuration: Option<Configuration>,
}

impl Names {
    /// The hotline's name, or its id while the name is unknown.
    #[must_use]
    pub fn hotline(&self, id: &HotlineId) -> String {
        self.hotlines
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// The department's name in the language, in any language, or its id.
    #[must_use]
    pub fn department(&self, id: &DepartmentId, language: &str) -> String {
        let configuration = self.configuration.as_ref();
        let department = configuration.and_then(|configuration| configuration.departments.get(id));
        department
            .and_then(|department| in_language(&department.name, language))
            .unwrap_or_else(|| id.to_string())
    }

    /// What an operator says when they answer for the hotline.
    #[must_use]
    pub fn greeting(&self, hotline: &HotlineId, language: &str) -> Option<String> {
        in_language(&self.plan(hotline)?.greeting, language)
    }

    /// What visitors of the hotline read above the ways to reach it.
    #[must_use]
    pub fn welcome(&self, hotline: &HotlineId, language: &str) -> Option<String> {
        in_language(&self.plan(hotline)?.welcome, language)
    }

    /// What a contact of the hotline may have been about.
    #[must_use]
    pub fn topics(&self, hotline: &HotlineId) -> Vec<String> {
        self.plan(hotline)
            .map_or_else(Vec::new, |plan| plan.topics.clone())
    }

    /// What a visitor of the hotline may choose; nothing when there is one department only.
    #[must_use]
    pub fn menu(
        &self,
        hotline: &HotlineId,
        language: &str,
        closed: &BTreeSet<DepartmentId>,
    ) -> Vec<MenuEntry> {
        let menu = self.plan(hotline).map_or(&[][..], |plan| &plan.menu);
        if menu.len() < 2 {
            return Vec::new();
        }
        let entries = menu.iter().map(|department| MenuEntry {
            department: department.clone(),
            name: self.department(department, language),
            open: !closed.contains(department),
        });
        entries.collect()
    }

    /// Reasons for a break beside the usual ones.
    #[must_use]
    pub fn breaks(&self) -> Vec<String> {
        self.configuration
            .as_ref()
            .map_or_else(Vec::new, |configuration| configuration.breaks.clone())
    }

    #[must_use]
    pub fn plan(&self, hotline: &HotlineId) -> Option<&HotlinePlan> {
        self.configuration.as_ref()?.hotlines.get(hotline)
    }

    #[must_use]
    pub fn operator(&self, id: &OperatorId) -> Option<PersonName> {
        self.operators.get(id).cloned()
    }

    /// What a visitor is told of an operator: the first name.
    #[must_use]
    pub fn first_name(&self, id: &OperatorId) -> Option<PersonName> {
        let name = self.operators.get(id)?;
        name.expose().split_whitespace().next().map(PersonName::new)
    }
}

/// The text in the language of a BCP 47 tag, else in English, else in the first language there is.
#[must_use]
pub fn in_language(texts: &Texts, language: &str) -> Option<String> {
    let primary = language.split('-').next().unwrap_or_default();
    let text = texts.get(&primary.to_ascii_lowercase());
    let text = text.or_else(|| texts.get("en"));
    text.or_else(|| texts.values().next()).cloned()
}
