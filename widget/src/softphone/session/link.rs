//! The connection to the edge: hello, welcome, refusals, and what is repeated after a reconnection.

use super::{Command, Link, Memory, Phase, Session};
use crate::softphone::chat::ToldLine;
use crate::softphone::clock::ClockOffset;
use bellpull_protocol::visitor::{EndReason, FromVisitor, ToVisitor};
use bellpull_protocol::{RefusalCode, VERSION};

/// The edge tells the contact right after its welcome; when it has not within this, in milliseconds, it no longer
/// knows it. Too short would end a call on a slow network.
const TOLD_WITHIN_MS: u64 = 5_000;

/// The edge's close code for a page that another one replaced.
const CLOSE_SUPERSEDED: u16 = 4002;
/// The edge's close code for a page that did not say hello in time.
const CLOSE_HELLO_LATE: u16 = 4008;

impl Session {
    pub(super) fn link_up(&mut self) {
        self.link = Link::Greeting;
        self.send(FromVisitor::Hello {
            version: VERSION,
            page_id: self.visit.page_id.clone(),
            token: self.memory.token.clone(),
            language: self.visit.language.clone(),
            page: self.visit.page.clone(),
        });
    }

    pub(super) fn link_down(&mut self) {
        self.media.went_offline();
        if let Some(chat) = &mut self.chat {
            chat.went_offline();
        }
        match self.link {
            Link::Down | Link::Greeting | Link::Up { .. } => self.link = Link::Down,
            Link::Superseded | Link::Refused(_) => {}
        }
    }

    pub(super) fn link_closed(&mut self, code: u16) {
        self.link_down();
        if self.link == Link::Superseded {
            return;
        }
        if code == CLOSE_SUPERSEDED {
            self.superseded();
        } else if code == CLOSE_HELLO_LATE {
            self.greet_again();
        } else if self.link == Link::Down {
            self.link = Link::Refused(RefusalCode::Unknown);
        }
    }

    pub(super) fn message(&mut self, now_ms: u64, message: ToVisitor) {
        match message {
            ToVisitor::Welcome {
                token,
                hotline_name,
                staffed,
                now_ms: edge_now_ms,
                opening,
                welcome,
                menu,
                survey: _,
                version: _,
            } => {
                self.link = Link::Up {
                    since_ms: now_ms,
                    told: false,
                };
                self.hotline_name = Some(hotline_name);
                self.staffed = Some(staffed);
                self.opening = opening;
                self.menu_told(welcome, menu);
                self.clock = ClockOffset::learn(edge_now_ms, now_ms);
                if self.memory.token.as_ref() == Some(&token) {
                    self.ask_for_entries(now_ms);
                } else {
                    self.memory.token = Some(token);
                    self.remember();
                }
                self.repeat_what_is_unconfirmed();
            }
            ToVisitor::Staffed { staffed } => self.staffed = Some(staffed),
            message @ ToVisitor::Contact { .. } => self.contact_told(now_ms, message),
            ToVisitor::Answer {
                contact,
                attempt,
                sdp,
            } => {
                let step = self.media.answered(&contact, attempt, sdp);
                self.no_media = false;
                self.media_step(step);
            }
            ToVisitor::Refused {
                code,
                about,
                sentence: _,
            } => self.refused(code, about.as_deref()),
            ToVisitor::Opening { opening } => self.opening = opening,
            ToVisitor::Menu {
                welcome,
                menu,
                survey: _,
            } => self.menu_told(welcome, menu),
            ToVisitor::Promotions { promotions } => self.promotions_told(now_ms, promotions),
            ToVisitor::Line {
                contact,
                seq,
                from,
                key,
                at_ms,
                text,
            } => self.line_told(
                now_ms,
                &contact,
                ToldLine {
                    seq,
                    from,
                    key,
                    at_ms,
                    text,
                },
            ),
            ToVisitor::Typing { contact } => self.other_types(now_ms, &contact),
            ToVisitor::Unknown => {}
        }
    }

    /// Hang-ups first: what is asked after them is a new contact.
    fn repeat_what_is_unconfirmed(&mut self) {
        self.send_hang_ups();
        self.send_wish();
        self.send_rating();
    }

    fn send_hang_ups(&mut self) {
        for contact in self.memory.hang_ups.clone() {
            self.send(FromVisitor::HangUp { contact });
        }
    }

    /// What was put off once is said again, at the pace of the page's clock.
    pub(super) fn hang_up_again(&mut self) {
        if self.is_up() && std::mem::take(&mut self.hang_up_again) {
            self.send_hang_ups();
        }
    }

    pub(super) fn is_up(&self) -> bool {
        match self.link {
            Link::Up { .. } => true,
            Link::Down | Link::Greeting | Link::Superseded | Link::Refused(_) => false,
        }
    }

    fn refused(&mut self, code: RefusalCode, about: Option<&str>) {
        if code == RefusalCode::Superseded {
            self.superseded();
            return;
        }
        if self.link == Link::Greeting {
            self.hello_refused(code);
            return;
        }
        let gone = code == RefusalCode::UnknownContact || code == RefusalCode::ContactEnded;
        match about {
            Some("hang_up") if gone => self.hang_ups_confirmed(),
            Some("hang_up") => self.hang_up_again = true,
            Some("offer") if gone => self.contact_gone(),
            Some("offer") => {
                self.no_media = code == RefusalCode::NoMedia;
                self.media.refused();
            }
            Some("line") => {
                if let Some(chat) = &mut self.chat {
                    chat.refused(code);
                }
            }
            Some("rate") => self.rating_refused(),
            Some(about) => self.wish_refused(code, about),
            None => {}
        }
    }

    fn contact_gone(&mut self) {
        if let Phase::InContact { standing, .. } = &self.phase {
            let standing = standing.clone();
            self.end(EndReason::VisitorLost, Some(standing));
        }
    }

    fn hello_refused(&mut self, code: RefusalCode) {
        if code == RefusalCode::BadToken && self.memory.token.is_some() {
            // The edge forgot this visitor, so nothing of theirs lives on: begin as a new one.
            self.memory = Memory::default();
            self.remember();
            self.greet_again();
        } else if code == RefusalCode::HelloExpected {
            self.greet_again();
        } else {
            self.link = Link::Refused(code);
        }
    }

    /// A page that the browser froze between connecting and its hello is late through no fault of the visitor, who
    /// may be in a call.
    fn greet_again(&mut self) {
        self.link = Link::Down;
        self.commands.push_back(Command::Reconnect);
    }

    /// Both pages at once would steal the leg from each other, so this one falls silent.
    fn superseded(&mut self) {
        self.phase = Phase::Idle;
        self.form = None;
        self.chat = None;
        self.link = Link::Superseded;
    }

    pub(super) fn use_here(&mut self) {
        match self.link {
            Link::Superseded | Link::Refused(_) => {
                self.link = Link::Down;
                self.commands.push_back(Command::Reconnect);
            }
            Link::Down | Link::Greeting | Link::Up { .. } => {}
        }
    }

    pub(super) fn notice_forgotten_contact(&mut self, now_ms: u64) {
        let Link::Up {
            since_ms,
            told: false,
        } = self.link
        else {
            return;
        };
        if now_ms < since_ms + TOLD_WITHIN_MS {
            return;
        }
        self.contact_gone();
    }

    pub(super) fn told(&mut self) {
        if let Link::Up { told, .. } = &mut self.link {
            *told = true;
        }
    }
}
