//! Refusals of promotions on the wire.

use super::mistakes;
use crate::refusing::RefusalBody;
use bellpull_hotline::promotions::Refusal;
use bellpull_protocol::RefusalCode;
use bellpull_protocol::marketer::Mistake;
use serde::Serialize;

/// Why nothing was changed, and what to mend if something was wrong in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub code: RefusalCode,
    pub mistakes: Vec<Mistake>,
}

/// The body: `{"code", "sentence", "mistakes"}`, without mistakes if there are none.
#[derive(Debug, Serialize)]
pub struct Shape<'a> {
    #[serde(flatten)]
    body: RefusalBody,
    #[serde(skip_serializing_if = "<[Mistake]>::is_empty")]
    mistakes: &'a [Mistake],
}

impl Refused {
    #[must_use]
    pub fn body(&self) -> Shape<'_> {
        Shape {
            body: self.code.into(),
            mistakes: &self.mistakes,
        }
    }

    pub(super) fn mistaken(mistakes: Vec<Mistake>) -> Self {
        let code = RefusalCode::Mistaken;
        Self { code, mistakes }
    }
}

impl From<RefusalCode> for Refused {
    fn from(code: RefusalCode) -> Self {
        let mistakes = Vec::new();
        Self { code, mistakes }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Mistaken(mistakes) => Self::mistaken(mistakes::told(&mistakes)),
            Refusal::UnknownPromotion => RefusalCode::UnknownPromotion.into(),
            Refusal::Stale => RefusalCode::Stale.into(),
            Refusal::Frozen => RefusalCode::Frozen.into(),
            Refusal::NotADraft
            | Refusal::NotPublished
            | Refusal::Over
            | Refusal::NotOver
            | Refusal::NotADraw
            | Refusal::NotStarted => RefusalCode::WrongStage.into(),
            Refusal::TooMany | Refusal::Full => RefusalCode::Full.into(),
            Refusal::AlreadyEntered => RefusalCode::AlreadyEntered.into(),
            // 128 bits of chance are met twice only if the chance is broken.
            Refusal::IdTaken => RefusalCode::Internal.into(),
        }
    }
}
