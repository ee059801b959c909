//! What an offer from a browser must be before str0m sees it.

use bellpull_protocol::Sdp;
use bellpull_protocol::limits::MAX_SDP_BYTES;

/// Browsers need about 60 for a section of audio.
const MAX_LINES: usize = 250;

/// The longest lines of browsers list header extensions and codec settings, with 200 bytes or so.
const MAX_LINE_BYTES: usize = 1_024;

/// Browsers offer about ten codecs for audio; `m=` names the payload type of each.
const MAX_CODECS: usize = 64;

/// Browsers with many networks stop here too (MS-ICE2, section 5.1.4).
const MAX_CANDIDATES: usize = 20;

const CANDIDATE: &str = "a=candidate:";
const FINGERPRINT: &str = "a=fingerprint:";
/// The only hash that all browsers offer; str0m knows no better one.
const HASH: &str = "sha-256";

/// Everybody speaks in the first section. In a second one a browser hears a third party beside the other.
const RECEIVES_ONLY: &str = "a=recvonly";
const DIRECTIONS: [&str; 4] = ["a=sendrecv", "a=sendonly", RECEIVES_ONLY, "a=inactive"];

/// Why an offer is refused. All of them are `bad_sdp` to the browser; the log tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    #[error("the offer is larger than {MAX_SDP_BYTES} bytes")]
    TooLarge,
    #[error(
        "the offer has more than {MAX_LINES} lines, {MAX_CODECS} codecs or {MAX_CANDIDATES} candidates, or a line of more than {MAX_LINE_BYTES} bytes"
    )]
    TooMuch,
    #[error(
        "the offer must have one audio section, at most another one that only receives, and nothing else"
    )]
    WrongSections,
    #[error("the offer asks for media without DTLS")]
    Unencrypted,
    #[error("the offer must have one sha-256 fingerprint")]
    NoFingerprint,
    #[error("the offer cannot be understood")]
    Unreadable,
    #[error("the offer has no codec in common with us")]
    NoOpus,
}

/// The offer without its candidates and without fingerprints of other hashes. An ICE-lite server sends no checks, so
/// it has no use for addresses that a stranger chose, and what is not read cannot be leaked.
///
/// # Errors
/// When there is too much of anything, it has not the sections of audio that are asked for, or it is not protected by DTLS (RFC 8827
/// forbids the rest) with a certificate that can be verified (RFC 8122).
pub fn check(sdp: &Sdp) -> Result<String, OfferError> {
    let text = sdp.expose();
    if text.len() > MAX_SDP_BYTES {
        return Err(OfferError::TooLarge);
    }
    check_amounts(text)?;
    check_sections(text)?;
    check_fingerprints(text)?;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines().filter(|line| is_kept(line)) {
        kept.push_str(line);
        kept.push_str("\r\n");
    }
    Ok(kept)
}

fn is_kept(line: &str) -> bool {
    !line.starts_with(CANDIDATE) && (!line.starts_with(FINGERPRINT) || hashed(line).is_some())
}

fn check_amounts(text: &str) -> Result<(), OfferError> {
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    let is_too_much = text.lines().count() > MAX_LINES
        || text.lines().any(|line| line.len() > MAX_LINE_BYTES)
        || count("a=rtpmap:") > MAX_CODECS
        || count(CANDIDATE) > MAX_CANDIDATES;
    if is_too_much {
        Err(OfferError::TooMuch)
    } else {
        Ok(())
    }
}

fn check_sections(text: &str) -> Result<(), OfferError> {
    if text.lines().any(|line| line.starts_with("a=crypto:")) {
        return Err(OfferError::Unencrypted);
    }
    let sections = sections(text);
    for section in &sections {
        check_section(section.media)?;
    }
    match sections.as_slice() {
        [_] => Ok(()),
        [_, second] if second.directions == [RECEIVES_ONLY] => Ok(()),
        _ => Err(OfferError::WrongSections),
    }
}

struct Section<'a> {
    /// What follows `m=`.
    media: &'a str,
    directions: Vec<&'a str>,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(media) = line.strip_prefix("m=") {
            let directions = Vec::new();
            sections.push(Section { media, directions });
        } else if let (Some(section), true) = (sections.last_mut(), DIRECTIONS.contains(&line)) {
            section.directions.push(line);
        }
    }
    sections
}

/// A browser may say its fingerprint twice, for the session and for the section, but has one certificate.
fn check_fingerprints(text: &str) -> Result<(), OfferError> {
    let mut fingerprints = text.lines().filter_map(hashed);
    let first = fingerprints.next().ok_or(OfferError::NoFingerprint)?;
    if fingerprints.all(|other| other.eq_ignore_ascii_case(first)) {
        Ok(())
    } else {
        Err(OfferError::NoFingerprint)
    }
}

/// `a=fingerprint:sha-256 AB:CD:…`
fn hashed(line: &str) -> Option<&str> {
    let (hash, value) = line.strip_prefix(FINGERPRINT)?.split_once(' ')?;
    hash.eq_ignore_ascii_case(HASH).then_some(value.trim())
}

