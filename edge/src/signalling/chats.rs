//! The chats of an operator, as their desk is told them.

use super::names::Names;
use super::words;
use bellpull_hotline::{self as heart, ContactState, EndReason, Timestamp};
use bellpull_protocol::operator::{ChatState, DeskChat, ToOperator};

pub(super) fn tells(chats: Vec<heart::DeskChat>, names: &Names) -> ToOperator {
    let chats = chats.into_iter().map(|chat| row(chat, names)).collect();
    ToOperator::Chats { chats }
}

fn row(chat: heart::DeskChat, names: &Names) -> DeskChat {
    let contact = chat.contact;
    let standing = Standing::of(&contact.state);
    DeskChat {
        contact: contact.contact,
        ring: contact.ring,
        state: standing.state,
        channel: words::channel(contact.channel.kind()),
        hotline_name: names.hotline(&contact.hotline),
        hotline: contact.hotline,
        page: contact.page,
        language: contact.language,
        entered_ms: contact.entered.as_millis(),
        until_ms: standing.until.map(Timestamp::as_millis),
        since_ms: standing.since.map(Timestamp::as_millis),
        lines: contact.lines,
        visitor_here: chat.visitor_here,
        reason: standing.reason.map(words::end_reason),
    }
}

/// What depends on the state.
struct Standing {
    state: ChatState,
    until: Option<Timestamp>,
    since: Option<Timestamp>,
    reason: Option<EndReason>,
}

impl Standing {
    fn of(state: &ContactState) -> Self {
        let over = Self {
            state: ChatState::Ended,
            until: None,
            since: None,
            reason: None,
        };
        match state {
            ContactState::Ringing { until, .. } => Self {
                state: ChatState::Ringing,
                until: Some(*until),
                ..over
            },
            ContactState::Chatting { since, .. } => Self {
                state: ChatState::Chatting,
                since: Some(*since),
                ..over
            },
            ContactState::Ended { reason, .. } => Self {
                reason: Some(*reason),
                ..over
            },
            // Went on without this operator; its outcome may still be open.
            ContactState::Queued
            | ContactState::Connecting { .. }
            | ContactState::Bridged { .. }
            | ContactState::RingingBack { .. }
            | ContactState::Dialling { .. } => over,
        }
    }
}
