//! One word of the heart, one word of the protocol, wherever a contact is told of.

use bellpull_hotline as heart;
use bellpull_protocol::visitor;
use serde::Serialize;

#[must_use]
pub fn end_reason(reason: heart::EndReason) -> visitor::EndReason {
    match reason {
        heart::EndReason::VisitorHungUp => visitor::EndReason::VisitorHungUp,
        heart::EndReason::OperatorHungUp => visitor::EndReason::OperatorHungUp,
        heart::EndReason::VisitorAbandoned => visitor::EndReason::VisitorAbandoned,
        heart::EndReason::VisitorLost => visitor::EndReason::VisitorLost,
        heart::EndReason::CalledBack => visitor::EndReason::CalledBack,
        heart::EndReason::NotReached => visitor::EndReason::NotReached,
        heart::EndReason::Expired => visitor::EndReason::Expired,
        heart::EndReason::TimedOut => visitor::EndReason::TimedOut,
    }
}

#[must_use]
pub fn channel(channel: heart::ChannelKind) -> visitor::Channel {
    match channel {
        heart::ChannelKind::Call => visitor::Channel::Call,
        heart::ChannelKind::Chat => visitor::Channel::Chat,
        heart::ChannelKind::Message => visitor::Channel::Message,
        heart::ChannelKind::Callback => visitor::Channel::Callback,
    }
}

/// The word of a unit variant, as it is on the wire.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        // Only unit variants come here.
        Ok(_) | Err(_) => String::new(),
    }
}
