//! One party's leg: which attempt it is at, and whether it is opening, up or lost.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bellpull_protocol::media::{CloseCause, Side};
use bellpull_protocol::{LegId, OrganisationId, Sdp};
use str0m::net::Transmit;

use crate::bridge::Slot;
use crate::bucket::Bucket;
use crate::connection::{Connection, Happening, Packet};
use crate::gate::LEG_RATE;
use crate::path::Datagram;
use crate::prompt::{Playback, Prompt};
use crate::tally::Dropped;

/// A browser that has not connected by then will not. Shorter gives up on slow DTLS over bad networks.
pub const UP_WITHIN: Duration = Duration::from_secs(10);

/// Browsers send sound every 20 ms and consent checks every few seconds; a page that is silent for this long has
/// lost its path. Shorter calls short radio gaps a loss.
pub const LOST_AFTER: Duration = Duration::from_secs(5);

/// How long a lost leg is kept. The edge decides earlier when somebody waits on the other side; this bound only
/// keeps legs from staying for ever when the edge is gone too.
pub const GIVE_UP_AFTER: Duration = Duration::from_secs(60);

/// A leg's number within its media thread; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegNo(pub u64);

/// A leg's name. Organisations choose their ids independently of each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegKey {
    pub organisation: OrganisationId,
    pub leg: LegId,
}

pub struct Leg {
    pub key: LegKey,
    pub side: Side,
    attempt: u32,
    answer: Sdp,
    connection: Connection,
    state: State,
    tone: Option<Tone>,
    arrivals: Bucket,
}

/// ```text
/// Opening ──────→ Up ⇄ Lost
///    └─→ (closed) ←┴────┘
/// ```
/// A closed leg no longer exists. A new attempt goes back to `Opening`.
enum State {
    Opening { until: Instant },
    Up { heard: Instant },
    Lost { until: Instant },
}

/// The waiting tone is chosen at once and begins when the leg is up.
enum Tone {
    Chosen(Arc<Prompt>),
    Playing(Playback),
}

/// What a leg did.
pub enum LegHappening {
    Send(Transmit),
    /// Sound of this party.
    Heard(Packet),
    Up,
    Lost,
    /// The leg must be removed.
    Closed(CloseCause),
}

impl Leg {
    #[must_use]
    pub fn new(
        now: Instant,
        key: LegKey,
        side: Side,
        attempt: u32,
        answered: (Connection, Sdp),
    ) -> Self {
        let (connection, answer) = answered;
        let state = State::Opening {
            until: now + UP_WITHIN,
        };
        Self {
            key,
            side,
            attempt,
            answer,
            connection,
            state,
            tone: None,
            arrivals: Bucket::default(),
        }
    }

    /// A newer attempt takes over; what the leg hears stays. Returns what is left to send on the older one.
    pub fn replace(
        &mut self,
        now: Instant,
        attempt: u32,
        answered: (Connection, Sdp),
    ) -> Vec<Transmit> {
        let last_words = self.close();
        let tone = self
            .tone
            .take()
            .map(|tone| Tone::Chosen(tone.into_prompt()));
        let next = Self::new(now, self.key.clone(), self.side, attempt, answered);
        *self = Self { tone, ..next };
        last_words
    }

    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The answer to the attempt's offer, for repeating it.
    #[must_use]
    pub fn answer(&self) -> &Sdp {
        &self.answer
    }

    #[must_use]
    pub fn ufrag(&self) -> &str {
        self.connection.ufrag()
    }

