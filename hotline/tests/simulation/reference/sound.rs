//! Legs and bridges, as far as they decide anything.

use super::Reference;
use bellpull_hotline::{Channel, ContactState, Leg, LegReport, LegState, Timestamp};
use bellpull_protocol::{ContactId, LegId, OperatorId, VisitorId};

/// Whose leg it is: the contact, and whether it is the visitor's.
type Owner = (ContactId, bool);

impl Reference {
    pub(super) fn visitor_offers(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        id: &ContactId,
        attempt: u32,
    ) {
        let known = self.live_of(visitor, id);
        if known.is_some_and(|contact| contact.channel == Channel::Call)
            && self.media
            && let Some(contact) = self.contact_mut(id)
        {
            contact.leg.offered(now, attempt);
        }
    }

    pub(super) fn operator_offers(
        &mut self,
        now: Timestamp,
        by: &OperatorId,
        id: &ContactId,
        attempt: u32,
    ) {
        let known = self.contact(id);
        if known.is_some_and(|contact| contact.operator() == Some(by))
            && self.media
            && let Some(leg) = self.leg_mut(&(id.clone(), false))
        {
            leg.offered(now, attempt);
        }
    }

    pub(super) fn change_leg(&mut self, id: &LegId, change: impl FnOnce(&mut Leg) -> bool) {
        if let Some(owner) = self.owner(id)
            && let Some(leg) = self.leg_mut(&owner)
        {
            change(leg);
        }
    }

    pub(super) fn leg_up(&mut self, now: Timestamp, id: &LegId, attempt: u32) {
        let Some(owner) = self.owner(id) else {
            return;
        };
        self.change_leg(id, |leg| leg.up(attempt));
        self.bridge_if_both_up(now, &owner.0);
    }

    fn bridge_if_both_up(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contact_mut(id) else {
            return;
        };
        let ContactState::Connecting {
            operator,
            operator_leg,
            ring,
            ..
        } = contact.state.clone()
        else {
            return;
        };
        if !contact.leg.is_up() || !operator_leg.is_up() {
            return;
        }
        contact.answered = true;
        contact.state = ContactState::Bridged {
            operator: operator.clone(),
            operator_leg,
            since: now,
            consult: None,
            ring,
        };
        if let Some(operator) = self.operator_mut(&operator) {
            operator.contacts_this_shift += 1;
        }
    }

    pub(super) fn media_connects(&mut self, now: Timestamp, reports: &[LegReport]) {
        self.media = true;
        let live = self.contacts.iter().filter(|contact| !contact.has_ended());
        let live: Vec<_> = live.map(|contact| contact.id.clone()).collect();
        for id in live {
            let Some(contact) = self.contact(&id) else {
                continue;
            };
            let visitors = contact.visitor_leg_id();
            let visitors = visitors.filter(|_| contact.channel == Channel::Call);
            let operators = contact.operator_leg_id();
            for (is_visitors, leg_id) in [(true, visitors), (false, operators)] {
                let report = reports
                    .iter()
                    .find(|report| Some(&report.leg) == leg_id.as_ref());
                if let Some(leg) = self.leg_mut(&(id.clone(), is_visitors)) {
                    agree(now, leg, report);
                }
            }
            self.bridge_if_both_up(now, &id);
        }
    }

    fn owner(&self, leg: &LegId) -> Option<Owner> {
        let live = self.contacts.iter().filter(|contact| !contact.has_ended());
        for contact in live {
            let has_sound = contact.channel == Channel::Call;
            if has_sound && contact.visitor_leg_id().as_ref() == Some(leg) {
                return Some((contact.id.clone(), true));
            }
            let is_operators = contact.operator_leg_id().as_ref() == Some(leg);
            if is_operators && contact.operator_leg().is_some() {
                return Some((contact.id.clone(), false));
            }
        }
        None
    }

    fn leg_mut(&mut self, (id, is_visitors): &Owner) -> Option<&mut Leg> {
        let contact = self.contact_mut(id)?;
        if *is_visitors {
            return Some(&mut contact.leg);
        }
        match &mut contact.state {
            ContactState::Connecting { operator_leg, .. }
            | ContactState::Bridged { operator_leg, .. } => Some(operator_leg),
            _ => None,
        }
    }
}

/// What the node has is so; what it does not have is gone, and an answer that may be lost is asked for again.
fn agree(now: Timestamp, leg: &mut Leg, report: Option<&LegReport>) {
    let attempt = leg.attempt;
    match report.filter(|report| report.attempt == attempt) {
        Some(report) if report.up => {
            leg.up(attempt);
        }
        Some(_) if leg.is_up() => {
            leg.lost(now, attempt);
        }
        Some(_) if !matches!(leg.state, LegState::Opening { .. }) => {}
        Some(_) | None => {
            leg.closed(now, attempt);
        }
    }
}
