//! What the switchboard says, message by message.

use super::effect::Effect;
use super::link::{Link, Shut};
use super::machine::Desk;
use super::notice::Notice;
use super::told::{Hand, Owed, Told, Waiting};
use super::transfers::Directory;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::operator::{DeskChat, ToOperator};
use bellpull_protocol::{ContactId, RefusalCode};
use bellpull_widget::softphone::chat::ToldLine;
use bellpull_widget::softphone::clock::ClockOffset;

impl Desk {
    pub(super) fn hear(&mut self, now_ms: u64, message: ToOperator) {
        if let Some(told) = Told::from_message(&message) {
            return self.be_told(now_ms, told);
        }
        match message {
            ToOperator::Welcome {
                name,
                organisation_name,
                breaks,
                now_ms: edge_ms,
                ..
            } => {
                self.clock = ClockOffset::learn(edge_ms, now_ms);
                self.organisation_name = organisation_name;
                self.breaks = breaks;
                if let Some(who) = &mut self.who {
                    who.name = name;
                }
                self.link = Link::Live;
                self.just_connected = true;
                self.chats_told = false;
                self.troubled = false;
                self.backoff.reset();
                self.outcomes.reconnected();
                self.chats.went_offline();
                self.promotions.changed();
            }
            ToOperator::Chats { chats } => self.be_told_chats(now_ms, chats),
            ToOperator::Colleagues {
                colleagues,
                departments,
            } => self.colleagues_told(Directory {
                colleagues,
                departments,
            }),
            ToOperator::Configured { breaks } => self.breaks = breaks,
            ToOperator::Callbacks { total, callbacks } => {
                self.owed = Owed {
                    total,
                    rows: callbacks,
                }
            }
            ToOperator::Line {
                contact,
                seq,
                from,
                key,
                at_ms,
                text,
            } => {
                let line = ToldLine {
                    seq,
                    from,
                    key,
                    at_ms,
                    text,
                };
                self.hear_line(now_ms, &contact, line);
            }
            ToOperator::Typing { contact } => self.chats.visitor_types(now_ms, &contact),
            ToOperator::PromotionsChanged { .. } => self.promotions.changed(),
            ToOperator::Waiting { total, contacts } => {
                self.waiting = Waiting {
                    total,
                    rows: contacts,
                }
            }
            ToOperator::Answer {
                contact,
                attempt,
                sdp,
            } => {
                let taken = self.call.answered(&contact, attempt, sdp);
                self.perform(taken);
            }
            ToOperator::Saved { contact } => {
                self.outcomes.saved(&contact);
                self.tidy();
            }
            ToOperator::Refused { code, about, .. } => {
                self.be_refused(now_ms, code, about.as_deref())
            }
            ToOperator::Desk { .. } | ToOperator::Unknown => {}
        }
    }

    fn be_told(&mut self, now_ms: u64, told: Told) {
        self.wishes.settle(&told, &self.chats);
        self.told = Some(told);
        self.learn_ring_end(now_ms);
        if std::mem::take(&mut self.just_connected) {
            let again: Vec<_> = self.wishes.messages();
            self.say(again);
        }
        self.tidy();
    }

    fn be_told_chats(&mut self, now_ms: u64, chats: Vec<DeskChat>) {
        self.chats.are(chats);
        self.chats_told = true;
        if let Some(told) = &self.told {
            self.wishes.settle(told, &self.chats);
        }
        self.learn_ring_end(now_ms);
        self.tidy();
    }

    fn hear_line(&mut self, now_ms: u64, contact: &ContactId, line: ToldLine) {
        let by_visitor = line.from == LineFrom::Visitor;
        let first_unread = self.chats.line(now_ms, contact, line);
        let rings = self.ring().is_some_and(|(ringing, _)| ringing == contact);
        if by_visitor && first_unread && !rings && !self.is_on_show(contact) {
            self.effect(Effect::Tick);
        }
    }

    fn be_refused(&mut self, now_ms: u64, code: RefusalCode, about: Option<&str>) {
        if let Some(shut) = Shut::from_refusal(code) {
            return self.shut(shut);
        }
        match about {
            Some("accept" | "decline") => self.wishes.ring = None,
            Some("presence") => self.wishes.presence = None,
            Some("offer") => self.call.offer_refused(),
            Some("hang_up") => {
                self.wishes.hang_up = None;
                self.wishes.end_chats.clear();
            }
            Some("take_callback") => self.wishes.take = None,
            Some("tried") => self.wishes.tried = None,
            Some("line") => self.chats.refused(code),
            // Nobody asked for these in person: they are repeated, or not worth a word.
            Some("lines" | "typing") => return,
            Some("wrap_up") => {
                let at_desk = self.contacts_at_desk();
                self.outcomes.refused(&at_desk);
            }
            Some(_) | None => {}
        }
        self.notice = Some(Notice::refused(now_ms, code));
    }

    fn learn_ring_end(&mut self, now_ms: u64) {
        let hand = self.told.as_ref().map(|told| &told.hand);
        let until_ms = match hand {
            Some(Hand::Ringing { until_ms, .. }) => Some(*until_ms),
            Some(
                Hand::Empty
                | Hand::RingingBack { .. }
                | Hand::Dialling { .. }
                | Hand::Connecting { .. }
                | Hand::Talking { .. }
                | Hand::WrapUp { .. },
            )
            | None => self.chats.ringing().and_then(|chat| chat.until_ms),
        };
        self.ring_until_ms = until_ms.map(|until| now_ms + self.clock.until(until, now_ms));
    }

    /// Forgets whoever has left, once it is known who is at the desk: each of two messages tells one half of it.
    fn tidy(&mut self) {
        if !self.just_connected && self.chats_told {
            let at_desk = self.contacts_at_desk();
            self.outcomes.desk_has(&at_desk);
            self.chats.desk_has(&at_desk);
        }
    }

    fn contacts_at_desk(&self) -> Vec<ContactId> {
        let in_hand = self.told.as_ref().and_then(|told| told.hand.contact());
        let chats = self.chats.told().iter().map(|chat| &chat.contact);
        in_hand.into_iter().chain(chats).cloned().collect()
    }
}
