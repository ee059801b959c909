//! What the person does, if it fits the moment. What does not fit is ignored: a button may be clicked just as it goes.

use super::effect::Effect;
use super::input::Gesture;
use super::link::{Link, Shut, Then};
use super::machine::Desk;
use super::readiness::Readiness;
use super::told::Hand;
use super::wishes::{Answer, RingWish};
use bellpull_protocol::ContactId;
use bellpull_protocol::operator::{FromOperator, PresenceChoice};

impl Desk {
    pub(super) fn obey(&mut self, now_ms: u64, gesture: Gesture) {
        match gesture {
            Gesture::GoOnline => self.go_online(),
            Gesture::Choose(PresenceChoice::Available) if !self.readiness.is_ready() => {
                self.go_online()
            }
            Gesture::Choose(choice) => {
                self.choose(choice);
                if choice == PresenceChoice::Offline && self.wanted_call().is_none() {
                    self.readiness = Readiness::default();
                    self.effect(Effect::ReleaseMicrophone);
                }
            }
            Gesture::Answer => self.decide_ring(Answer::Accept),
            Gesture::Decline => self.decide_ring(Answer::Decline),
            Gesture::Mute => {
                if self.wanted_call().is_some() {
                    self.call.muted = !self.call.muted;
                    self.effect(Effect::Mute(self.call.muted));
                }
            }
            Gesture::HangUp => self.hang_up(),
            Gesture::Outcome(disposition) => {
                if let Some(contact) = self.contact_to_note() {
                    self.outcomes.pick(&contact, disposition);
                }
            }
            Gesture::Note(note) => {
                if let Some(contact) = self.contact_to_note() {
                    self.outcomes.write(now_ms, &contact, &note);
                }
            }
            Gesture::Finish => {
                if let Some(contact) = self.contact_in_wrap_up() {
                    self.outcomes.finish(&contact);
                }
            }
            Gesture::MoreTime => {
                let more = self
                    .contact_in_wrap_up()
                    .map(|contact| FromOperator::MoreTime { contact });
                self.say(more);
            }
            Gesture::Rejoin => {
                let ask = self.readiness.ask();
                ask.into_iter().for_each(|effect| self.effect(effect));
            }
            Gesture::TakeBack => {
                if self.link == Link::Shut(Shut::Superseded) {
                    self.link = Link::Closed;
                    self.start(Then::Ask);
                }
            }
            Gesture::DismissNotice => self.notice = None,
            Gesture::SignOut => self.sign_out(),
        }
    }

    fn go_online(&mut self) {
        let effects = self.readiness.go_online();
        effects.into_iter().for_each(|effect| self.effect(effect));
    }

    fn decide_ring(&mut self, answer: Answer) {
        let ring = self.told.as_ref().and_then(|told| told.hand.ring());
        let Some((contact, ring)) = ring.filter(|_| self.wishes.ring.is_none()) else {
            return;
        };
        let wish = RingWish {
            contact: contact.clone(),
            ring,
            answer,
        };
        self.say([wish.message()]);
        self.wishes.ring = Some(wish);
        self.notice = None;
    }

    fn hang_up(&mut self) {
        let contact = self.wanted_call().map(|(contact, _)| contact.clone());
        if let Some(contact) = contact {
            self.say([FromOperator::HangUp {
                contact: contact.clone(),
            }]);
            self.wishes.hang_up = Some(contact);
        }
    }

    fn sign_out(&mut self) {
        // What was typed a moment ago is sent before the session ends; nothing stays in this browser.
        let unsent = self.outcomes.due(u64::MAX);
        self.say(unsent);
        self.outcomes = Default::default();
        self.wishes = Default::default();
        self.effect(Effect::SignOut);
        self.shut(Shut::Goodbye);
    }

    /// Notes may be taken from the moment the call is there.
    fn contact_to_note(&self) -> Option<ContactId> {
        match &self.told.as_ref()?.hand {
            Hand::Connecting { caller, .. }
            | Hand::Talking { caller, .. }
            | Hand::WrapUp { caller, .. } => Some(caller.contact.clone()),
            Hand::Empty | Hand::Ringing { .. } => None,
        }
    }

    fn contact_in_wrap_up(&self) -> Option<ContactId> {
        match &self.told.as_ref()?.hand {
            Hand::WrapUp { caller, .. } => Some(caller.contact.clone()),
            Hand::Empty | Hand::Ringing { .. } | Hand::Connecting { .. } | Hand::Talking { .. } => {
                None
            }
        }
    }
}
