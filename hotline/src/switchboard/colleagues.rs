//! The directory of colleagues: who is responsible for what, and who is free.

use super::Switchboard;
use crate::effect::Effect;
use crate::operator::{Activity, Operator};
use crate::time::Timestamp;
use crate::view::{Colleague, ColleagueActivity, DepartmentView};
use bellpull_protocol::{DepartmentId, OperatorId};
use std::collections::BTreeSet;

impl Switchboard {
    /// Looks at every operator and department, at nobody who waits.
    pub(super) fn tell_colleagues(&mut self, now: Timestamp, operator: &OperatorId) {
        let ids = self.all_departments();
        for department in &ids {
            self.refresh_department(now, department);
        }
        let (mut colleagues, departments) = self.team();
        colleagues.retain(|other| other.operator != *operator);
        let operator = operator.clone();
        self.effects.push_back(Effect::TellColleagues {
            operator,
            colleagues,
            departments,
        });
    }

    /// Everybody who ever came to a desk and every department, for whoever looks after them.
    #[must_use]
    pub fn team(&self) -> (Vec<Colleague>, Vec<DepartmentView>) {
        let operators = self.operators.values();
        let departments = self.all_departments();
        let departments = departments.iter().map(|id| self.department_view(id));
        let colleagues = operators.map(|other| self.colleague(other)).collect();
        (colleagues, departments.collect())
    }

    /// Those of the configuration, and the one that needs no entry there.
    fn all_departments(&self) -> BTreeSet<DepartmentId> {
        let configuration = &self.plan.configuration;
        let described = configuration.departments.keys().cloned();
        let hotlines = configuration.hotlines.keys();
        let chosen = hotlines.flat_map(|hotline| self.plan.menu(hotline));
        let mut all: BTreeSet<_> = described.chain(chosen).collect();
        if all.is_empty() {
            all.insert(DepartmentId::general());
        }
        all
    }

    fn colleague(&self, operator: &Operator) -> Colleague {
        let profile = self.plan.profile(&operator.id);
        let departments = profile.and_then(|profile| profile.departments.clone());
        Colleague {
            operator: operator.id.clone(),
            presence: operator.presence,
            pause: operator.pause.clone(),
            activity: match operator.activity {
                Activity::Idle => ColleagueActivity::Idle,
                Activity::Ringing { .. } => ColleagueActivity::Ringing,
                Activity::Talking { .. } => ColleagueActivity::Talking,
                Activity::WrapUp { .. } => ColleagueActivity::WrapUp,
            },
            chats: u32::try_from(operator.chats.len()).unwrap_or(u32::MAX),
            departments: departments.unwrap_or_default(),
            responsible_for: profile
                .map(|profile| profile.responsible_for.clone())
                .unwrap_or_default(),
            free: operator.may_ring(),
        }
    }

    fn department_view(&self, id: &DepartmentId) -> DepartmentView {
        let rules = self.plan.department(id);
        let staff = self.staffing.iter();
        let staff = staff.filter(|operator| self.serves(operator, id));
        let (mut staffed, mut free) = (0, 0);
        for operator in staff {
            staffed += 1;
            let operator = self.operators.get(operator);
            free += u32::from(operator.is_some_and(|known| known.may_ring()));
        }
        DepartmentView {
            department: id.clone(),
            responsible_for: rules
                .map(|rules| rules.responsible_for.clone())
                .unwrap_or_default(),
            open: self.is_department_open(id),
            waiting: self.places.waiting_in(id),
            staffed,
            free,
        }
    }
}
