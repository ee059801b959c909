//! The configuration as the switchboard takes it.

use super::{Configuration, Department, HotlinePlan, Profile};
use crate::hours::{OpeningHours, Zone};
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

    /// The departments that a visitor of the hotline may choose, in order; never none.
    #[must_use]
    pub fn menu(&self, hotline: &HotlineId) -> Vec<DepartmentId> {
        let menu = self.hotline(hotline).map(|hotline| hotline.menu.clone());
        menu.filter(|menu| !menu.is_empty())
            .unwrap_or_else(|| vec![DepartmentId::general()])
    }

    /// Whether contacts of the hotline may wait in the department. [`DepartmentId::general`] is one where it is chosen
    /// from, or was described.
    #[must_use]
    pub fn has_department(&self, hotline: &HotlineId, department: &DepartmentId) -> bool {
        self.department(department).is_some() || self.menu(hotline).contains(department)
    }

    /// The hours of a hotline with the days off they name; `None` is always open. So are hours whose zone nobody knows,
    /// which a checked plan does not have: to be called in vain is better than never to be called.
    #[must_use]
    pub fn hotline_hours(&self, hotline: &HotlineId) -> Option<(OpeningHours, Zone)> {
        self.with_zone(self.hotline(hotline)?.hours.as_ref()?)
    }

    /// The same of a department, which is open within its hotline's.
    #[must_use]
    pub fn department_hours(&self, department: &DepartmentId) -> Option<(OpeningHours, Zone)> {
        self.with_zone(self.department(department)?.hours.as_ref()?)
    }

    fn with_zone(&self, hours: &OpeningHours) -> Option<(OpeningHours, Zone)> {
        let zone = self.zones.get(&hours.zone)?.clone();
        let hours = hours.clone().with_days_off(&self.configuration.holidays);
        Some((hours, zone))
    }
}
