//! Getting in, staying in, getting out: how the machine moves along its [`Link`].

use super::effect::Effect;
use super::link::{LOOKING_MS, Link, Shut, Then, Who};
use super::machine::Desk;
use super::readiness::Readiness;
use super::told::Told;
use bellpull_protocol::operator::{FromOperator, Presence};
use bellpull_protocol::{OperatorId, SocketTicket, VERSION};

impl Desk {
    pub(super) fn known_as(&mut self, now_ms: u64, who: Who, ticket: SocketTicket) {
        if self
            .who
            .as_ref()
            .is_none_or(|known| known.operator != who.operator)
        {
            self.effect(Effect::Recall(who.operator.clone()));
        }
        let operator = who.operator.clone();
        self.who = Some(who);
        if self.link != Link::Asking {
            return;
        }
        if self.alone {
            self.open(ticket);
        } else {
            let until_ms = now_ms + LOOKING_MS;
            self.link = Link::Looking { ticket, until_ms };
            self.effect(Effect::AskOtherPages(operator));
        }
    }

    /// Opens the socket, which makes this page the desk.
    pub(super) fn open(&mut self, ticket: SocketTicket) {
        self.alone = true;
        self.link = Link::Opening { ticket };
        self.effect(Effect::OpenSocket);
    }

    /// Another page of this browser is about to become the desk of this operator.
    pub(super) fn asked_by_other_page(&mut self, operator: OperatorId) {
        let same = self
            .who
            .as_ref()
            .is_some_and(|who| who.operator == operator);
        if same && self.is_busy() {
            self.effect(Effect::AnswerOtherPage(operator));
        }
    }

    /// A page that takes over now would cut somebody off, or keep calls from ringing.
    fn is_busy(&self) -> bool {
        let available = |told: &Told| told.presence == Presence::Available;
        let ready = self.readiness.is_ready() && self.told.as_ref().is_some_and(available);
        let in_hand = |told: &Told| told.hand.contact().is_some();
        self.alone
            && !matches!(self.link, Link::Shut(_))
            && (ready
                || self.told.as_ref().is_some_and(in_hand)
                || self.shown_chats().next().is_some())
    }

    pub(super) fn other_page_is_busy(&mut self, operator: &OperatorId) {
        let same = self
            .who
            .as_ref()
            .is_some_and(|who| who.operator == *operator);
        if same && matches!(self.link, Link::Looking { .. }) {
            self.shut(Shut::Elsewhere);
        }
    }

    pub(super) fn greet(&mut self) {
        let Link::Opening { ticket } = &self.link else {
            return;
        };
        let (Some(page_id), ticket) = (self.page_id.clone(), ticket.clone()) else {
            return;
        };
        self.link = Link::Greeting;
        let ready = self.readiness.is_ready();
        self.effect(Effect::Send(FromOperator::Hello {
            version: VERSION,
            page_id,
            ticket,
            ready,
        }));
    }

    pub(super) fn start(&mut self, then: Then) {
        match then {
            Then::SignIn(token) => {
                self.link = Link::SigningIn {
                    token: token.clone(),
                };
                self.effect(Effect::SignIn { token });
            }
            Then::Ask => {
                self.link = Link::Asking;
                self.effect(Effect::AskWhoIAm);
            }
        }
    }

    /// `later`: the edge has asked not to come back at once.
    pub(super) fn pause(&mut self, now_ms: u64, later: bool) {
        let then = match &self.link {
            Link::Closed | Link::Shut(_) | Link::Pausing { .. } => return,
            Link::SigningIn { token } => Then::SignIn(token.clone()),
            Link::Asking
            | Link::Looking { .. }
            | Link::Opening { .. }
            | Link::Greeting
            | Link::Live => Then::Ask,
        };
        let chance = self.chance.draw();
        let pause = if later {
            self.backoff.later_ms(chance)
        } else {
            self.backoff.next_delay_ms(chance)
        };
        self.link = Link::Pausing {
            until_ms: now_ms + u64::from(pause),
            then,
        };
        self.troubled = true;
        self.call.went_offline();
        self.chats.went_offline();
    }

    pub(super) fn shut(&mut self, shut: Shut) {
        // The first reason is the true one; what follows is its echo.
        if !matches!(self.link, Link::Shut(_)) {
            self.link = Link::Shut(shut);
            self.readiness = Readiness::default();
            self.told = None;
            self.chats.went_offline();
            self.effect(Effect::CloseSocket);
            self.effect(Effect::ReleaseMicrophone);
        }
    }
}
