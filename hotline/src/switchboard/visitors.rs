//! What visitors do.

use super::Switchboard;
use super::lines::check_text;
use crate::channel::Channel;
use crate::contact::{Contact, ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::FactKind;
use crate::input::{Entering, Wish};
use crate::lease::Lease;
use crate::leg::Leg;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::Side;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::{ContactId, DepartmentId, HotlineId, RequestId, Sdp, VisitorId};
use std::collections::BTreeMap;

impl Switchboard {
    pub(super) fn visitor_connected(&mut self, now: Timestamp, visitor: &VisitorId) {
        let Some(contact) = self.by_visitor.get(visitor).cloned() else {
            return;
        };
        self.renew_contact_lease(now, &contact, now);
        self.changed_contacts.insert(contact);
    }

    pub(super) fn visitor_seen(&mut self, now: Timestamp, visitor: &VisitorId, at: Timestamp) {
        if let Some(contact) = self.by_visitor.get(visitor).cloned() {
            self.renew_contact_lease(now, &contact, at);
        }
    }

    pub(super) fn visitor_disconnected(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        at: Timestamp,
    ) {
        let Some(contact) = self.by_visitor.get(visitor).cloned() else {
            return;
        };
        self.renew_contact_lease(now, &contact, at);
        self.changed_contacts.insert(contact);
    }

    /// A visitor has one live contact at a time; asking again tells it again, with its place. So does a request that
    /// was served before, however late it arrives again.
    pub(super) fn enter(
        &mut self,
        now: Timestamp,
        entering: Entering,
        wish: Wish,
    ) -> Result<(), Refusal> {
        if let Wish::Message { text, .. } = &wish {
            check_text(text)?;
        }
        self.refresh_opening(now, &entering.hotline);
        let request = (entering.visitor.clone(), entering.request.clone());
        if let Some(known) = self.contact_of(&entering.visitor) {
            let id = known.id.clone();
            let served = self.requests.contains(&request);
            let is_older = served && known.request != entering.request;
            let is_live = !known.has_ended() && !is_older;
            if is_live || served || self.has_line(&id, &wish) {
                return self.ask_again(now, &id, wish, is_live);
            }
        }
        let department = self.chosen_department(&entering.hotline, entering.department.clone())?;
        let queue = (&entering.hotline, &department);
        self.refresh_department(now, &department);
        let (channel, expires) = match &wish {
            Wish::Call => (Channel::Call, None),
            Wish::Chat => (Channel::Chat, None),
            Wish::Message { .. } => (Channel::Message, None),
            Wish::Callback { way, window } => {
                if let Some(window) = window {
                    self.check_window(now, queue, *window)?;
                }
                let asked = (way.clone(), *window);
                let (callback, expires) = self.owe(now, (now, &department), asked);
                (Channel::Callback(callback), expires)
            }
        };
        if !channel.needs_no_page() {
            self.check_live(queue)?;
        }
        let id = entering.contact.clone();
        self.add_entering(now, entering, department, channel);
        self.with_contact(&id, |contact| contact.expires_at = expires);
        match wish {
            Wish::Call | Wish::Chat => {
                self.offer_if_empty(now, &id);
                Ok(())
            }
            Wish::Message { key, text } => {
                self.write_line(now, &id, LineFrom::Visitor, (key, text))
            }
            Wish::Callback { way, .. } => {
                self.keep_number(&id, &way);
                self.journal_window(now, &id);
                Ok(())
            }
        }
    }

    /// Waiting live is for open hours, needs a seat in the waiting room, and may need somebody at a desk.
    pub(super) fn check_live(
        &self,
        (hotline, department): (&HotlineId, &DepartmentId),
    ) -> Result<(), Refusal> {
        if !self.is_open(hotline) || !self.is_department_open(department) {
            return Err(Refusal::Closed);
        }
        if self.is_full(hotline) {
            return Err(Refusal::WaitingRoomFull);
        }
        self.check_staff(department)
    }

    /// As many wait live as may. Those who do are served, whatever becomes of the limit.
    pub(super) fn is_full(&self, hotline: &HotlineId) -> bool {
        let waiting = self.waiting_live.get(hotline).copied().unwrap_or_default();
        waiting >= self.waiting_room(hotline)
    }

    fn has_line(&self, contact: &ContactId, wish: &Wish) -> bool {
        match wish {
            Wish::Message { key, .. } => self.has_key(contact, key),
            Wish::Call | Wish::Chat | Wish::Callback { .. } => false,
        }
    }

    fn has_key(&self, contact: &ContactId, key: &RequestId) -> bool {
        self.written(contact, LineFrom::Visitor, key).is_some()
    }

    /// What is live stays as it is, but for a callback; a message is a line of it, whatever the channel.
    fn ask_again(
        &mut self,
        now: Timestamp,
        contact: &ContactId,
        wish: Wish,
        is_live: bool,
    ) -> Result<(), Refusal> {
        self.renew_contact_lease(now, contact, now);
        self.changed_contacts.insert(contact.clone());
        match wish {
            Wish::Message { key, text } if is_live || self.has_key(contact, &key) => {
                let Some(visitor) = self
                    .contacts
                    .get(contact)
                    .map(|known| known.visitor.clone())
                else {
                    return Ok(());
                };
                self.visitor_line(now, &visitor, contact, (key, text))
            }
            Wish::Callback { way, window } if is_live => {
                self.become_callback(now, contact, (way, window))
            }
            Wish::Call | Wish::Chat | Wish::Message { .. } | Wish::Callback { .. } => Ok(()),
        }
    }

    fn add_entering(
        &mut self,
        now: Timestamp,
        entering: Entering,
        department: DepartmentId,
        channel: Channel,
    ) {
        self.journal(
            now,
            FactKind::Entered {
                contact: entering.contact.clone(),
                visitor: entering.visitor.clone(),
                hotline: entering.hotline.clone(),
                department: department.clone(),
                language: entering.language.clone(),
                channel: channel.kind(),
            },
        );
        self.add_contact(Contact {
            id: entering.contact,
            visitor: entering.visitor,
            request: entering.request,
            hotline: entering.hotline,
            department,
            raised: 0,
            rank: None,
            step: 0,
            affinity: None,
            offered_callback: false,
            estimated: None,
            topic: None,
            language: entering.language,
            page: entering.page,
            channel,
            entered: now,
            waits_since: None,
            expires_at: None,
            lease: Lease::from(now, self.settings.visitor_lease),
            away: false,
            owed_until: None,
            leg: Leg::none(now),
            rings: 0,
            declined: BTreeMap::new(),
            disposition: None,
            former: BTreeMap::new(),
            answered: false,
            stars: None,
            state: ContactState::Queued,
        });
    }

    pub(super) fn visitor_offer(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        contact: &ContactId,
        (attempt, sdp): (u32, Sdp),
    ) -> Result<(), Refusal> {
        let known = self.live_contact_of(visitor, contact)?;
        if known.channel != Channel::Call {
            return Err(Refusal::WrongState);
        }
        if !self.media {
            return Err(Refusal::NoMedia);
        }
        let accepted = self.with_contact(contact, |contact| contact.leg.offered(now, attempt));
        let Some(known) = self
            .contacts
            .get(contact)
            .filter(|_| accepted == Some(true))
        else {
            return Ok(());
        };
        if let Some(leg) = known.visitor_leg_id() {
            let beside = known.beside(&leg);
            self.effects.push_back(Effect::OpenLeg {
                leg,
                attempt,
                side: Side::Visitor,
                beside,
                sdp,
            });
        }
        Ok(())
    }

    /// Hanging up twice is harmless: the visitor is told again how things stand.
    pub(super) fn visitor_hang_up(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        contact: &ContactId,
    ) -> Result<(), Refusal> {
        match self.live_contact_of(visitor, contact) {
            Ok(known) => {
                let reason = match known.state {
                    ContactState::Bridged { .. } | ContactState::Chatting { .. } => {
                        EndReason::VisitorHungUp
                    }
                    ContactState::Queued
                    | ContactState::Ringing { .. }
                    | ContactState::Connecting { .. }
                    | ContactState::RingingBack { .. }
                    | ContactState::Dialling { .. }
                    | ContactState::Ended { .. } => EndReason::VisitorAbandoned,
                };
                self.end(now, contact, reason);
                Ok(())
            }
            Err(Refusal::ContactEnded) => {
                let newest = self.by_visitor.get(visitor).unwrap_or(contact);
                self.changed_contacts.insert(newest.clone());
                Ok(())
            }
            Err(refusal) => Err(refusal),
        }
    }

    pub(super) fn live_contact_of(
        &self,
        visitor: &VisitorId,
        contact: &ContactId,
    ) -> Result<&Contact, Refusal> {
        let known = self.own_contact(visitor, contact)?;
        if known.has_ended() {
            Err(Refusal::ContactEnded)
        } else {
            Ok(known)
        }
    }

    /// Somebody else's contact is refused like one that does not exist.
    pub(super) fn own_contact(
        &self,
        visitor: &VisitorId,
        contact: &ContactId,
    ) -> Result<&Contact, Refusal> {
        let known = self.contacts.get(contact);
        let known = known.filter(|known| known.visitor == *visitor);
        known.ok_or(Refusal::UnknownContact)
    }
}
