//! Changes of channel: the place, the time waited and the lines stay.

use super::Switchboard;
use crate::channel::{Callback, Channel, ChannelKind, Way, Window};
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
        let hotline = self.live_contact_of(visitor, id)?.hotline.clone();
        self.refresh_opening(now, &hotline);
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
        // Waiting live is for open hours and needs a seat in the waiting room, as entering does.
        let goes_live = contact.channel.needs_no_page() && chats_with.is_none();
        if goes_live && !self.is_open(&contact.hotline) {
            return Err(Refusal::Closed);
        }
        if goes_live && self.is_full(&contact.hotline) {
            return Err(Refusal::WaitingRoomFull);
        }
        self.renew_contact_lease(now, id, now);
        self.requeue(now, id);
        self.switch(now, id, channel);
        if let Some(operator) = chats_with {
            let operator = self.operators.get(&operator);
            let free = operator.filter(|operator| self.media && operator.idle_rank().is_some());
            if let Some(operator) = free.map(|operator| operator.id.clone()) {
                self.ring(now, id, &operator);
            }
        }
        Ok(())
    }

    /// What waits becomes a callback, or one that is reached otherwise. Everything else stays.
    pub(super) fn become_callback(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        (way, window): (Way, Option<Window>),
    ) {
        let Some(contact) = self.contacts.get(id) else {
            return;
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
        let (tries, due) = match &contact.channel {
            Channel::Call | Channel::Chat => (0, contact.entered),
            Channel::Callback(known) if known.way != way => (known.tries, known.due),
            Channel::Callback(_) | Channel::Message => return,
        };
        if waits {
            self.keep_number(id, &way);
            self.switch(
                now,
                id,
                Channel::Callback(Callback {
                    way,
                    tries,
                    due,
                    window,
                }),
            );
        }
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
            contact.channel = channel;
        });
        if before != after {
            let contact = id.clone();
            let channel = after;
            self.journal(now, FactKind::ChannelChanged { contact, channel });
        }
    }
}
