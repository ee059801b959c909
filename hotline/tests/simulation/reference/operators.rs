//! What operators do.

use super::Reference;
use super::moves::{RingOver, in_hand_of};
use bellpull_hotline::{
    Activity, AwayReason, BreakReason, Channel, Contact, ContactState, Disposition, EndReason,
    Lease, Operator, Pause, Presence, PresenceChoice, Timestamp, TryOutcome, Way,
};
use bellpull_protocol::{ContactId, OperatorId};

impl Reference {
    pub(super) fn operator_connects(&mut self, now: Timestamp, id: &OperatorId, ready: bool) {
        let lease = Lease::from(now, self.settings.operator_lease);
        let Some(known) = self.operator(id) else {
            let operator = serde_json::json!({
                "id": id,
                "lease": lease,
                "presence": Presence::Offline,
                "activity": Activity::Idle,
                "idle_since": now,
                "contacts_this_shift": 0,
            });
            self.operators
                .push(serde_json::from_value(operator).unwrap());
            return;
        };
        let cut_off = Presence::Unavailable {
            reason: AwayReason::ConnectionLost,
        };
        let presence = match known.presence {
            presence if ready && presence == cut_off => Presence::Available,
            Presence::Available | Presence::Unavailable { .. } if !ready => Presence::Offline,
            presence => presence,
        };
        self.set_presence(now, id, presence);
        if let Some(operator) = self.operator_mut(id) {
            operator.lease = lease;
        }
    }

    pub(super) fn operator_seen(&mut self, id: &OperatorId, at: Timestamp) {
        let span = self.settings.operator_lease;
        if let Some(operator) = self.operator_mut(id) {
            operator.lease.seen(at, span);
        }
    }

    pub(super) fn operator_signs_out(&mut self, now: Timestamp, id: &OperatorId) {
        let Some(operator) = self.operator(id) else {
            return;
        };
        match operator.activity.clone() {
            Activity::Idle | Activity::Ringing { .. } => {}
            Activity::Talking { contact } => self.requeue(now, &contact),
            Activity::WrapUp { contact, .. } => self.finish_wrap_up(now, id, &contact),
        }
        self.leaves(now, id);
    }

    pub(super) fn session_expires(&mut self, now: Timestamp, id: &OperatorId) {
        let Some(operator) = self.operator(id) else {
            return;
        };
        let talks = match &operator.activity {
            Activity::Talking { contact } => {
                let contact = self.contact(contact);
                contact.is_some_and(|contact| contact.operator_leg().is_some())
            }
            Activity::Idle | Activity::Ringing { .. } | Activity::WrapUp { .. } => false,
        };
        if talks {
            self.leaves(now, id);
        } else {
            self.operator_signs_out(now, id);
        }
    }

    fn leaves(&mut self, now: Timestamp, id: &OperatorId) {
        self.requeue_chats(now, id);
        if let Some(operator) = self.operator_mut(id) {
            operator.chat_outcomes.clear();
        }
        self.set_presence(now, id, Presence::Offline);
    }

    pub(super) fn choose_presence(
        &mut self,
        now: Timestamp,
        id: &OperatorId,
        choice: PresenceChoice,
        (reason, until): (&BreakReason, Option<Timestamp>),
    ) {
        self.operator_seen(id, now);
        let presence = match choice {
            PresenceChoice::Available => Presence::Available,
            PresenceChoice::Break => Presence::Break,
            PresenceChoice::Offline => Presence::Offline,
        };
        self.set_presence(now, id, presence);
        if let Some(operator) = self.operator_mut(id) {
            let reason = reason.clone();
            let pause = Pause { reason, until };
            operator.pause = Some(pause).filter(|_| choice == PresenceChoice::Break);
        }
    }

    pub(super) fn accept(&mut self, now: Timestamp, by: &OperatorId, id: &ContactId, ring: u32) {
        if self.rings_at(by, id) && self.contact(id).is_some_and(|known| known.rings == ring) {
            self.accepted(now, id, by);
        }
    }

    pub(super) fn decline(&mut self, now: Timestamp, by: &OperatorId, id: &ContactId, ring: u32) {
        if self.rings_at(by, id) && self.contact(id).is_some_and(|known| known.rings == ring) {
            self.ring_over(now, id, RingOver::Declined);
        }
    }

