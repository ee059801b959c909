//! What happens to a desk.

use super::effect::Kept;
use bellpull_protocol::operator::{Disposition, PresenceChoice, ToOperator};
use bellpull_protocol::{
    OperatorId, PageId, PersonName, RefusalCode, Sdp, SignInToken, SocketTicket,
};
use bellpull_widget::softphone::session::MicrophoneProblem;

/// Something that happened, stamped by the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The page was loaded, perhaps from a sign-in link. `seed` is any random number.
    Opened {
        page_id: PageId,
        link: Option<SignInToken>,
        seed: u32,
    },
    /// The answer to [`Effect::SignIn`](super::Effect::SignIn).
    SignedIn,
    /// The answer to [`Effect::AskWhoIAm`](super::Effect::AskWhoIAm).
    KnownAs {
        operator: OperatorId,
        name: PersonName,
        ticket: SocketTicket,
    },
    /// Either was refused.
    TurnedAway(RefusalCode),
    /// Either found no server.
    NobodyHome,
    /// What this browser kept for the operator in an earlier page.
    Recalled(Kept),

    SocketUp,
    /// The close code, 0 when the network failed.
    SocketDown {
        code: u16,
    },
    Message(ToOperator),
    /// The browser believes that the network is back.
    Online,
    /// The page can, or cannot, be seen.
    Seen(bool),

    SoundUnlocked,
    SoundBlocked,
    MicrophoneUp,
    MicrophoneRefused(MicrophoneProblem),
    /// The device ended by itself.
    MicrophoneLost,

    /// The browser's offer for the peer opened with this attempt.
    Offered {
        attempt: u32,
        sdp: Sdp,
    },
    /// The browser gave up on its connection, or could not make an offer.
    PeerFailed {
        attempt: u32,
    },

    Gesture(Gesture),
}

/// What the person at the desk did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gesture {
    /// Unlocks sound and the microphone, and makes the operator available.
    GoOnline,
    Choose(PresenceChoice),
    Answer,
    Decline,
    Mute,
    HangUp,
    Outcome(Disposition),
    Note(String),
    Finish,
    MoreTime,
    /// Take the sound of a call in progress back into this page.
    Rejoin,
    /// Take the desk back from the page that superseded this one.
    TakeBack,
    DismissNotice,
    SignOut,
}
