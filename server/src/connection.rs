//! One WebRTC connection to a browser: a str0m `Rtc` that may panic without harm to others.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use bellpull_protocol::Sdp;
use str0m::change::SdpOffer;
use str0m::format::{Codec, PayloadParams};
use str0m::media::{Mid, Pt};
use str0m::net::{Protocol, Receive, Transmit};
use str0m::rtp::{Extension, RtpPacket, RtpWrite, SeqNo};
use str0m::{Candidate, Event, Input, Output, Rtc, RtcError};

use crate::offer::{self, OfferError};
use crate::rebase::Rebase;

/// The id browsers themselves give this header extension; any other would do.
const MID_EXTENSION: u8 = 4;

/// How an answer says that it shares no codec with the offer: by port 0 (RFC 3264, section 6).
const REJECTED_SECTION: &str = "m=audio 0 ";

/// A datagram as it came from a socket.
#[derive(Debug, Clone, Copy)]
pub struct Datagram<'a> {
    pub source: SocketAddr,
    /// The announced address whose socket it came to.
    pub destination: SocketAddr,
    pub contents: &'a [u8],
}

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
    /// str0m met a bug or gave the connection up; nothing more will happen.
    Broken,
}

pub struct Connection {
    rtc: Rtc,
    ufrag: String,
    outgoing: Rebase,
    sink: Option<Sink>,
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

/// Where sound for the browser goes in.
#[derive(Clone, Copy)]
struct Sink {
    mid: Mid,
    pt: Pt,
}

impl Connection {
    /// Answers an offer. `addresses` become the candidates, the only ones in the answer.
    ///
    /// # Errors
    /// When the offer is refused or str0m cannot use it.
    pub fn answer(
        now: Instant,
        addresses: &[SocketAddr],
        sdp: &Sdp,
    ) -> Result<(Self, Sdp), OfferError> {
        let text = offer::check(sdp)?;
        catch_unwind(AssertUnwindSafe(|| {
            Self::answer_checked(now, addresses, &text)
        }))
        .unwrap_or(Err(OfferError::Unreadable))
    }

    fn answer_checked(
        now: Instant,
        addresses: &[SocketAddr],
        offer: &str,
    ) -> Result<(Self, Sdp), OfferError> {
        let offer = SdpOffer::from_sdp_string(offer).map_err(|_| OfferError::Unreadable)?;
        let mut rtc = new_rtc(now);
        for &address in addresses {
            if let Ok(candidate) = Candidate::host(address, "udp") {
                rtc.add_local_candidate(candidate);
            }
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
            outgoing: Rebase::new(SeqNo::default().as_u16()),
            sink: None,
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

    /// Whether the datagram was this connection's. STUN is only when its integrity shows our password.
    pub fn handle_datagram(&mut self, now: Instant, datagram: Datagram<'_>) -> bool {
        let Datagram {
            source,
            destination,
            contents,
        } = datagram;
        let is_ours = self.attempt(|rtc| {
            let Ok(receive) = Receive::new(Protocol::Udp, source, destination, contents) else {
                return Ok(false);
            };
            let input = Input::Receive(now, receive);
            let is_ours = rtc.accepts(&input);
            if is_ours {
                rtc.handle_input(input)?;
            }
            Ok(is_ours)
        });
        self.drain();
        is_ours.unwrap_or(false)
    }

    /// Sends a packet to the browser; silently not before the connection stands.
    pub fn send(&mut self, now: Instant, packet: Packet) {
        let (State::Connected, Some(Sink { mid, pt })) = (&self.state, self.sink) else {
            return;
        };
        let Some(place) = self
            .outgoing
            .place(now, packet.stream, packet.sequence, packet.time)
        else {
            return;
        };
        let write = RtpWrite::new(pt, place.sequence.into(), place.time, now, packet.payload)
            .marker(packet.marker || place.is_switch);
        self.attempt(|rtc| {
            if let Some(stream) = rtc.direct_api().stream_tx_by_mid(mid, None) {
                stream.write_rtp(write);
            }
            Ok(())
        });
        self.drain();
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.handle_timeout(now);
        }
    }

    /// What is sent next comes from another source.
    pub fn switch_source(&mut self) {
        self.outgoing.interrupt();
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
                Ok(Err(_)) | Err(Panicked) => return self.break_off(),
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
            Output::Event(Event::MediaAdded(media)) => self.sink = self.find_sink(media.mid),
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

    fn find_sink(&self, mid: Mid) -> Option<Sink> {
        let offered = self.rtc.media(mid)?.remote_pts();
        let opus = |params: &&PayloadParams| {
            params.spec().codec == Codec::Opus && offered.contains(&params.pt())
        };
        let pt = self.rtc.codec_config().params().iter().find(opus)?.pt();
        Some(Sink { mid, pt })
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
                self.break_off();
                None
            }
        }
    }

    /// str0m panics on its own bugs. Its `Rtc` shares nothing, so dropping the one that panicked is enough.
    fn guard<T>(&mut self, call: impl FnOnce(&mut Rtc) -> T) -> Result<T, Panicked> {
        let rtc = &mut self.rtc;
        catch_unwind(AssertUnwindSafe(|| call(rtc))).map_err(|_| Panicked)
    }

    fn break_off(&mut self) {
        self.state = State::Over;
        self.deadline = None;
        self.happenings.push_back(Happening::Broken);
    }
}

struct Panicked;

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