/// `audio 9 UDP/TLS/RTP/SAVPF 111 …`
fn check_section(section: &str) -> Result<(), OfferError> {
    let mut words = section.split(' ');
    if words.next() != Some("audio") {
        return Err(OfferError::WrongSections);
    }
    match words.nth(1) {
        Some("UDP/TLS/RTP/SAVPF" | "UDP/TLS/RTP/SAVP" | "TCP/TLS/RTP/SAVPF") => {}
        Some(_) => return Err(OfferError::Unencrypted),
        None => return Err(OfferError::Unreadable),
    }
    if words.count() > MAX_CODECS {
        return Err(OfferError::TooMuch);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(lines: &[&str]) -> Result<String, OfferError> {
        check(&Sdp::new(lines.join("\r\n")))
    }

    const AUDIO: &str = "m=audio 9 UDP/TLS/RTP/SAVPF 111";
    const PRINT: &str = "a=fingerprint:sha-256 AB:CD";

    #[test]
    fn passes_one_section_of_audio_without_its_candidates() {
        let candidate = "a=candidate:1 1 udp 1 192.168.1.2 5000 typ host";
        assert_eq!(
            offer(&["v=0", AUDIO, PRINT, candidate]),
            Ok(format!("v=0\r\n{AUDIO}\r\n{PRINT}\r\n"))
        );
    }

    #[test]
    fn refuses_media_without_dtls() {
        for line in ["m=audio 9 RTP/AVP 0", "m=audio 9 RTP/SAVPF 111"] {
            assert_eq!(
                offer(&["v=0", line, PRINT]),
                Err(OfferError::Unencrypted),
                "{line}"
            );
        }
        let crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc";
        assert_eq!(
            offer(&["v=0", AUDIO, PRINT, crypto]),
            Err(OfferError::Unencrypted)
        );
    }

    #[test]
    fn passes_a_second_section_that_only_receives() {
        let passed = offer(&[AUDIO, "a=sendrecv", PRINT, AUDIO, "a=recvonly"]);
        assert!(passed.is_ok_and(|text| text.ends_with("a=recvonly\r\n")));
        let speaks = ["a=sendrecv", "a=sendonly", "a=inactive", "a=mid:1"];
        for direction in speaks {
            assert_eq!(
                offer(&[AUDIO, "a=recvonly", PRINT, AUDIO, direction]),
                Err(OfferError::WrongSections),
                "{direction}"
            );
        }
        let both = [AUDIO, PRINT, AUDIO, "a=recvonly", "a=sendrecv"];
        assert_eq!(offer(&both), Err(OfferError::WrongSections));
    }

    #[test]
    fn refuses_all_other_sections() {
        let video = "m=video 9 UDP/TLS/RTP/SAVPF 96";
        let hears = "a=recvonly";
        for lines in [
            &["v=0"][..],
            &[AUDIO, video, hears, PRINT],
            &[AUDIO, AUDIO, hears, AUDIO, hears, PRINT],
        ] {
            assert_eq!(offer(lines), Err(OfferError::WrongSections), "{lines:?}");
        }
        assert_eq!(offer(&["m=audio"]), Err(OfferError::Unreadable));
    }

    #[test]
    fn refuses_an_offer_without_one_certificate_to_verify() {
        let other = "a=fingerprint:sha-256 00:11";
        let weak = "a=fingerprint:sha-1 AB:CD";
        for lines in [&[AUDIO][..], &[AUDIO, weak], &[PRINT, AUDIO, other]] {
            assert_eq!(offer(lines), Err(OfferError::NoFingerprint), "{lines:?}");
        }
        let repeated = offer(&[PRINT, AUDIO, "a=fingerprint:SHA-256 ab:cd"]);
        assert!(repeated.is_ok());
    }

    #[test]
    fn leaves_fingerprints_of_other_hashes_out() {
        let strong = "a=fingerprint:sha-512 EF:01";
        assert_eq!(
            offer(&[AUDIO, strong, PRINT]),
            Ok(format!("{AUDIO}\r\n{PRINT}\r\n"))
        );
    }

    #[test]
    fn refuses_an_offer_that_is_too_large() {
        assert_eq!(
            offer(&[AUDIO, &"a".repeat(MAX_SDP_BYTES)]),
            Err(OfferError::TooLarge)
        );
    }

    #[test]
    fn refuses_too_much_of_anything() {
        let candidate = "a=candidate:1 1 udp 1 192.168.1.2 5000 typ host";
        let codecs = format!("{AUDIO}{}", " 96".repeat(MAX_CODECS));
        let too_much = [
            vec![AUDIO, PRINT]
                .into_iter()
                .chain([candidate; 21])
                .collect(),
            vec![AUDIO, PRINT]
                .into_iter()
                .chain(["a=rtpmap:0 x/1"; 65])
                .collect(),
            vec![AUDIO, PRINT]
                .into_iter()
                .chain(["a=x"; MAX_LINES])
                .collect(),
            vec![codecs.as_str(), PRINT],
        ];
        for lines in too_much {
            let lines: Vec<&str> = lines;
            assert_eq!(offer(&lines), Err(OfferError::TooMuch));
        }
        let long = format!("a={}", "x".repeat(MAX_LINE_BYTES));
        assert_eq!(offer(&[AUDIO, PRINT, &long]), Err(OfferError::TooMuch));
    }
}
