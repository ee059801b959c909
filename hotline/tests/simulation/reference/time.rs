//! What time does: whatever is due, the earliest first.

use super::Reference;
use super::matching::is_live_channel;
use super::moves::RingOver;
use bellpull_hotline::{
    Activity, AwayReason, Channel, Contact, ContactState, EndReason, Leg, Operator, Presence,
    Timestamp, TryOutcome, Way,
};
use bellpull_protocol::{ContactId, OperatorId};

/// One thing that is due may make another one due.
const ROUNDS: usize = 3;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Contact(ContactId),
    Operator(OperatorId),
}

impl Reference {
    pub(super) fn time_passes(&mut self, now: Timestamp) {
        for _ in 0..ROUNDS {
            let contacts = self.contacts.iter().filter_map(|contact| {
                let at = self.deadline(contact)?;
                Some((at, Due::Contact(contact.id.clone())))
            });
            let operators = self.operators.iter().filter_map(|operator| {
                let at = deadline_of_operator(operator)?;
                Some((at, Due::Operator(operator.id.clone())))
            });
            let all = contacts.chain(operators);
            let mut due: Vec<_> = all.filter(|(at, _)| *at <= now).collect();
            due.sort();
            for (_, due) in due {
                match due {
                    Due::Contact(id) => self.contact_is_due(now, &id),
                    Due::Operator(id) => self.operator_is_due(now, &id),
                }
            }
            self.look_at_the_clock(now);
        }
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let contacts = self.contacts.iter();
        let contacts = contacts.filter_map(|contact| self.deadline(contact));
        let operators = self.operators.iter().filter_map(deadline_of_operator);
        contacts.chain(operators).min()
    }

    pub(super) fn deadline(&self, contact: &Contact) -> Option<Timestamp> {
        let settings = &self.settings;
        let needs_page = is_live_channel(contact);
        let lease = contact.lease.until;
        match &contact.state {
            ContactState::Queued => {
                let mut all: Vec<_> = contact.declined.values().copied().collect();
                if needs_page {
                    all.push(lease);
                } else {
                    let owed = contact.entered.after(settings.owed);
                    all.push(contact.owed_until.unwrap_or(owed));
                }
                if let Channel::Callback(callback) = &contact.channel {
                    all.extend((callback.due > contact.entered).then_some(callback.due));
                    let by_page = callback.way == Way::Browser && !contact.away;
                    all.extend(by_page.then_some(lease));
                }
                all.into_iter().min()
            }
            ContactState::Ringing { until, .. } | ContactState::Connecting { until, .. } => {
                Some(if needs_page {
                    lease.min(*until)
                } else {
                    *until
                })
            }
            ContactState::RingingBack { until, .. } | ContactState::Dialling { until, .. } => {
                Some(*until)
            }
            ContactState::Chatting { .. } if !contact.away => Some(lease),
            ContactState::Chatting { .. } => needs_page.then(|| lease.after(settings.chat_away)),
            ContactState::Bridged { operator_leg, .. } => {
                let operator = operator_leg.silent_since();
                let operator = operator.map(|since| since.after(settings.lost_leg));
                self.given_up_at(contact).into_iter().chain(operator).min()
            }
            ContactState::Ended { at, .. } => {
                let is_answer = contact.channel == Channel::Message && contact.answered;
                Some(at.after(if is_answer {
                    settings.remember_answer
                } else {
                    settings.remember_ended
                }))
            }
        }
    }

    fn given_up_at(&self, contact: &Contact) -> Option<Timestamp> {
        let since = contact.leg.silent_since()?;
        let least = since.after(self.settings.lost_leg_min);
        let most = since.after(self.settings.lost_leg);
        Some(contact.lease.until.max(least).min(most))
    }

