//! What a media thread has counted since it began. Plain numbers; `metrics.rs` shows them.

use bellpull_protocol::media::CloseCause;

/// Why a datagram went no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// Empty, too short or too long, or of no protocol that is spoken here.
    Malformed,
    /// Not STUN, and from an address that no leg has proved.
    UnknownAddress,
    /// STUN for no leg of this thread, or whose integrity does not show the leg's password; sound or DTLS that its
    /// leg does not accept.
    Unauthenticated,
    /// A packet of sound that came before.
    Replayed,
    /// Beyond the rate of its leg or its source.
    Flooding,
}

impl Dropped {
    pub const ALL: [Self; 5] = [
        Self::Malformed,
        Self::UnknownAddress,
        Self::Unauthenticated,
        Self::Replayed,
        Self::Flooding,
    ];

    /// As the metric's label says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownAddress => "unknown_address",
            Self::Unauthenticated => "unauthenticated",
            Self::Replayed => "replayed",
            Self::Flooding => "flooding",
        }
    }
}

/// Packets and their bytes, without the headers of UDP and TCP.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    pub packets: u64,
    pub bytes: u64,
}

impl Traffic {
    pub fn add(&mut self, bytes: usize) {
        self.packets += 1;
        self.bytes += bytes as u64;
    }
}

#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// Everything that arrived, dropped or not.
    pub received: Traffic,
    pub sent: Traffic,
    /// Connections answered, that is, handshakes begun.
    pub opened: u64,
    /// Handshakes that came to an end: ICE and DTLS are done.
    pub came_up: u64,
    /// Offers refused because they cannot be used.
    pub bad_offers: u64,
    /// Offers refused because as many legs or handshakes are under way as this thread takes.
    pub refused_full: u64,
    dropped: [u64; Dropped::ALL.len()],
    closed: [u64; CAUSES.len()],
}

/// The causes a leg of this version closes for.
pub const CAUSES: [(CloseCause, &str); 5] = [
    (CloseCause::Asked, "asked"),
    (CloseCause::GivenUp, "given_up"),
    (CloseCause::PeerClosed, "peer_closed"),
    (CloseCause::Fault, "fault"),
    (CloseCause::Security, "security"),
];

impl Tally {
    pub fn note_dropped(&mut self, why: Dropped) {
        self.dropped[why as usize] += 1;
    }

    pub fn note_closed(&mut self, cause: CloseCause) {
        if let Some(place) = CAUSES.iter().position(|&(known, _)| known == cause) {
            self.closed[place] += 1;
        }
    }

    #[must_use]
    pub fn dropped(&self, why: Dropped) -> u64 {
        self.dropped[why as usize]
    }

    #[must_use]
    pub fn closed(&self, cause: CloseCause) -> u64 {
        CAUSES
            .iter()
            .zip(&self.closed)
            .find_map(|(&(known, _), &count)| (known == cause).then_some(count))
            .unwrap_or(0)
    }
}
