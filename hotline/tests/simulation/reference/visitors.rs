//! What visitors do.

use super::Reference;
use super::matching::{is_free, is_live_channel};
use bellpull_hotline::{
    Activity, Callback, Channel, ChannelKind, Contact, ContactState, EndReason, Entering, Lease,
    Leg, Timestamp, Way, Window, Wish,
};
use bellpull_protocol::{ContactId, LineText, RequestId, VisitorId};

impl Reference {
    pub(super) fn visitor_seen(&mut self, now: Timestamp, visitor: &VisitorId, at: Timestamp) {
        if let Some(id) = self.newest_of(visitor).map(|contact| contact.id.clone()) {
            self.page_is_there(now, &id, at);
        }
    }

    pub(super) fn page_is_there(&mut self, now: Timestamp, id: &ContactId, at: Timestamp) {
        let span = self.settings.visitor_lease;
        if let Some(contact) = self.contact_mut(id) {
            contact.lease.seen(at, span);
            contact.away &= at.after(span) <= now;
        }
    }

    pub(super) fn enter(&mut self, now: Timestamp, entering: &Entering, wish: &Wish) {
        let visitor = &entering.visitor;
        if let Wish::Message { text, .. } = wish
            && says_nothing(text)
        {
            return;
        }
        self.look_at_the_clock(now);
        let served = self
            .contacts
            .iter()
            .any(|contact| (&contact.visitor, &contact.request) == (visitor, &entering.request));
        if let Some(known) = self.newest_of(visitor) {
            let is_older = served && known.request != entering.request;
            let is_live = !known.has_ended() && !is_older;
            let id = known.id.clone();
            let is_written = match wish {
                Wish::Message { key, .. } => self.is_written(&id, key),
                Wish::Call | Wish::Chat | Wish::Callback { .. } => false,
            };
            if is_live || served || is_written {
                return self.ask_again(now, &id, wish, is_live);
            }
        }
        let channel = match wish {
            Wish::Call => Channel::Call,
            Wish::Chat => Channel::Chat,
            Wish::Message { .. } => Channel::Message,
            Wish::Callback { way, window } => Channel::Callback(Callback {
                way: way.clone(),
                tries: 0,
                due: now,
                window: *window,
            }),
        };
        let live = matches!(wish, Wish::Call | Wish::Chat);
        if live && (!self.open || self.is_full()) {
            return;
        }
        if let Wish::Message { key, .. } = wish {
            let written = (entering.contact.clone(), key.clone());
            self.written.push(written);
        }
        // Everything else is as in a record that does not speak of it.
        let contact = serde_json::json!({
            "id": entering.contact,
            "visitor": visitor,
            "request": entering.request,
            "hotline": entering.hotline,
            "language": entering.language,
            "page": entering.page,
            "channel": channel,
            "entered": now,
            "lease": Lease::from(now, self.settings.visitor_lease),
            "leg": Leg::none(now),
            "rings": 0,
            "declined": {},
            "state": ContactState::Queued,
        });
        self.contacts.push(serde_json::from_value(contact).unwrap());
    }

    fn ask_again(&mut self, now: Timestamp, id: &ContactId, wish: &Wish, is_live: bool) {
        self.page_is_there(now, id, now);
        match wish {
            Wish::Message { key, text } => {
                let visitor = self.contact(id).map(|contact| contact.visitor.clone());
                if let Some(visitor) = visitor.filter(|_| is_live) {
                    self.visitor_line(now, &visitor, id, key, text);
                }
            }
            Wish::Callback { way, window } if is_live => {
                self.become_callback(now, id, way, *window);
            }
            Wish::Call | Wish::Chat | Wish::Callback { .. } => {}
        }
    }

    fn is_written(&self, id: &ContactId, key: &RequestId) -> bool {
        let line = (id.clone(), key.clone());
        self.written.contains(&line)
    }

    pub(super) fn visitor_line(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        id: &ContactId,
        key: &RequestId,
        text: &LineText,
    ) {
        let is_new = self.live_of(visitor, id).is_some() && !self.is_written(id, key);
        if is_new && !says_nothing(text) {
            self.page_is_there(now, id, now);
            self.written.push((id.clone(), key.clone()));
        }
    }

