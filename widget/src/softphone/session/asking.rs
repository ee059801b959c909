//! What the visitor asks for: a contact, another channel, an answer to the ring; and what becomes of it.

use super::{Change, Form, Microphone, Phase, Session, Standing, Wish};
use bellpull_protocol::visitor::{Channel, ContactState, FromVisitor};
use bellpull_protocol::{DepartmentId, PhoneNumber, RefusalCode, RequestId};

impl Session {
    pub(super) fn ask(&mut self, asked: RequestId, wish: Wish) {
        self.trouble = None;
        let Some(wish) = wish.with_country() else {
            self.trouble = Some(RefusalCode::BadPhoneNumber);
            return;
        };
        self.give_way();
        match &mut self.phase {
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => {
                self.chat = None;
                self.phase = Phase::Asked {
                    request: asked,
                    wish,
                };
            }
            Phase::InContact {
                change: change @ None,
                ..
            } => {
                *change = match wish {
                    Wish::Call => Some(Change::Channel(Channel::Call)),
                    Wish::Chat => Some(Change::Channel(Channel::Chat)),
                    Wish::Callback { .. } => Some(Change::Callback {
                        request: asked,
                        wish,
                    }),
                    // A contact takes lines instead.
                    Wish::Message { .. } => None,
                };
            }
            // A second click changes nothing.
            Phase::Asked { .. }
            | Phase::InContact {
                change: Some(_), ..
            } => return,
        }
        self.send_wish();
    }

    pub(super) fn open(&mut self, form: Form) {
        self.trouble = None;
        self.give_way();
        if let Phase::Refused { .. } = self.phase {
            self.phase = Phase::Idle;
        }
        self.form = Some(form);
    }

    pub(super) fn answer_ring_back(&mut self) {
        if let Phase::InContact {
            standing, change, ..
        } = &mut self.phase
            && standing.state == ContactState::RingBack
            && change.is_none()
        {
            *change = Some(Change::AnswerRingBack);
            self.send_wish();
        }
    }

    pub(super) fn dismiss(&mut self) {
        self.trouble = None;
        let waits_for_microphone =
            matches!(self.microphone, Microphone::Asking | Microphone::Failed(_));
        match &mut self.phase {
            // What the edge was told is left by hanging up only.
            Phase::Asked {
                wish: Wish::Call, ..
            } if waits_for_microphone => self.phase = Phase::Idle,
            Phase::Asked { .. } => {}
            Phase::InContact { change, .. } => {
                if waits_for_microphone && *change == Some(Change::Channel(Channel::Call)) {
                    *change = None;
                }
                self.form = None;
            }
            Phase::Idle => self.form = None,
            Phase::Ended { .. } | Phase::Refused { .. } => self.phase = Phase::Idle,
        }
    }

    /// Sends what is not confirmed, now and after every reconnection. A call goes out once the microphone is there:
    /// nobody is to answer somebody who cannot talk.
    pub(super) fn send_wish(&mut self) {
        if !self.is_up() {
            return;
        }
        let heard = self.has_microphone();
        let message = match &self.phase {
            Phase::Asked { request, wish } => match wish {
                Wish::Call if !heard => None,
                Wish::Call | Wish::Chat | Wish::Callback { .. } | Wish::Message { .. } => {
                    Some(wish.clone().with(request.clone(), self.chosen()))
                }
            },
            Phase::InContact {
                standing,
                change: Some(change),
                ..
            } => match change {
                Change::Channel(Channel::Call) if !heard => None,
                Change::Channel(channel) => Some(FromVisitor::ChangeChannel {
                    contact: standing.contact.clone(),
                    channel: *channel,
                }),
                Change::Callback { request, wish } => {
                    Some(wish.clone().with(request.clone(), None))
                }
                Change::AnswerRingBack => Some(FromVisitor::AnswerRingBack {
                    contact: standing.contact.clone(),
                }),
            },
            Phase::Idle
            | Phase::InContact { change: None, .. }
            | Phase::Ended { .. }
            | Phase::Refused { .. } => None,
        };
        if let Some(message) = message {
            self.send(message);
        }
    }

    /// What was asked is not done.
    pub(super) fn wish_refused(&mut self, code: RefusalCode, about: &str) {
        const OF_CONTACTS: [&str; 6] = [
            "call",
            "chat",
            "callback",
            "message",
            "change_channel",
            "answer_ring_back",
        ];
        if !OF_CONTACTS.contains(&about) {
            return;
        }
        match &mut self.phase {
            // The form is still there, with everything that was filled in.
            Phase::Asked { .. } if self.form.is_some() => {
                self.phase = Phase::Idle;
                self.trouble = Some(code);
            }
            Phase::Asked { .. } => self.phase = Phase::Refused { code },
            Phase::InContact { change, .. } => {
                *change = None;
                self.trouble = Some(code);
            }
            Phase::Idle | Phase::Ended { .. } | Phase::Refused { .. } => {}
        }
    }
}

impl Wish {
    /// A number begins with `+` and its country's code, or with the `00` that many dial instead.
    fn with_country(self) -> Option<Self> {
        match self {
            Wish::Callback {
                number: Some(number),
                zone,
                at,
            } => {
                let digits = number.expose().trim();
                let number = match digits.strip_prefix("00") {
                    Some(rest) => ["+", rest].concat(),
                    None if digits.starts_with('+') => digits.to_owned(),
                    None => return None,
                };
                Some(Wish::Callback {
                    number: Some(PhoneNumber::new(number)),
                    zone,
                    at,
                })
            }
            Wish::Call | Wish::Chat | Wish::Callback { .. } | Wish::Message { .. } => Some(self),
        }
    }

    fn with(self, request: RequestId, department: Option<DepartmentId>) -> FromVisitor {
        match self {
            Wish::Call => FromVisitor::Call {
                request,
                department,
            },
            Wish::Chat => FromVisitor::Chat {
                request,
                department,
            },
            Wish::Callback { number, zone, at } => FromVisitor::Callback {
                request,
                number,
                zone,
                department,
                from_ms: at.map(|at| at.from_ms),
                until_ms: at.map(|at| at.until_ms),
            },
            Wish::Message { key, text } => FromVisitor::Message {
                request,
                key,
                text,
                department,
            },
        }
    }
}

impl Change {
    /// Whether the contact is as it was wanted, or can no longer become so.
    pub(super) fn is_settled(&self, standing: &Standing) -> bool {
        match self {
            Change::Channel(channel) => standing.channel == *channel,
            Change::Callback { wish, .. } => {
                let by_phone = matches!(
                    wish,
                    Wish::Callback {
                        number: Some(_),
                        ..
                    }
                );
                standing.channel == Channel::Callback && standing.by_phone == by_phone
            }
            Change::AnswerRingBack => standing.state != ContactState::RingBack,
        }
    }
}
