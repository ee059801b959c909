//! One WebRTC connection to a browser: a str0m `Rtc` that may panic without harm to others.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use bellpull_protocol::Sdp;
use str0m::change::SdpOffer;
use str0m::media::Mid;
use str0m::net::{Receive, Transmit};
use str0m::rtp::{Extension, RtpPacket};
use str0m::{Event, Input, Output, Rtc, RtcError};

use crate::bridge::Slot;
use crate::demux::looks_like_stun;
use crate::offer::{self, OfferError};
use crate::outgoing::Outgoing;
use crate::path::{Datagram, Door, Path};
use crate::replays::Replays;
use crate::tally::Dropped;

/// The id browsers themselves give this header extension; any other would do.
const MID_EXTENSION: u8 = 4;

/// The type of a binding success response (RFC 8489, section 5).
const STUN_ANSWER: [u8; 2] = [0x01, 0x01];

/// How an answer says that it shares no codec with the offer: by port 0 (RFC 3264, section 6).
const REJECTED_SECTION: &str = "m=audio 0 ";

/// A packet of sound as its source numbered it.
pub struct Packet {
    /// Tells sources with overlapping numbers apart.
    pub stream: u32,
    pub sequence: u64,
    pub time: u32,
    pub marker: bool,
    pub payload: Arc<[u8]>,
}

/// What a connection did.
pub enum Happening {
    Send(Transmit),
    /// ICE and DTLS are done.
    Connected,
    Heard(Packet),
    /// The browser closed its side.
    PeerClosed,
    /// Whoever did the handshake is not who made the offer: the certificate has another fingerprint.
    WrongFingerprint,
    /// str0m met a bug or gave the connection up; nothing more will happen.
    Broken,
}

pub struct Connection {
    rtc: Rtc,
    ufrag: String,
    first: Option<Outgoing>,
    /// Only when the browser offered a second section.
    second: Option<Box<Outgoing>>,
    replays: Replays,
    deadline: Option<Instant>,
    happenings: VecDeque<Happening>,
    state: State,
}

/// ```text
/// Connecting → Connected → Over
///      └───────────────────↗
/// ```
#[derive(PartialEq, Eq)]
enum State {
    Connecting,
    Connected,
    Over,
}

impl Connection {
    /// Answers an offer. The doors become the candidates, the only ones in the answer.
    ///
    /// # Errors
    /// When the offer is refused or str0m cannot use it.
    pub fn answer(now: Instant, doors: &[Door], sdp: &Sdp) -> Result<(Self, Sdp), OfferError> {
        let text = offer::check(sdp)?;
        catch_unwind(AssertUnwindSafe(|| Self::answer_checked(now, doors, &text)))
            .unwrap_or(Err(OfferError::Unreadable))
    }

    fn answer_checked(
        now: Instant,
        doors: &[Door],
        offer: &str,
    ) -> Result<(Self, Sdp), OfferError> {
        let offer = SdpOffer::from_sdp_string(offer).map_err(|_| OfferError::Unreadable)?;
        let mut rtc = new_rtc(now);
        for candidate in doors.iter().filter_map(Door::candidate) {
            rtc.add_local_candidate(candidate);
        }
        let answer = rtc
            .sdp_api()
            .accept_offer(offer)
            .map_err(|_| OfferError::Unreadable)?;
        let answer = answer.to_sdp_string();
        if answer.contains(REJECTED_SECTION) {
            return Err(OfferError::NoOpus);
        }
        let ufrag = rtc.direct_api().local_ice_credentials().ufrag;
        let mut connection = Self {
            rtc,
            ufrag,
            first: None,
            second: None,
            replays: Replays::default(),
            deadline: None,
            happenings: VecDeque::new(),
            state: State::Connecting,
        };
        connection.handle_timeout(now);
        Ok((connection, Sdp::new(answer)))
    }

    /// By which the browser's STUN names this connection.
    #[must_use]
    pub fn ufrag(&self) -> &str {
        &self.ufrag
    }

