//! The contact: what the edge tells about it, hanging up, and its end.

use super::{Command, Phase, Session, Standing, Then};
use crate::softphone::media_offer::LegTold;
use bellpull_protocol::ContactId;
use bellpull_protocol::visitor::{ContactState, EndReason, FromVisitor, ToVisitor};

impl Standing {
    fn from_message(message: ToVisitor) -> Option<Self> {
        match message {
            ToVisitor::Contact {
                contact,
                request,
                state,
                entered_ms,
                place,
                leg,
                attempt,
                operator_name,
                talking_since_ms,
                operator_leg,
                reason,
                ..
            } => Some(Self {
                contact,
                request,
                state,
                entered_ms,
                place,
                leg,
                attempt,
                operator_name,
                operator_leg,
                talking_since_ms,
                reason,
            }),
            ToVisitor::Welcome { .. }
            | ToVisitor::Staffed { .. }
            | ToVisitor::Opening { .. }
            | ToVisitor::Promotions { .. }
            | ToVisitor::Line { .. }
            | ToVisitor::Typing { .. }
            | ToVisitor::Answer { .. }
            | ToVisitor::Refused { .. }
            | ToVisitor::Unknown => None,
        }
    }

    fn has_ended(&self) -> bool {
        self.state == ContactState::Ended
    }
}

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
            self.ended_told(&standing);
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
            // A call made in the meantime may have been answered with the contact that was being hung up.
            self.send_call();
        }
        true
    }

    fn live_told(&mut self, now_ms: u64, standing: Standing) {
        match &mut self.phase {
            // A page that was just loaded, or took over, continues the contact there is.
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => {
                self.phase = Phase::Asking {
                    then: Then::Rejoin(standing),
                };
                self.commands.push_back(Command::AskForMicrophone);
            }
            Phase::Asking { then } | Phase::NoMicrophone { then, .. } => {
                *then = Then::Rejoin(standing)
            }
            Phase::Calling { .. } | Phase::InContact { .. } => self.enter_contact(now_ms, standing),
        }
    }

    pub(super) fn enter_contact(&mut self, now_ms: u64, standing: Standing) {
        let (microphone, had_talked) = match &self.phase {
            Phase::InContact {
                microphone,
                was_talking,
                ..
            } => (*microphone, *was_talking),
            Phase::Idle
            | Phase::Asking { .. }
            | Phase::NoMicrophone { .. }
            | Phase::Calling { .. }
            | Phase::Ended { .. }
            | Phase::Refused { .. } => (Ok(()), false),
        };
        let leg = LegTold {
            contact: &standing.contact,
            leg: standing.leg,
            attempt: standing.attempt,
        };
        // A message that was on its way while the socket broke must not count as being back.
        let step = if self.is_up() {
            self.media.told(now_ms, Some(leg))
        } else {
            None
        };
        let was_talking = had_talked || standing.state == ContactState::Talking;
        self.phase = Phase::InContact {
            standing,
            microphone,
            was_talking,
        };
        self.media_step(step);
    }

    fn ended_told(&mut self, standing: &Standing) {
        let ours = match &self.phase {
            Phase::Asking {
                then: Then::Rejoin(of),
            }
            | Phase::NoMicrophone {
                then: Then::Rejoin(of),
                ..
            } => of.contact == standing.contact,
            Phase::InContact { standing: of, .. } => of.contact == standing.contact,
            Phase::Calling { request } => *request == standing.request,
            Phase::Idle
            | Phase::Asking {
                then: Then::Call(_),
            }
            | Phase::NoMicrophone {
                then: Then::Call(_),
                ..
            }
            | Phase::Ended { .. }
            | Phase::Refused { .. } => false,
        };
        if ours {
            let reason = standing.reason.unwrap_or(EndReason::Unknown);
            self.end(reason);
        }
    }

    /// Sound stops at once; the edge is told now or, when it cannot be reached, as soon as it can.
    pub(super) fn hang_up(&mut self) {
        let (contact, reason) = match &self.phase {
            Phase::InContact { standing, .. }
            | Phase::Asking {
                then: Then::Rejoin(standing),
            }
            | Phase::NoMicrophone {
                then: Then::Rejoin(standing),
                ..
            } => {
                let talked = standing.state == ContactState::Talking;
                let reason = if talked {
                    EndReason::VisitorHungUp
                } else {
                    EndReason::VisitorAbandoned
                };
                (Some(standing.contact.clone()), reason)
            }
            Phase::Calling { request } => {
                self.given_up = Some(request.clone());
                (None, EndReason::VisitorAbandoned)
            }
            Phase::Asking {
                then: Then::Call(_),
            }
            | Phase::NoMicrophone {
                then: Then::Call(_),
                ..
            } => {
                return self.dismiss();
            }
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => return,
        };
        self.end(reason);
        if let Some(contact) = contact {
            self.send_hang_up(contact);
        }
    }

    fn send_hang_up(&mut self, contact: ContactId) {
        self.memory.hang_ups.push(contact.clone());
        self.remember();
        if self.is_up() {
            self.commands
                .push_back(Command::Send(FromVisitor::HangUp { contact }));
        }
    }

    /// The edge no longer has what was hung up. Refusals name no contact, and all of them were sent.
    pub(super) fn hang_ups_confirmed(&mut self) {
        self.memory.hang_ups.clear();
        self.remember();
    }

    pub(super) fn end(&mut self, reason: EndReason) {
        self.silence();
        self.phase = Phase::Ended { reason };
    }

    pub(super) fn silence(&mut self) {
        let step = self.media.close();
        self.media_step(step);
        self.no_media = false;
        self.commands.push_back(Command::ReleaseMicrophone);
    }
}