    fn rings_at(&self, by: &OperatorId, id: &ContactId) -> bool {
        self.contact(id).is_some_and(|contact| contact.rings_at(by))
    }

    pub(super) fn operator_hangs_up(&mut self, now: Timestamp, by: &OperatorId, id: &ContactId) {
        let Some(contact) = self.contact(id) else {
            return;
        };
        if in_hand_of(contact).as_ref() != Some(by) {
            return;
        }
        match contact.state {
            ContactState::RingingBack { .. } => self.try_failed(now, id, TryOutcome::NoAnswer),
            ContactState::Dialling { .. } => {
                let pause = now.after(self.settings.decline_pause);
                self.requeue(now, id);
                if let Some(contact) = self.contact_mut(id) {
                    contact.declined.insert(by.clone(), pause);
                }
            }
            _ => self.end(now, id, EndReason::OperatorHungUp),
        }
    }

    pub(super) fn tried(
        &mut self,
        now: Timestamp,
        by: &OperatorId,
        id: &ContactId,
        outcome: TryOutcome,
    ) {
        let dials = self.contact(id).is_some_and(|contact| {
            matches!(contact.state, ContactState::Dialling { .. }) && contact.operator() == Some(by)
        });
        if !dials {
            return;
        }
        if outcome != TryOutcome::Reached {
            return self.try_failed(now, id, outcome);
        }
        self.count_try(now, id);
        if let Some(contact) = self.contact_mut(id) {
            contact.answered = true;
        }
        if let Some(operator) = self.operator_mut(by) {
            operator.contacts_this_shift += 1;
        }
        self.end(now, id, EndReason::CalledBack);
    }

    pub(super) fn take_callback(&mut self, now: Timestamp, by: &OperatorId, id: &ContactId) {
        let (Some(operator), Some(contact)) = (self.operator(by), self.contact(id)) else {
            return;
        };
        let is_idle = operator.activity == Activity::Idle;
        let waits = contact.state == ContactState::Queued;
        let by_phone = match &contact.channel {
            Channel::Callback(callback) => callback.way != Way::Browser,
            Channel::Call | Channel::Chat | Channel::Message => false,
        };
        if self.rings_at(by, id) {
            self.accepted(now, id, by);
        } else if waits && by_phone && is_idle {
            self.ring(now, id, by);
            self.accepted(now, id, by);
        }
    }

    pub(super) fn wrap_up(
        &mut self,
        now: Timestamp,
        by: &OperatorId,
        id: &ContactId,
        (disposition, finish): (Option<Disposition>, bool),
    ) {
        let had_it = |contact: &Contact| match &contact.state {
            ContactState::Ended { operator, .. } => operator.as_ref() == Some(by),
            _ => in_hand_of(contact).as_ref() == Some(by),
        };
        if !self.contact(id).is_some_and(had_it) {
            return;
        }
        if let Some(contact) = self.contact_mut(id) {
            contact.disposition = disposition.or(contact.disposition);
        }
        if finish {
            self.finish_wrap_up(now, by, id);
        }
    }

    pub(super) fn more_time(&mut self, by: &OperatorId, id: &ContactId) {
        let more = self.settings.more_time;
        let latest = self.contact(id).and_then(|contact| self.deadline(contact));
        let Some(operator) = self.operator_mut(by) else {
            return;
        };
        if let Activity::WrapUp { contact, until } = &mut operator.activity
            && contact == id
        {
            let prolonged = until.after(more);
            let prolonged = latest.map_or(prolonged, |latest| prolonged.min(latest));
            *until = prolonged.max(*until);
        }
    }

    /// A desk that could ring: its lease is watched.
    pub(super) fn is_watched(operator: &Operator) -> bool {
        let idle = operator.activity == Activity::Idle;
        let rings = matches!(operator.activity, Activity::Ringing { .. });
        let waits = match operator.presence {
            Presence::Available => !rings,
            Presence::Break => idle,
            Presence::Offline | Presence::Unavailable { .. } => false,
        };
        waits || !operator.chats.is_empty()
    }
}
