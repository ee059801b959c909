//! What a desk wants done. Every effect may be repeated without harm.

use bellpull_protocol::operator::{Disposition, FromOperator};
use bellpull_protocol::{ContactId, LineText, Note, OperatorId, RequestId, Sdp, SignInToken};
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

    /// Ask the other pages of this browser whether one is the desk of this operator and busy; answered by
    /// [`Input::OtherPageIsBusy`](super::Input::OtherPageIsBusy), or not at all.
    AskOtherPages(OperatorId),
    /// Tell the page that asked that this one is.
    AnswerOtherPage(OperatorId),

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
    /// One soft sound, for what must not drown a voice.
    Tick,
    /// Tell the person outside the page, until dropped.
    Notify {
        contact: ContactId,
    },
    DropNotification,

    /// Ask what is live, in the language of the page, and what this visitor has entered; answered by
    /// [`Input::Promotions`](super::Input::Promotions).
    AskPromotions {
        contact: Option<ContactId>,
    },

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
    /// Chats that the operator ended while nobody could be told.
    #[serde(default)]
    pub end_chats: Vec<ContactId>,
    #[serde(default)]
    pub chats: Vec<KeptChat>,
}

/// What was written to a visitor and may not have arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptChat {
    pub contact: ContactId,
    pub draft: String,
    /// The number of the last line that was on show.
    pub seen: u32,
    /// Lines without an acknowledgement.
    pub unsent: Vec<KeptLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    pub key: RequestId,
    pub text: LineText,
}

impl KeptChat {
    /// Not worth keeping.
    #[must_use]
    pub fn blank(contact: &ContactId) -> Self {
        Self {
            contact: contact.clone(),
            draft: String::new(),
            seen: 0,
            unsent: vec![],
        }
    }
}

/// An outcome that may not be saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOutcome {
    pub contact: ContactId,
    pub disposition: Option<Disposition>,
    #[serde(default)]
    pub topic: Option<String>,
    pub note: Note,
    /// The edge has confirmed exactly this.
    pub saved: bool,
}
