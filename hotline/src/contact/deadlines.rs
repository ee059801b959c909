//! When a contact needs a look next, and what an outage of ours changes about it.

use super::{Contact, ContactState};
use crate::channel::{Channel, Way};
use crate::settings::Settings;
use crate::time::Timestamp;

impl Contact {
    /// When this contact next needs a look, whoever's fault it is.
    pub(crate) fn next_deadline(&self, settings: &Settings) -> Option<Timestamp> {
        match &self.state {
            ContactState::Queued => {
                let pauses = self.declined.values().copied();
                pauses.chain(self.waits_until(settings)).min()
            }
            ContactState::Ringing { until, .. } | ContactState::Connecting { until, .. } => {
                let lease = (!self.channel.needs_no_page()).then_some(self.lease.until);
                Some(lease.map_or(*until, |lease| lease.min(*until)))
            }
            ContactState::RingingBack { until, .. } | ContactState::Dialling { until, .. } => {
                Some(*until)
            }
            ContactState::Chatting { .. } if !self.away => Some(self.lease.until),
            ContactState::Chatting { .. } => {
                (!self.channel.needs_no_page()).then(|| self.lease.until.after(settings.chat_away))
            }
            ContactState::Bridged {
                operator_leg,
                consult,
                ..
            } => {
                let visitor = self.visitor_given_up_at(settings);
                let operator = operator_leg
                    .silent_since()
                    .map(|since| since.after(settings.lost_leg));
                let consult = consult.as_ref();
                let consult = consult.and_then(|consult| consult.next_deadline(settings));
                [visitor, operator, consult].into_iter().flatten().min()
            }
            ContactState::Ended { at, .. } => Some(self.remembered_until(*at, settings)),
        }
    }

    /// Once it has ended. Whoever left a message comes back later to read the answer.
    pub(crate) fn remembered_until(&self, ended: Timestamp, settings: &Settings) -> Timestamp {
        ended.after(match self.channel {
            Channel::Call | Channel::Chat | Channel::Callback(_) => settings.remember_ended,
            Channel::Message if self.answered => settings.remember_answer,
            Channel::Message => settings.remember_ended,
        })
    }

    /// When what needs no page has been owed for too long.
    pub(crate) fn expires(&self, settings: &Settings) -> Timestamp {
        let usual = || self.entered.after(settings.owed);
        self.owed_until.or(self.expires_at).unwrap_or_else(usual)
    }

    /// While it waits: the end of the lease, of what is owed, and of the pause after a try.
    fn waits_until(&self, settings: &Settings) -> Vec<Timestamp> {
        let expires = self.expires(settings);
        match &self.channel {
            Channel::Call | Channel::Chat => vec![self.lease.until],
            Channel::Message => vec![expires],
            Channel::Callback(callback) => {
                let pause = self.pauses_until();
                let watched = callback.way == Way::Browser && !self.away;
                let lease = watched.then_some(self.lease.until);
                [Some(expires), pause, lease]
                    .into_iter()
                    .flatten()
                    .collect()
            }
        }
    }

    /// In mid-call a visitor is given up when the sound is gone and either the page is gone too or the sound does
    /// not come back. Lost signalling alone never ends a call that can be heard.
    pub(crate) fn visitor_given_up_at(&self, settings: &Settings) -> Option<Timestamp> {
        let since = self.leg.silent_since()?;
        Some(
            self.lease
                .until
                .max(since.after(settings.lost_leg_min))
                .min(since.after(settings.lost_leg)),
        )
    }

    /// Our outage is over: the lease is prolonged, and with it everything that could not happen meanwhile.
    pub(crate) fn forgive_outage(&mut self, now: Timestamp, settings: &Settings) {
        self.lease.forgive(now, settings.visitor_lease);
        match &mut self.state {
            ContactState::Ringing { until, .. } => *until = now.after(settings.ring).max(*until),
            ContactState::Connecting { until, .. } => {
                *until = now.after(settings.connecting).max(*until);
            }
            ContactState::Bridged {
                operator_leg,
                consult,
                ..
            } => {
                self.leg.forgive(now);
                operator_leg.forgive(now);
                if let Some(consult) = consult {
                    consult.forgive(now, settings);
                }
            }
            ContactState::RingingBack { until, .. } => {
                *until = now.after(settings.ring_back).max(*until);
            }
            ContactState::Queued
            | ContactState::Chatting { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => {}
        }
    }
}
