//! How the organisation works, and what becomes of everything under way when that changes.

use super::Switchboard;
use crate::configuration::Plan;
use crate::contact::Contact;
use crate::effect::{Effect, Record};
use crate::fact::{FactKind, WhyMoved};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId};
use std::collections::BTreeSet;

impl Switchboard {
    /// An older revision than the one known is ignored. The same one again, which a restore needs and whoever has new
    /// people, tells nobody anything.
    pub(super) fn configure(&mut self, now: Timestamp, plan: Plan) {
        let known = self.configured.revision;
        let is_known = plan.revision == known;
        if plan.revision < known || (is_known && plan == self.plan) {
            return;
        }
        let revision = plan.revision;
        let gone = hotlines(&self.plan).into_iter();
        let gone: Vec<_> = gone.filter(|id| plan.hotline(id).is_none()).collect();
        self.plan = plan;
        self.reroute_all(now);
        if is_known {
            self.forget_changes();
        }
        self.take_hours(now, gone);
        if !is_known {
            self.configured.revision = revision;
            self.keep_configured();
            self.journal(now, FactKind::Configured { revision });
            self.leave_gone_departments(now);
            self.effects.push_back(Effect::TellConfigured);
        }
    }

    pub(super) fn keep_configured(&mut self) {
        let configured = Record::Configured(self.configured.clone());
        self.effects.push_back(Effect::Keep(configured));
    }

    /// A hotline or department that is gone has no hours any more: what it still owes is served whenever somebody is there.
    fn take_hours(&mut self, now: Timestamp, gone: Vec<HotlineId>) {
        let had = self.department_hours.keys().cloned();
        let had = had.chain(self.configured.departments_open.keys().cloned());
        let has = self.plan.configuration.departments.keys().cloned();
        let departments: BTreeSet<DepartmentId> = had.chain(has).collect();
        for department in departments {
            match self.plan.department_hours(&department) {
                Some(hours) => self.department_hours.insert(department.clone(), hours),
                None => self.department_hours.remove(&department),
            };
            self.refresh_department(now, &department);
        }
        for hotline in hotlines(&self.plan).into_iter().chain(gone) {
            let hours = self.plan.hotline_hours(&hotline);
            self.set_hours(now, &hotline, hours);
        }
    }

    /// Whoever is in a department that there is no more goes on in the first of the hotline's menu.
    fn leave_gone_departments(&mut self, now: Timestamp) {
        let live = self.contacts.values().filter(|known| !known.has_ended());
        let homeless =
            live.filter(|known| !self.plan.has_department(&known.hotline, &known.department));
        let moves: Vec<(ContactId, DepartmentId)> = homeless
            .filter_map(|known| Some((known.id.clone(), self.first_department(known)?)))
            .collect();
        for (id, department) in moves {
            self.move_to_department(now, &id, &department, WhyMoved::Configured);
        }
    }

    fn first_department(&self, contact: &Contact) -> Option<DepartmentId> {
        self.plan.menu(&contact.hotline).into_iter().next()
    }
}

fn hotlines(plan: &Plan) -> Vec<HotlineId> {
    plan.configuration.hotlines.keys().cloned().collect()
}
