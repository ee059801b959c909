//! Between a visitor's widget and the edge, over one WebSocket at `/ws/visitor/{hotline}`.
//!
//! The edge tells the *whole* state of the visitor's contact at every change, so a widget that missed messages
//! needs no history: the last [`ToVisitor::Contact`] is the truth.
//!
//! A widget offers media by one rule: when the contact has not ended and its `leg` is `none` or `lost`, send
//! [`FromVisitor::Offer`] with `attempt` one above the one told. After a reconnection it repeats an unanswered
//! offer unchanged.

use crate::{ContactId, PageId, PageUrl, PersonName, RefusalCode, RequestId, Sdp, VisitorToken};
use serde::{Deserialize, Serialize};

/// What a widget says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FromVisitor {
    /// The first message. Without a token the edge makes a new visitor.
    Hello {
        version: u32,
        page_id: PageId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<VisitorToken>,
        /// BCP 47, such as `de-AT`.
        language: String,
        /// Where the bell was pulled, as far as the host page's referrer policy tells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<PageUrl>,
    },
    /// Enter the queue. Repeating it with the same `request` gives the same contact.
    Call { request: RequestId },
    /// Open, or open again, the visitor's leg. Answered by [`ToVisitor::Answer`] with the same `attempt`.
    Offer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    /// End the contact, in whatever state. Idempotent; confirmed by a `Contact` in state `ended`.
    HangUp { contact: ContactId },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// What the edge says to a widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToVisitor {
    /// Answers the hello. Keep the token for the next hello.
    Welcome {
        version: u32,
        token: VisitorToken,
        hotline_name: String,
        /// Whether anybody is at the desks.
        staffed: bool,
        now_ms: u64,
    },
    /// Somebody came to the desks, or the last one left.
    Staffed { staffed: bool },
    /// The whole state of the visitor's contact.
    Contact {
        contact: ContactId,
        request: RequestId,
        state: ContactState,
        entered_ms: u64,
        /// 1 is next; only while waiting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<u32>,
        leg: LegState,
        /// The highest attempt the edge has seen for this leg; 0 before the first.
        attempt: u32,
        /// First name or role of who answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        operator_name: Option<PersonName>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        talking_since_ms: Option<u64>,
        /// How the operator's sound stands, from connecting on, so that the widget can say who is silent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        operator_leg: Option<LegState>,
        /// Only when ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<EndReason>,
    },
    /// The media server's answer to an offer.
    Answer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
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

/// Where a contact stands, as its visitor sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    Waiting,
    Ringing,
    Connecting,
    Talking,
    Ended,
}

/// How a party's sound connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegState {
    None,
    Opening,
    Up,
    Lost,
}

/// Why a contact ended: the technical cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The visitor hung up while talking.
    VisitorHungUp,
    /// The operator hung up.
    OperatorHungUp,
    /// The visitor gave up before anybody answered.
    VisitorAbandoned,
    /// The visitor's page was gone for longer than its lease, or its sound did not come back.
    VisitorLost,
    /// A reason of a later version.
    #[serde(other)]
    Unknown,
}
