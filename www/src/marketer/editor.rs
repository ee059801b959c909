//! One promotion being written, beside what others make of it meanwhile.
//!
//! The edge is asked every two seconds. What it tells never touches what is being typed: without changes of ours the
//! editor follows; with changes, a newer revision becomes a conflict that the marketer decides.

use super::field::{Field, Shown};
use super::form::{Ahead, Form, Moment};
use bellpull_protocol::PromotionId;
use bellpull_protocol::marketer::{Content, Mistake, Promotion, PromotionState, Text};

/// A promotion in the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    pub promotion: PromotionId,
    /// As last told by the edge, on which our changes stand; none until a new one was saved.
    pub saved: Option<Promotion>,
    pub form: Form,
    /// The form without our changes.
    base: Form,
    /// What somebody else saved while we were writing.
    pub conflict: Option<Promotion>,
    /// Somebody else discarded it.
    pub gone: bool,
    pub mistakes: Vec<Shown>,
}

/// Whether the fields have to be filled anew, because something else than typing changed them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Fields {
    Stay,
    Refill,
}

/// A new promotion runs for a week unless one says otherwise.
const WEEK_MS: u64 = 7 * 86_400_000;
const HOUR_MS: u64 = 3_600_000;

impl Editor {
    /// A new promotion, from the next full hour on.
    #[must_use]
    pub fn fresh(
        promotion: PromotionId,
        now_ms: u64,
        zone: &str,
        language: &str,
        ahead: Ahead,
    ) -> Self {
        let starts_ms = (now_ms / HOUR_MS + 1) * HOUR_MS;
        let form = Form {
            is_draw: false,
            prizes: "1".to_owned(),
            zone: zone.to_owned(),
            starts: Moment::of(starts_ms, zone, ahead),
            ends: Moment::of(starts_ms + WEEK_MS, zone, ahead),
            texts: [(language.to_owned(), Text::default())].into(),
            default_language: language.to_owned(),
        };
        Self {
            promotion,
            saved: None,
            base: form.clone(),
            form,
            conflict: None,
            gone: false,
            mistakes: Vec::new(),
        }
    }

    #[must_use]
    pub fn open(promotion: &Promotion, ahead: Ahead) -> Self {
        let form = Form::of(&promotion.content, ahead);
        Self {
            promotion: promotion.promotion.clone(),
            mistakes: Vec::new(),
            saved: Some(promotion.clone()),
            base: form.clone(),
            form,
            conflict: None,
            gone: false,
        }
    }

    /// Whether something typed would be lost.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.form != self.base
    }

    #[must_use]
    pub fn state(&self) -> PromotionState {
        let saved = self.saved.as_ref();
        saved.map_or(PromotionState::Draft, |promotion| promotion.state)
    }

    /// The revision on which our changes stand; 0 makes a new promotion.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.saved.as_ref().map_or(0, |saved| saved.revision)
    }

    /// What to send. Fields that cannot be read become mistakes.
    pub fn content(&mut self, ahead: Ahead) -> Option<Content> {
        match self.form.content(ahead) {
            Ok(content) => {
                self.mistakes.clear();
                Some(content)
            }
            Err(fields) => {
                self.mistakes = fields.into_iter().map(Shown::unreadable).collect();
                None
            }
        }
    }

    /// The list of the edge has come again.
    pub fn told(&mut self, promotions: &[Promotion], ahead: Ahead) -> Fields {
        let Some(told) = promotions
            .iter()
            .find(|told| told.promotion == self.promotion)
        else {
            self.gone = self.saved.is_some();
            return Fields::Stay;
        };
        self.gone = false;
        let known = self.revision();
        if told.revision <= known {
            // Also an answer that was on its way while we saved; only a newer one may change the state.
            if told.revision == known {
                self.saved = Some(told.clone());
            }
            return Fields::Stay;
        }
        if self.is_changed() {
            self.conflict = Some(told.clone());
            return Fields::Stay;
        }
        self.take(told, ahead);
        Fields::Refill
    }

    /// The edge did what `sent` asked for. What was typed since stays.
    pub fn done(&mut self, promotion: &Promotion, sent: Option<&Form>, ahead: Ahead) -> Fields {
        let typed_on = match sent {
            Some(sent) => self.form != *sent,
            None => self.is_changed(),
        };
        self.mistakes.clear();
        self.conflict = None;
        if typed_on {
            if let Some(sent) = sent {
                self.base = sent.clone();
            }
            self.saved = Some(promotion.clone());
            return Fields::Stay;
        }
        let before = self.form.clone();
        self.take(promotion, ahead);
        if self.form.same_as_typed(&before) {
            Fields::Stay
        } else {
            Fields::Refill
        }
    }

    /// The edge wants something changed first.
    pub fn refused(&mut self, mistakes: &[Mistake]) {
        self.mistakes = mistakes.iter().map(Shown::of).collect();
        self.mistakes.sort_by(|a, b| a.field.cmp(&b.field));
    }

    /// Gives our changes up for what somebody else saved.
    pub fn take_theirs(&mut self, ahead: Ahead) -> Fields {
        match self.conflict.take() {
            Some(theirs) => {
                self.take(&theirs, ahead);
                Fields::Refill
            }
            None => Fields::Stay,
        }
    }

    /// Our changes shall replace what somebody else saved; nothing is sent yet.
    pub fn keep_mine(&mut self, ahead: Ahead) {
        if let Some(theirs) = self.conflict.take() {
            self.base = Form::of(&theirs.content, ahead);
            self.saved = Some(theirs);
        }
    }

    /// Gives our changes up for what was saved last.
    pub fn revert(&mut self) -> Fields {
        self.form = self.base.clone();
        self.mistakes.clear();
        Fields::Refill
    }

    /// The mistakes of a field.
    #[must_use]
    pub fn mistakes_at(&self, field: &Field) -> Vec<Shown> {
        let mut mistakes = self.mistakes.clone();
        mistakes.retain(|mistake| mistake.field == *field);
        mistakes
    }

    /// Somebody works on the field, so what was said about it is out of date.
    pub fn touched(&mut self, field: &Field) {
        self.mistakes.retain(|mistake| mistake.field != *field);
    }

    fn take(&mut self, promotion: &Promotion, ahead: Ahead) {
        self.form = Form::of(&promotion.content, ahead);
        self.base = self.form.clone();
        self.saved = Some(promotion.clone());
        self.mistakes.clear();
    }
}

impl Form {
    /// Whether the fields show the same.
    fn same_as_typed(&self, other: &Form) -> bool {
        let mut typed = other.clone();
        typed.starts = self.starts.clone();
        typed.ends = self.ends.clone();
        *self == typed
            && self.starts.typed == other.starts.typed
            && self.ends.typed == other.ends.typed
    }
}
