//! The configuration as the switchboard takes it.

use super::{Configuration, Department, HotlinePlan, Profile};
use crate::hours::Zone;
use bellpull_protocol::{DepartmentId, HotlineId, OperatorId};
use std::collections::BTreeMap;

/// A checked configuration with who is who and the zones it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// From 1, higher with every change; an older one is ignored.
    pub revision: u64,
    pub configuration: Configuration,
    /// Names of operators as the document has them.
    pub people: BTreeMap<OperatorId, String>,
    /// By name.
    pub zones: BTreeMap<String, Zone>,
}

impl Plan {
    /// What holds before anything was configured: every hotline is open, everybody serves everything.
    #[must_use]
    pub fn unwritten() -> Self {
        Self {
            revision: 0,
            configuration: Configuration::named(""),
            people: BTreeMap::new(),
            zones: BTreeMap::new(),
        }
    }

    #[must_use]
    pub fn hotline(&self, hotline: &HotlineId) -> Option<&HotlinePlan> {
        self.configuration.hotlines.get(hotline)
    }

    #[must_use]
    pub fn department(&self, department: &DepartmentId) -> Option<&Department> {
        self.configuration.departments.get(department)
    }

    #[must_use]
    pub fn profile(&self, operator: &OperatorId) -> Option<&Profile> {
        let name = self.people.get(operator)?;
        self.configuration.operators.get(name)
    }
}