    /// When to call [`Self::handle_timeout`]; `None` when only a datagram can go on.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadline
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        self.attempt(|rtc| rtc.handle_input(Input::Timeout(now)));
        self.drain();
    }

    /// Takes in what came from the browser, or says why not. STUN is taken when its integrity shows our password.
    ///
    /// # Errors
    /// What is refused has changed nothing.
    pub fn handle_datagram(&mut self, now: Instant, datagram: Datagram<'_>) -> Result<(), Dropped> {
        let Datagram { path, contents } = datagram;
        let before = self.happenings.len();
        self.attempt(|rtc| {
            let Path {
                protocol,
                source,
                destination,
            } = path;
            let receive = Receive::new(protocol, source, destination, contents);
            let Ok(receive) = receive.map(|receive| Input::Receive(now, receive)) else {
                return Ok(Err(Dropped::Malformed));
            };
            if !rtc.accepts(&receive) {
                return Ok(Err(Dropped::Unauthenticated));
            }
            rtc.handle_input(receive).map(Ok)
        })
        .unwrap_or(Err(Dropped::Malformed))?;
        self.drain();
        let mut happened = self.happenings.range(before..);
        if looks_like_stun(contents) {
            let is_answered = happened.any(Happening::is_stun_answer);
            return is_answered.then_some(()).ok_or(Dropped::Unauthenticated);
        }
        let Some(sequence) = sound_sequence(contents) else {
            return Ok(());
        };
        if happened.any(|happening| matches!(happening, Happening::Heard(_))) {
            self.replays.note(sequence);
            Ok(())
        } else if self.replays.knows(sequence) {
            Err(Dropped::Replayed)
        } else {
            Err(Dropped::Unauthenticated)
        }
    }

    /// Sends a packet to the browser; silently not before the connection stands, nor on a stream that the browser did
    /// not offer to hear.
    pub fn send(&mut self, now: Instant, slot: Slot, packet: &Packet) {
        if self.state != State::Connected {
            return;
        }
        let Some(outgoing) = self.outgoing(slot) else {
            return;
        };
        let Some(write) = outgoing.place(now, packet) else {
            return;
        };
        self.attempt(|rtc| write.into(rtc));
        self.drain();
    }

    /// What is sent next on this stream comes from another source.
    pub fn switch_source(&mut self, slot: Slot) {
        if let Some(outgoing) = self.outgoing(slot) {
            outgoing.switch_source();
        }
    }

    /// Says goodbye to the browser (RTCP BYE, DTLS close), so that it need not wait for a timeout.
    pub fn close(&mut self) {
        self.attempt(Rtc::close);
        self.drain();
    }

    pub fn poll_happening(&mut self) -> Option<Happening> {
        self.happenings.pop_front()
    }

    fn drain(&mut self) {
        while self.state != State::Over {
            let is_drained = match self.guard(Rtc::poll_output) {
                Ok(Ok(output)) => self.take(output),
                // The only complaint about SDP this late is that the fingerprint does not fit.
                Ok(Err(RtcError::RemoteSdp(_))) => {
                    return self.break_off(Happening::WrongFingerprint);
                }
                Ok(Err(_)) | Err(Panicked) => return self.break_off(Happening::Broken),
            };
            if is_drained {
                break;
            }
        }
        if self.state == State::Connecting && self.rtc.is_connected() {
            self.state = State::Connected;
            self.happenings.push_back(Happening::Connected);
        }
    }

    /// Returns whether str0m has nothing more to say.
    fn take(&mut self, output: Output) -> bool {
        match output {
            Output::Timeout(deadline) => {
                self.deadline = Some(deadline);
                return true;
            }
            Output::Transmit(transmit) => self.happenings.push_back(Happening::Send(transmit)),
            Output::Event(Event::MediaAdded(media)) => self.add_section(media.mid),
            Output::Event(Event::RtpPacket(packet)) => {
                self.happenings.push_back(Happening::Heard(packet.into()))
            }
            Output::Event(Event::Closed) => self.happenings.push_back(Happening::PeerClosed),
            // ICE going to `Disconnected` and back is left out on purpose: an ICE-lite side learns nothing
            // from it that silence does not tell sooner, and it may still come back.
            Output::Event(_) => {}
        }
        false
    }

    /// Sections come in the order of the offer.
    fn add_section(&mut self, mid: Mid) {
        let Some(outgoing) = Outgoing::of(&mut self.rtc, mid) else {
            return;
        };
        if self.first.is_none() {
            self.first = Some(outgoing);
        } else {
            outgoing.lay_aside(&mut self.rtc);
            self.second = Some(Box::new(outgoing));
        }
    }

    fn outgoing(&mut self, slot: Slot) -> Option<&mut Outgoing> {
        match slot {
            Slot::First => self.first.as_mut(),
            Slot::Second => self.second.as_deref_mut(),
        }
    }

    /// What goes wrong while taking something in is mostly the sender's fault, and anybody on the path can send:
    /// the connection goes on unless str0m itself ended it.
    fn attempt<T>(&mut self, call: impl FnOnce(&mut Rtc) -> Result<T, RtcError>) -> Option<T> {
        if self.state == State::Over {
            return None;
        }
        match self.guard(call) {
            Ok(Ok(value)) => Some(value),
            Ok(Err(_)) if self.rtc.is_alive() => None,
            Ok(Err(_)) | Err(Panicked) => {
                self.break_off(Happening::Broken);
                None
            }
        }
    }

    /// str0m panics on its own bugs. Its `Rtc` shares nothing, so dropping the one that panicked is enough.
    fn guard<T>(&mut self, call: impl FnOnce(&mut Rtc) -> T) -> Result<T, Panicked> {
        let rtc = &mut self.rtc;
        catch_unwind(AssertUnwindSafe(|| call(rtc))).map_err(|_| Panicked)
    }

    fn break_off(&mut self, why: Happening) {
        self.state = State::Over;
        self.deadline = None;
        self.happenings.push_back(why);
    }
}

