//! Refusals that a visitor or an operator will see.

/// Why an input was not carried out; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No such contact, or somebody else's.
    UnknownContact,
    UnknownOperator,
    /// The contact has ended; show its reason.
    ContactEnded,
    /// Somebody else answered, or the caller is gone; the desk goes back to idle.
    RingOver,
    /// Not possible in this state.
    WrongState,
    /// The hotline is closed; a callback or a message is possible.
    Closed,
    /// As many contacts wait as [`crate::Settings::waiting_room`] lets wait.
    WaitingRoomFull,
    /// The line or the remark is too long, or the contact has as many lines as it can have.
    TextTooLong,
    TextEmpty,
    /// Not one to five stars.
    BadRating,
    /// Nobody answered, it has not ended, or it was rated otherwise before.
    NothingToRate,
    /// No media server is connected; offer again when the leg is told next time.
    NoMedia,
    /// The media server could not use the session description.
    BadSdp,
}
