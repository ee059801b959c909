//! How chats are drawn: tabs, and the lines of the one on show.

use super::machine::Desk;
use super::page_link::PageLink;
use super::told::Hand;
use super::wishes::Answer;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::operator::{ChatState, DeskChat};
use bellpull_protocol::visitor::{Channel, EndReason};
use bellpull_protocol::{ContactId, LineText, PageUrl, RequestId};
use bellpull_widget::softphone::chat::OwnState;

/// One chat as its tab and its head show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatTab {
    pub contact: ContactId,
    pub channel: Channel,
    pub state: TabState,
    pub hotline_name: String,
    /// Where the visitor is; the hotline when nobody knows.
    pub title: String,
    pub page: Option<PageUrl>,
    /// BCP 47.
    pub language: String,
    pub entered_ms: u64,
    pub until_ms: Option<u64>,
    pub since_ms: Option<u64>,
    pub visitor_here: bool,
    pub reason: Option<EndReason>,
    pub unread: usize,
    /// What was said last, by anybody.
    pub last: Option<LineText>,
    /// The visitor is typing.
    pub typing: bool,
    pub on_show: bool,
}

/// Runs ahead of [`ChatState`] by what the person just decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabState {
    Ringing,
    Accepting,
    Declining,
    Chatting,
    Ending,
    Ended,
}

/// What was written, and what may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    pub contact: ContactId,
    pub lines: Vec<Line>,
    /// The visitor is typing.
    pub typing: bool,
    pub draft: String,
    /// The contact is live.
    pub open: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Nothing until the switchboard numbered it.
    pub seq: Option<u32>,
    pub from: LineFrom,
    pub key: RequestId,
    pub at_ms: Option<u64>,
    pub text: LineText,
    pub state: LineState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineState {
    Sending,
    /// The switchboard has it.
    Sent,
    /// It never will.
    Failed,
}

impl Desk {
    pub(super) fn chat_ring(&self) -> Option<ChatTab> {
        self.chats.ringing().map(|chat| self.tab(chat))
    }

    pub(super) fn ring_lines(&self) -> Vec<Line> {
        let ringing = self.chats.ringing();
        let transcript = ringing.and_then(|chat| self.transcript(&chat.contact));
        let mut lines = transcript.map_or_else(Vec::new, |transcript| transcript.lines);
        lines.retain(|line| line.from == LineFrom::Visitor);
        lines
    }

    pub(super) fn chat_tabs(&self) -> Vec<ChatTab> {
        let shown: Vec<_> = self.shown_chats().collect();
        let chats = self.chats.told().iter();
        chats
            .filter(|chat| shown.contains(&&chat.contact))
            .map(|chat| self.tab(chat))
            .collect()
    }

    /// The lines of whoever is in hand, if there are any: most calls have none.
    pub(super) fn lines_beside(&self, contact: &ContactId) -> Option<Transcript> {
        self.transcript(contact).filter(|transcript| {
            !transcript.lines.is_empty() || !transcript.draft.is_empty() || transcript.typing
        })
    }

    pub(super) fn transcript(&self, contact: &ContactId) -> Option<Transcript> {
        let page = self.chats.page(contact)?;
        let told = page.pad.lines().iter().map(|line| Line {
            seq: Some(line.seq),
            from: line.from,
            key: line.key.clone(),
            at_ms: Some(line.at_ms),
            text: line.text.clone(),
            state: LineState::Sent,
        });
        let own = page.pad.own().iter().map(|line| Line {
            seq: None,
            from: LineFrom::Operator,
            key: line.key.clone(),
            at_ms: None,
            text: line.text.clone(),
            state: match line.state {
                OwnState::Sending => LineState::Sending,
                OwnState::Failed => LineState::Failed,
            },
        });
        Some(Transcript {
            contact: contact.clone(),
            lines: told.chain(own).collect(),
            typing: page.pad.other_is_typing(),
            draft: page.draft.clone(),
            open: self.is_going_on(contact),
        })
    }

    fn is_going_on(&self, contact: &ContactId) -> bool {
        let hand = self.told.as_ref().map(|told| &told.hand);
        let in_hand = hand.filter(|hand| hand.contact() == Some(contact));
        in_hand.map_or_else(|| self.chats.is_going_on(contact), Hand::is_on_a_line)
            && !self.wishes.end_chats.contains(contact)
    }

    fn tab(&self, chat: &DeskChat) -> ChatTab {
        let page = self.chats.page(&chat.contact);
        let wish = self.wishes.ring.as_ref();
        let answer = wish
            .filter(|wish| wish.contact == chat.contact)
            .map(|wish| wish.answer);
        ChatTab {
            contact: chat.contact.clone(),
            channel: chat.channel,
            state: match (chat.state, answer) {
                (ChatState::Ringing, None) => TabState::Ringing,
                (ChatState::Ringing, Some(Answer::Accept)) => TabState::Accepting,
                (ChatState::Ringing, Some(Answer::Decline)) => TabState::Declining,
                (ChatState::Chatting, _) if self.wishes.end_chats.contains(&chat.contact) => {
                    TabState::Ending
                }
                (ChatState::Chatting, _) => TabState::Chatting,
                (ChatState::Ended, _) => TabState::Ended,
            },
            hotline_name: chat.hotline_name.clone(),
            title: title(chat),
            page: chat.page.clone(),
            language: chat.language.clone(),
            entered_ms: chat.entered_ms,
            until_ms: chat.until_ms,
            since_ms: chat.since_ms,
            visitor_here: chat.visitor_here,
            reason: chat.reason,
            unread: page.map_or(0, |page| page.unread()),
            last: page
                .and_then(|page| page.pad.lines().last())
                .map(|line| line.text.clone()),
            typing: page.is_some_and(|page| page.pad.other_is_typing()),
            on_show: self.open_chat() == Some(&chat.contact),
        }
    }
}

/// Nobody has a name here, but visitors of one hotline mostly ask from different pages.
fn title(chat: &DeskChat) -> String {
    let page = chat.page.as_ref().map(|page| PageLink::of(page).shown);
    let place = page.as_deref().and_then(|page| page.split_once('/'));
    match place {
        Some((_, place)) if !place.is_empty() => format!("/{place}"),
        Some(_) | None => chat.hotline_name.clone(),
    }
}
