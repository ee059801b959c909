//! A browser as far as the engine can see it: a full ICE agent that offers an audio section to speak and hear in, and
//! a second one to hear a third party in.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bellpull_protocol::Sdp;
use bellpull_server::bridge::Slot;
use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::format::Codec;
use str0m::media::{Direction, MediaKind, Mid};
use str0m::net::{Protocol, Receive, TcpType};
use str0m::rtp::{RtpPacket, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc};

const BOTH: [Direction; 2] = [Direction::SendRecv, Direction::RecvOnly];

const FRAME: Duration = Duration::from_millis(20);

pub struct Browser {
    pub address: SocketAddr,
    pub heard: Vec<Heard>,
    pub was_closed: bool,
    pub server: SocketAddr,
    protocol: Protocol,
    rtc: Rtc,
    /// Of the sections, in the order of the offer.
    mids: Vec<Mid>,
    pending: Option<SdpPendingOffer>,
    sent: Vec<Vec<u8>>,
    deadline: Instant,
    speech: Option<Speech>,
    has_path: bool,
}

/// One packet of sound that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub at: Instant,
    pub slot: Slot,
    pub sequence: u64,
    pub time: u32,
    pub payload: Vec<u8>,
}

struct Speech {
    next_at: Instant,
    sequence: u64,
    payload: Vec<u8>,
}

impl Browser {
    pub fn offering(now: Instant, address: SocketAddr, server: SocketAddr) -> (Self, Sdp) {
        let candidate = Candidate::host(address, "udp").unwrap();
        Self::offering_by(now, candidate, server, &BOTH)
    }

    /// A page of an earlier version.
    pub fn offering_one_section(
        now: Instant,
        address: SocketAddr,
        server: SocketAddr,
    ) -> (Self, Sdp) {
        let candidate = Candidate::host(address, "udp").unwrap();
        Self::offering_by(now, candidate, server, &BOTH[..1])
    }

    /// One whose network lets no UDP through; `address` is its end of a TCP connection to the server.
    pub fn offering_tcp(now: Instant, address: SocketAddr, server: SocketAddr) -> (Self, Sdp) {
        let candidate = Candidate::builder()
            .tcp()
            .host(address)
            .tcptype(TcpType::Active);
        Self::offering_by(now, candidate.build().unwrap(), server, &BOTH)
    }

    fn offering_by(
        now: Instant,
        candidate: Candidate,
        server: SocketAddr,
        sections: &[Direction],
    ) -> (Self, Sdp) {
        let (address, protocol) = (candidate.addr(), candidate.proto());
        let mut rtc = Rtc::builder()
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_opus(true, false)
            .build(now);
        rtc.add_local_candidate(candidate);
        let mut changes = rtc.sdp_api();
        let add = |&direction| changes.add_media(MediaKind::Audio, direction, None, None, None);
        let mids: Vec<Mid> = sections.iter().map(add).collect();
        let (offer, pending) = changes.apply().unwrap();
        let sdp = Sdp::new(offer.to_sdp_string());
        let browser = Self {
            address,
            server,
            protocol,
            rtc,
            mids,
            pending: Some(pending),
            heard: Vec::new(),
            sent: Vec::new(),
            deadline: now,
            speech: None,
            was_closed: false,
            has_path: false,
        };
        (browser, sdp)
    }

    pub fn accept(&mut self, now: Instant, answer: &Sdp) {
        let answer = SdpAnswer::from_sdp_string(answer.expose()).unwrap();
        self.rtc
            .sdp_api()
            .accept_answer(self.pending.take().unwrap(), answer)
            .unwrap();
        self.handle_timeout(now);
    }

    /// Speaks from now on, a packet every 20 ms, each with this word inside.
    pub fn speak(&mut self, now: Instant, word: &str) {
        self.speech = Some(Speech {
            next_at: now,
            sequence: 1000,
            payload: word.into(),
        });
    }

    pub fn fall_silent(&mut self) {
        self.speech = None;
    }

    pub fn hang_up(&mut self) {
        self.rtc.close().unwrap();
        self.drain(self.deadline);
    }

    pub fn words_heard(&self, word: &str) -> usize {
        let is_word = |heard: &&Heard| heard.payload == word.as_bytes();
        self.heard.iter().filter(is_word).count()
    }

    pub fn words_heard_on(&self, slot: Slot, word: &str) -> usize {
        let is_word = |heard: &&Heard| heard.slot == slot && heard.payload == word.as_bytes();
        self.heard.iter().filter(is_word).count()
    }

    pub fn heard_on(&self, slot: Slot) -> Vec<Heard> {
        let is_there = |heard: &&Heard| heard.slot == slot;
        self.heard.iter().filter(is_there).cloned().collect()
    }

    pub fn local_ufrag(&mut self) -> String {
        self.rtc.direct_api().local_ice_credentials().ufrag
    }

    /// STUN was answered: the way to the server is found.
    pub fn is_ice_connected(&self) -> bool {
        self.has_path
    }

    pub fn poll_timeout(&self) -> Instant {
        self.speech
            .as_ref()
            .map_or(self.deadline, |speech| speech.next_at.min(self.deadline))
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        if self
            .speech
            .as_ref()
            .is_some_and(|speech| speech.next_at <= now)
        {
            self.say_next(now);
        }
        self.rtc.handle_input(Input::Timeout(now)).unwrap();
        self.drain(now);
    }

    pub fn receive(&mut self, now: Instant, contents: &[u8]) {
        let receive = Receive::new(self.protocol, self.server, self.address, contents).unwrap();
        let input = Input::Receive(now, receive);
        if self.rtc.accepts(&input) {
            self.rtc.handle_input(input).unwrap();
        }
        self.drain(now);
    }

    pub fn poll_sent(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.sent)
    }

    fn say_next(&mut self, now: Instant) {
        let Some(speech) = &mut self.speech else {
            return;
        };
        let opus = |params: &&str0m::format::PayloadParams| params.spec().codec == Codec::Opus;
        let pt = self
            .rtc
            .codec_config()
            .params()
            .iter()
            .find(opus)
            .unwrap()
            .pt();
        let (sequence, time) = (speech.sequence, speech.sequence as u32 * 960);
        speech.next_at += FRAME;
        speech.sequence += 1;
        let write = RtpWrite::new(pt, sequence.into(), time, now, speech.payload.clone());
        if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(self.mids[0], None) {
            stream.write_rtp(write);
        }
        self.drain(now);
    }

    fn drain(&mut self, now: Instant) {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(deadline) => {
                    self.deadline = deadline;
                    return;
                }
                Output::Transmit(transmit) => self.sent.push(transmit.contents.to_vec()),
                Output::Event(Event::RtpPacket(packet)) => {
                    let heard = self.note(now, &packet);
                    self.heard.push(heard);
                }
                Output::Event(Event::Closed) => self.was_closed = true,
                Output::Event(Event::IceConnectionStateChange(state)) => {
                    self.has_path |= state.is_connected();
                }
                Output::Event(_) => {}
            }
        }
    }

    fn note(&mut self, at: Instant, packet: &RtpPacket) -> Heard {
        let mut direct = self.rtc.direct_api();
        let mid = direct.stream_rx(&packet.header.ssrc).unwrap().mid();
        let slot = if mid == self.mids[0] {
            Slot::First
        } else {
            Slot::Second
        };
        Heard {
            at,
            slot,
            sequence: *packet.seq_no,
            time: packet.header.timestamp,
            payload: packet.payload.to_vec(),
        }
    }
}
