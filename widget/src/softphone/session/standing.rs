//! A contact as last told.

use bellpull_protocol::visitor::{Channel, ContactState, EndReason, LegState, ToVisitor};
use bellpull_protocol::{ContactId, PersonName, RequestId};

/// The fields are those of [`ToVisitor::Contact`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub contact: ContactId,
    pub request: RequestId,
    pub channel: Channel,
    pub state: ContactState,
    pub entered_ms: u64,
    pub place: Option<u32>,
    pub estimate_ms: Option<u64>,
    pub estimate_kept: Option<u8>,
    pub offered_callback: bool,
    pub on_hold: bool,
    pub leg: LegState,
    pub attempt: u32,
    pub operator_name: Option<PersonName>,
    pub operator_leg: Option<LegState>,
    pub talking_since_ms: Option<u64>,
    pub lines: u32,
    pub by_phone: bool,
    pub tries: u32,
    pub due_ms: Option<u64>,
    pub window_until_ms: Option<u64>,
    pub until_ms: Option<u64>,
    pub reason: Option<EndReason>,
    pub answered: bool,
    pub stars: Option<u8>,
}

impl Standing {
    pub(super) fn from_message(message: ToVisitor) -> Option<Self> {
        match message {
            ToVisitor::Contact {
                contact,
                request,
                channel,
                state,
                entered_ms,
                place,
                estimate_ms,
                estimate_kept,
                offered_callback,
                on_hold,
                department: _,
                leg,
                attempt,
                operator_name,
                talking_since_ms,
                operator_leg,
                lines,
                by_phone,
                tries,
                due_ms,
                window_until_ms,
                until_ms,
                reason,
                answered,
                stars,
            } => Some(Self {
                contact,
                request,
                channel,
                state,
                entered_ms,
                place,
                estimate_ms,
                estimate_kept,
                offered_callback,
                on_hold,
                leg,
                attempt,
                operator_name,
                operator_leg,
                talking_since_ms,
                lines,
                by_phone,
                tries,
                due_ms,
                window_until_ms,
                until_ms,
                reason,
                answered,
                stars,
            }),
            ToVisitor::Welcome { .. }
            | ToVisitor::Staffed { .. }
            | ToVisitor::Opening { .. }
            | ToVisitor::Menu { .. }
            | ToVisitor::Promotions { .. }
            | ToVisitor::Line { .. }
            | ToVisitor::Typing { .. }
            | ToVisitor::Answer { .. }
            | ToVisitor::Refused { .. }
            | ToVisitor::Unknown => None,
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.state == ContactState::Ended
    }

    /// An operator wrote, and ended it; the visitor may have been away and has not rated it.
    pub(super) fn is_answer(&self) -> bool {
        matches!(self.channel, Channel::Chat | Channel::Message)
            && self.answered
            && self.reason == Some(EndReason::OperatorHungUp)
            && self.stars.is_none()
    }

    /// Sound is, or is about to be, part of it.
    pub(super) fn needs_sound(&self) -> bool {
        self.channel == Channel::Call && !self.has_ended()
    }

    /// Somebody talks or writes with the visitor.
    pub(super) fn is_answered_live(&self) -> bool {
        match self.state {
            ContactState::Talking | ContactState::Chatting => true,
            ContactState::Waiting
            | ContactState::Ringing
            | ContactState::RingBack
            | ContactState::Dialling
            | ContactState::Connecting
            | ContactState::Ended => false,
        }
    }
}
