//! The texts for the protocol's names.

use bellpull_protocol::operator::{Disposition, TryOutcome};
use bellpull_protocol::visitor::{Channel, EndReason};

/// In the order in which they are offered.
pub const CHANNELS: [Channel; 4] = [
    Channel::Call,
    Channel::Chat,
    Channel::Callback,
    Channel::Message,
];

pub const REASONS: [EndReason; 7] = [
    EndReason::VisitorHungUp,
    EndReason::OperatorHungUp,
    EndReason::VisitorAbandoned,
    EndReason::VisitorLost,
    EndReason::CalledBack,
    EndReason::NotReached,
    EndReason::Expired,
];

pub const DISPOSITIONS: [Disposition; 5] = [
    Disposition::Resolved,
    Disposition::FollowUp,
    Disposition::NotResolved,
    Disposition::WrongNumber,
    Disposition::Spam,
];

#[must_use]
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => "channel.call",
        Channel::Chat => "channel.chat",
        Channel::Callback => "channel.callback",
        Channel::Message => "channel.message",
        Channel::Unknown => "channel.unknown",
    }
}

#[must_use]
pub fn reason(reason: EndReason) -> &'static str {
    match reason {
        EndReason::VisitorHungUp => "ended.visitor_hung_up",
        EndReason::OperatorHungUp => "ended.operator_hung_up",
        EndReason::VisitorAbandoned => "ended.visitor_abandoned",
        EndReason::VisitorLost => "ended.visitor_lost",
        EndReason::CalledBack => "ended.called_back",
        EndReason::NotReached => "ended.not_reached",
        EndReason::Expired => "ended.expired",
        EndReason::TimedOut => "ended.timed_out",
        EndReason::Unknown => "ended.other",
    }
}

#[must_use]
pub fn disposition(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Resolved => "outcome.resolved",
        Disposition::FollowUp => "outcome.follow_up",
        Disposition::NotResolved => "outcome.not_resolved",
        Disposition::WrongNumber => "outcome.wrong_number",
        Disposition::Spam => "outcome.spam",
        Disposition::Unknown => "channel.unknown",
    }
}

#[must_use]
pub fn outcome(outcome: TryOutcome) -> &'static str {
    match outcome {
        TryOutcome::Reached => "tried.reached",
        TryOutcome::NoAnswer => "tried.no_answer",
        TryOutcome::Engaged => "tried.engaged",
        TryOutcome::WrongNumber => "tried.wrong_number",
        TryOutcome::Unknown => "channel.unknown",
    }
}
