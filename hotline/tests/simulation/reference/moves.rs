//! From one state to another, contact and operator together.

use super::Reference;
use super::matching::is_chat;
use bellpull_hotline::Timestamp;
use bellpull_hotline::{
    Activity, AwayReason, Channel, Contact, ContactState, EndReason, Leg, Presence, TryOutcome, Way,
};
use bellpull_protocol::{ContactId, OperatorId};

/// Points for a missed ring, as long as no plan says otherwise.
const RAISE_MISSED: i32 = 30;

pub(super) fn in_hand_of(contact: &Contact) -> Option<OperatorId> {
    match contact.state {
        ContactState::Ringing { .. } => None,
        _ => contact.operator().cloned(),
    }
}

impl Reference {
    pub(super) fn back_to_queue(&mut self, now: Timestamp, id: &ContactId) {
        if let Some(contact) = self.contact_mut(id) {
            contact.affinity = contact.operator().or(contact.affinity.as_ref()).cloned();
            contact.declined.retain(|_, until| *until > now);
            if let Channel::Callback(callback) = &mut contact.channel
                && callback.due <= now
            {
                callback.due = contact.entered;
            }
            contact.state = ContactState::Queued;
        }
    }

    pub(super) fn accepted(&mut self, now: Timestamp, id: &ContactId, by: &OperatorId) {
        let settings = self.settings.clone();
        let operator = by.clone();
        let Some(contact) = self.contact_mut(id) else {
            return;
        };
        let is_chat = is_chat(contact);
        contact.answered |= is_chat;
        contact.state = match &contact.channel {
            Channel::Call => ContactState::Connecting {
                operator,
                operator_leg: Leg::none(now),
                until: now.after(settings.connecting),
                ring: contact.rings,
            },
            Channel::Chat | Channel::Message => ContactState::Chatting {
                operator,
                since: now,
            },
            Channel::Callback(callback) => match callback.way {
                Way::Browser => ContactState::RingingBack {
                    operator,
                    until: now.after(settings.ring_back),
                },
                Way::Phone { .. } => ContactState::Dialling {
                    operator,
                    until: now.after(settings.dialling),
                },
            },
        };
        if let Some(operator) = self.operator_mut(by) {
            if is_chat {
                operator.chat_ring = None;
                operator.chats.insert(id.clone());
                operator.contacts_this_shift += 1;
            } else {
                operator.activity = Activity::Talking {
                    contact: id.clone(),
                };
            }
        }
    }

    /// Whom it rang at; the contact's state is left as it is.
    pub(super) fn stop_ringing(&mut self, id: &ContactId) -> Option<OperatorId> {
        let contact = self.contact(id)?;
        if !matches!(contact.state, ContactState::Ringing { .. }) {
            return None;
        }
        let at = contact.ringing().first()?.clone();
        let operator = self.operator_mut(&at)?;
        if operator.chat_ring.as_ref() == Some(id) {
            operator.chat_ring = None;
        } else {
            operator.activity = Activity::Idle;
        }
        Some(at)
    }

    /// Declined, not answered, or neither, because the operator left.
    pub(super) fn ring_over(&mut self, now: Timestamp, id: &ContactId, how: RingOver) {
        let Some(at) = self.stop_ringing(id) else {
            return;
        };
        let activity = self.operator(&at).map(|operator| operator.activity.clone());
        let busy = matches!(
            activity,
            Some(Activity::Talking { .. } | Activity::WrapUp { .. })
        );
        let pause = now.after(self.settings.decline_pause);
        self.back_to_queue(now, id);
        let spared = how == RingOver::Declined || (how == RingOver::Missed && busy);
        if let Some(contact) = self.contact_mut(id).filter(|_| spared) {
            contact.declined.insert(at.clone(), pause);
        }
        if let Some(contact) = self.contact_mut(id).filter(|_| how == RingOver::Missed) {
            contact.raised += RAISE_MISSED;
        }
        if how == RingOver::Missed && !busy {
            let reason = AwayReason::NoAnswer;
            self.set_presence(now, &at, Presence::Unavailable { reason });
        }
    }

    fn let_go(&mut self, by: &OperatorId, id: &ContactId) {
        if let Some(operator) = self.operator_mut(by)
            && !operator.chats.remove(id)
        {
            operator.activity = Activity::Idle;
        }
    }

