//! What happens to a switchboard.

use crate::operator::{Disposition, PresenceChoice};
use crate::time::Timestamp;
use bellpull_protocol::{
    ContactId, HotlineId, LegId, Note, OperatorId, PageUrl, RequestId, Sdp, VisitorId,
};

/// Something that happened. The shell has proved who it comes from; the switchboard checks whether it is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The visitor's page said hello; it is told its contact, if any.
    VisitorConnected {
        visitor: VisitorId,
    },
    /// A sign of life of the visitor's page at `at`, which may be in the past.
    VisitorSeen {
        visitor: VisitorId,
        at: Timestamp,
    },
    /// The visitor's last socket closed; its last sign of life was at `at`. The lease goes on as it was, but is made
    /// durable, because after a restore no socket could tell it again.
    VisitorDisconnected {
        visitor: VisitorId,
        at: Timestamp,
    },
    /// Enter the queue. `contact` is a fresh id, used unless `request` or a live contact of this visitor is known.
    Call {
        visitor: VisitorId,
        contact: ContactId,
        request: RequestId,
        hotline: HotlineId,
        language: String,
        page: Option<PageUrl>,
    },
    VisitorOffer {
        visitor: VisitorId,
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    VisitorHangUp {
        visitor: VisitorId,
        contact: ContactId,
    },

    /// The desk said hello. `ready`: its sound is unlocked, so it may ring. Unknown operators become known.
    OperatorConnected {
        operator: OperatorId,
        ready: bool,
    },
    OperatorSeen {
        operator: OperatorId,
        at: Timestamp,
    },
    /// As for visitors.
    OperatorDisconnected {
        operator: OperatorId,
        at: Timestamp,
    },
    /// The session ended: sign-out or revocation.
    OperatorSignedOut {
        operator: OperatorId,
    },
    ChoosePresence {
        operator: OperatorId,
        choice: PresenceChoice,
    },
    Accept {
        operator: OperatorId,
        contact: ContactId,
        ring: u32,
    },
    Decline {
        operator: OperatorId,
        contact: ContactId,
        ring: u32,
    },
    OperatorOffer {
        operator: OperatorId,
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    OperatorHangUp {
        operator: OperatorId,
        contact: ContactId,
    },
    /// The outcome, as far as it is known; `finish` ends the wrap-up.
    WrapUp {
        operator: OperatorId,
        contact: ContactId,
        disposition: Option<Disposition>,
        note: Option<Note>,
        finish: bool,
    },
    MoreTime {
        operator: OperatorId,
        contact: ContactId,
    },

    /// A media node is connected and has these legs.
    MediaConnected {
        legs: Vec<LegReport>,
    },
    /// The switchboard woke from sleep and its link to the media node had outlived it: legs are as they were restored.
    MediaStayed,
    /// No media node is connected. Calls under way go on.
    MediaGone,
    LegAnswered {
        leg: LegId,
        attempt: u32,
        sdp: Sdp,
    },
    LegRefused {
        leg: LegId,
        attempt: u32,
    },
    LegUp {
        leg: LegId,
        attempt: u32,
    },
    LegLost {
        leg: LegId,
        attempt: u32,
    },
    LegClosed {
        leg: LegId,
        attempt: u32,
    },

    /// The switchboard woke without any connection: its own outage must cost nobody the place.
    Woke,
}

/// A leg as the media node has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegReport {
    pub leg: LegId,
    pub attempt: u32,
    pub up: bool,
    pub bridged_with: Option<LegId>,
}
