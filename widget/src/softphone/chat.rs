//! One contact's chat as one page has it, the same for visitor and operator: [`bellpull_protocol::chat`] in code.
//!
//! Lines that were told stand in the order of their numbers, each once. Own lines stay below them until they are told
//! back, and are sent again after every reconnection. Whatever is missing is asked for.

use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::limits::{MAX_LINE_CHARS, TYPING_EVERY_MS, TYPING_SHOWN_MS};
use bellpull_protocol::{ContactId, LineText, RefusalCode, RequestId};
use std::collections::VecDeque;

/// What was sent or asked and not answered is repeated after this, in milliseconds. An answer takes well under a
/// second; sooner would double what a slow network carries.
const REPEAT_AFTER_MS: u64 = 5_000;

/// What the page has to send, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatStep {
    Line { key: RequestId, text: LineText },
    Lines { after: u32 },
    Typing,
}

/// A line as the switchboard told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLine {
    /// From 1, without gaps.
    pub seq: u32,
    pub from: LineFrom,
    pub key: RequestId,
    pub at_ms: u64,
    pub text: LineText,
}

/// A line of this page that the switchboard has not told back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLine {
    pub key: RequestId,
    pub text: LineText,
    pub state: OwnState,
}

/// ```text
/// Sending ──told back──▶ (a told line)
///    └──refused, or the contact ended first──▶ Failed
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnState {
    Sending,
    /// Will never be told: the other side does not see it.
    Failed,
}

/// Why something is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsayable {
    Empty,
    /// More than [`MAX_LINE_CHARS`] characters.
    TooLong,
    /// The contact has ended.
    Ended,
}

/// What would be sent of a text.
///
/// # Errors
/// When nothing would.
pub fn sayable(text: &str) -> Result<&str, Unsayable> {
    let text = text.trim();
    if text.is_empty() {
        Err(Unsayable::Empty)
    } else if text.chars().count() > MAX_LINE_CHARS {
        Err(Unsayable::TooLong)
    } else {
        Ok(text)
    }
}

/// The chat of one contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatPad {
    contact: ContactId,
    side: LineFrom,
    /// Sorted by number.
    told: Vec<ToldLine>,
    own: Vec<OwnLine>,
    /// The highest number known.
    last: u32,
    online: bool,
    ended: bool,
    /// When the unacknowledged lines were last sent.
    sent_ms: u64,
    /// When missing lines were last asked for; `None` while none is missing.
    asked_ms: Option<u64>,
    /// When this page last said that it is typed in.
    typed_ms: Option<u64>,
    /// Until when the other side counts as typing.
    typing_until_ms: Option<u64>,
    steps: VecDeque<ChatStep>,
}

impl ChatPad {
    /// `side`: who writes in this page. `own`: what an earlier page could not deliver. Nothing is sent before
    /// [`ChatPad::told`].
    #[must_use]
    pub fn new(contact: ContactId, side: LineFrom, own: Vec<OwnLine>) -> Self {
        Self {
            contact,
            side,
            told: Vec::new(),
            own,
            last: 0,
            online: false,
            ended: false,
            sent_ms: 0,
            asked_ms: None,
            typed_ms: None,
            typing_until_ms: None,
            steps: VecDeque::new(),
        }
    }

    #[must_use]
    pub fn contact(&self) -> &ContactId {
        &self.contact
    }

    pub fn poll_step(&mut self) -> Option<ChatStep> {
        self.steps.pop_front()
    }

    /// The lines that were told, in their order. Numbers are missing for a moment after a cut.
    #[must_use]
    pub fn lines(&self) -> &[ToldLine] {
        &self.told
    }

    /// This page's lines that were not told back, in the order written. They stand below the others.
    #[must_use]
    pub fn own(&self) -> &[OwnLine] {
        &self.own
    }

    #[must_use]
    pub fn other_is_typing(&self) -> bool {
        self.typing_until_ms.is_some()
    }

