//! Refusals that a marketer or a visitor will see.

use super::mistake::Mistake;

/// Why an input was not carried out; it changed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No such promotion, or not public yet.
    UnknownPromotion,
    /// Cannot be saved or published like this; show each at its field.
    Mistaken(Vec<Mistake>),
    /// Somebody else saved meanwhile; show theirs.
    Stale,
    /// It was promised in public: kind, prizes and rules from publishing on; while live also the start, and with a
    /// draw the end.
    Frozen,
    /// Published already; withdraw instead.
    NotADraft,
    /// Not published yet; discard or publish instead.
    NotPublished,
    /// It has ended or was withdrawn.
    Over,
    /// The hotline has as many promotions, or as much public text, as it can have; let some be forgotten or end first.
    TooMany,
    /// The period is not over, so there is nothing to draw from yet.
    NotOver,

    /// An announcement cannot be entered or drawn.
    NotADraw,
    /// The period has not started.
    NotStarted,
    /// This visitor has entered with another request; show that entry.
    AlreadyEntered,
    /// The draw has as many entries as it can have.
    Full,
    /// The fresh id is not fresh; try again with another.
    IdTaken,
}
