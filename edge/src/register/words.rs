//! The protocol's words in columns, filters and cells.

pub use crate::words::{channel, end_reason};

use bellpull_hotline as heart;
use bellpull_protocol::operator;
use serde::Serialize;

/// The word itself, as it is on the wire.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        // Only unit variants come here.
        Ok(_) | Err(_) => String::new(),
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