    pub(super) fn requeue(&mut self, now: Timestamp, id: &ContactId) {
        let lease = self.settings.visitor_lease;
        let Some(contact) = self.contact_mut(id) else {
            return;
        };
        let Some(by) = in_hand_of(contact) else {
            return;
        };
        if matches!(
            contact.state,
            ContactState::Bridged { .. } | ContactState::Chatting { .. }
        ) {
            contact.lease.seen(now, lease);
            contact.away = false;
        }
        self.back_to_queue(now, id);
        self.let_go(&by, id);
    }

    pub(super) fn requeue_chats(&mut self, now: Timestamp, id: &OperatorId) {
        let chats = self.operator(id).map(|operator| operator.chats.clone());
        for chat in chats.unwrap_or_default() {
            self.requeue(now, &chat);
        }
    }

    pub(super) fn end(&mut self, now: Timestamp, id: &ContactId, reason: EndReason) {
        let Some(contact) = self.contact(id).filter(|contact| !contact.has_ended()) else {
            return;
        };
        let by = in_hand_of(contact);
        let writes_up = match contact.state {
            ContactState::Bridged { .. } => true,
            ContactState::Dialling { .. } => reason == EndReason::CalledBack,
            _ => false,
        };
        let was_chat = matches!(contact.state, ContactState::Chatting { .. });
        let until = now.after(self.settings.wrap_up);
        self.stop_ringing(id);
        if let Some(by) = &by {
            self.let_go(by, id);
            if let Some(operator) = self.operator_mut(by) {
                let contact = id.clone();
                if writes_up {
                    operator.activity = Activity::WrapUp { contact, until };
                } else if was_chat {
                    operator.chat_outcomes.insert(contact);
                }
            }
        }
        if let Some(contact) = self.contact_mut(id) {
            contact.state = ContactState::Ended {
                reason,
                at: now,
                operator: by,
            };
            contact.leg.closed(now, contact.leg.attempt);
        }
    }

    pub(super) fn set_presence(&mut self, now: Timestamp, id: &OperatorId, presence: Presence) {
        let Some(operator) = self.operator(id) else {
            return;
        };
        let before = operator.presence;
        if before == presence {
            return;
        }
        if presence != Presence::Available {
            let call = match &operator.activity {
                Activity::Ringing { contact } => Some(contact.clone()),
                Activity::Idle | Activity::Talking { .. } | Activity::WrapUp { .. } => None,
            };
            for rung in call.into_iter().chain(operator.chat_ring.clone()) {
                self.ring_over(now, &rung, RingOver::Left);
            }
        }
        if let Some(operator) = self.operator_mut(id) {
            operator.presence = presence;
            operator.pause = None;
            if presence == Presence::Available {
                operator.idle_since = now;
                if before == Presence::Offline {
                    operator.contacts_this_shift = 0;
                }
            }
        }
    }

    pub(super) fn finish_wrap_up(&mut self, now: Timestamp, by: &OperatorId, id: &ContactId) {
        let Some(operator) = self.operator_mut(by) else {
            return;
        };
        operator.chat_outcomes.remove(id);
        if matches!(&operator.activity, Activity::WrapUp { contact, .. } if contact == id) {
            operator.activity = Activity::Idle;
            operator.idle_since = now;
        }
    }

    pub(super) fn count_try(&mut self, now: Timestamp, id: &ContactId) -> Option<u32> {
        let (browser, phone) = (self.settings.retry_browser, self.settings.retry_phone);
        match &mut self.contact_mut(id)?.channel {
            Channel::Callback(callback) => {
                callback.tries += 1;
                let is_browser = callback.way == Way::Browser;
                callback.due = now.after(if is_browser { browser } else { phone });
                Some(callback.tries)
            }
            Channel::Call | Channel::Chat | Channel::Message => None,
        }
    }

    pub(super) fn try_failed(&mut self, now: Timestamp, id: &ContactId, outcome: TryOutcome) {
        let Some(tries) = self.count_try(now, id) else {
            return;
        };
        if outcome == TryOutcome::WrongNumber || tries >= self.settings.tries {
            self.end(now, id, EndReason::NotReached);
        } else {
            self.requeue(now, id);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RingOver {
    Declined,
    Missed,
    Left,
}
