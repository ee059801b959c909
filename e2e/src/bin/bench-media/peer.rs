//! One browser's end of a leg: a str0m connection on a socket of its own, because servers tell legs apart by where
//! packets come from.

use std::cell::RefCell;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context, Result};
use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::format::Codec;
use str0m::media::{Direction, MediaKind, Mid, Pt};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{Extension, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc};
use tokio::net::UdpSocket;

use crate::tally::{Tally, Word};

/// As in an offer of Chromium that leaves out what sound does not need; the same to every server.
const MID_EXTENSION: u8 = 4;

/// [`crate::pace::FRAME`] on the clock of Opus.
const FRAME_TICKS: u32 = 960;

pub struct Peer {
    leg: u32,
    socket: Rc<UdpSocket>,
    address: SocketAddr,
    rtc: Rtc,
    mid: Option<Mid>,
    sink: Option<(Mid, Pt)>,
    pending: Option<SdpPendingOffer>,
    deadline: Instant,
    speaks: bool,
    words: u64,
    has_heard: bool,
    tally: Rc<RefCell<Tally>>,
}

impl Peer {
    pub async fn new(leg: u32, address: IpAddr, tally: Rc<RefCell<Tally>>) -> Result<Self> {
        let socket = Rc::new(UdpSocket::bind((address, 0)).await?);
        let address = socket.local_addr()?;
        let now = Instant::now();
        let mut rtc = Rtc::builder()
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_opus(true, false)
            .clear_extension_map()
            .set_extension(MID_EXTENSION, Extension::RtpMid)
            .build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp")?);
        Ok(Self {
            leg,
            socket,
            address,
            rtc,
            mid: None,
            sink: None,
            pending: None,
            deadline: now,
            speaks: false,
            words: 0,
            has_heard: false,
            tally,
        })
    }

    pub fn socket(&self) -> Rc<UdpSocket> {
        self.socket.clone()
    }

    pub fn has_heard(&self) -> bool {
        self.has_heard
    }

    pub fn is_connected(&self) -> bool {
        self.rtc.is_connected()
    }

    pub fn offer(&mut self) -> Result<String> {
        let mut changes = self.rtc.sdp_api();
        self.mid = Some(changes.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None));
        let (offer, pending) = changes.apply().context("there is nothing to offer")?;
        self.pending = Some(pending);
        Ok(offer.to_sdp_string())
    }

    pub fn accept(&mut self, answer: &str) -> Result<()> {
        let pending = self.pending.take().context("there was no offer")?;
        let answer = SdpAnswer::from_sdp_string(answer)?;
        self.rtc.sdp_api().accept_answer(pending, answer)?;
        self.handle_timeout(Instant::now())
    }

    /// Answers the server's offer.
    pub fn answer(&mut self, offer: &str) -> Result<String> {
        let offer = SdpOffer::from_sdp_string(offer)?;
        let answer = self.rtc.sdp_api().accept_offer(offer)?;
        self.handle_timeout(Instant::now())?;
        Ok(answer.to_sdp_string())
    }

    /// Says a word every time it is this leg's turn from now on.
    pub fn begin_to_speak(&mut self) {
        self.sink = self.mid.and_then(|mid| Some((mid, self.find_opus(mid)?)));
        self.speaks = true;
    }

    pub fn fall_silent(&mut self) {
        self.speaks = false;
    }

    pub fn take_turn(&mut self, now: Instant) -> Result<()> {
        let (true, Some((mid, pt))) = (self.speaks, self.sink) else {
            return Ok(());
        };
        self.words += 1;
        let (number, time) = (self.words, (self.words as u32).wrapping_mul(FRAME_TICKS));
        let word = self.tally.borrow_mut().say(now, self.leg, number);
        let write = RtpWrite::new(pt, number.into(), time, now, word.write().to_vec());
        if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(mid, None) {
            stream.write_rtp(write);
        }
        self.drain()?;
        self.handle_deadline(now)
    }

    pub fn receive(&mut self, now: Instant, source: SocketAddr, contents: &[u8]) -> Result<()> {
        if let Ok(receive) = Receive::new(Protocol::Udp, source, self.address, contents) {
            self.rtc.handle_input(Input::Receive(now, receive))?;
        }
        self.drain()?;
        self.handle_deadline(now)
    }

    pub fn handle_deadline(&mut self, now: Instant) -> Result<()> {
        if self.deadline <= now {
            self.handle_timeout(now)?;
        }
        Ok(())
    }

    fn handle_timeout(&mut self, now: Instant) -> Result<()> {
        self.rtc.handle_input(Input::Timeout(now))?;
        self.drain()
    }

    fn drain(&mut self) -> Result<()> {
        loop {
            match self.rtc.poll_output()? {
                Output::Timeout(deadline) => {
                    self.deadline = deadline;
                    return Ok(());
                }
                Output::Transmit(transmit) => {
                    // A full socket loses the packet, and the tally notices.
                    let _ = self
                        .socket
                        .try_send_to(&transmit.contents, transmit.destination);
                }
                Output::Event(Event::MediaAdded(media)) => self.mid = Some(media.mid),
                Output::Event(Event::RtpPacket(packet)) => {
                    if let Some(word) = Word::read(&packet.payload) {
                        self.has_heard = true;
                        self.tally.borrow_mut().hear(Instant::now(), word);
                    }
                }
                Output::Event(_) => {}
            }
        }
    }

    fn find_opus(&self, mid: Mid) -> Option<Pt> {
        let agreed = self.rtc.media(mid)?.remote_pts();
        let codecs = self.rtc.codec_config().params().iter();
        codecs
            .filter(|params| params.spec().codec == Codec::Opus)
            .map(|params| params.pt())
            .find(|pt| agreed.contains(pt))
    }
}
