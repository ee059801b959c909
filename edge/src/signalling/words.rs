//! One word of the heart, one word of the protocol.

pub(super) use crate::words::{channel, end_reason};

use bellpull_hotline as heart;
use bellpull_protocol::{media, operator, visitor};

pub(super) fn leg_state(leg: &heart::Leg) -> visitor::LegState {
    match leg.state {
        heart::LegState::None { .. } => visitor::LegState::None,
        heart::LegState::Opening { .. } => visitor::LegState::Opening,
        heart::LegState::Up => visitor::LegState::Up,
        heart::LegState::Lost { .. } => visitor::LegState::Lost,
    }
}

/// `None` for a channel of a later version.
pub(super) fn wanted_channel(channel: visitor::Channel) -> Option<heart::ChannelKind> {
    match channel {
        visitor::Channel::Call => Some(heart::ChannelKind::Call),
        visitor::Channel::Chat => Some(heart::ChannelKind::Chat),
        visitor::Channel::Message => Some(heart::ChannelKind::Message),
        visitor::Channel::Callback => Some(heart::ChannelKind::Callback),
        visitor::Channel::Unknown => None,
    }
}

/// `None` for an outcome of a later version.
pub(super) fn try_outcome(outcome: operator::TryOutcome) -> Option<heart::TryOutcome> {
    match outcome {
        operator::TryOutcome::Reached => Some(heart::TryOutcome::Reached),
        operator::TryOutcome::NoAnswer => Some(heart::TryOutcome::NoAnswer),
        operator::TryOutcome::Engaged => Some(heart::TryOutcome::Engaged),
        operator::TryOutcome::WrongNumber => Some(heart::TryOutcome::WrongNumber),
        operator::TryOutcome::Unknown => None,
    }
}

/// Whether a hotline is open, as its visitors are told.
#[must_use]
pub fn opening(opening: heart::OpeningView) -> visitor::Opening {
    let hours = opening.hours.into_iter();
    visitor::Opening {
        open: opening.open,
        next_change_ms: opening.next_change.map(heart::Timestamp::as_millis),
        hours: hours
            .map(|(opens, closes)| visitor::OpenHours {
                opens_ms: opens.as_millis(),
                closes_ms: closes.as_millis(),
            })
            .collect(),
    }
}

pub(super) fn presence(
    presence: heart::Presence,
) -> (operator::Presence, Option<operator::AwayReason>) {
    match presence {
        heart::Presence::Available => (operator::Presence::Available, None),
        heart::Presence::Break => (operator::Presence::Break, None),
        heart::Presence::Offline => (operator::Presence::Offline, None),
        heart::Presence::Unavailable { reason } => {
            let reason = match reason {
                heart::AwayReason::NoAnswer => operator::AwayReason::NoAnswer,
                heart::AwayReason::NoSound => operator::AwayReason::NoSound,
                heart::AwayReason::ConnectionLost => operator::AwayReason::ConnectionLost,
                heart::AwayReason::ForcedOff => operator::AwayReason::ForcedOff,
            };
            (operator::Presence::Unavailable, Some(reason))
        }
    }
}

/// The usual reasons have words of their own; others are the configuration's.
pub(super) fn break_reason(reason: Option<String>) -> heart::BreakReason {
    match reason.as_deref() {
        None | Some("break") => heart::BreakReason::Break,
        Some("lunch") => heart::BreakReason::Lunch,
        Some("training") => heart::BreakReason::Training,
        Some(custom) => heart::BreakReason::Custom(custom.to_owned()),
    }
}

pub(super) fn break_word(reason: heart::BreakReason) -> String {
    match reason {
        heart::BreakReason::Break => "break".to_owned(),
        heart::BreakReason::Lunch => "lunch".to_owned(),
        heart::BreakReason::Training => "training".to_owned(),
        heart::BreakReason::Custom(custom) => custom,
    }
}

pub(super) fn choice(choice: operator::PresenceChoice) -> heart::PresenceChoice {
    match choice {
        operator::PresenceChoice::Available => heart::PresenceChoice::Available,
        operator::PresenceChoice::Break => heart::PresenceChoice::Break,
        operator::PresenceChoice::Offline => heart::PresenceChoice::Offline,
    }
}

/// `None` for an outcome of a later version.
pub(super) fn disposition(disposition: operator::Disposition) -> Option<heart::Disposition> {
    match disposition {
        operator::Disposition::Resolved => Some(heart::Disposition::Resolved),
        operator::Disposition::FollowUp => Some(heart::Disposition::FollowUp),
        operator::Disposition::NotResolved => Some(heart::Disposition::NotResolved),
        operator::Disposition::WrongNumber => Some(heart::Disposition::WrongNumber),
        operator::Disposition::Spam => Some(heart::Disposition::Spam),
        operator::Disposition::Unknown => None,
    }
}

pub(super) fn side(side: heart::Side) -> media::Side {
    match side {
        heart::Side::Visitor => media::Side::Visitor,
        heart::Side::Operator => media::Side::Operator,
    }
}
