//! The words of closed sets.

use bellpull_protocol::RefusalCode;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::promotion::EntryOutcome;
use bellpull_protocol::visitor::{Channel, ContactState, EndReason, LegState};

/// A word that is not listed is of a later version: `None`, or the set's unknown.
type Words<T> = [(&'static str, T)];

pub(super) fn find<T: Copy>(words: &Words<T>, word: &str) -> Option<T> {
    words
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, of)| *of)
}

pub(super) const STATES: &Words<ContactState> = &[
    ("waiting", ContactState::Waiting),
    ("ringing", ContactState::Ringing),
    ("ring_back", ContactState::RingBack),
    ("dialling", ContactState::Dialling),
    ("connecting", ContactState::Connecting),
    ("talking", ContactState::Talking),
    ("chatting", ContactState::Chatting),
    ("ended", ContactState::Ended),
];

pub(super) const CHANNELS: &Words<Channel> = &[
    ("call", Channel::Call),
    ("chat", Channel::Chat),
    ("callback", Channel::Callback),
    ("message", Channel::Message),
];

pub(super) const LEGS: &Words<LegState> = &[
    ("none", LegState::None),
    ("opening", LegState::Opening),
    ("up", LegState::Up),
    ("lost", LegState::Lost),
];

pub(super) const REASONS: &Words<EndReason> = &[
    ("visitor_hung_up", EndReason::VisitorHungUp),
    ("operator_hung_up", EndReason::OperatorHungUp),
    ("visitor_abandoned", EndReason::VisitorAbandoned),
    ("visitor_lost", EndReason::VisitorLost),
    ("called_back", EndReason::CalledBack),
    ("not_reached", EndReason::NotReached),
    ("expired", EndReason::Expired),
];

pub(super) const SIDES: &Words<LineFrom> = &[
    ("visitor", LineFrom::Visitor),
    ("operator", LineFrom::Operator),
];

pub(super) const OUTCOMES: &Words<EntryOutcome> = &[
    ("pending", EntryOutcome::Pending),
    ("won", EntryOutcome::Won),
    ("not_won", EntryOutcome::NotWon),
    ("void", EntryOutcome::Void),
];

/// Those that the widget tells apart; all others are unknown to it.
pub(super) const CODES: &Words<RefusalCode> = &[
    ("hello_expected", RefusalCode::HelloExpected),
    ("unsupported_version", RefusalCode::UnsupportedVersion),
    ("bad_token", RefusalCode::BadToken),
    ("unknown_hotline", RefusalCode::UnknownHotline),
    ("unknown_contact", RefusalCode::UnknownContact),
    ("contact_ended", RefusalCode::ContactEnded),
    ("closed", RefusalCode::Closed),
    ("text_too_long", RefusalCode::TextTooLong),
    ("bad_phone_number", RefusalCode::BadPhoneNumber),
    ("wrong_stage", RefusalCode::WrongStage),
    ("already_entered", RefusalCode::AlreadyEntered),
    ("too_many", RefusalCode::TooMany),
    ("waiting_room_full", RefusalCode::WaitingRoomFull),
    ("too_slow", RefusalCode::TooSlow),
    ("no_media", RefusalCode::NoMedia),
    ("superseded", RefusalCode::Superseded),
    ("internal", RefusalCode::Internal),
];
