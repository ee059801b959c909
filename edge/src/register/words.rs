//! The protocol's words in columns, filters and cells.

pub use crate::words::{channel, end_reason, word};

use bellpull_hotline as heart;
use bellpull_protocol::operator;

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