    /// Whether all lines are here that the switchboard has, and it has all of ours.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.misses_lines() && self.sending().next().is_none()
    }

    /// The edge told the contact over a working link, with the number of its last line. The first time after
    /// [`ChatPad::went_offline`] everything unacknowledged is sent again.
    pub fn told(&mut self, now_ms: u64, last: u32) {
        self.last = self.last.max(last);
        if !std::mem::replace(&mut self.online, true) {
            self.asked_ms = None;
            self.send_unacknowledged(now_ms);
        }
        self.ask_for_missing(now_ms);
    }

    pub fn went_offline(&mut self) {
        self.online = false;
        self.steps.clear();
    }

    /// The contact has ended: what was not told back by then never will be.
    pub fn ended(&mut self) {
        self.ended = true;
        self.typing_until_ms = None;
        for line in &mut self.own {
            line.state = OwnState::Failed;
        }
    }

    /// A line was told, for the first time or again.
    pub fn line(&mut self, now_ms: u64, line: ToldLine) {
        if line.from == self.side {
            self.own.retain(|own| own.key != line.key);
        } else {
            self.typing_until_ms = None;
        }
        self.last = self.last.max(line.seq);
        if let Err(at) = self.told.binary_search_by_key(&line.seq, |told| told.seq)
            && line.seq > 0
        {
            self.told.insert(at, line);
        }
        self.ask_for_missing(now_ms);
    }

    /// Writes a line. `key` is fresh.
    ///
    /// # Errors
    /// The text stays with the writer, who is told why.
    pub fn say(&mut self, now_ms: u64, key: RequestId, text: &str) -> Result<(), Unsayable> {
        let text = sayable(text)?;
        if self.ended {
            return Err(Unsayable::Ended);
        }
        let text = LineText::new(text);
        if self.online {
            // An earlier line keeps its time: it must not wait longer because others follow.
            if self.sending().next().is_none() {
                self.sent_ms = now_ms;
            }
            self.steps.push_back(ChatStep::Line {
                key: key.clone(),
                text: text.clone(),
            });
        }
        self.own.push(OwnLine {
            key,
            text,
            state: OwnState::Sending,
        });
        // The next keystroke begins another line, which is told at once.
        self.typed_ms = None;
        Ok(())
    }

    /// The switchboard refused a line. Refusals name no line; lines are answered in their order.
    pub fn refused(&mut self, code: RefusalCode) {
        // What broke on the other side, or came too fast, is repeated after a while.
        if code == RefusalCode::Internal || code == RefusalCode::TooMany {
            return;
        }
        let oldest = |line: &&mut OwnLine| line.state == OwnState::Sending;
        if let Some(line) = self.own.iter_mut().find(oldest) {
            line.state = OwnState::Failed;
        }
    }

    /// A key was pressed in this page.
    pub fn typing(&mut self, now_ms: u64) {
        let due = self
            .typed_ms
            .is_none_or(|at_ms| now_ms >= at_ms + TYPING_EVERY_MS);
        if due && self.online && !self.ended {
            self.typed_ms = Some(now_ms);
            self.steps.push_back(ChatStep::Typing);
        }
    }

    pub fn other_types(&mut self, now_ms: u64) {
        if !self.ended {
            self.typing_until_ms = Some(now_ms + TYPING_SHOWN_MS);
        }
    }

    /// Time has passed; call about once a second.
    pub fn tick(&mut self, now_ms: u64) {
        self.typing_until_ms = self.typing_until_ms.filter(|until_ms| now_ms < *until_ms);
        if self.online {
            if now_ms >= self.sent_ms + REPEAT_AFTER_MS {
                self.send_unacknowledged(now_ms);
            }
            self.ask_for_missing(now_ms);
        }
    }

    fn send_unacknowledged(&mut self, now_ms: u64) {
        self.sent_ms = now_ms;
        let lines: Vec<ChatStep> = self
            .sending()
            .map(|line| ChatStep::Line {
                key: line.key.clone(),
                text: line.text.clone(),
            })
            .collect();
        self.steps.extend(lines);
    }

    fn ask_for_missing(&mut self, now_ms: u64) {
        if !self.misses_lines() {
            self.asked_ms = None;
            return;
        }
        let due = self
            .asked_ms
            .is_none_or(|at_ms| now_ms >= at_ms + REPEAT_AFTER_MS);
        if due && self.online {
            self.asked_ms = Some(now_ms);
            let after = self.whole();
            self.steps.push_back(ChatStep::Lines { after });
        }
    }

    /// The number up to which none is missing.
    fn whole(&self) -> u32 {
        (1..)
            .zip(&self.told)
            .take_while(|(seq, line)| *seq == line.seq)
            .last()
            .map_or(0, |(seq, _)| seq)
    }

    fn misses_lines(&self) -> bool {
        self.told.len() < self.last as usize
    }

    fn sending(&self) -> impl Iterator<Item = &OwnLine> {
        self.own
            .iter()
            .filter(|line| line.state == OwnState::Sending)
    }
}
