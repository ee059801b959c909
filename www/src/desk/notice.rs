//! A sentence about something that was not done, shown for a while.

use bellpull_protocol::RefusalCode;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The text that says it.
    pub text: &'static str,
    pub until_ms: u64,
}

/// Long enough to be read twice.
const SHOWN_MS: u64 = 8_000;

/// The refusals that have words of their own; the rest is no use to an operator in detail.
const WORDS: [(RefusalCode, &str); 10] = [
    (RefusalCode::TooMany, "notice.too_many"),
    (RefusalCode::RingOver, "notice.ring_over"),
    (RefusalCode::ContactEnded, "notice.contact_ended"),
    (RefusalCode::UnknownContact, "notice.contact_ended"),
    (RefusalCode::Busy, "notice.busy"),
    (RefusalCode::WrongState, "notice.wrong_state"),
    (RefusalCode::ColleagueBusy, "notice.colleague_busy"),
    (RefusalCode::UnknownReason, "notice.unknown_reason"),
    (RefusalCode::NoMedia, "notice.no_media"),
    (RefusalCode::BadSdp, "notice.bad_sdp"),
];

impl Notice {
    #[must_use]
    pub fn refused(now_ms: u64, code: RefusalCode) -> Self {
        let words = WORDS.iter().find(|(refusal, _)| *refusal == code);
        Self::said(now_ms, words.map_or("notice.refused", |(_, text)| text))
    }

    #[must_use]
    pub fn said(now_ms: u64, text: &'static str) -> Self {
        Self {
            text,
            until_ms: now_ms + SHOWN_MS,
        }
    }
}
