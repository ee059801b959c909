//! How long things last in a department: as it says, and as for everybody where it says nothing. Whatever is under way
//! keeps the span it began with.

use super::Switchboard;
use crate::channel::Way;
use crate::configuration::{CallbackRules, Department};
use crate::contact::Contact;
use bellpull_protocol::{DepartmentId, HotlineId};
use std::time::Duration;

impl Switchboard {
    pub(super) fn ring_span(&self, contact: &Contact) -> Duration {
        self.span(contact, |rules| rules.ring_s, self.settings.ring)
    }

    pub(super) fn wrap_up_span(&self, contact: &Contact) -> Duration {
        self.span(contact, |rules| rules.wrap_up_s, self.settings.wrap_up)
    }

    /// Between two tries of a callback.
    pub(super) fn retry_span(&self, contact: &Contact, way: &Way) -> Duration {
        let usual = match way {
            Way::Browser => self.settings.retry_browser,
            Way::Phone { .. } => self.settings.retry_phone,
        };
        self.span(contact, |rules| rules.callbacks.retry_s, usual)
    }

    /// How often a callback is tried.
    pub(super) fn tries(&self, contact: &Contact) -> u32 {
        let rules = self.callback_rules(&contact.department);
        let tries = rules.and_then(|rules| rules.tries);
        tries.unwrap_or(self.settings.tries)
    }

    /// How many may wait live for the hotline.
    pub(super) fn waiting_room(&self, hotline: &HotlineId) -> usize {
        let plan = self.plan.hotline(hotline);
        let seats = plan.and_then(|plan| plan.waiting_room);
        let seats = seats.and_then(|seats| usize::try_from(seats).ok());
        seats.unwrap_or(self.settings.waiting_room)
    }

    pub(super) fn callback_rules(&self, department: &DepartmentId) -> Option<&CallbackRules> {
        Some(&self.plan.department(department)?.callbacks)
    }

    fn span(
        &self,
        contact: &Contact,
        of: impl Fn(&Department) -> Option<u32>,
        usual: Duration,
    ) -> Duration {
        let rules = self.plan.department(&contact.department);
        let seconds = rules.and_then(of);
        seconds.map_or(usual, |seconds| Duration::from_secs(seconds.into()))
    }
}
