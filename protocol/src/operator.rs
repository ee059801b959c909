//! Between an operator's desk and the edge, over one WebSocket at `/ws/desk`.
//!
//! As for visitors, [`ToOperator::Desk`] tells the whole state at every change. The offer rule is the same:
//! while `activity` is `connecting` or `talking` and `leg` is `none` or `lost`, send [`FromOperator::Offer`]
//! with `attempt` one above the one told.

use crate::visitor::{EndReason, LegState};
use crate::{
    ContactId, HotlineId, Note, OperatorId, PageId, PageUrl, PersonName, RefusalCode, Sdp,
    SocketTicket,
};
use serde::{Deserialize, Serialize};

/// What a desk says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FromOperator {
    /// The first message. `ready`: sound is unlocked and the microphone works in this page, so it may ring.
    Hello {
        version: u32,
        page_id: PageId,
        ticket: SocketTicket,
        ready: bool,
    },
    /// What the person chose.
    Presence { presence: PresenceChoice },
    /// Answer a ring; followed at once by an `Offer`.
    Accept { contact: ContactId, ring: u32 },
    /// Send a ring back to the queue.
    Decline { contact: ContactId, ring: u32 },
    /// Open, or open again, the operator's leg.
    Offer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    /// End the call. Idempotent.
    HangUp { contact: ContactId },
    /// Save the outcome of a contact, during the call, in wrap-up or shortly after; repeated freely.
    /// With `finish` the wrap-up ends.
    WrapUp {
        contact: ContactId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disposition: Option<Disposition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Note>,
        finish: bool,
    },
    /// More time for the wrap-up.
    MoreTime { contact: ContactId },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// What the edge says to a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToOperator {
    Welcome {
        version: u32,
        operator: OperatorId,
        name: PersonName,
        organisation_name: String,
        now_ms: u64,
    },
    /// The whole state of this operator.
    Desk {
        presence: Presence,
        /// Why `presence` is `unavailable`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        away_reason: Option<AwayReason>,
        activity: Activity,
        /// The contact in hand, from ringing to wrap-up, with what is known about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<ContactId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ring: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hotline: Option<HotlineId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hotline_name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<PageUrl>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_ms: Option<u64>,
        /// When ringing or wrap-up ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        talking_since_ms: Option<u64>,
        /// This operator's leg.
        leg: LegState,
        attempt: u32,
        /// The visitor's leg, so that the desk can say who is silent.
        visitor_leg: LegState,
        /// How the contact in wrap-up ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<EndReason>,
    },
    /// Who is waiting, longest first; at most 50 rows of `total`.
    Waiting {
        total: u32,
        contacts: Vec<WaitingContact>,
    },
    /// The media server's answer to an offer.
    Answer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    /// The outcome of this contact is durable.
    Saved { contact: ContactId },
    /// What was asked is not done. `about` repeats the kind that was refused.
    Refused {
        code: RefusalCode,
        sentence: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
    },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// One row of the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingContact {
    pub contact: ContactId,
    pub hotline_name: String,
    pub language: String,
    pub entered_ms: u64,
    /// Rings at some desk at this moment.
    pub ringing: bool,
}

/// What a person may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PresenceChoice {
    Available,
    Break,
    Offline,
}

/// What is shown: the choice, or that the switchboard took the operator out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    Available,
    Break,
    Offline,
    Unavailable,
}

/// Why the switchboard took an operator out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayReason {
    /// A ring was not answered.
    NoAnswer,
    /// A ring was answered, but no sound connection came about.
    NoSound,
    /// The desk's connection was lost for longer than its lease.
    ConnectionLost,
    /// A reason of a later version.
    #[serde(other)]
    Unknown,
}

/// Set by the switchboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Idle,
    Ringing,
    Connecting,
    Talking,
    WrapUp,
}

/// The operator's outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    Resolved,
    FollowUp,
    NotResolved,
    WrongNumber,
    Spam,
    /// An outcome of a later version.
    #[serde(other)]
    Unknown,
}