    fn contact_is_due(&mut self, now: Timestamp, id: &ContactId) {
        let Some(contact) = self.contact(id).cloned() else {
            return;
        };
        let page_gone = contact.lease.is_over(now);
        let needs_page = is_live_channel(&contact);
        let over = |until: &Timestamp| *until <= now;
        match &contact.state {
            ContactState::Queued
            | ContactState::Ringing { .. }
            | ContactState::Connecting { .. }
                if page_gone && needs_page =>
            {
                self.end(now, id, EndReason::VisitorLost);
            }
            ContactState::Queued => {
                let owed = contact.entered.after(self.settings.owed);
                if !needs_page && over(&contact.owed_until.unwrap_or(owed)) {
                    return self.owed_for_long(now, &contact);
                }
                if let Some(contact) = self.contact_mut(id) {
                    contact.away |= page_gone && !needs_page;
                }
                self.back_to_queue(now, id);
            }
            ContactState::Chatting { .. } if page_gone => {
                let given_up = contact.lease.until.after(self.settings.chat_away);
                if needs_page && over(&given_up) {
                    self.end(now, id, EndReason::VisitorLost);
                } else if let Some(contact) = self.contact_mut(id) {
                    contact.away = true;
                }
            }
            ContactState::RingingBack { until, .. } | ContactState::Dialling { until, .. }
                if over(until) =>
            {
                self.try_failed(now, id, TryOutcome::NoAnswer);
            }
            ContactState::Ringing { until, .. } if over(until) => {
                self.ring_over(now, id, RingOver::Missed);
            }
            ContactState::Connecting {
                until,
                operator,
                operator_leg,
                ..
            } if over(until) => {
                if operator_leg.is_up() && self.media {
                    return self.end(now, id, EndReason::VisitorLost);
                }
                self.requeue(now, id);
                let reason = AwayReason::NoSound;
                if self.media {
                    self.set_presence(now, operator, Presence::Unavailable { reason });
                }
            }
            ContactState::Bridged {
                operator,
                operator_leg,
                ..
            } => {
                let silent = |leg: &Leg| leg.silent_since();
                let gone = silent(operator_leg).map(|since| since.after(self.settings.lost_leg));
                if self.given_up_at(&contact).as_ref().is_some_and(over) {
                    self.end(now, id, EndReason::VisitorLost);
                } else if gone.as_ref().is_some_and(over) {
                    self.requeue(now, id);
                    let reason = AwayReason::ConnectionLost;
                    self.set_presence(now, operator, Presence::Unavailable { reason });
                }
            }
            ContactState::Ended { operator, .. }
                if self.deadline(&contact).as_ref().is_some_and(over) =>
            {
                self.contacts.retain(|known| known.id != *id);
                if let Some(operator) = operator.as_ref().and_then(|by| self.operator_mut(by)) {
                    operator.chat_outcomes.remove(id);
                }
            }
            _ => {}
        }
    }

    fn owed_for_long(&mut self, now: Timestamp, contact: &Contact) {
        let standing = self.hours.as_ref();
        let standing = standing.map(|(hours, zone)| hours.standing(now, zone));
        let opens = standing.filter(|standing| !standing.open);
        let opens = opens.and_then(|standing| standing.next_change);
        match opens.filter(|_| contact.owed_until.is_none()) {
            Some(opens) => {
                let until = opens.after(self.settings.owed_after_opening);
                if let Some(contact) = self.contact_mut(&contact.id) {
                    contact.owed_until = Some(until);
                }
            }
            None => self.end(now, &contact.id, EndReason::Expired),
        }
    }

    fn operator_is_due(&mut self, now: Timestamp, id: &OperatorId) {
        let Some(operator) = self.operator(id).cloned() else {
            return;
        };
        if let Activity::WrapUp { contact, until } = &operator.activity
            && *until <= now
        {
            self.finish_wrap_up(now, id, contact);
        }
        if !operator.lease.is_over(now) {
            return;
        }
        let rings = matches!(operator.activity, Activity::Ringing { .. });
        let reason = AwayReason::ConnectionLost;
        match operator.presence {
            Presence::Available if !rings => {
                self.set_presence(now, id, Presence::Unavailable { reason });
            }
            Presence::Break if operator.activity == Activity::Idle => {
                self.set_presence(now, id, Presence::Offline);
            }
            _ => {}
        }
        self.requeue_chats(now, id);
    }

    /// Everybody gets the time to come back, once between two signs of life.
    pub(super) fn forgive(&mut self, now: Timestamp) {
        let settings = self.settings.clone();
        for contact in &mut self.contacts {
            if contact.has_ended() || !contact.lease.deserves_forgiveness(now) {
                continue;
            }
            contact.lease.forgive(now, settings.visitor_lease);
            let later = |until: &mut Timestamp, span| *until = now.after(span).max(*until);
            match &mut contact.state {
                ContactState::Ringing { until, .. } => later(until, settings.ring),
                ContactState::Connecting { until, .. } => later(until, settings.connecting),
                ContactState::RingingBack { until, .. } => later(until, settings.ring_back),
                ContactState::Bridged { operator_leg, .. } => {
                    still_silent(now, &mut contact.leg);
                    still_silent(now, operator_leg);
                }
                _ => {}
            }
        }
        for operator in &mut self.operators {
            if operator.lease.deserves_forgiveness(now) {
                operator.lease.forgive(now, settings.operator_lease);
            }
        }
    }
}

fn deadline_of_operator(operator: &Operator) -> Option<Timestamp> {
    let wrap_up = match &operator.activity {
        Activity::WrapUp { until, .. } => Some(*until),
        Activity::Idle | Activity::Ringing { .. } | Activity::Talking { .. } => None,
    };
    let lease = Reference::is_watched(operator).then_some(operator.lease.until);
    wrap_up.into_iter().chain(lease).min()
}

/// Whatever happened meanwhile, nobody could report it.
fn still_silent(now: Timestamp, leg: &mut Leg) {
    use bellpull_hotline::LegState;
    match &mut leg.state {
        LegState::Up => {}
        LegState::None { since } | LegState::Opening { since } | LegState::Lost { since } => {
            *since = now;
        }
    }
}
