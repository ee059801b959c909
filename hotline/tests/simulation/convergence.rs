//! What must hold of the world as a whole: whoever has nothing under way shows the truth, whoever is gone is missed,
//! and in the end everybody was served.

use crate::definition::Definition;
use crate::hearing;
use crate::house::CHAT_AWAY;
use crate::ledger::Stands;
use crate::network::{ConnectionId, Peer};
use crate::truth::{desk_chats, desk_view, places, visitor_view, without_estimate};
use crate::world::{Violation, World};
use bellpull_hotline::{
    Activity, Contact, ContactState, ContactView, ContactViewState, DeskContact, EndReason, Fact,
    FactKind, Switchboard, Timestamp,
};
use bellpull_protocol::{ContactId, OperatorId};
use std::collections::BTreeMap;
use std::time::Duration;

const VISITOR_LEASE: Duration = Duration::from_secs(18);
/// What a page says renews the lease when it arrives: up to a ping's pause after the last ping, and so much later than it
/// was said.
const SLOWEST_MESSAGE: Duration = Duration::from_secs(4 + 5);

/// A pause, the slices of everybody who could wait, and one more sweep because of what happened in the first. Until a
/// dead connection is found out nobody can be told anything.
const SWEPT_WITHIN: Duration = Duration::from_secs(60);

impl World {
    pub fn definition<'a>(&'a self, heart: &'a Switchboard) -> Definition<'a> {
        Definition {
            now: self.now,
            plan: self.edge.plan.as_ref().unwrap_or(&self.unwritten),
            heart,
        }
    }

    pub fn check_world(&mut self) -> Result<(), Violation> {
        let Some(heart) = self.edge.memory.take() else {
            return Ok(());
        };
        let outcome = self
            .pages_show_the_truth(&heart)
            .and_then(|()| self.places_are_told_in_time(&heart))
            .and_then(|()| self.desks_show_the_truth(&heart))
            .and_then(|()| self.who_is_gone_leaves_the_queue(&heart))
            .and_then(|()| self.media_node_has_what_is_needed(&heart));
        self.look_around(&heart);
        self.edge.memory = Some(heart);
        outcome
    }

    /// Nothing is under way between this peer and the edge.
    fn is_settled(&self, peer: Peer) -> Option<ConnectionId> {
        let id = self.connection_to(peer)?;
        let known = &self.network.connections[id];
        let settled = known.carries && known.in_flight == 0 && self.is_current(peer, id);
        (self.edge.is_up && settled).then_some(id)
    }

    /// (5, S16) A page with nothing under way shows what is so, whatever it missed; no phantom rings, no places of
    /// yesterday.
    fn pages_show_the_truth(&self, heart: &Switchboard) -> Result<(), Violation> {
        let places = places(&self.definition(heart));
        for (index, visitor) in self.visitors.iter().enumerate() {
            let Some(contact) = heart.contact_of(&visitor.id) else {
                continue;
            };
            let page = visitor
                .page
                .as_ref()
                .filter(|_| self.is_settled(Peer::Visitor(index)).is_some());
            let Some(page) = page else {
                continue;
            };
            let truth = visitor_view(contact, places.get(&contact.id).copied());
            // Lines are told one by one, so the number in the last state may be behind.
            let shown = page
                .view
                .clone()
                .map(|view| without_estimate(ContactView { lines: 0, ..view }));
            if let Some(transcript) = page.transcripts.get(&contact.id) {
                transcript.must_show(self.ledger.lines_of(&contact.id))?;
            }
            if shown.as_ref() != Some(&truth) && !is_told_later(heart, shown.as_ref(), &truth) {
                let what = (&page.view, truth);
                return Err(Violation::new(
                    "a page with nothing under way shows the truth",
                    &what,
                ));
            }
        }
        Ok(())
    }

    /// Behind the head of the queue a place may be told later, but not much.
    fn places_are_told_in_time(&mut self, heart: &Switchboard) -> Result<(), Violation> {
        let places = places(&self.definition(heart));
        let alarm_is_late = self.edge.alarm.is_some_and(|due| due <= self.now);
        let woke = self.edge.woke.last().copied();
        let woke = woke.unwrap_or(Timestamp::from_millis(0));
        for visitor in &mut self.visitors {
            let place = heart.contact_of(&visitor.id).map(|contact| &contact.id);
            let place = place.and_then(|id| places.get(id));
            let Some(page) = visitor.page.as_mut() else {
                continue;
            };
            let shown = page.view.as_ref().map(|view| &view.state);
            let untold = match (shown, place) {
                (Some(ContactViewState::Waiting { place: shown, .. }), Some(place)) => {
                    shown != place
                }
                _ => false,
            };
            if !untold || alarm_is_late || page.link.connection.is_none() {
                page.place_untold_since = None;
                continue;
            }
            let since = *page.place_untold_since.get_or_insert(self.now);
            let since = since.max(woke);
            if self.now > since.after(SWEPT_WITHIN) {
                let sentence = "a place behind the head is told within seconds";
                return Err(Violation::new(sentence, &(&visitor.id, since)));
            }
        }
        Ok(())
    }

