//! One stream of sound to a browser.

use std::time::Instant;

use str0m::format::{Codec, PayloadParams};
use str0m::media::{Mid, Pt};
use str0m::rtp::{RtpWrite, SeqNo, Ssrc};
use str0m::{Input, Rtc, RtcError};

use crate::connection::Packet;
use crate::rebase::Rebase;

/// Where sound goes in, and how it is numbered there.
pub struct Outgoing {
    mid: Mid,
    ssrc: Ssrc,
    pt: Pt,
    rebase: Rebase,
}

/// A packet on its way into str0m.
pub struct Write {
    mid: Mid,
    ssrc: Ssrc,
    now: Instant,
    packet: RtpWrite,
}

impl Outgoing {
    /// The stream of one section of the answer; `None` when that section sends nothing.
    pub fn of(rtc: &mut Rtc, mid: Mid) -> Option<Self> {
        let offered = rtc.media(mid)?.remote_pts();
        let opus = |params: &&PayloadParams| {
            params.spec().codec == Codec::Opus && offered.contains(&params.pt())
        };
        let pt = rtc.codec_config().params().iter().find(opus)?.pt();
        let ssrc = rtc.direct_api().stream_tx_by_mid(mid, None)?.ssrc();
        Some(Self {
            mid,
            ssrc,
            pt,
            rebase: Rebase::new(SeqNo::default().as_u16()),
        })
    }

    /// Takes its buffers and reports from str0m until something is sent, which for most calls is never.
    pub fn lay_aside(&self, rtc: &mut Rtc) {
        rtc.direct_api().remove_stream_tx(self.ssrc);
    }

    /// What is sent next comes from another source.
    pub fn switch_source(&mut self) {
        self.rebase.interrupt();
    }

    /// Numbers a packet for this stream; `None` when it belongs before the latest switch and came too late.
    pub fn place(&mut self, now: Instant, packet: &Packet) -> Option<Write> {
        let place = self
            .rebase
            .place(now, packet.stream, packet.sequence, packet.time)?;
        let payload = packet.payload.clone();
        let packet = RtpWrite::new(self.pt, place.sequence.into(), place.time, now, payload)
            .marker(packet.marker || place.is_switch);
        Some(Write {
            mid: self.mid,
            ssrc: self.ssrc,
            now,
            packet,
        })
    }
}

impl Write {
    /// # Errors
    /// Those of str0m.
    pub fn into(self, rtc: &mut Rtc) -> Result<(), RtcError> {
        let mut direct = rtc.direct_api();
        if direct.stream_tx(&self.ssrc).is_none() {
            direct.declare_stream_tx(self.ssrc, None, self.mid, None);
        }
        if let Some(stream) = direct.stream_tx(&self.ssrc) {
            stream.write_rtp(self.packet);
        }
        // What was written goes out with the next time that str0m is told.
        rtc.handle_input(Input::Timeout(self.now))
    }
}