    /// Whether its handshake is under way.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        match self.state {
            State::Opening { .. } => true,
            State::Up { .. } | State::Lost { .. } => false,
        }
    }

    #[must_use]
    pub fn is_up(&self) -> bool {
        match self.state {
            State::Up { .. } => true,
            State::Opening { .. } | State::Lost { .. } => false,
        }
    }

    /// What is sent next on this stream comes from another source.
    pub fn switch_source(&mut self, slot: Slot) {
        self.connection.switch_source(slot);
    }

    /// Starts or stops the waiting tone.
    pub fn set_tone(&mut self, now: Instant, tone: Option<Arc<Prompt>>) {
        self.tone = tone.map(Tone::Chosen);
        self.play_tone(now);
    }

    /// Passes sound of another leg on to this one.
    pub fn send(&mut self, now: Instant, slot: Slot, packet: &Packet) {
        self.connection.send(now, slot, packet);
    }

    /// Whether one more datagram on this leg's own paths is not more than a party sends.
    pub fn admits(&mut self, now: Instant) -> bool {
        self.arrivals.take(now, LEG_RATE)
    }

    /// Takes in what came from this party.
    ///
    /// # Errors
    /// When it is refused, with the reason.
    pub fn handle_datagram(&mut self, now: Instant, datagram: Datagram<'_>) -> Result<(), Dropped> {
        self.connection.handle_datagram(now, datagram)
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        if self
            .connection
            .poll_timeout()
            .is_some_and(|deadline| deadline <= now)
        {
            self.connection.handle_timeout(now);
        }
        self.play_tone(now);
    }

    /// When to call [`Self::handle_timeout`] and [`Self::poll_happening`].
    #[must_use]
    pub fn poll_timeout(&self) -> Instant {
        let state = match self.state {
            State::Opening { until } | State::Lost { until } => until,
            State::Up { heard } => heard + LOST_AFTER,
        };
        let tone = match &self.tone {
            Some(Tone::Playing(playback)) if self.is_up() => Some(playback.poll_timeout()),
            Some(Tone::Playing(_) | Tone::Chosen(_)) | None => None,
        };
        [self.connection.poll_timeout(), tone]
            .into_iter()
            .flatten()
            .fold(state, Instant::min)
    }

    pub fn poll_happening(&mut self, now: Instant) -> Option<LegHappening> {
        let Some(happening) = self.connection.poll_happening() else {
            return self.check_deadline(now);
        };
        Some(match happening {
            Happening::Send(transmit) => LegHappening::Send(transmit),
            Happening::Heard(packet) => LegHappening::Heard(packet),
            Happening::Connected => {
                self.state = State::Up { heard: now };
                self.play_tone(now);
                LegHappening::Up
            }
            Happening::PeerClosed => LegHappening::Closed(CloseCause::PeerClosed),
            Happening::WrongFingerprint => LegHappening::Closed(CloseCause::Security),
            Happening::Broken => LegHappening::Closed(CloseCause::Fault),
        })
    }

    /// Something arrived that only this party could have sent. Returns whether the leg was lost until now.
    pub fn note_heard(&mut self, now: Instant) -> bool {
        match self.state {
            State::Opening { .. } => false,
            State::Up { .. } => {
                self.state = State::Up { heard: now };
                false
            }
            State::Lost { .. } => {
                self.state = State::Up { heard: now };
                self.play_tone(now);
                true
            }
        }
    }

    /// Says goodbye to the browser; returns what is left to send.
    pub fn close(&mut self) -> Vec<Transmit> {
        self.connection.close();
        let mut last_words = Vec::new();
        while let Some(happening) = self.connection.poll_happening() {
            if let Happening::Send(transmit) = happening {
                last_words.push(transmit);
            }
        }
        last_words
    }

    fn check_deadline(&mut self, now: Instant) -> Option<LegHappening> {
        match self.state {
            State::Up { heard } if heard + LOST_AFTER <= now => {
                self.state = State::Lost {
                    until: now + GIVE_UP_AFTER,
                };
                Some(LegHappening::Lost)
            }
            State::Opening { until } | State::Lost { until } if until <= now => {
                Some(LegHappening::Closed(CloseCause::GivenUp))
            }
            State::Up { .. } | State::Opening { .. } | State::Lost { .. } => None,
        }
    }

    fn play_tone(&mut self, now: Instant) {
        if !self.is_up() {
            return;
        }
        if let Some(Tone::Chosen(prompt)) = &self.tone {
            self.tone = Some(Tone::Playing(Playback::start(prompt.clone(), now)));
        }
        let Some(Tone::Playing(playback)) = &mut self.tone else {
            return;
        };
        while let Some(frame) = playback.poll_frame(now) {
            let packet = Packet {
                stream: 0,
                sequence: frame.sequence,
                time: frame.time,
                marker: false,
                payload: frame.payload,
            };
            self.connection.send(now, Slot::First, &packet);
        }
    }
}

impl Tone {
    fn into_prompt(self) -> Arc<Prompt> {
        match self {
            Tone::Chosen(prompt) => prompt,
            Tone::Playing(playback) => playback.into_prompt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Leg {
        pub(crate) fn panic_inside(&mut self) {
            self.connection.panic_inside();
        }
    }
}
