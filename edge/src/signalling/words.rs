//! One word of the heart, one word of the protocol.

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

pub(super) fn end_reason(reason: heart::EndReason) -> visitor::EndReason {
    match reason {
        heart::EndReason::VisitorHungUp => visitor::EndReason::VisitorHungUp,
        heart::EndReason::OperatorHungUp => visitor::EndReason::OperatorHungUp,
        heart::EndReason::VisitorAbandoned => visitor::EndReason::VisitorAbandoned,
        heart::EndReason::VisitorLost => visitor::EndReason::VisitorLost,
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
            };
            (operator::Presence::Unavailable, Some(reason))
        }
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
