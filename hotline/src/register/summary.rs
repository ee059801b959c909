//! One contact in the register.

use super::item::Item;
use crate::channel::{ChannelKind, TryOutcome};
use crate::contact::EndReason;
use crate::fact::{Fact, FactKind};
use crate::operator::Disposition;
use crate::time::Timestamp;
use bellpull_protocol::{HotlineId, Note, OperatorId, PageUrl, PhoneNumber, Remark};
use serde::{Deserialize, Serialize};

/// What is known about one contact so far. Lines are counted here; their texts are kept beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The number of the last item taken in; 0 before the first.
    pub seq: u64,
    /// Missing until the fact of its entering came: a text may come first, in the same batch.
    pub began: Option<Beginning>,
    pub page: Option<PageUrl>,
    /// All it went through, in order.
    pub channels: Vec<ChannelKind>,
    /// First answered by somebody: sound on both sides, chat accepted, or reached by phone.
    pub answered: Option<Timestamp>,
    /// Who answered last, or dialled.
    pub operator: Option<OperatorId>,
    pub ended: Option<End>,
    pub disposition: Option<Disposition>,
    pub note: Option<Note>,
    pub stars: Option<u8>,
    pub remark: Option<Remark>,
    pub number: Option<PhoneNumber>,
    pub tries: Vec<Try>,
    /// The number of the last line.
    pub lines: u32,
}

/// How it entered the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    pub at: Timestamp,
    pub hotline: HotlineId,
    pub language: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub at: Timestamp,
    pub reason: EndReason,
}

/// One try of a callback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    pub at: Timestamp,
    pub operator: OperatorId,
    pub outcome: TryOutcome,
}

impl Summary {
    /// Takes in an item about this contact; `false` when it had this number, or a later one, before.
    pub fn take(&mut self, seq: u64, item: &Item) -> bool {
        if seq <= self.seq {
            return false;
        }
        self.seq = seq;
        match item {
            Item::Fact(fact) => self.apply(fact),
            Item::Past(_) => {}
            Item::Page { page, .. } => self.page = Some(page.clone()),
            Item::Phone { number, .. } => self.number = Some(number.clone()),
            Item::Line { seq, .. } => self.lines = self.lines.max(*seq),
            Item::Note { note, .. } => self.note = Some(note.clone()),
            Item::Remark { remark, .. } => self.remark = Some(remark.clone()),
        }
        true
    }

    fn apply(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::Entered {
                hotline,
                language,
                channel,
                ..
            } => {
                self.began = Some(Beginning {
                    at: fact.at,
                    hotline: hotline.clone(),
                    language: language.clone(),
                });
                self.goes_on_by(*channel);
            }
            FactKind::ChannelChanged { channel, .. } => self.goes_on_by(*channel),
            FactKind::Bridged { operator, .. } | FactKind::ChatAccepted { operator, .. } => {
                self.answered_by(operator, fact.at);
            }
            FactKind::LineWritten { seq, .. } => self.lines = self.lines.max(*seq),
            FactKind::Tried {
                operator, outcome, ..
            } => self.tried(operator, *outcome, fact.at),
            FactKind::Rated { stars, .. } => self.stars = Some(*stars),
            FactKind::Ended { reason, .. } => {
                self.ended = Some(End {
                    at: fact.at,
                    reason: *reason,
                });
            }
            FactKind::Disposed { disposition, .. } => self.disposition = Some(*disposition),
            // How it came about that somebody answered is the journal's; the register has what came of it.
            FactKind::Rang { .. }
            | FactKind::RingEnded { .. }
            | FactKind::Requeued { .. }
            | FactKind::WrapUpEnded { .. }
            | FactKind::HotlineOpened { .. }
            | FactKind::HotlineClosed { .. }
            | FactKind::DepartmentChanged { .. }
            | FactKind::Estimated { .. }
            | FactKind::CallbackOffered { .. }
            | FactKind::WindowChosen { .. }
            | FactKind::HeldBegan { .. }
            | FactKind::HeldEnded { .. }
            | FactKind::Transferred { .. }
            | FactKind::Consulted { .. }
            | FactKind::ConsultEnded { .. }
            | FactKind::Surveyed { .. }
            | FactKind::WrapUpBegan { .. }
            | FactKind::Topic { .. }
            | FactKind::PresenceChanged { .. }
            | FactKind::Configured { .. } => {}
        }
    }

    fn goes_on_by(&mut self, channel: ChannelKind) {
        if self.channels.last() != Some(&channel) {
            self.channels.push(channel);
        }
    }

    fn answered_by(&mut self, operator: &OperatorId, at: Timestamp) {
        self.answered.get_or_insert(at);
        self.operator = Some(operator.clone());
    }

    fn tried(&mut self, operator: &OperatorId, outcome: TryOutcome, at: Timestamp) {
        self.tries.push(Try {
            at,
            operator: operator.clone(),
            outcome,
        });
        match outcome {
            TryOutcome::Reached => self.answered_by(operator, at),
            TryOutcome::NoAnswer | TryOutcome::Engaged | TryOutcome::WrongNumber => {
                self.operator = Some(operator.clone());
            }
        }
    }
}
