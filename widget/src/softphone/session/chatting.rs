//! The lines of the contact, and what outlives a reload of them.

use super::{Command, Session, Standing, Unsent};
use crate::softphone::chat::{ChatPad, ChatStep, OwnLine, OwnState, ToldLine};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::visitor::FromVisitor;
use bellpull_protocol::{ContactId, RequestId};

impl Session {
    /// Lines may be written in any channel; beside a call they are read.
    pub(super) fn chat_told(&mut self, now_ms: u64, standing: &Standing) {
        let known = self
            .chat
            .take()
            .filter(|chat| *chat.contact() == standing.contact);
        let chat = known.unwrap_or_else(|| self.resume_chat(&standing.contact));
        let chat = self.chat.insert(chat);
        // What came while the socket broke is not an answer to being back.
        if matches!(self.link, super::Link::Up { .. }) {
            chat.told(now_ms, standing.lines);
        }
        if standing.has_ended() {
            chat.ended();
        }
    }

    fn resume_chat(&self, contact: &ContactId) -> ChatPad {
        let own = self
            .memory
            .unsent
            .iter()
            .filter(|line| line.contact == *contact)
            .map(|line| OwnLine {
                key: line.key.clone(),
                text: line.text.clone(),
                state: OwnState::Sending,
            })
            .collect();
        ChatPad::new(contact.clone(), LineFrom::Visitor, own)
    }

    pub(super) fn line_told(&mut self, now_ms: u64, contact: &ContactId, line: ToldLine) {
        if let Some(chat) = self.chat_of(contact) {
            chat.line(now_ms, line);
        }
    }

    pub(super) fn other_types(&mut self, now_ms: u64, contact: &ContactId) {
        if let Some(chat) = self.chat_of(contact) {
            chat.other_types(now_ms);
        }
    }

    pub(super) fn say(&mut self, now_ms: u64, key: RequestId, text: &str) {
        if let Some(chat) = &mut self.chat {
            // The page has asked before; what cannot be said stays in its field.
            let _ = chat.say(now_ms, key, text);
        }
    }

    pub(super) fn typing(&mut self, now_ms: u64) {
        if let Some(chat) = &mut self.chat {
            chat.typing(now_ms);
        }
    }

    fn chat_of(&mut self, contact: &ContactId) -> Option<&mut ChatPad> {
        self.chat.as_mut().filter(|chat| chat.contact() == contact)
    }

    /// Sends what the chat wants sent, and keeps what is not acknowledged.
    pub(super) fn settle_chat(&mut self) {
        let Some(chat) = &mut self.chat else { return };
        let contact = chat.contact().clone();
        while let Some(step) = chat.poll_step() {
            let contact = contact.clone();
            self.commands.push_back(Command::Send(match step {
                ChatStep::Line { key, text } => FromVisitor::Line { contact, key, text },
                ChatStep::Lines { after } => FromVisitor::Lines { contact, after },
                ChatStep::Typing => FromVisitor::Typing { contact },
            }));
        }
        let unsent: Vec<Unsent> = chat
            .own()
            .iter()
            .filter(|line| line.state == OwnState::Sending)
            .map(|line| Unsent {
                contact: contact.clone(),
                key: line.key.clone(),
                text: line.text.clone(),
            })
            .collect();
        if unsent != self.memory.unsent {
            self.memory.unsent = unsent;
            self.remember();
        }
    }
}