    pub(super) fn visitor_hangs_up(&mut self, now: Timestamp, visitor: &VisitorId, id: &ContactId) {
        let Some(contact) = self.live_of(visitor, id) else {
            return;
        };
        let talked = matches!(
            contact.state,
            ContactState::Bridged { .. } | ContactState::Chatting { .. }
        );
        let reason = if talked {
            EndReason::VisitorHungUp
        } else {
            EndReason::VisitorAbandoned
        };
        self.end(now, id, reason);
    }

    pub(super) fn rate(&mut self, visitor: &VisitorId, id: &ContactId, stars: u8) {
        let may = |contact: &&mut Contact| {
            let is_theirs = contact.visitor == *visitor && contact.stars.is_none();
            is_theirs && contact.answered && contact.has_ended()
        };
        if let Some(contact) = self.contact_mut(id).filter(may) {
            contact.stars = Some(stars).filter(|stars| (1..=5).contains(stars));
        }
    }

    pub(super) fn change_channel(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        id: &ContactId,
        to: ChannelKind,
    ) {
        if self.live_of(visitor, id).is_none() {
            return;
        }
        self.look_at_the_clock(now);
        let Some(contact) = self.live_of(visitor, id) else {
            return;
        };
        let channel = match to {
            ChannelKind::Call => Channel::Call,
            ChannelKind::Chat => Channel::Chat,
            ChannelKind::Message | ChannelKind::Callback => return,
        };
        let waits = matches!(
            contact.state,
            ContactState::Queued | ContactState::Ringing { .. }
        );
        let chats_with = match &contact.state {
            ContactState::Chatting { operator, .. } if to == ChannelKind::Call => {
                Some(operator.clone())
            }
            _ if waits => None,
            _ => return,
        };
        if contact.channel.kind() == to {
            return;
        }
        let takes_a_seat = !is_live_channel(contact) && chats_with.is_none();
        if takes_a_seat && (!self.open || self.is_full()) {
            return;
        }
        self.page_is_there(now, id, now);
        self.requeue(now, id);
        self.switch(now, id, channel);
        if let Some(by) = chats_with
            && let Some(operator) = self.operator(&by)
            && operator.activity == Activity::Idle
            && is_free(operator)
            && self.media
        {
            self.ring(now, id, &by);
        }
    }

    fn become_callback(
        &mut self,
        now: Timestamp,
        id: &ContactId,
        way: &Way,
        window: Option<Window>,
    ) {
        let Some(contact) = self.contact(id) else {
            return;
        };
        let waits = matches!(
            contact.state,
            ContactState::Queued | ContactState::Ringing { .. }
        );
        let (tries, due) = match &contact.channel {
            Channel::Call | Channel::Chat => (0, contact.entered),
            Channel::Callback(known) if known.way != *way => (known.tries, known.due),
            Channel::Callback(_) | Channel::Message => return,
        };
        if waits {
            let way = way.clone();
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

    fn switch(&mut self, now: Timestamp, id: &ContactId, channel: Channel) {
        if self.stop_ringing(id).is_some() {
            self.back_to_queue(now, id);
        }
        if let Some(contact) = self.contact_mut(id) {
            contact.leg.closed(now, contact.leg.attempt);
            contact.away = false;
            contact.channel = channel;
        }
    }

    pub(super) fn answer_ring_back(&mut self, now: Timestamp, visitor: &VisitorId, id: &ContactId) {
        let until = now.after(self.settings.connecting);
        let Some(ContactState::RingingBack { operator, .. }) =
            self.live_of(visitor, id).map(|contact| &contact.state)
        else {
            return;
        };
        let operator = operator.clone();
        self.page_is_there(now, id, now);
        if let Some(contact) = self.contact_mut(id) {
            contact.channel = Channel::Call;
            contact.state = ContactState::Connecting {
                operator,
                operator_leg: Leg::none(now),
                until,
                ring: contact.rings,
            };
        }
    }
}

fn says_nothing(text: &LineText) -> bool {
    text.expose().trim().is_empty()
}
