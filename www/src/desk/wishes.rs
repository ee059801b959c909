//! What the person asked for and the switchboard has not confirmed yet.
//!
//! The desk acts on a wish at once and repeats it after a lost connection. What the switchboard says settles it:
//! a wish that came true, or no longer makes sense, is dropped.

use super::chats::Chats;
use super::told::Told;
use bellpull_protocol::ContactId;
use bellpull_protocol::operator::{FromOperator, Presence, PresenceChoice, TryOutcome};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    pub presence: Option<PresenceChoice>,
    /// For the call, callback or chat that rings: never more than one does.
    pub ring: Option<RingWish>,
    pub hang_up: Option<ContactId>,
    /// The callback to be dialled next.
    pub take: Option<ContactId>,
    /// How dialling went.
    pub tried: Option<(ContactId, TryOutcome)>,
    /// Chats to be ended.
    pub end_chats: Vec<ContactId>,
}

/// What to do with a ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingWish {
    pub contact: ContactId,
    pub ring: u32,
    pub answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Accept,
    Decline,
}

impl Wishes {
    /// Drops what the switchboard has carried out or overtaken.
    pub fn settle(&mut self, told: &Told, chats: &Chats) {
        let hand = &told.hand;
        self.presence = self
            .presence
            .filter(|choice| presence_of(*choice) != told.presence);
        let rings = [hand.ring(), chats.ring()];
        self.ring = self
            .ring
            .take()
            .filter(|wish| rings.contains(&Some((&wish.contact, wish.ring))));
        self.hang_up = self
            .hang_up
            .take()
            .filter(|contact| hand.to_hang_up() == Some(contact));
        self.take = self.take.take().filter(|_| hand.contact().is_none());
        self.tried = self
            .tried
            .take()
            .filter(|(contact, _)| hand.dialled() == Some(contact));
        self.end_chats.retain(|contact| chats.is_going_on(contact));
    }

    /// All that is open, to be said again on a new connection.
    #[must_use]
    pub fn messages(&self) -> Vec<FromOperator> {
        let presence = self.presence.map(|presence| FromOperator::Presence {
            presence,
            reason: None,
            until_ms: None,
        });
        let ring = self.ring.as_ref().map(RingWish::message);
        let hang_ups = self.hang_up.iter().chain(&self.end_chats);
        let hang_ups = hang_ups
            .cloned()
            .map(|contact| FromOperator::HangUp { contact });
        let take = self
            .take
            .clone()
            .map(|contact| FromOperator::TakeCallback { contact });
        let tried = self
            .tried
            .clone()
            .map(|(contact, outcome)| FromOperator::Tried { contact, outcome });
        let single = [presence, ring, take, tried].into_iter().flatten();
        single.chain(hang_ups).collect()
    }

    /// The contact that was accepted, as long as the switchboard has not said so itself.
    #[must_use]
    pub fn accepted(&self) -> Option<&ContactId> {
        self.ring
            .as_ref()
            .filter(|wish| wish.answer == Answer::Accept)
            .map(|wish| &wish.contact)
    }
}

impl RingWish {
    #[must_use]
    pub fn message(&self) -> FromOperator {
        let (contact, ring) = (self.contact.clone(), self.ring);
        match self.answer {
            Answer::Accept => FromOperator::Accept { contact, ring },
            Answer::Decline => FromOperator::Decline { contact, ring },
        }
    }
}

/// How a choice is shown once it is carried out.
#[must_use]
pub fn presence_of(choice: PresenceChoice) -> Presence {
    match choice {
        PresenceChoice::Available => Presence::Available,
        PresenceChoice::Break => Presence::Break,
        PresenceChoice::Offline => Presence::Offline,
    }
}