struct Panicked;

impl Happening {
    /// An answer shows that the question had the leg's password; str0m answers no other.
    fn is_stun_answer(&self) -> bool {
        match self {
            Self::Send(transmit) => transmit.contents.starts_with(&STUN_ANSWER),
            Self::Connected
            | Self::Heard(_)
            | Self::PeerClosed
            | Self::WrongFingerprint
            | Self::Broken => false,
        }
    }
}

/// The sequence number of a packet of sound; `None` for RTCP and DTLS (RFC 5761, section 4; RFC 7983).
fn sound_sequence(contents: &[u8]) -> Option<u16> {
    let &[version, kind, high, low, ..] = contents else {
        return None;
    };
    let is_rtp = version >> 6 == 2 && !(64..96).contains(&(kind & 0x7f));
    is_rtp.then(|| u16::from_be_bytes([high, low]))
}

impl From<RtpPacket> for Packet {
    fn from(packet: RtpPacket) -> Self {
        Self {
            stream: *packet.header.ssrc,
            sequence: *packet.seq_no,
            time: packet.header.timestamp,
            marker: packet.header.marker,
            payload: packet.payload,
        }
    }
}

/// Audio only. Without transport-cc and abs-send-time, which a single Opus stream has no use for, a packet
/// costs a third less.
fn new_rtc(now: Instant) -> Rtc {
    Rtc::builder()
        .set_ice_lite(true)
        .set_rtp_mode(true)
        .clear_codecs()
        .enable_opus(true, false)
        .clear_extension_map()
        .set_extension(MID_EXTENSION, Extension::RtpMid)
        .build(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Connection {
        /// What a bug of str0m looks like from outside.
        pub(crate) fn panic_inside(&mut self) {
            self.attempt(|_| -> Result<(), RtcError> { panic!("a bug") });
        }
    }
}
