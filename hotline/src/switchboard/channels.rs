//! Changes of channel: the place, the time waited and the lines stay.

use super::Switchboard;
use crate::channel::{Channel, ChannelKind, Way, Window};
use crate::contact::ContactState;
use crate::effect::{Effect, Record};
use crate::fact::{FactKind, RingOutcome};
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::{ContactId, VisitorId};

impl Switchboard {
    /// What waits becomes a call or a chat, and a chat or message in hand a call; that rings first at whoever chats.
    pub(super) fn change_channel(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        id: &ContactId,
        to: ChannelKind,
    ) -> Result<(), Refusal> {
        let known = self.live_contact_of(visitor, id)?;
        let (hotline, department) = (known.hotline.clone(), known.department.clone());
        self.refresh_opening(now, &hotline);
        self.refresh_department(now, &department);
        let contact = self.live_contact_of(visitor, id)?;
        let from = contact.channel.kind();
        if from == to {
            self.changed_contacts.insert(id.clone());
            return Ok(());
        }
        let channel = match (from, to) {
            (
                ChannelKind::Chat | ChannelKind::Callback | ChannelKind::Message,
                ChannelKind::Call,
            ) => Channel::Call,
            (
                ChannelKind::Call | ChannelKind::Callback | ChannelKind::Message,
                ChannelKind::Chat,
            ) => Channel::Chat,
            (_, ChannelKind::Message | ChannelKind::Callback) => return Err(Refusal::WrongState),
            (ChannelKind::Call, ChannelKind::Call) | (ChannelKind::Chat, ChannelKind::Chat) => {
                return Ok(());
            }
        };
        let chats_with = match &contact.state {
            ContactState::Queued | ContactState::Ringing { .. } => None,
            // It is a chat already.
            ContactState::Chatting { .. } if to == ChannelKind::Chat => {
                return Err(Refusal::WrongState);
            }
            ContactState::Chatting { operator, .. } => Some(operator.clone()),
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => return Err(Refusal::WrongState),
        };
        let goes_live = contact.channel.needs_no_page() && chats_with.is_none();
        if goes_live {
            self.check_live((&contact.hotline, &contact.department))?;
        }
        self.renew_contact_lease(now, id, now);
        self.requeue(now, id);
        self.switch(now, id, channel);
        if goes_live {
            self.offer_if_empty(now, id);
        }
        if let Some(operator) = chats_with {
            let operator = self.operators.get(&operator);
            let free = operator.filter(|operator| self.media && operator.may_ring());
            if let Some(operator) = free.map(|operator| operator.id.clone()) {
                self.ring(now, id, &operator);
            }
        }
        Ok(())
    }

    /// What waits becomes a callback; one that is owed already is reached otherwise or at another time, and stays as often
    /// tried as it was. Everything else stays.
    pub(super) fn become_callback(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        (way, window): (Way, Option<Window>),
    ) -> Result<(), Refusal> {
        let Some(contact) = self.contacts.get(id) else {
            return Ok(());
        };
        let waits = match contact.state {
            ContactState::Queued | ContactState::Ringing { .. } => true,
            ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::Chatting { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ended { .. } => false,
        };
        let known = match &contact.channel {
            Channel::Call | Channel::Chat => None,
            Channel::Callback(known) => Some(known.clone()),
            Channel::Message => return Ok(()),
        };
        let same = known.as_ref().is_some_and(|known| known.window == window);
        let same_way = known.as_ref().is_some_and(|known| known.way == way);
        if !waits || (same && same_way) {
            return Ok(());
        }
        let (hotline, department) = (contact.hotline.clone(), contact.department.clone());
        if let Some(window) = window.filter(|_| !same) {
            self.check_window(now, (&hotline, &department), window)?;
        }
        let asked = (way.clone(), window);
        let (mut callback, expires) = self.owe(now, (contact.entered, &department), asked);
        if let Some(known) = known {
            callback.tries = known.tries;
            callback.due = if same { known.due } else { callback.due };
        }
        self.keep_number(id, &way);
        self.switch(now, id, Channel::Callback(callback));
        self.with_contact(id, |contact| {
            contact.expires_at = expires;
            contact.offered_callback = false;
        });
        if !same {
            self.journal_window(now, id);
        }
        Ok(())
    }

    /// The number has a row of its own, so that it can be deleted.
    pub(super) fn keep_number(&mut self, contact: &ContactId, way: &Way) {
        match way {
            Way::Browser => {}
            Way::Phone { number, .. } => {
                let (contact, number) = (contact.clone(), number.clone());
                let phone = Record::Phone { contact, number };
                self.effects.push_back(Effect::Keep(phone));
            }
        }
    }

    /// Of a contact that waits; its ring ends, and so does the waiting tone.
    fn switch(&mut self, now: Timestamp, id: &ContactId, channel: Channel) {
        if self
            .stop_ringing(now, id, RingOutcome::ChannelChanged)
            .is_some()
        {
            self.with_contact(id, |contact| contact.back_to_queue(now));
        }
        let Some(contact) = self.contacts.get(id) else {
            return;
        };
        let had_sound = contact.leg.attempt > 0 && contact.channel == Channel::Call;
        let leg = contact.visitor_leg_id().filter(|_| had_sound);
        let before = contact.channel.kind();
        let after = channel.kind();
        self.effects.extend(leg.map(|leg| Effect::CloseLeg { leg }));
        self.with_contact(id, |contact| {
            contact.leg.closed(now, contact.leg.attempt);
            contact.away = false;
            if contact.channel.needs_no_page() && !channel.needs_no_page() {
                contact.waits_since = Some(now);
            }
            contact.channel = channel;
        });
        if before != after {
            let contact = id.clone();
            let channel = after;
            self.journal(now, FactKind::ChannelChanged { contact, channel });
        }
    }
}
