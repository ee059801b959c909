//! Prompts: sounds the server plays itself, as Ogg/Opus files whose packets go out unchanged.

use std::io::Cursor;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ogg::reading::{OggReadError, PacketReader};

/// How much sound one packet carries. Every packet of a prompt has this length, so that pacing needs no decoder.
pub const FRAME: Duration = Duration::from_millis(20);

/// [`FRAME`] on the RTP clock of Opus, which is always 48 kHz.
pub const FRAME_TICKS: u32 = 960;

/// Two minutes: longer is a mistake, and the whole prompt is held in memory.
const MAX_PACKETS: usize = 6_000;

/// A thread that was held up this long skips what it missed instead of sending it in a burst, which would only
/// fill the listener's jitter buffer with delay.
const TOO_LATE: Duration = Duration::from_millis(200);

/// A sound that can be played in a loop.
pub struct Prompt {
    packets: Vec<Arc<[u8]>>,
}

/// Why a file is not a prompt.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    #[error("it is not an Ogg file ({0})")]
    NotOgg(#[from] OggReadError),
    #[error("it is not Opus in Ogg")]
    NotOpus,
    #[error("it has packets that are not one 20 ms frame; encode it with `opusenc --framesize 20`")]
    WrongFrameSize,
    #[error("it is empty")]
    Empty,
    #[error("it is longer than two minutes")]
    TooLong,
}

impl Prompt {
    /// The waiting tone that comes with the server (`prompts/README.md` says how it was made).
    ///
    /// # Errors
    /// Never with the committed file; a test reads it.
    pub fn built_in_waiting_tone() -> Result<Self, PromptError> {
        Self::read(include_bytes!("../prompts/waiting.opus"))
    }

    /// Reads an Ogg/Opus file.
    ///
    /// # Errors
    /// When the file is not Opus in Ogg with one 20 ms frame per packet, is empty, or lasts over two minutes.
    pub fn read(file: &[u8]) -> Result<Self, PromptError> {
        let mut reader = PacketReader::new(Cursor::new(file));
        let head = reader.read_packet()?.ok_or(PromptError::Empty)?;
        if !head.data.starts_with(b"OpusHead") {
            return Err(PromptError::NotOpus);
        }
        let tags = reader.read_packet()?.ok_or(PromptError::Empty)?;
        if !tags.data.starts_with(b"OpusTags") {
            return Err(PromptError::NotOpus);
        }
        let mut packets: Vec<Arc<[u8]>> = Vec::new();
        while let Some(packet) = reader.read_packet()? {
            if !is_one_20_ms_frame(&packet.data) {
                return Err(PromptError::WrongFrameSize);
            }
            if packets.len() == MAX_PACKETS {
                return Err(PromptError::TooLong);
            }
            packets.push(packet.data.into());
        }
        if packets.is_empty() {
            Err(PromptError::Empty)
        } else {
            Ok(Self { packets })
        }
    }
}

/// Reads the table-of-contents byte (RFC 6716, section 3.1): its upper five bits tell the frame's length, its
/// lower two that there is exactly one.
fn is_one_20_ms_frame(packet: &[u8]) -> bool {
    let Some(toc) = packet.first() else {
        return false;
    };
    let config = toc >> 3;
    let is_20_ms = match config {
        0..12 => config % 4 == 1,
        12..16 => config % 2 == 1,
        16.. => config % 4 == 3,
    };
    is_20_ms && toc & 0b11 == 0
}

/// One prompt on its way to one listener, in a loop.
pub struct Playback {
    prompt: Arc<Prompt>,
    next_at: Instant,
    /// Frames since the start, skipped ones included: the clock of the stream.
    elapsed: u64,
    sent: u64,
}

/// What goes into one RTP packet.
pub struct Frame {
    pub payload: Arc<[u8]>,
    /// Counts from 0 without gaps.
    pub sequence: u64,
    /// In 1/48000 s since the start.
    pub time: u32,
}

impl Playback {
    #[must_use]
    pub fn start(prompt: Arc<Prompt>, now: Instant) -> Self {
        Self {
            prompt,
            next_at: now,
            elapsed: 0,
            sent: 0,
        }
    }

    #[must_use]
    pub fn into_prompt(self) -> Arc<Prompt> {
        self.prompt
    }

    /// When the next frame is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Instant {
        self.next_at
    }

    /// The next frame, once it is due.
    pub fn poll_frame(&mut self, now: Instant) -> Option<Frame> {
        let late = now.checked_duration_since(self.next_at)?;
        if late >= TOO_LATE {
            self.skip(late);
        }
        let position = (self.elapsed % self.prompt.packets.len() as u64) as usize;
        let frame = Frame {
            payload: self.prompt.packets[position].clone(),
            sequence: self.sent,
            time: (self.elapsed as u32).wrapping_mul(FRAME_TICKS),
        };
        self.next_at += FRAME;
        self.elapsed += 1;
        self.sent += 1;
        Some(frame)
    }

    fn skip(&mut self, late: Duration) {
        let frames = (late.as_millis() / FRAME.as_millis()) as u32;
        self.next_at += FRAME * frames;
        self.elapsed += u64::from(frames);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone() -> Arc<Prompt> {
        Arc::new(Prompt::built_in_waiting_tone().unwrap())
    }

    #[test]
    fn the_built_in_tone_is_a_prompt_of_about_six_seconds() {
        assert!((295..=305).contains(&tone().packets.len()));
    }

    #[test]
    fn refuses_what_is_not_opus_in_ogg() {
        assert!(Prompt::read(b"").is_err());
        assert!(Prompt::read(b"RIFF....WAVEfmt ").is_err());
    }

    #[test]
    fn reads_the_length_of_a_frame_from_its_first_byte() {
        for (toc, expected) in [
            (0b0000_1000, true),
            (0b1111_1000, true),
            (0b0110_1000, true),
        ] {
            assert_eq!(is_one_20_ms_frame(&[toc]), expected, "{toc:#b}");
        }
        for toc in [0b0000_0000, 0b1111_0000, 0b1111_1001, 0b1111_1011] {
            assert!(!is_one_20_ms_frame(&[toc]), "{toc:#b}");
        }
        assert!(!is_one_20_ms_frame(&[]));
    }

    #[test]
    fn gives_one_frame_every_20_ms_and_loops() {
        let now = Instant::now();
        let mut playback = Playback::start(tone(), now);
        for index in 0..1000_u32 {
            let at = now + FRAME * index;
            let frame = playback.poll_frame(at).unwrap();
            assert_eq!(
                (frame.sequence, frame.time),
                (u64::from(index), index * FRAME_TICKS)
            );
            assert!(playback.poll_frame(at).is_none());
        }
    }

    #[test]
    fn skips_what_it_missed_instead_of_sending_a_burst() {
        let now = Instant::now();
        let mut playback = Playback::start(tone(), now);
        playback.poll_frame(now);

        let late = now + Duration::from_secs(1);
        let frame = playback.poll_frame(late).unwrap();

        assert_eq!((frame.sequence, frame.time), (1, 50 * FRAME_TICKS));
        assert!(playback.poll_frame(late).is_none());
    }
}
