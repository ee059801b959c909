//! The contact: what the edge tells about it, hanging up, and its end.

use super::rating::Rating;
use super::{Change, Phase, Session, Standing};
use bellpull_protocol::ContactId;
use bellpull_protocol::visitor::{ContactState, EndReason, FromVisitor, ToVisitor};

impl Session {
    pub(super) fn contact_told(&mut self, now_ms: u64, message: ToVisitor) {
        let Some(standing) = Standing::from_message(message) else {
            return;
        };
        self.told();
        if self.is_given_up(&standing) {
            return;
        }
        if standing.has_ended() {
            self.ended_told(now_ms, standing);
        } else {
            self.live_told(now_ms, standing);
        }
    }

    /// The visitor has hung up, and the edge does not know yet or has just confirmed it.
    fn is_given_up(&mut self, standing: &Standing) -> bool {
        if self.given_up.as_ref() == Some(&standing.request) && !standing.has_ended() {
            self.given_up = None;
            self.send_hang_up(standing.contact.clone());
        }
        let Some(at) = self
            .memory
            .hang_ups
            .iter()
            .position(|contact| *contact == standing.contact)
        else {
            return false;
        };
        if standing.has_ended() {
            self.memory.hang_ups.remove(at);
            self.remember();
            self.end_told(standing);
            // What was asked in the meantime may have been answered with the contact that was being hung up.
            self.send_wish();
        }
        true
    }

    /// A page that was just loaded, or took over, continues the contact there is.
    fn live_told(&mut self, now_ms: u64, standing: Standing) {
        self.chat_told(now_ms, &standing);
        let (change, had_talked) = match std::mem::replace(&mut self.phase, Phase::Idle) {
            // Who asks for another channel waits anew; nobody was lost.
            Phase::InContact {
                change,
                was_talking,
                standing: before,
            } => (change, was_talking && before.channel == standing.channel),
            // A form was about this contact.
            Phase::Idle | Phase::Asked { .. } | Phase::Ended { .. } | Phase::Refused { .. } => {
                self.form = None;
                (None, false)
            }
        };
        let settled = |change: &Change| change.is_settled(&standing);
        let may_change = match standing.state {
            ContactState::Waiting | ContactState::Ringing => true,
            ContactState::RingBack
            | ContactState::Dialling
            | ContactState::Connecting
            | ContactState::Talking
            | ContactState::Chatting
            | ContactState::Ended => false,
        };
        if !may_change || change.as_ref().is_some_and(settled) {
            self.form = None;
        }
        let was_talking = had_talked || standing.is_answered_live();
        self.phase = Phase::InContact {
            change: change.filter(|change| !settled(change)),
            standing,
            was_talking,
        };
        self.tell_media(now_ms);
    }

    fn ended_told(&mut self, now_ms: u64, told: Standing) {
        let ours = match &self.phase {
            Phase::InContact { standing, .. } => standing.contact == told.contact,
            Phase::Asked { request, .. } => *request == told.request,
            Phase::Ended { .. } => {
                self.end_told(&told);
                false
            }
            Phase::Idle => told.is_answer() && !self.has_read(&told.contact),
            Phase::Refused { .. } => false,
        };
        if ours {
            self.chat_told(now_ms, &told);
            self.end(told.reason.unwrap_or(EndReason::Unknown), Some(told));
        }
    }

    /// The chat stays with the page until there is another.
    fn has_read(&self, contact: &ContactId) -> bool {
        let chat = self.chat.as_ref();
        chat.is_some_and(|chat| chat.contact() == contact)
    }

    /// Sound stops at once; the edge is told now or, when it cannot be reached, as soon as it can.
    pub(super) fn hang_up(&mut self) {
        match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::InContact { standing, .. } => {
                let reason = if standing.is_answered_live() {
                    EndReason::VisitorHungUp
                } else {
                    EndReason::VisitorAbandoned
                };
                let contact = standing.contact.clone();
                self.end(reason, Some(standing));
                self.send_hang_up(contact);
            }
            phase @ Phase::Asked { .. } => {
                self.phase = phase;
                self.give_up();
            }
            phase @ (Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. }) => {
                self.phase = phase;
            }
        }
    }

    fn give_up(&mut self) {
        let Phase::Asked { request, .. } = &self.phase else {
            return;
        };
        let request = request.clone();
        self.dismiss();
        if matches!(self.phase, Phase::Asked { .. }) {
            self.given_up = Some(request);
            self.end(EndReason::VisitorAbandoned, None);
        }
    }

    fn send_hang_up(&mut self, contact: ContactId) {
        self.memory.hang_ups.push(contact.clone());
        self.remember();
        if self.is_up() {
            self.send(FromVisitor::HangUp { contact });
        }
    }

    /// The edge no longer has what was hung up. Refusals name no contact, and all of them were sent.
    pub(super) fn hang_ups_confirmed(&mut self) {
        self.memory.hang_ups.clear();
        self.remember();
    }

    pub(super) fn end(&mut self, reason: EndReason, standing: Option<Standing>) {
        if let Some(chat) = &mut self.chat {
            chat.ended();
        }
        self.form = None;
        self.trouble = None;
        self.phase = Phase::Ended {
            reason,
            standing,
            rating: Rating::Open,
        };
        self.settle_sound();
    }
}