    fn desks_show_the_truth(&self, heart: &Switchboard) -> Result<(), Violation> {
        for (index, operator) in self.operators.iter().enumerate() {
            let mut known = heart.operators();
            let Some(known) = known.find(|known| known.id == operator.id) else {
                continue;
            };
            let desk = operator
                .page
                .as_ref()
                .filter(|_| self.is_settled(Peer::Operator(index)).is_some());
            let Some(desk) = desk else {
                continue;
            };
            let truth = desk_view(known, heart);
            let chats = desk_chats(known, heart);
            let in_hand = truth
                .contact
                .iter()
                .chain(chats.iter().map(|chat| &chat.contact));
            let in_hand = in_hand.map(|known| &known.contact);
            for contact in in_hand.filter(|id| is_at_desk(heart, id, &operator.id)) {
                if let Some(transcript) = desk.transcripts.get(contact) {
                    transcript.must_show(self.ledger.lines_of(contact))?;
                }
            }
            let mut shown = (desk.view.clone(), desk.chats.clone());
            for chat in &mut shown.1 {
                let id = &chat.contact.contact;
                if let Some(known) = heart.contact(id)
                    && !is_at_desk(heart, id, &operator.id)
                {
                    chat.visitor_here = !known.away;
                }
            }
            let view = shown.0.iter_mut().filter_map(|view| view.contact.as_mut());
            let chat = shown.1.iter_mut().map(|chat| &mut chat.contact);
            for contact in view.chain(chat) {
                contact.lines = 0;
                // Whoever gave it away is not told how it goes on.
                if !is_at_desk(heart, &contact.contact, &operator.id)
                    && let Some(known) = heart.contact(&contact.contact)
                {
                    *contact = DeskContact::of(known, &operator.id, 0);
                }
            }
            if shown != (Some(truth.clone()), chats.clone()) {
                let what = (shown, truth, chats);
                return Err(Violation::new(
                    "a desk with nothing under way shows the truth",
                    &what,
                ));
            }
        }
        Ok(())
    }

