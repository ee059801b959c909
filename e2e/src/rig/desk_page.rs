//! The desk's side of one chat: the same [`ChatPad`] as in the widget, and just enough around it to take what rings.

use super::network::{Ends, Network, WireId};
use super::{Chance, Told, edge, words};
use anyhow::{Context as _, Result};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::operator::{
    ChatState, DeskChat, FromOperator, Presence, PresenceChoice, ToOperator,
};
use bellpull_protocol::{ContactId, PageId, RequestId, SocketTicket, VERSION};
use bellpull_widget::softphone::chat::{ChatPad, ChatStep, ToldLine};
use std::collections::BTreeSet;

const BACK_WITHIN_MS: u64 = 3_000;
const TICK_MS: u64 = 1_000;

#[derive(Default)]
pub struct DeskPage {
    pad: Option<ChatPad>,
    wire: Option<WireId>,
    connects_at: u64,
    ticks_at: u64,
    made: u32,
    /// Went with a page before anybody had acknowledged them.
    forgotten: BTreeSet<String>,
    outgoing: Vec<FromOperator>,
}

impl DeskPage {
    pub fn has_a_chat(&self) -> bool {
        self.pad.is_some()
    }

    /// Says whether it was taken, as at the visitor's page.
    pub fn says(&mut self, now_ms: u64, text: &str) -> Result<bool> {
        self.made += 1;
        let key = RequestId::new(format!("o{}", self.made))?;
        let Some(pad) = &mut self.pad else {
            return Ok(false);
        };
        let said = pad.say(now_ms, key, text);
        said.map_err(|why| anyhow::anyhow!("{text} is not said: {why:?}"))?;
        Ok(true)
    }

    pub fn is_cut(&mut self, network: &mut Network) {
        if let Some(wire) = self.wire {
            network.cut(wire);
        }
    }

    /// The desk keeps nothing over a reload; what was not acknowledged may or may not have arrived.
    pub fn reloads(&mut self, network: &mut Network) {
        if let Some(wire) = self.wire.take() {
            network.cut(wire);
        }
        if let Some(pad) = self.pad.take() {
            let unsure = pad.own().iter().map(|line| words(&line.text));
            self.forgotten.extend(unsure);
        }
        self.outgoing.clear();
        self.connects_at = 0;
    }

    pub fn step(&mut self, now_ms: u64, network: &mut Network, chance: &mut Chance) -> Result<()> {
        match self.wire {
            Some(wire) if network.is_open(wire) => {
                for text in network.at_page(now_ms, wire) {
                    let message = serde_json::from_str(&text)
                        .with_context(|| format!("the desk cannot read {text}"))?;
                    self.is_told(now_ms, message);
                }
            }
            Some(_) => {
                self.wire = None;
                self.connects_at = now_ms + chance.below(BACK_WITHIN_MS);
                self.outgoing.clear();
                if let Some(pad) = &mut self.pad {
                    pad.went_offline();
                }
            }
            None if self.connects_at <= now_ms => {
                self.wire = Some(network.open(Ends::Desk));
                self.outgoing.push(FromOperator::Hello {
                    version: VERSION,
                    page_id: PageId::new(format!("desk-{}", self.made))?,
                    ticket: SocketTicket::new(edge::ticket()?),
                    ready: true,
                });
            }
            None => {}
        }
        if self.ticks_at <= now_ms {
            self.ticks_at = now_ms + TICK_MS;
            if let Some(pad) = &mut self.pad {
                pad.tick(now_ms);
            }
        }
        self.send(now_ms, network, chance)
    }

    pub fn is_whole(&self, last: u32) -> bool {
        let Some(pad) = &self.pad else { return false };
        pad.is_whole() && u32::try_from(pad.lines().len()) == Ok(last)
    }

    pub fn transcript(&self) -> Vec<Told> {
        let lines = self.pad.iter().flat_map(ChatPad::lines);
        lines
            .map(|line| (line.seq, line.from, words(&line.text)))
            .collect()
    }

    /// Whether this was lost with a page before it was acknowledged; it may have arrived all the same.
    pub fn has_forgotten(&self, text: &str) -> bool {
        self.forgotten.contains(text)
    }

    fn is_told(&mut self, now_ms: u64, message: ToOperator) {
        match message {
            ToOperator::Desk { presence, .. } if presence != Presence::Available => {
                self.outgoing.push(FromOperator::Presence {
                    presence: PresenceChoice::Available,
                    reason: None,
                    until_ms: None,
                });
            }
            ToOperator::Chats { chats } => {
                for chat in chats {
                    self.chat_told(now_ms, &chat);
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
                if let Some(pad) = self.pad_of(&contact) {
                    pad.line(now_ms, line);
                }
            }
            ToOperator::Welcome { .. }
            | ToOperator::Desk { .. }
            | ToOperator::Callbacks { .. }
            | ToOperator::Colleagues { .. }
            | ToOperator::Configured { .. }
            | ToOperator::Typing { .. }
            | ToOperator::PromotionsChanged { .. }
            | ToOperator::Waiting { .. }
            | ToOperator::Answer { .. }
            | ToOperator::Saved { .. }
            | ToOperator::Refused { .. }
            | ToOperator::Unknown => {}
        }
    }

    fn chat_told(&mut self, now_ms: u64, chat: &DeskChat) {
        match chat.state {
            ChatState::Ringing => self.outgoing.push(FromOperator::Accept {
                contact: chat.contact.clone(),
                ring: chat.ring,
            }),
            ChatState::Chatting | ChatState::Ended => {
                let new = || ChatPad::new(chat.contact.clone(), LineFrom::Operator, Vec::new());
                self.pad.get_or_insert_with(new).told(now_ms, chat.lines);
            }
        }
    }

    fn pad_of(&mut self, contact: &ContactId) -> Option<&mut ChatPad> {
        self.pad.as_mut().filter(|pad| pad.contact() == contact)
    }

    fn send(&mut self, now_ms: u64, network: &mut Network, chance: &mut Chance) -> Result<()> {
        if let Some(pad) = &mut self.pad {
            let contact = pad.contact().clone();
            while let Some(step) = pad.poll_step() {
                let contact = contact.clone();
                self.outgoing.push(match step {
                    ChatStep::Line { key, text } => FromOperator::Line { contact, key, text },
                    ChatStep::Lines { after } => FromOperator::Lines { contact, after },
                    ChatStep::Typing => FromOperator::Typing { contact },
                });
            }
        }
        for message in std::mem::take(&mut self.outgoing) {
            if let Some(wire) = self.wire {
                let text = serde_json::to_string(&message)?;
                network.send_to_edge(now_ms, wire, text, chance);
            }
        }
        Ok(())
    }
}
