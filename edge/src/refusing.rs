//! How refusals travel: the message, the HTTP status, the close code.

use bellpull_hotline::Refusal;
use bellpull_protocol::RefusalCode;
use serde::Serialize;

/// The body of a refused HTTP request.
#[derive(Debug, Serialize)]
pub struct RefusalBody {
    pub code: RefusalCode,
    pub sentence: &'static str,
}

impl From<RefusalCode> for RefusalBody {
    fn from(code: RefusalCode) -> Self {
        let sentence = code.sentence();
        Self { code, sentence }
    }
}

/// A `refused` message. It reads the same in every direction, so one place writes it.
#[must_use]
pub fn message(code: RefusalCode, about: Option<&str>) -> String {
    #[derive(Serialize)]
    struct Refused<'a> {
        kind: &'static str,
        code: RefusalCode,
        sentence: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        about: Option<&'a str>,
    }
    let sentence = code.sentence();
    let refused = Refused {
        kind: "refused",
        code,
        sentence,
        about,
    };
    // Neither a map nor a number is in it: writing it cannot fail.
    serde_json::to_string(&refused).unwrap_or_default()
}

/// What the heart refused, in the protocol's words.
#[must_use]
pub fn code_of(refusal: Refusal) -> RefusalCode {
    match refusal {
        Refusal::UnknownContact => RefusalCode::UnknownContact,
        Refusal::UnknownOperator => RefusalCode::UnknownOperator,
        Refusal::ContactEnded => RefusalCode::ContactEnded,
        Refusal::RingOver => RefusalCode::RingOver,
        Refusal::WrongState => RefusalCode::WrongState,
        Refusal::Closed => RefusalCode::Closed,
        Refusal::WaitingRoomFull => RefusalCode::WaitingRoomFull,
        Refusal::NobodyThere => RefusalCode::NobodyThere,
        Refusal::UnknownDepartment => RefusalCode::UnknownDepartment,
        Refusal::OutsideHours => RefusalCode::OutsideHours,
        Refusal::ColleagueBusy => RefusalCode::ColleagueBusy,
        Refusal::UnknownReason => RefusalCode::UnknownReason,
        Refusal::TextTooLong => RefusalCode::TextTooLong,
        Refusal::TextEmpty => RefusalCode::TextEmpty,
        Refusal::BadRating => RefusalCode::BadRating,
        Refusal::NothingToRate => RefusalCode::NothingToRate,
        Refusal::NoMedia => RefusalCode::NoMedia,
        Refusal::BadSdp => RefusalCode::BadSdp,
    }
}

/// The close code of a socket refused with `code`. Codes from 4000 on tell a page not to come back by itself, except
/// after a late hello.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "RefusalCode is non-exhaustive; the rest closes as malformed"
)]
pub fn close_code(code: RefusalCode) -> u16 {
    match code {
        RefusalCode::SignedOut | RefusalCode::BadToken => 4001,
        RefusalCode::Superseded => 4002,
        RefusalCode::ForeignOrigin | RefusalCode::BadNodeSecret | RefusalCode::WrongRole => 4003,
        RefusalCode::UnknownHotline => 4004,
        RefusalCode::HelloExpected => 4008,
        RefusalCode::FrameTooLarge => 4009,
        RefusalCode::UnsupportedVersion => 4010,
        // Try again later (RFC 6455 registry).
        RefusalCode::Busy | RefusalCode::TooMany | RefusalCode::TooSlow => 1013,
        RefusalCode::Internal => 1011,
        _ => 4000,
    }
}

/// The HTTP status of a request refused with `code`.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "RefusalCode is non-exhaustive; the rest is the caller's mistake"
)]
pub fn status(code: RefusalCode) -> u16 {
    match code {
        RefusalCode::SignedOut | RefusalCode::BadAdminSecret | RefusalCode::BadNodeSecret => 401,
        RefusalCode::ForeignOrigin | RefusalCode::LinkUsed | RefusalCode::LinkExpired => 403,
        RefusalCode::LinkUnknown | RefusalCode::WrongRole => 403,
        RefusalCode::UnknownHotline
        | RefusalCode::UnknownOperator
        | RefusalCode::UnknownContact
        | RefusalCode::UnknownPromotion => 404,
        RefusalCode::Stale
        | RefusalCode::Frozen
        | RefusalCode::WrongStage
        | RefusalCode::Full
        | RefusalCode::AlreadyEntered => 409,
        RefusalCode::Mistaken | RefusalCode::BadHours => 422,
        RefusalCode::FrameTooLarge => 413,
        RefusalCode::TooMany => 429,
        RefusalCode::Busy | RefusalCode::WaitingRoomFull | RefusalCode::TooSlow => 503,
        RefusalCode::Internal => 500,
        _ => 400,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_code_sentence_and_what_was_refused() {
        assert_eq!(
            message(RefusalCode::RingOver, Some("accept")),
            r#"{"kind":"refused","code":"ring_over","sentence":"Somebody else was faster, or the caller is gone.","about":"accept"}"#
        );
        assert!(!message(RefusalCode::BadToken, None).contains("about"));
    }

    #[test]
    fn the_message_is_one_of_each_direction() {
        let text = message(RefusalCode::Malformed, None);
        let visitor: bellpull_protocol::visitor::ToVisitor = serde_json::from_str(&text).unwrap();
        let operator: bellpull_protocol::operator::ToOperator =
            serde_json::from_str(&text).unwrap();
        let media: bellpull_protocol::media::ToMedia = serde_json::from_str(&text).unwrap();
        assert!(matches!(
            visitor,
            bellpull_protocol::visitor::ToVisitor::Refused { .. }
        ));
        assert!(matches!(
            operator,
            bellpull_protocol::operator::ToOperator::Refused { .. }
        ));
        assert!(matches!(
            media,
            bellpull_protocol::media::ToMedia::Refused { .. }
        ));
    }
}
