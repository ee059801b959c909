//! One word of the heart, one word of the protocol, which is also the word in columns, filters and cells.

use bellpull_hotline as heart;
use bellpull_protocol::{operator, visitor};
use serde::Serialize;

/// The word itself, as it is on the wire.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        // Only unit variants come here.
        Ok(_) | Err(_) => String::new(),
    }
}

pub fn channel(channel: heart::ChannelKind) -> visitor::Channel {
    match channel {
        heart::ChannelKind::Call => visitor::Channel::Call,
        heart::ChannelKind::Chat => visitor::Channel::Chat,
        heart::ChannelKind::Message => visitor::Channel::Message,
        heart::ChannelKind::Callback => visitor::Channel::Callback,
    }
}

pub fn reason(reason: heart::EndReason) -> visitor::EndReason {
    match reason {
        heart::EndReason::VisitorHungUp => visitor::EndReason::VisitorHungUp,
        heart::EndReason::OperatorHungUp => visitor::EndReason::OperatorHungUp,
        heart::EndReason::VisitorAbandoned => visitor::EndReason::VisitorAbandoned,
        heart::EndReason::VisitorLost => visitor::EndReason::VisitorLost,
        heart::EndReason::CalledBack => visitor::EndReason::CalledBack,
        heart::EndReason::NotReached => visitor::EndReason::NotReached,
        heart::EndReason::Expired => visitor::EndReason::Expired,
    }
}

pub fn disposition(disposition: heart::Disposition) -> operator::Disposition {
    match disposition {
        heart::Disposition::Resolved => operator::Disposition::Resolved,
        heart::Disposition::FollowUp => operator::Disposition::FollowUp,
        heart::Disposition::NotResolved => operator::Disposition::NotResolved,
        heart::Disposition::WrongNumber => operator::Disposition::WrongNumber,
        heart::Disposition::Spam => operator::Disposition::Spam,
    }
}

pub fn outcome(outcome: heart::TryOutcome) -> operator::TryOutcome {
    match outcome {
        heart::TryOutcome::Reached => operator::TryOutcome::Reached,
        heart::TryOutcome::NoAnswer => operator::TryOutcome::NoAnswer,
        heart::TryOutcome::Engaged => operator::TryOutcome::Engaged,
        heart::TryOutcome::WrongNumber => operator::TryOutcome::WrongNumber,
    }
}
