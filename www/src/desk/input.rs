//! What happens to a desk.

use super::breaks::BreakWish;
use super::effect::Kept;
use super::transfers::Aim;
use super::view::Look;
use bellpull_protocol::operator::{Disposition, PresenceChoice, ToOperator, TryOutcome};
use bellpull_protocol::promotion::DeskPromotions;
use bellpull_protocol::{
    ContactId, OperatorId, PageId, PersonName, RefusalCode, RequestId, Sdp, SignInToken,
    SocketTicket,
};
use bellpull_widget::softphone::session::MicrophoneProblem;

/// Something that happened, stamped by the shell.
#[allow(
    clippy::large_enum_variant,
    reason = "an input lives for one turn, and most are messages"
)]
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

    /// Another page of this browser is about to become the desk of this operator.
    OtherPageAsks(OperatorId),
    /// The answer to [`Effect::AskOtherPages`](super::Effect::AskOtherPages).
    OtherPageIsBusy(OperatorId),

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
    /// The page is too narrow for more than one part of the desk at a time.
    Narrow(bool),
    /// The answer to [`Effect::AskPromotions`](super::Effect::AskPromotions); nothing when there was none.
    Promotions(Option<DeskPromotions>),

    SoundUnlocked,
    SoundBlocked,
    MicrophoneUp,
    MicrophoneRefused(MicrophoneProblem),
    /// The device ended by itself.
    MicrophoneLost,
    /// There are other devices than before, or the page is seen again: what was lost may be back.
    DevicesChanged,

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

    /// Show this chat.
    OpenChat(ContactId),
    /// Show the chat after the one on show.
    NextChat,
    /// What stands in the line to be written.
    Draft(ContactId, String),
    /// Send what stands there. The key is any random one.
    SendLine(ContactId, RequestId),
    EndChat(ContactId),
    /// End the chat on show.
    EndThisChat,
    ChatOutcome(ContactId, Disposition),
    ChatNote(ContactId, String),
    FinishChat(ContactId),

    /// Show who there is, to give the call in hand or the chat on show to.
    OpenDirectory,
    CloseDirectory,
    Transfer(Aim),
    /// Ask this colleague about the call first.
    Consult(OperatorId),
    /// Three in one call, or the two operators alone.
    Together(bool),
    CompleteTransfer,
    CancelConsult,
    TakeBreak(BreakWish),
    CancelPlannedBreak,
    /// What the contact in hand was about.
    Topic(String),

    TakeCallback(ContactId),
    /// Take the callback that is owed longest and can be dialled.
    TakeNextCallback,
    Tried(TryOutcome),

    /// Look at this part of the desk, where there is room for one only.
    Look(Look),
    /// The page speaks another language.
    LanguageChosen,

    /// Take the sound of a call in progress back into this page.
    Rejoin,
    /// Take the desk from the page that has it.
    TakeBack,
    DismissNotice,
    SignOut,
}
