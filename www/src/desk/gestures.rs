//! What the person does, if it fits the moment. What does not fit is ignored: a button may be clicked just as it goes.

use super::effect::Effect;
use super::input::Gesture;
use super::link::{Link, Shut, Then};
use super::machine::Desk;
use super::readiness::Readiness;
use super::told::Hand;
use super::wishes::{Answer, RingWish};
use bellpull_protocol::ContactId;
use bellpull_protocol::operator::{ChatState, FromOperator, PresenceChoice};

impl Desk {
    pub(super) fn obey(&mut self, now_ms: u64, gesture: Gesture) {
        match gesture {
            Gesture::GoOnline => self.go_online(),
            Gesture::Choose(PresenceChoice::Available) if !self.readiness.is_ready() => {
                self.go_online()
            }
            Gesture::Choose(choice) => {
                self.readiness.available_again = false;
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
                if let Some(contact) = self.contact_to_note().or_else(|| self.ended_chat()) {
                    self.outcomes.pick(&contact, disposition);
                }
            }
            Gesture::Note(note) => {
                if let Some(contact) = self.contact_to_note() {
                    self.outcomes.write(now_ms, &contact, &note);
                }
            }
            Gesture::Finish => {
                if let Some(contact) = self.contact_in_wrap_up().or_else(|| self.ended_chat()) {
                    self.outcomes.finish(&contact);
                }
            }
            Gesture::MoreTime => {
                let more = self
                    .contact_in_wrap_up()
                    .map(|contact| FromOperator::MoreTime { contact });
                self.say(more);
            }

            Gesture::OpenChat(contact) => self.show_chat(&contact),
            Gesture::NextChat => self.show_next_chat(),
            Gesture::Draft(contact, text) => self.chats.draft(now_ms, &contact, text),
            Gesture::SendLine(contact, key) => self.chats.say(now_ms, &contact, key),
            Gesture::EndChat(contact) => self.end_chat(contact),
            Gesture::EndThisChat => {
                if let Some(contact) = self.open_chat().cloned() {
                    self.end_chat(contact);
                }
            }
            Gesture::ChatOutcome(contact, disposition) => {
                if self.chats.state(&contact) == Some(ChatState::Ended) {
                    self.outcomes.pick(&contact, disposition);
                }
            }
            Gesture::ChatNote(contact, note) => {
                if self.chats.state(&contact) == Some(ChatState::Ended) {
                    self.outcomes.write(now_ms, &contact, &note);
                }
            }
            Gesture::FinishChat(contact) => {
                if self.chats.state(&contact) == Some(ChatState::Ended) {
                    self.outcomes.finish(&contact);
                }
            }

            Gesture::OpenDirectory => self.open_directory(now_ms),
            Gesture::CloseDirectory => self.close_directory(),
            Gesture::Transfer(aim) => self.transfer(now_ms, aim),
            Gesture::Consult(colleague) => self.consult(now_ms, colleague),
            Gesture::Together(together) => self.consult_together(now_ms, together),
            Gesture::CompleteTransfer => self.complete_transfer(now_ms),
            Gesture::CancelConsult => self.cancel_consult(now_ms),
            Gesture::TakeBreak(wish) => self.take_break(now_ms, wish),
            Gesture::CancelPlannedBreak => self.cancel_planned_break(now_ms),
            Gesture::Topic(topic) => {
                if let Some(contact) = self.contact_to_note() {
                    self.outcomes.topic(&contact, topic);
                }
            }

            Gesture::TakeCallback(contact) => self.take_callback(&contact),
            Gesture::TakeNextCallback => {
                let next = self.owed.rows.iter().find(|row| self.may_take(row));
                if let Some(contact) = next.map(|row| row.contact.clone()) {
                    self.take_callback(&contact);
                }
            }
            Gesture::Tried(outcome) => self.tell_try(outcome),

            Gesture::Look(look) => self.look = look,
            Gesture::LanguageChosen => self.promotions.changed(),

            Gesture::Rejoin => {
                let ask = self.readiness.ask();
                ask.into_iter().for_each(|effect| self.effect(effect));
            }
            Gesture::TakeBack => {
                if matches!(self.link, Link::Shut(Shut::Superseded | Shut::Elsewhere)) {
                    self.alone = true;
                    self.link = Link::Closed;
                    // Within the gesture, for the call that may come along.
                    self.effect(Effect::UnlockSound);
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
        let ring = self.ring().map(|(contact, ring)| (contact.clone(), ring));
        let Some((contact, ring)) = ring.filter(|_| self.wishes.ring.is_none()) else {
            return;
        };
        if answer == Answer::Accept && self.chats.state(&contact).is_some() {
            self.chats.open(&contact);
        }
        let wish = RingWish {
            contact,
            ring,
            answer,
        };
        self.say([wish.message()]);
        self.wishes.ring = Some(wish);
        self.notice = None;
    }

    fn hang_up(&mut self) {
        let wanted = self.wanted_call().map(|(contact, _)| contact);
        let hand = self.told.as_ref().map(|told| &told.hand);
        let rung_back = hand.filter(|hand| matches!(hand, Hand::RingingBack { .. }));
        let rung_back = rung_back.and_then(Hand::to_hang_up);
        let contact = wanted.or(rung_back).cloned();
        if let Some(contact) = contact.filter(|_| self.wishes.hang_up.is_none()) {
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
        self.chats = Default::default();
        self.effect(Effect::SignOut);
        self.shut(Shut::Goodbye);
    }

    /// Notes may be taken from the moment the call is there.
    fn contact_to_note(&self) -> Option<ContactId> {
        match &self.told.as_ref()?.hand {
            Hand::Dialling { caller, .. }
            | Hand::Connecting { caller, .. }
            | Hand::Talking { caller, .. }
            | Hand::WrapUp { caller, .. } => Some(caller.contact.clone()),
            Hand::Empty | Hand::Ringing { .. } | Hand::RingingBack { .. } => None,
        }
    }

    fn contact_in_wrap_up(&self) -> Option<ContactId> {
        match &self.told.as_ref()?.hand {
            Hand::WrapUp { caller, .. } => Some(caller.contact.clone()),
            Hand::Empty
            | Hand::Ringing { .. }
            | Hand::RingingBack { .. }
            | Hand::Dialling { .. }
            | Hand::Connecting { .. }
            | Hand::Talking { .. } => None,
        }
    }
}
