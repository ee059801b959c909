//! The chats at this desk, and the lines of whatever is in hand.
//!
//! The switchboard tells which chats there are; a [`ChatPad`] for each keeps the lines. A contact that changes from
//! chat to call keeps its pad, so what was written stands beside the call.

use super::effect::{KeptChat, KeptLine};
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::operator::{ChatState, DeskChat, FromOperator};
use bellpull_protocol::{ContactId, RefusalCode, RequestId};
use bellpull_widget::softphone::chat::{ChatPad, ChatStep, OwnLine, OwnState, ToldLine};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chats {
    told: Vec<DeskChat>,
    pages: BTreeMap<ContactId, ChatPage>,
    /// The chat on show, as chosen; another one is shown when it is gone.
    chosen: Option<ContactId>,
    /// The own lines on this connection that were not answered, in the order sent.
    unanswered: Vec<(ContactId, RequestId)>,
}

/// What this browser has of one contact's chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatPage {
    pub pad: ChatPad,
    /// The line being written.
    pub draft: String,
    /// The number of the last line that was on show.
    seen: u32,
}

/// What the edge last said of a contact whose lines this desk may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    pub contact: ContactId,
    pub lines: u32,
    pub ended: bool,
}

impl Chats {
    /// The edge told all chats. They stand by age, so that no tab moves when another comes.
    pub fn are(&mut self, mut chats: Vec<DeskChat>) {
        chats.sort_by_key(|chat| chat.entered_ms);
        self.told = chats;
    }

    #[must_use]
    pub fn told(&self) -> &[DeskChat] {
        &self.told
    }

    /// The chat that rings here, and which ring it is.
    #[must_use]
    pub fn ring(&self) -> Option<(&ContactId, u32)> {
        self.ringing().map(|chat| (&chat.contact, chat.ring))
    }

    #[must_use]
    pub fn ringing(&self) -> Option<&DeskChat> {
        self.told
            .iter()
            .find(|chat| chat.state == ChatState::Ringing)
    }

    #[must_use]
    pub fn is_going_on(&self, contact: &ContactId) -> bool {
        self.state(contact) == Some(ChatState::Chatting)
    }

    #[must_use]
    pub fn state(&self, contact: &ContactId) -> Option<ChatState> {
        let chat = self.told.iter().find(|chat| chat.contact == *contact);
        chat.map(|chat| chat.state)
    }

    #[must_use]
    pub fn page(&self, contact: &ContactId) -> Option<&ChatPage> {
        self.pages.get(contact)
    }

    pub fn open(&mut self, contact: &ContactId) {
        self.chosen = Some(contact.clone());
    }

    #[must_use]
    pub fn chosen(&self) -> Option<&ContactId> {
        self.chosen.as_ref()
    }

    /// Brings the pads in line with what may be read.
    pub fn read(&mut self, now_ms: u64, readable: &[Readable]) {
        for Readable {
            contact,
            lines,
            ended,
        } in readable
        {
            let page = self
                .pages
                .entry(contact.clone())
                .or_insert_with(|| ChatPage::new(contact, vec![]));
            page.pad.told(now_ms, *lines);
            if *ended {
                page.pad.ended();
            }
        }
    }

    /// Forgets the lines of everybody else. A contact that rings may keep what it had as a chat.
    pub fn desk_has(&mut self, contacts: &[ContactId]) {
        self.pages.retain(|contact, _| contacts.contains(contact));
    }

    pub fn went_offline(&mut self) {
        self.unanswered.clear();
        for page in self.pages.values_mut() {
            page.pad.went_offline();
        }
    }

    /// Whether it is the visitor's first line that nobody has seen.
    pub fn line(&mut self, now_ms: u64, contact: &ContactId, line: ToldLine) -> bool {
        if line.from == LineFrom::Operator {
            self.unanswered.retain(|(_, key)| *key != line.key);
        }
        let Some(page) = self.pages.get_mut(contact) else {
            return false;
        };
        let before = page.unread();
        page.pad.line(now_ms, line);
        before == 0 && page.unread() > 0
    }

    pub fn visitor_types(&mut self, now_ms: u64, contact: &ContactId) {
        if let Some(page) = self.pages.get_mut(contact) {
            page.pad.other_types(now_ms);
        }
    }

