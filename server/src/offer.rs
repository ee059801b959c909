//! What an offer from a browser must be before str0m sees it.

use bellpull_protocol::Sdp;
use bellpull_protocol::limits::MAX_SDP_BYTES;

/// Why an offer is refused. All of them are `bad_sdp` to the browser; the log tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    #[error("the offer is larger than {MAX_SDP_BYTES} bytes")]
    TooLarge,
    #[error("the offer must have one audio section and nothing else")]
    NotOneAudioSection,
    #[error("the offer asks for media without DTLS")]
    Unencrypted,
    #[error("the offer cannot be understood")]
    Unreadable,
    #[error("the offer has no codec in common with us")]
    NoOpus,
}

/// The offer without its candidates: an ICE-lite server sends no checks, so it has no use for addresses that a
/// stranger chose, and what is not read cannot be leaked.
///
/// # Errors
/// When it is too large, is not one section of audio, or is not protected by DTLS (RFC 8827 forbids the rest).
pub fn check(sdp: &Sdp) -> Result<String, OfferError> {
    let text = sdp.expose();
    if text.len() > MAX_SDP_BYTES {
        return Err(OfferError::TooLarge);
    }
    let mut kept = String::with_capacity(text.len());
    let mut sections = 0;
    for line in text.lines() {
        if line.starts_with("a=crypto:") {
            return Err(OfferError::Unencrypted);
        }
        if let Some(section) = line.strip_prefix("m=") {
            sections += 1;
            check_section(section)?;
        }
        if !line.starts_with("a=candidate:") {
            kept.push_str(line);
            kept.push_str("\r\n");
        }
    }
    if sections == 1 {
        Ok(kept)
    } else {
        Err(OfferError::NotOneAudioSection)
    }
}

/// `audio 9 UDP/TLS/RTP/SAVPF 111 …`
fn check_section(section: &str) -> Result<(), OfferError> {
    let mut words = section.split_ascii_whitespace();
    if words.next() != Some("audio") {
        return Err(OfferError::NotOneAudioSection);
    }
    match words.nth(1) {
        Some("UDP/TLS/RTP/SAVPF" | "UDP/TLS/RTP/SAVP" | "TCP/TLS/RTP/SAVPF") => Ok(()),
        Some(_) => Err(OfferError::Unencrypted),
        None => Err(OfferError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(lines: &[&str]) -> Result<String, OfferError> {
        check(&Sdp::new(lines.join("\r\n")))
    }

    const AUDIO: &str = "m=audio 9 UDP/TLS/RTP/SAVPF 111";

    #[test]
    fn passes_one_section_of_audio_without_its_candidates() {
        let candidate = "a=candidate:1 1 udp 1 192.168.1.2 5000 typ host";
        assert_eq!(
            offer(&["v=0", AUDIO, candidate]),
            Ok(format!("v=0\r\n{AUDIO}\r\n"))
        );
    }

    #[test]
    fn refuses_media_without_dtls() {
        for line in ["m=audio 9 RTP/AVP 0", "m=audio 9 RTP/SAVPF 111"] {
            assert_eq!(
                offer(&["v=0", line]),
                Err(OfferError::Unencrypted),
                "{line}"
            );
        }
        let crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc";
        assert_eq!(offer(&["v=0", AUDIO, crypto]), Err(OfferError::Unencrypted));
    }

    #[test]
    fn refuses_everything_but_one_section_of_audio() {
        let video = "m=video 9 UDP/TLS/RTP/SAVPF 96";
        for lines in [&["v=0"][..], &["v=0", AUDIO, AUDIO], &["v=0", AUDIO, video]] {
            assert_eq!(
                offer(lines),
                Err(OfferError::NotOneAudioSection),
                "{lines:?}"
            );
        }
        assert_eq!(offer(&["m=audio"]), Err(OfferError::Unreadable));
    }

    #[test]
    fn refuses_an_offer_that_is_too_large() {
        assert_eq!(
            offer(&[AUDIO, &"a".repeat(MAX_SDP_BYTES)]),
            Err(OfferError::TooLarge)
        );
    }
}
