//! Which department a contact waits in.

use super::Switchboard;
use crate::contact::ContactState;
use crate::fact::{FactKind, RingOutcome, WhyMoved};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, OperatorId, VisitorId};

impl Switchboard {
    /// What a visitor of the hotline chose from its menu; without a choice the first of it.
    pub(super) fn chosen_department(
        &self,
        hotline: &HotlineId,
        chosen: Option<DepartmentId>,
    ) -> Result<DepartmentId, Refusal> {
        let menu = self.plan.menu(hotline);
        let department = match chosen {
            Some(chosen) => menu.contains(&chosen).then_some(chosen),
            None => menu.into_iter().next(),
        };
        department.ok_or(Refusal::UnknownDepartment)
    }

    /// Waits on in another department of the menu, with the time it had. Whoever wants to wait live there must be
    /// able to enter it.
    pub(super) fn choose_department(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        id: &ContactId,
        department: &DepartmentId,
    ) -> Result<(), Refusal> {
        let contact = self.live_contact_of(visitor, id)?;
        if contact.department == *department {
            self.changed_contacts.insert(id.clone());
            return Ok(());
        }
        match contact.state {
            ContactState::Queued | ContactState::Ringing { .. } => {}
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return Err(Refusal::WrongState),
        }
        let (hotline, live) = (contact.hotline.clone(), contact.waits_live());
        self.chosen_department(&hotline, Some(department.clone()))?;
        self.refresh_department(now, department);
        if live && !self.is_department_open(department) {
            return Err(Refusal::Closed);
        }
        if live {
            self.check_staff(department)?;
        }
        self.renew_contact_lease(now, id, now);
        self.move_to_department(now, id, department, WhyMoved::Chosen);
        self.offer_if_empty(now, id);
        Ok(())
    }

    /// The one place where a live contact changes its department. A ring of the old one ends; what is in hand stays there.
    pub(super) fn move_to_department(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        department: &DepartmentId,
        why: WhyMoved,
    ) {
        self.stop_ringing(now, id, RingOutcome::Withdrawn);
        self.with_contact(id, |contact| {
            if contact.state != ContactState::Queued && contact.operator().is_none() {
                contact.back_to_queue(now);
            }
            contact.department = department.clone();
            contact.step = 0;
            contact.waits_since = Some(now);
        });
        let (contact, department) = (id.clone(), department.clone());
        self.journal(
            now,
            FactKind::DepartmentChanged {
                contact,
                department,
                why,
            },
        );
    }

    /// Whether the operator answers for the department. Who is not in the configuration answers for all.
    pub(super) fn serves(&self, operator: &OperatorId, department: &DepartmentId) -> bool {
        let profile = self.plan.profile(operator);
        let listed = profile.and_then(|profile| profile.departments.as_ref());
        listed.is_none_or(|listed| listed.contains(department))
    }

    /// Whether anybody who serves it is at a desk, free or busy.
    #[must_use]
    pub fn is_department_staffed(&self, department: &DepartmentId) -> bool {
        let mut staff = self.staffing.iter();
        staff.any(|operator| self.serves(operator, department))
    }
}
