//! Between a media node and the edge. The node dials out: first the pool at `/ws/media/pool`, then, for each
//! [`ToMedia::Serve`], the switchboard at `/ws/media/switchboard/{organisation}`.
//!
//! After every hello the node lists its legs, and the edge answers with what has to change: both sides agree
//! again whatever was lost in between. Every command may be repeated.

use crate::{LegId, NodeId, NodeSecret, OrganisationId, RefusalCode, Sdp};
use serde::{Deserialize, Serialize};

/// What a media node says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FromMedia {
    /// The first message on every link.
    Hello {
        version: u32,
        node: NodeId,
        secret: NodeSecret,
    },
    /// All legs of this organisation on this node; sent once after `Welcome` of a switchboard.
    Legs { legs: Vec<LegReport> },
    /// Answers `OpenLeg`; the same leg and attempt always get the same answer.
    LegAnswered { leg: LegId, attempt: u32, sdp: Sdp },
    /// The leg could not be opened; an older attempt of it, if any, goes on.
    LegRefused {
        leg: LegId,
        attempt: u32,
        code: RefusalCode,
    },
    /// Sound can flow (ICE and DTLS are done), or flows again.
    LegUp { leg: LegId, attempt: u32 },
    /// Nothing has arrived for a while; the leg is kept in case it comes back.
    LegLost { leg: LegId, attempt: u32 },
    /// The leg is gone: closed by command, given up, or broken.
    LegClosed {
        leg: LegId,
        attempt: u32,
        cause: CloseCause,
    },
    /// The two or three legs hear each other.
    Bridged {
        a: LegId,
        b: LegId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        third: Option<LegId>,
    },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// What the edge says to a media node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToMedia {
    /// Answers the hello.
    Welcome { version: u32 },
    /// From the pool: dial this organisation's switchboard, and keep dialling.
    Serve { organisation: OrganisationId },
    /// Open the leg, or replace its connection when `attempt` is higher than before.
    /// `beside` names the leg it will talk to: both must share a media thread.
    OpenLeg {
        leg: LegId,
        attempt: u32,
        side: Side,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beside: Option<LegId>,
        sdp: Sdp,
    },
    /// Let two legs hear each other, or three each of the others, and stop the waiting tone. A leg is in one bridge
    /// at most: it leaves the one it was in.
    Bridge {
        a: LegId,
        b: LegId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        third: Option<LegId>,
    },
    /// Take the leg out of its bridge and play the waiting tone again. Of three, the other two go on.
    Hold { leg: LegId },
    /// End the leg. Unknown legs are ignored.
    CloseLeg { leg: LegId },
    /// The link was refused and will be closed.
    Refused { code: RefusalCode, sentence: String },
    /// A kind of a later version.
    #[serde(other)]
    Unknown,
}

/// Whose leg it is. A visitor's hears the waiting tone until bridged, an operator's silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Visitor,
    Operator,
}

/// One leg in [`FromMedia::Legs`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegReport {
    pub leg: LegId,
    pub attempt: u32,
    pub up: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridged_with: Option<LegId>,
    /// The other one, in a bridge of three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third: Option<LegId>,
}

/// Why a leg is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseCause {
    /// The edge asked for it.
    Asked,
    /// Lost for longer than the node waits.
    GivenUp,
    /// The browser closed its side.
    PeerClosed,
    /// The media engine met a fault in this leg.
    Fault,
    /// Whoever did the handshake was not who made the offer.
    Security,
    /// A cause of a later version.
    #[serde(other)]
    Unknown,
}