    /// Somebody looks at the chat: nothing in it is unread.
    pub fn see(&mut self, contact: &ContactId) {
        if let Some(page) = self.pages.get_mut(contact) {
            page.seen = page.last();
        }
    }

    pub fn draft(&mut self, now_ms: u64, contact: &ContactId, text: String) {
        if let Some(page) = self.pages.get_mut(contact) {
            if !text.is_empty() {
                page.pad.typing(now_ms);
            }
            page.draft = text;
        }
    }

    /// What was drafted becomes a line; what cannot be one stays a draft.
    pub fn say(&mut self, now_ms: u64, contact: &ContactId, key: RequestId) {
        if let Some(page) = self.pages.get_mut(contact)
            && page.pad.say(now_ms, key, &page.draft).is_ok()
        {
            page.draft.clear();
        }
    }

    /// A line was refused. Refusals name no line; lines are answered in the order sent, whatever chat they are of.
    pub fn refused(&mut self, code: RefusalCode) {
        if self.unanswered.is_empty() {
            return;
        }
        let (contact, _) = self.unanswered.remove(0);
        if let Some(page) = self.pages.get_mut(&contact) {
            page.pad.refused(code);
        }
    }

    /// Repeats what was not answered and forgets who no longer types.
    pub fn tick(&mut self, now_ms: u64) {
        for page in self.pages.values_mut() {
            page.pad.tick(now_ms);
        }
    }

    /// Whether [`tick`](Self::tick) has something to do before long.
    #[must_use]
    pub fn wants_ticks(&self) -> bool {
        let mut pads = self.pages.values().map(|page| &page.pad);
        pads.any(|pad| !pad.is_whole() || pad.other_is_typing())
    }

    /// What has to be sent, in this order.
    pub fn due(&mut self) -> Vec<FromOperator> {
        let mut due = vec![];
        for (contact, page) in &mut self.pages {
            while let Some(step) = page.pad.poll_step() {
                let contact = contact.clone();
                if let ChatStep::Line { key, .. } = &step {
                    self.unanswered.push((contact.clone(), key.clone()));
                }
                due.push(match step {
                    ChatStep::Line { key, text } => FromOperator::Line { contact, key, text },
                    ChatStep::Lines { after } => FromOperator::Lines { contact, after },
                    ChatStep::Typing => FromOperator::Typing { contact },
                });
            }
        }
        due
    }

    #[must_use]
    pub fn kept(&self) -> Vec<KeptChat> {
        let kept = self.pages.iter().map(|(contact, page)| KeptChat {
            contact: contact.clone(),
            draft: page.draft.clone(),
            seen: page.seen,
            unsent: page.unsent(),
        });
        kept.filter(|chat| *chat != KeptChat::blank(&chat.contact))
            .collect()
    }

    /// Takes in what an earlier page kept, unless this page knows better already.
    pub fn recall(&mut self, kept: Vec<KeptChat>) {
        for chat in kept {
            let own = chat.unsent.into_iter().map(|line| OwnLine {
                key: line.key,
                text: line.text,
                state: OwnState::Sending,
            });
            let mut page = ChatPage::new(&chat.contact, own.collect());
            page.draft = chat.draft;
            page.seen = chat.seen;
            self.pages.entry(chat.contact).or_insert(page);
        }
    }
}

impl ChatPage {
    fn new(contact: &ContactId, own: Vec<OwnLine>) -> Self {
        Self {
            pad: ChatPad::new(contact.clone(), LineFrom::Operator, own),
            draft: String::new(),
            seen: 0,
        }
    }

    /// How many of the visitor's lines nobody has seen.
    #[must_use]
    pub fn unread(&self) -> usize {
        let lines = self.pad.lines().iter();
        lines
            .filter(|line| line.from == LineFrom::Visitor && line.seq > self.seen)
            .count()
    }

    fn last(&self) -> u32 {
        self.pad.lines().last().map_or(0, |line| line.seq)
    }

    fn unsent(&self) -> Vec<KeptLine> {
        let own = self.pad.own().iter();
        own.filter(|line| line.state == OwnState::Sending)
            .map(|line| KeptLine {
                key: line.key.clone(),
                text: line.text.clone(),
            })
            .collect()
    }
}
