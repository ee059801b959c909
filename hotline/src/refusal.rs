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
    /// Nobody of the department is at a desk; a callback or a message is possible.
    NobodyThere,
    /// No such department, or none of this hotline's menu.
    UnknownDepartment,
    /// The window of a callback is over, too short, too far ahead, or meets no opening hours.
    OutsideHours,
    /// The colleague is not there or has something in hand.
    ColleagueBusy,
    /// Not a plan, reason or span that the configuration knows.
    UnknownReason,
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
