//! The rule by which a page opens its sound connection, the same for visitor and operator.
//!
//! The edge tells the state of the page's leg and the highest attempt it has seen. A page that holds no current
//! peer connection offers with the attempt above that: at the beginning, when the leg was lost, after a reload
//! and when the browser gave the connection up. An offer that the edge has not answered is repeated unchanged
//! after a reconnection; an answer to any other attempt is stale.

use bellpull_protocol::visitor::LegState;
use bellpull_protocol::{ContactId, Sdp};

/// How much longer each further attempt waits while none succeeds, in milliseconds, and how long at most. Without a
/// media server the edge refuses at once; a page that offered again at once would never stop.
const RETRY_STEP_MS: u64 = 1_000;
const RETRY_AT_MOST_MS: u64 = 5_000;

/// An unanswered offer is repeated after this, in milliseconds. An answer takes well under a second.
const REPEAT_AFTER_MS: u64 = 5_000;

/// What the page has to do. Steps about an attempt that is no longer the page's may be dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaStep {
    /// Close the peer connection there is, make a new one and report its offer with [`MediaOffer::offer_made`].
    OpenPeer { attempt: u32 },
    /// Send the offer to the edge.
    SendOffer {
        contact: ContactId,
        attempt: u32,
        sdp: Sdp,
    },
    /// Give the media server's answer to the peer connection.
    AcceptAnswer { attempt: u32, sdp: Sdp },
    /// No call is left: close the peer connection.
    ClosePeer,
}

/// What the edge tells about the leg of this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegTold<'a> {
    pub contact: &'a ContactId,
    pub leg: LegState,
    /// The highest attempt the edge has seen.
    pub attempt: u32,
}

/// The sound connection of one page.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct MediaOffer {
    call: Option<Call>,
    offline: bool,
}

/// ```text
///            open                offer_made            answered
/// (no peer) ─────▶ Making ─────────────▶ Offered ─────────────▶ Answered
///     ▲              │                      │                       │
///     └──────────────┴── failed, refused, lost, a newer attempt told┘
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
enum Peer {
    Making,
    Offered { sdp: Sdp, sent_ms: u64 },
    Answered,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    contact: ContactId,
    /// The highest attempt known, ours or told.
    attempt: u32,
    peer: Option<Peer>,
    /// Attempts since sound last flowed.
    failures: u64,
    not_before_ms: u64,
}

impl MediaOffer {
    /// The edge told the state, or nothing is to be heard any more (`None`: ended, hung up, not yet accepted).
    pub fn told(&mut self, now_ms: u64, told: Option<LegTold<'_>>) -> Option<MediaStep> {
        let back_online = std::mem::take(&mut self.offline);
        let Some(told) = told else {
            return self.close();
        };
        let call = match self.call.take() {
            Some(call) if call.contact == *told.contact => self.call.insert(call),
            _ => self
                .call
                .insert(Call::new(told.contact.clone(), told.attempt)),
        };
        match told.leg {
            // The leg of an attempt that the edge has seen is gone, so the peer connection is of no use.
            LegState::None | LegState::Lost if told.attempt >= call.attempt => call.peer = None,
            LegState::Up if told.attempt == call.attempt => call.failures = 0,
            LegState::None | LegState::Lost | LegState::Opening | LegState::Up => {}
        }
        if told.attempt > call.attempt {
            call.attempt = told.attempt;
            call.peer = None;
        }
        if back_online {
            call.repeat(now_ms)
        } else {
            None
        }
        .or_else(|| call.open(now_ms))
    }

    /// Hung up or ended: nothing is to be heard any more.
    pub fn close(&mut self) -> Option<MediaStep> {
        self.call
            .take()
            .and_then(|call| call.peer)
            .map(|_| MediaStep::ClosePeer)
    }

    /// Time has passed; call about once a second.
    pub fn tick(&mut self, now_ms: u64) -> Option<MediaStep> {
        let call = self.call.as_mut().filter(|_| !self.offline)?;
        if let Some(Peer::Offered { sent_ms, .. }) = call.peer
            && now_ms >= sent_ms + REPEAT_AFTER_MS
        {
            return call.repeat(now_ms);
        }
        call.open(now_ms)
    }

    /// The browser made the offer of this attempt.
    pub fn offer_made(&mut self, now_ms: u64, attempt: u32, sdp: Sdp) -> Option<MediaStep> {
        let call = self.call.as_mut().filter(|call| call.attempt == attempt)?;
        if call.peer != Some(Peer::Making) {
            return None;
        }
        call.peer = Some(Peer::Offered {
            sdp,
            sent_ms: now_ms,
        });
        if self.offline {
            None
        } else {
            call.repeat(now_ms)
        }
    }

    /// The media server answered.
    pub fn answered(&mut self, contact: &ContactId, attempt: u32, sdp: Sdp) -> Option<MediaStep> {
        let call = self
            .call
            .as_mut()
            .filter(|call| call.contact == *contact && call.attempt == attempt)?;
        match call.peer {
            Some(Peer::Offered { .. }) => {
                call.peer = Some(Peer::Answered);
                Some(MediaStep::AcceptAnswer { attempt, sdp })
            }
            Some(Peer::Making | Peer::Answered) | None => None,
        }
    }

    /// The browser could not make the offer, or its connection failed for good.
    pub fn failed(&mut self, now_ms: u64, attempt: u32) -> Option<MediaStep> {
        let call = self.call.as_mut().filter(|call| call.attempt == attempt)?;
        call.peer = None;
        if self.offline {
            None
        } else {
            call.open(now_ms)
        }
    }

    /// The edge refused the offer; it is made again after a while.
    pub fn refused(&mut self) {
        if let Some(call) = &mut self.call
            && matches!(call.peer, Some(Peer::Offered { .. }))
        {
            call.peer = None;
        }
    }

    /// The socket is down. What is heard goes on.
    pub fn went_offline(&mut self) {
        self.offline = true;
    }
}

impl Call {
    fn new(contact: ContactId, attempt: u32) -> Self {
        Self {
            contact,
            attempt,
            peer: None,
            failures: 0,
            not_before_ms: 0,
        }
    }

    fn open(&mut self, now_ms: u64) -> Option<MediaStep> {
        if self.peer.is_some() || now_ms < self.not_before_ms {
            return None;
        }
        self.attempt += 1;
        self.peer = Some(Peer::Making);
        self.failures += 1;
        self.not_before_ms = now_ms + (self.failures * RETRY_STEP_MS).min(RETRY_AT_MOST_MS);
        Some(MediaStep::OpenPeer {
            attempt: self.attempt,
        })
    }

    fn repeat(&mut self, now_ms: u64) -> Option<MediaStep> {
        let Some(Peer::Offered { sdp, sent_ms }) = &mut self.peer else {
            return None;
        };
        *sent_ms = now_ms;
        Some(MediaStep::SendOffer {
            contact: self.contact.clone(),
            attempt: self.attempt,
            sdp: sdp.clone(),
        })
    }
}
