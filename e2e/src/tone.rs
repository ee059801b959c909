//! What the browsers' microphones sing: each party one frequency, so that it can be recognised on the other side.

use std::path::Path;

/// The visitor's tone in hertz.
pub const VISITOR_HZ: u32 = 440;
/// The operator's tone in hertz. Not a multiple of the visitor's, so that no harmonic is mistaken for it.
pub const OPERATOR_HZ: u32 = 1000;
/// The tone of the operator's colleague, whom a consulted transfer adds to the call. Apart from the others and their
/// harmonics, and from the waiting tone's 349 and 523 Hz.
pub const COLLEAGUE_HZ: u32 = 620;
/// The two notes of the waiting tone, which the media server plays.
pub const WAITING_HZ: [u32; 2] = [349, 523];

const SAMPLES_PER_SECOND: u32 = 48_000;
/// The browser plays the file in a loop; whole seconds hold whole periods of whole hertz, so that it has no seam.
const SECONDS: u32 = 4;
/// A quarter of full scale: loud enough to be far from silence, and no limiter touches it.
const AMPLITUDE: f64 = 8192.0;

/// Writes a sine as 48 kHz, 16-bit, mono WAV, the only form Chromium's fake microphone takes without resampling.
///
/// # Errors
/// When the file cannot be written.
pub fn write_wav(path: &Path, hz: u32) -> std::io::Result<()> {
    std::fs::write(path, wav(hz))
}

fn wav(hz: u32) -> Vec<u8> {
    let samples = SAMPLES_PER_SECOND * SECONDS;
    let data_bytes = samples * 2;
    let mut file = Vec::with_capacity(44 + data_bytes as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + data_bytes).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    file.extend_from_slice(&1_u16.to_le_bytes()); // PCM
    file.extend_from_slice(&1_u16.to_le_bytes()); // mono
    file.extend_from_slice(&SAMPLES_PER_SECOND.to_le_bytes());
    file.extend_from_slice(&(SAMPLES_PER_SECOND * 2).to_le_bytes());
    file.extend_from_slice(&2_u16.to_le_bytes()); // bytes per frame
    file.extend_from_slice(&16_u16.to_le_bytes()); // bits per sample
    file.extend_from_slice(b"data");
    file.extend_from_slice(&data_bytes.to_le_bytes());
    for n in 0..samples {
        let turns = f64::from(n) * f64::from(hz) / f64::from(SAMPLES_PER_SECOND);
        #[allow(clippy::cast_possible_truncation, reason = "8192 fits")]
        let sample = (AMPLITUDE * (turns * std::f64::consts::TAU).sin()).round() as i16;
        file.extend_from_slice(&sample.to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_as_long_as_its_header_says() {
        let file = wav(VISITOR_HZ);
        assert_eq!(file.len(), 44 + (SAMPLES_PER_SECOND * SECONDS * 2) as usize);
        assert_eq!(&file[..4], b"RIFF");
    }

    #[test]
    fn ends_where_it_begins() {
        let file = wav(OPERATOR_HZ);
        let first = i16::from_le_bytes([file[44], file[45]]);
        let last = i16::from_le_bytes([file[file.len() - 2], file[file.len() - 1]]);
        let step = AMPLITUDE * std::f64::consts::TAU * f64::from(OPERATOR_HZ)
            / f64::from(SAMPLES_PER_SECOND);
        assert!(f64::from(first - last).abs() <= step + 1.0);
    }
}
