//! Getting in, staying in, getting out: how the machine moves along its [`Link`].

use super::effect::Effect;
use super::link::{Link, Shut, Then, Who};
use super::machine::Desk;
use super::readiness::Readiness;
use bellpull_protocol::operator::FromOperator;
use bellpull_protocol::{SocketTicket, VERSION};

impl Desk {
    pub(super) fn known_as(&mut self, who: Who, ticket: SocketTicket) {
        if self
            .who
            .as_ref()
            .is_none_or(|known| known.operator != who.operator)
        {
            self.effect(Effect::Recall(who.operator.clone()));
        }
        self.who = Some(who);
        if self.link == Link::Asking {
            self.link = Link::Opening { ticket };
            self.effect(Effect::OpenSocket);
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

    pub(super) fn pause(&mut self, now_ms: u64) {
        let then = match &self.link {
            Link::Closed | Link::Shut(_) | Link::Pausing { .. } => return,
            Link::SigningIn { token } => Then::SignIn(token.clone()),
            Link::Asking | Link::Opening { .. } | Link::Greeting | Link::Live => Then::Ask,
        };
        let pause = self.backoff.next_delay_ms(self.chance.draw());
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
