//! What happens when time has passed.

use super::Switchboard;
use crate::agenda::Part;
use crate::channel::TryOutcome;
use crate::contact::{Contact, ContactState, EndReason};
use crate::effect::{Effect, RecordId};
use crate::fact::RingOutcome;
use crate::operator::{Activity, AwayReason, Presence};
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, OperatorId};

/// The longest chain has two links; a bound, so that no mistake can keep the object busy for ever.
const EXPIRY_ROUNDS: usize = 3;

impl Switchboard {
    /// Every part whose deadline has come does what it has to. One thing may uncover another that is due as well,
    /// such as a lease that ran out during a wrap-up.
    pub(super) fn expire(&mut self, now: Timestamp) {
        for _ in 0..EXPIRY_ROUNDS {
            for part in self.agenda.due(now) {
                match part {
                    Part::Contact(id) => self.contact_due(now, &id),
                    Part::Operator(id) => self.operator_due(now, &id),
                    Part::Hotline(id) => self.refresh_opening(now, &id),
                    Part::Department(id) => self.refresh_department(now, &id),
                    // `settle` tells them, when nobody moves any more.
                    Part::Places => self.places.slice_is_due(),
                }
            }
        }
    }

    /// When a contact needs a look next: by what it is, and by the rules of its department.
    pub(super) fn deadline_of(&self, contact: &Contact) -> Option<Timestamp> {
        let own = contact.next_deadline(&self.settings);
        let rule = self.rule_deadline(contact);
        let step = self.step_ends(contact);
        [own, rule, step].into_iter().flatten().min()
    }

    /// Of a contact whose deadline changed without anything else.
    pub(super) fn plan_deadline(&mut self, id: &ContactId) {
        let deadline = self
            .contacts
            .get(id)
            .map(|contact| self.deadline_of(contact));
        self.agenda
            .set(Part::Contact(id.clone()), deadline.flatten());
    }

    /// Our outage is over: everybody gets the time to come back, once between two signs of life. Nobody could be answered
    /// meanwhile, so whoever has waited for long enough begins anew.
    pub(super) fn forgive_outage(&mut self, now: Timestamp) {
        let settings = self.settings.clone();
        let contacts = self.contacts.values();
        let contacts = contacts
            .filter(|contact| !contact.has_ended() && contact.lease.deserves_forgiveness(now));
        for id in contacts.map(|c| c.id.clone()).collect::<Vec<_>>() {
            let contact = self.contacts.get(&id);
            let waited = contact.is_some_and(|contact| self.has_waited_long(now, contact));
            self.with_contact(&id, |contact| {
                contact.forgive_outage(now, &settings);
                if waited {
                    contact.waits_since = Some(now);
                }
            });
        }
        let operators = self.operators.values();
        let operators = operators.filter(|operator| operator.lease.deserves_forgiveness(now));
        for id in operators.map(|o| o.id.clone()).collect::<Vec<_>>() {
            self.with_operator(&id, |operator| {
                operator.lease.forgive(now, settings.operator_lease);
            });
        }
    }

    fn contact_due(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let page_gone = contact.lease.is_over(now);
        let needs_page = !contact.channel.needs_no_page();
        match &contact.state {
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
                if page_gone && needs_page =>
            {
                self.end(now, id, EndReason::VisitorLost);
            }
            ContactState::Queued => {
                if !needs_page && contact.expires(&self.settings) <= now {
                    self.owed_for_long(now, id);
                    return;
                }
                self.raise_if_due(now, id);
                self.with_contact(id, |contact| {
                    contact.away |= page_gone && !needs_page;
                    contact.back_to_queue(now);
                });
                self.waited_long(now, id);
            }
            ContactState::Chatting { .. } if page_gone => {
                let given_up = contact.lease.until.after(self.settings.chat_away);
                if needs_page && given_up <= now {
                    self.end(now, id, EndReason::VisitorLost);
                } else if !contact.away {
                    self.with_contact(id, |contact| contact.away = true);
                }
            }
            ContactState::RingingBack { until, .. } | ContactState::Dialling { until, .. }
                if *until <= now =>
            {
                self.try_failed(now, id, TryOutcome::NoAnswer);
            }
            ContactState::Ringing { until, .. } if *until <= now => {
                self.ring_over(now, id, RingOutcome::NoAnswer)
            }
            ContactState::Connecting {
                until,
                operator,
                operator_leg,
                ..
            } if *until <= now => {
                let (operator, operator_up) = (operator.clone(), operator_leg.is_up());
                self.connecting_failed(now, id, &operator, operator_up);
            }
            ContactState::Bridged { .. } => self.call_due(now, id),
            ContactState::Ended { at, .. }
                if contact.remembered_until(*at, &self.settings) <= now =>
            {
                self.remove_contact(id);
                self.effects
                    .push_back(Effect::Forget(RecordId::Contact(id.clone())));
            }
            ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => {}
        }
    }

    /// What nobody could serve because the hotline is closed is owed a little longer, so that no holidays let it expire
    /// without having rung.
    fn owed_for_long(&mut self, now: Timestamp, id: &ContactId) {
        let known = self.contacts.get(id);
        let opens = known.and_then(|contact| match contact.owed_until {
            None => self.next_opening(contact, now),
            Some(_) => None,
        });
        match opens {
            Some(opens) => {
                let until = opens.after(self.settings.owed_after_opening);
                self.with_contact(id, |contact| contact.owed_until = Some(until));
            }
            None => self.end(now, id, EndReason::Expired),
        }
    }

    /// Without a media server it is nobody's fault; else the fault lies with whoever is not up, and the operator's
    /// is looked at first, because the visitor must not pay for it.
    fn connecting_failed(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        operator: &OperatorId,
        operator_up: bool,
    ) {
        if operator_up && self.media {
            self.end(now, id, EndReason::VisitorLost);
            return;
        }
        self.requeue(now, id);
        if self.media {
            self.set_presence(
                now,
                operator,
                Presence::Unavailable {
                    reason: AwayReason::NoSound,
                },
            );
        }
    }

    fn operator_due(&mut self, now: Timestamp, id: &OperatorId) {
        let Some(operator) = self.operators.get(id) else {
            return;
        };
        let (activity, presence) = (operator.activity.clone(), operator.presence);
        let gone = operator.lease.is_over(now);
        let rings = matches!(activity, Activity::Ringing { .. });
        if let Activity::WrapUp { contact, until } = &activity
            && *until <= now
        {
            self.finish_wrap_up(now, id, contact);
        }
        if !gone {
            return self.presence_due(now, id, gone);
        }
        let lost = match presence {
            Presence::Available if !rings => Some(Presence::Unavailable {
                reason: AwayReason::ConnectionLost,
            }),
            Presence::Break if activity == Activity::Idle => Some(Presence::Offline),
            Presence::Available
            | Presence::Break
            | Presence::Offline
            | Presence::Unavailable { .. } => None,
        };
        if let Some(lost) = lost {
            self.set_presence(now, id, lost);
        }
        self.requeue_chats(now, id);
        self.presence_due(now, id, gone);
    }
}