    /// (4, S6) Whoever gave no sign of life for a lease is no longer waiting, unless we were away ourselves.
    fn who_is_gone_leaves_the_queue(&self, heart: &Switchboard) -> Result<(), Violation> {
        let alarm_is_late = self.edge.alarm.is_some_and(|due| due <= self.now);
        if alarm_is_late || !self.edge.is_up {
            return Ok(());
        }
        for contact in heart.contacts() {
            let waits = match contact.state {
                ContactState::Queued
                | ContactState::Ringing { .. }
                | ContactState::Connecting { .. } => !contact.channel.needs_no_page(),
                ContactState::Bridged { .. }
                | ContactState::Chatting { .. }
                | ContactState::RingingBack { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ended { .. } => false,
            };
            let peer = self.peer_of_visitor(&contact.visitor);
            let requeued = self.ledger.contacts[&contact.id].requeued;
            let woke = self.edge.woke.last().copied();
            let sign = self.last_seen(peer).max(requeued).max(woke);
            let sign = sign.unwrap_or(contact.entered).max(contact.entered);
            if waits && self.now > sign.after(VISITOR_LEASE).after(SLOWEST_MESSAGE) {
                return Err(Violation::new(
                    "whoever is gone leaves the queue",
                    &(contact, sign),
                ));
            }
        }
        Ok(())
    }

    /// (4, the other way round) Nobody who gives signs of life loses the place or the chat, and our own outage costs
    /// nobody the time to come back.
    pub fn whoever_is_there_keeps_the_place(&self, fact: &Fact) -> Result<(), Violation> {
        let FactKind::Ended {
            contact,
            reason: EndReason::VisitorLost,
            operator,
        } = &fact.kind
        else {
            return Ok(());
        };
        // The record is still as it was before this command.
        let stored = self.edge.disk.contacts.get(contact);
        let stored = stored.map(|json| serde_json::from_str::<Contact>(json).unwrap());
        let chats =
            stored.is_some_and(|contact| matches!(contact.state, ContactState::Chatting { .. }));
        let patience = match operator {
            None => VISITOR_LEASE,
            Some(_) if chats => VISITOR_LEASE + CHAT_AWAY,
            Some(_) => return Ok(()),
        };
        let mut visitors = self.visitors.iter();
        let Some(index) = visitors.position(|visitor| visitor.told.contains(contact)) else {
            return Ok(());
        };
        let Some(seen) = self.last_seen(Peer::Visitor(index)) else {
            return Ok(());
        };
        let woke = self.edge.woke.iter().copied().find(|woke| *woke >= seen);
        let sign = woke.unwrap_or(seen);
        if self.now < sign.after(patience) {
            let what = (contact, sign);
            return Err(Violation::new("whoever is there keeps the place", &what));
        }
        Ok(())
    }

    /// The last sign of life that reached the edge's runtime.
    fn last_seen(&self, peer: Peer) -> Option<Timestamp> {
        let sockets = self.network.connections.iter();
        let sockets = sockets.filter(|known| known.peer == peer && known.greeted);
        sockets.map(|known| known.last_seen).max()
    }

    /// (9) The media node has legs exactly for contacts that need them, and who is heard by whom is as it should be.
    fn media_node_has_what_is_needed(&self, heart: &Switchboard) -> Result<(), Violation> {
        if !heart.has_media() || self.is_settled(Peer::Media).is_none() {
            return Ok(());
        }
        let live = heart.contacts().filter(|contact| !contact.has_ended());
        let live: Vec<_> = live.collect();
        let legs: BTreeMap<_, _> = live
            .iter()
            .flat_map(|contact| hearing::legs(contact))
            .collect();
        for (id, known) in &self.media.legs {
            if !legs.contains_key(id) {
                return Err(Violation::new("no leg outlives its contact", &(id, known)));
            }
        }
        for (id, leg) in &legs {
            let known = self.media.legs.get(id);
            let known = known.filter(|known| known.attempt == leg.attempt);
            if known.is_some_and(|known| known.is_up) != leg.is_up() {
                let what = (id, leg, known);
                return Err(Violation::new(
                    "a leg is up on both sides or on none",
                    &what,
                ));
            }
        }
        for contact in live {
            hearing::everybody_hears_whom_they_should(contact, &self.media.legs)?;
        }
        Ok(())
    }

    /// Once the world is calm, everybody gets served: no contact is left, no wrap-up, no leg.
    pub fn is_everything_over(&self) -> bool {
        let wishes = self
            .visitors
            .iter()
            .any(|visitor| visitor.page.is_some() && visitor.wish.is_some());
        self.edge.memory.as_ref().is_some_and(|heart| {
            !wishes
                && heart.contacts().all(Contact::has_ended)
                && heart.operators().all(|operator| {
                    operator.activity == Activity::Idle && operator.chats.is_empty()
                })
                && heart.has_media()
                && self.media.legs.is_empty()
        })
    }

    pub fn who_is_left(&self) -> Violation {
        let heart = self.edge.memory.as_ref();
        let contacts = heart.into_iter().flat_map(|heart| heart.contacts());
        let contacts: Vec<_> = contacts.filter(|contact| !contact.has_ended()).collect();
        let operators: Vec<_> = heart
            .into_iter()
            .flat_map(|heart| heart.operators())
            .collect();
        let sentence = "everybody is served once the world is calm";
        Violation::new(sentence, &(contacts, operators, self.media.legs.keys()))
    }

    /// (1, 10) At the end: whatever was acknowledged is in the journal, every contact has its one end, and nothing
    /// is left on the disk but operators.
    pub fn check_end(&self) -> Result<(), Violation> {
        for visitor in &self.visitors {
            for contact in &visitor.told {
                if !self.ledger.contacts.contains_key(contact) {
                    return Err(Violation::new(
                        "what was acknowledged is in the journal",
                        contact,
                    ));
                }
            }
        }
        for (contact, entry) in &self.ledger.contacts {
            if !matches!(entry.stands, Stands::Ended(..)) {
                return Err(Violation::new("every contact ends", &(contact, entry)));
            }
        }
        if !self.edge.disk.lines.is_empty() {
            let left = self.edge.disk.lines.keys();
            return Err(Violation::new("lines are forgotten", &left));
        }
        if !self.edge.disk.contacts.is_empty() {
            let left = self.edge.disk.contacts.keys();
            return Err(Violation::new("ended contacts are forgotten", &left));
        }
        self.figures_add_up()
    }
}

/// Everything is so but the place, which a sweep is about to tell.
fn is_told_later(heart: &Switchboard, shown: Option<&ContactView>, truth: &ContactView) -> bool {
    if !matches!(truth.state, ContactViewState::Waiting { .. }) {
        return false;
    }
    let waits = |view: &&ContactView| matches!(view.state, ContactViewState::Waiting { .. });
    let but_the_place = shown.filter(waits).map(|view| ContactView {
        state: truth.state.clone(),
        ..view.clone()
    });
    !heart.places_are_told() && but_the_place.as_ref() == Some(truth)
}

/// Rings there, is in hand there, or ended there.
fn is_at_desk(heart: &Switchboard, contact: &ContactId, operator: &OperatorId) -> bool {
    let Some(contact) = heart.contact(contact) else {
        return false;
    };
    let ended = match &contact.state {
        ContactState::Ended { operator, .. } => operator.as_ref(),
        ContactState::Queued
        | ContactState::Ringing { .. }
        | ContactState::Connecting { .. }
        | ContactState::Bridged { .. }
        | ContactState::Chatting { .. }
        | ContactState::RingingBack { .. }
        | ContactState::Dialling { .. } => None,
    };
    let asked = contact.consult().map(|consult| &consult.colleague);
    let theirs = [contact.operator(), ended, asked];
    contact.rings_at(operator) || theirs.contains(&Some(operator))
}
