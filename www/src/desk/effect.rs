//! What a desk wants done. Every effect may be repeated without harm.

use bellpull_protocol::operator::{Disposition, FromOperator};
use bellpull_protocol::{ContactId, Note, OperatorId, Sdp, SignInToken};
use serde::{Deserialize, Serialize};

/// Performed by the shell in the order given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Take the link's secret out of the address.
    CleanAddress,
    SignIn {
        token: SignInToken,
    },
    AskWhoIAm,
    SignOut,

    OpenSocket,
    CloseSocket,
    Send(FromOperator),

    /// Only works within a gesture.
    UnlockSound,
    AskMicrophone,
    AskNotifications,
    ReleaseMicrophone,
    /// A short sound that says "you will hear it ring".
    Chime,
    StartRinging {
        contact: ContactId,
    },
    /// Silence within 300 ms.
    StopRinging,
    /// Tell the person outside the page, until dropped.
    Notify {
        contact: ContactId,
    },
    DropNotification,

    /// Make a connection with the microphone and an offer for it; an older one is replaced.
    OpenPeer {
        attempt: u32,
    },
    TakeAnswer {
        attempt: u32,
        sdp: Sdp,
    },
    ClosePeer,
    Mute(bool),

    /// Read what an earlier page kept.
    Recall(OperatorId),
    Keep(OperatorId, Kept),
}

/// What must outlive this page until the edge has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    #[serde(default)]
    pub outcomes: Vec<KeptOutcome>,
    /// A call that the operator ended while nobody could be told.
    #[serde(default)]
    pub hang_up: Option<ContactId>,
}

/// An outcome that may not be saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOutcome {
    pub contact: ContactId,
    pub disposition: Option<Disposition>,
    pub note: Note,
    /// The edge has confirmed exactly this.
    pub saved: bool,
}
