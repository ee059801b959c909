//! What a department lets become of those who wait live: for how long, and who is offered a callback.

use super::Switchboard;
use crate::configuration::{AtClosing, MaxWait, NextStep, WhenEmpty};
use crate::contact::{Contact, ContactState, EndReason};
use crate::fact::{FactKind, OfferWhy, WhyMoved};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId};
use std::time::Duration;

impl Switchboard {
    /// Whoever wants to wait live in a department while nobody of it is at a desk.
    pub(super) fn check_staff(&self, department: &DepartmentId) -> Result<(), Refusal> {
        match self.when_empty(department) {
            WhenEmpty::Refuse if !self.is_department_staffed(department) => {
                Err(Refusal::NobodyThere)
            }
            WhenEmpty::Refuse | WhenEmpty::Wait | WhenEmpty::OfferCallback => Ok(()),
        }
    }

    /// For whoever has just begun to wait live.
    pub(super) fn offer_if_empty(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id).filter(|known| known.waits_live()) else {
            return;
        };
        let offers = match self.when_empty(&contact.department) {
            WhenEmpty::OfferCallback => !self.is_department_staffed(&contact.department),
            WhenEmpty::Refuse | WhenEmpty::Wait => false,
        };
        if offers {
            self.offer_callback(now, id, OfferWhy::NobodyThere);
        }
    }

    /// Whoever waits live for what has just closed is served to the end, and may be offered a callback.
    pub(super) fn offer_at_closing(
        &mut self,
        now: Timestamp,
        concerns: impl Fn(&HotlineId, &DepartmentId) -> bool,
    ) {
        let waiting = self.waiting.iter();
        let waiting = waiting.filter_map(|place| self.contacts.get(&place.contact));
        let concerned = waiting.filter(|contact| {
            let rule = self.plan.department(&contact.department);
            let offers = rule.is_some_and(|rule| rule.at_closing == AtClosing::OfferCallback);
            offers && contact.waits_live() && concerns(&contact.hotline, &contact.department)
        });
        let concerned: Vec<_> = concerned.map(|contact| contact.id.clone()).collect();
        for id in concerned {
            self.offer_callback(now, &id, OfferWhy::Closing);
        }
    }

    /// When the longest wait of its department is over. Who rings is about to be answered: the rule comes when nobody did.
    pub(super) fn rule_deadline(&self, contact: &Contact) -> Option<Timestamp> {
        if contact.state != ContactState::Queued || contact.channel.needs_no_page() {
            return None;
        }
        let rule = self.max_wait(contact)?;
        let offered = rule.then == NextStep::OfferCallback && contact.offered_callback;
        let since = contact.waits_since.unwrap_or(contact.entered);
        (!offered).then(|| since.after(longest(rule)))
    }

    pub(super) fn has_waited_long(&self, now: Timestamp, contact: &Contact) -> bool {
        self.rule_deadline(contact).is_some_and(|at| at <= now)
    }

    /// Carries out what comes after the longest wait, if that is over. Who is to go on in another department waits on for as
    /// long again while that one is closed or gone.
    pub(super) fn waited_long(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        if !self.has_waited_long(now, contact) {
            return;
        }
        let step = self.max_wait(contact).map(|rule| rule.then.clone());
        let (from, hotline) = (contact.department.clone(), contact.hotline.clone());
        match step {
            None => {}
            Some(NextStep::OfferCallback) => self.offer_callback(now, id, OfferWhy::LongWait),
            Some(NextStep::End) => self.end(now, id, EndReason::TimedOut),
            Some(NextStep::Department(to)) => {
                let there = self.plan.has_department(&hotline, &to);
                if to != from && there && self.is_department_open(&to) {
                    self.move_to_department(now, id, &to, WhyMoved::Overflowed);
                    self.offer_if_empty(now, id);
                } else {
                    self.with_contact(id, |contact| contact.waits_since = Some(now));
                }
            }
        }
    }

    /// They wait on until they take it.
    fn offer_callback(&mut self, now: Timestamp, id: &ContactId, why: OfferWhy) {
        let known = self.contacts.get(id);
        if known.is_none_or(|contact| contact.offered_callback) {
            return;
        }
        self.with_contact(id, |contact| contact.offered_callback = true);
        let contact = id.clone();
        self.journal(now, FactKind::CallbackOffered { contact, why });
    }

    fn when_empty(&self, department: &DepartmentId) -> WhenEmpty {
        let rules = self.plan.department(department);
        rules.map_or(WhenEmpty::Wait, |rules| rules.when_empty)
    }

    fn max_wait(&self, contact: &Contact) -> Option<&MaxWait> {
        self.plan.department(&contact.department)?.max_wait.as_ref()
    }
}

/// At least a second, so that two departments which send on to each other keep nobody busy.
fn longest(rule: &MaxWait) -> Duration {
    Duration::from_secs(rule.after_s.max(1).into())
}
