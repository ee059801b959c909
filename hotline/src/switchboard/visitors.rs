//! What visitors do.

use super::Switchboard;
use crate::channel::Channel;
use crate::contact::{Contact, ContactState, EndReason};
use crate::effect::Effect;
use crate::fact::FactKind;
use crate::input::Entering;
use crate::lease::Lease;
use crate::leg::Leg;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::Side;
use bellpull_protocol::{ContactId, Sdp, VisitorId};
use std::collections::BTreeMap;

impl Switchboard {
    pub(super) fn visitor_connected(&mut self, now: Timestamp, visitor: &VisitorId) {
        let Some(contact) = self.by_visitor.get(visitor).cloned() else {
            return;
        };
        self.renew_contact_lease(&contact, now);
        self.changed_contacts.insert(contact);
    }

    pub(super) fn visitor_seen(&mut self, visitor: &VisitorId, at: Timestamp) {
        if let Some(contact) = self.by_visitor.get(visitor).cloned() {
            self.renew_contact_lease(&contact, at);
        }
    }

    pub(super) fn visitor_disconnected(&mut self, visitor: &VisitorId, at: Timestamp) {
        let Some(contact) = self.by_visitor.get(visitor).cloned() else {
            return;
        };
        self.renew_contact_lease(&contact, at);
        self.changed_contacts.insert(contact);
    }

    /// A visitor has one live contact at a time; asking again tells it again, with its place. So does a request that
    /// was served before, however late it arrives again.
    pub(super) fn call(&mut self, now: Timestamp, call: Entering) {
        let request = (call.visitor.clone(), call.request.clone());
        if let Some(known) = self.contact_of(&call.visitor)
            && (!known.has_ended() || self.requests.contains(&request))
        {
            let id = known.id.clone();
            self.renew_contact_lease(&id, now);
            self.changed_contacts.insert(id);
            return;
        }
        self.journal(
            now,
            FactKind::Entered {
                contact: call.contact.clone(),
                visitor: call.visitor.clone(),
                hotline: call.hotline.clone(),
                language: call.language.clone(),
                channel: Channel::Call.kind(),
            },
        );
        self.add_contact(Contact {
            id: call.contact,
            visitor: call.visitor,
            request: call.request,
            hotline: call.hotline,
            language: call.language,
            page: call.page,
            channel: Channel::Call,
            entered: now,
            lease: Lease::from(now, self.settings.visitor_lease),
            leg: Leg::none(now),
            rings: 0,
            declined: BTreeMap::new(),
            disposition: None,
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
        self.live_contact_of(visitor, contact)?;
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
        let beside = known.operator_leg().and(known.operator_leg_id());
        if let Some(leg) = known.visitor_leg_id() {
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
                    ContactState::Bridged { .. } => EndReason::VisitorHungUp,
                    ContactState::Queued
                    | ContactState::Ringing { .. }
                    | ContactState::Connecting { .. }
                    | ContactState::Chatting { .. }
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

    /// Somebody else's contact is refused like one that does not exist.
    fn live_contact_of(
        &self,
        visitor: &VisitorId,
        contact: &ContactId,
    ) -> Result<&Contact, Refusal> {
        let known = self
            .contacts
            .get(contact)
            .filter(|known| known.visitor == *visitor);
        let known = known.ok_or(Refusal::UnknownContact)?;
        if known.has_ended() {
            Err(Refusal::ContactEnded)
        } else {
            Ok(known)
        }
    }
}
