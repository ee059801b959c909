//! Finds the leg a datagram belongs to, on one port for all.
//!
//! Most datagrams are found by the path they come on. A path enters the map only by a STUN request
//! that names a leg's ufrag *and* that the leg's own connection accepted, because its integrity shows the
//! leg's password: whoever merely guesses or overhears a ufrag changes nothing. Whatever is found neither way
//! gets no answer, so that the port reflects nothing.

use std::collections::HashMap;
use std::panic::catch_unwind;

use str0m::ice::StunMessage;

use crate::framing::MAX_DATAGRAM_BYTES;
use crate::leg::LegNo;
use crate::path::Path;
use crate::tally::Dropped;

/// A browser tries each of its addresses with each of ours; more per leg would let one leg fill the map.
const MAX_PATHS_PER_LEG: usize = 32;

/// The shortest STUN message is its header.
const STUN_HEADER_BYTES: usize = 20;

#[derive(Default)]
pub struct Demux {
    by_ufrag: HashMap<String, LegNo>,
    by_path: HashMap<Path, LegNo>,
    of_leg: HashMap<LegNo, Names>,
}

/// What leads to one leg.
struct Names {
    ufrag: String,
    proved: Vec<Path>,
}

/// Whom a datagram is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// STUN that claims to be for this leg; the leg's connection must accept it first.
    Claims(LegNo),
    /// On a path that this leg's connection accepted before.
    Proved(LegNo),
}

impl Demux {
    /// The leg is reached by this ufrag from now on, and on no path yet.
    pub fn register(&mut self, leg: LegNo, ufrag: String) {
        self.forget(leg);
        self.by_ufrag.insert(ufrag.clone(), leg);
        self.of_leg.insert(
            leg,
            Names {
                ufrag,
                proved: Vec::new(),
            },
        );
    }

    pub fn forget(&mut self, leg: LegNo) {
        let Some(names) = self.of_leg.remove(&leg) else {
            return;
        };
        self.by_ufrag.remove(&names.ufrag);
        for path in names.proved {
            self.by_path.remove(&path);
        }
    }

    /// # Errors
    /// When the datagram is for nobody here, with the reason to count.
    pub fn route(&self, path: Path, contents: &[u8]) -> Result<Route, Dropped> {
        if looks_like_stun(contents) {
            let ufrag = local_ufrag(contents).ok_or(Dropped::Malformed)?;
            let leg = self.by_ufrag.get(&ufrag).copied();
            return leg.map(Route::Claims).ok_or(Dropped::Unauthenticated);
        }
        if !is_spoken(contents) {
            return Err(Dropped::Malformed);
        }
        let owner = self.owner(path).map(Route::Proved);
        owner.ok_or(Dropped::UnknownAddress)
    }

    /// The leg that has proved a path.
    #[must_use]
    pub fn owner(&self, path: Path) -> Option<LegNo> {
        self.by_path.get(&path).copied()
    }

    /// The leg's connection accepted a STUN request on this path.
    pub fn note_proof(&mut self, path: Path, leg: LegNo) {
        if self.owner(path) == Some(leg) {
            return;
        }
        let Some(names) = self.of_leg.get_mut(&leg) else {
            return;
        };
        names.proved.push(path);
        let oldest = (names.proved.len() > MAX_PATHS_PER_LEG).then(|| names.proved.remove(0));
        if let Some(oldest) = oldest {
            self.by_path.remove(&oldest);
        }
        if let Some(previous) = self.by_path.insert(path, leg)
            && let Some(names) = self.of_leg.get_mut(&previous)
        {
            names.proved.retain(|&other| other != path);
        }
    }
}

/// Whom a STUN request is for. Parsed under guard like everything of str0m that strangers can reach.
fn local_ufrag(contents: &[u8]) -> Option<String> {
    let parse = || {
        let message = StunMessage::parse(contents).ok()?;
        message.split_username().map(|(local, _)| local.to_owned())
    };
    catch_unwind(parse).ok().flatten()
}

/// RFC 7983: the first byte of STUN is 0 to 3.
#[must_use]
pub fn looks_like_stun(contents: &[u8]) -> bool {
    contents.len() >= STUN_HEADER_BYTES && contents[0] < 4
}

/// RFC 7983: DTLS begins with 20 to 63, RTP and RTCP with 128 to 191. No packet is larger than a path carries.
fn is_spoken(contents: &[u8]) -> bool {
    contents.len() <= MAX_DATAGRAM_BYTES && matches!(contents.first(), Some(20..=63 | 128..=191))
}

#[cfg(test)]
mod tests {
    use str0m::net::Protocol;

    use super::*;

    const ONE: LegNo = LegNo(1);
    const TWO: LegNo = LegNo(2);
    const RTP: [u8; 4] = [0x80, 0x6f, 0, 1];

    fn path(port: u16) -> Path {
        Path {
            protocol: Protocol::Udp,
            source: ([10, 0, 0, 1], port).into(),
            destination: ([10, 0, 0, 2], 7301).into(),
        }
    }

    fn demux() -> Demux {
        let mut demux = Demux::default();
        demux.register(ONE, "one".into());
        demux.register(TWO, "two".into());
        demux
    }

    #[test]
    fn an_unknown_path_leads_nowhere() {
        assert_eq!(demux().route(path(1), &RTP), Err(Dropped::UnknownAddress));
        for garbage in [
            &[][..],
            &[0; 20],
            &[0xff; 40],
            &[0x80; MAX_DATAGRAM_BYTES + 1],
        ] {
            assert_eq!(demux().route(path(1), garbage), Err(Dropped::Malformed));
        }
    }

    #[test]
    fn a_proved_path_leads_to_its_leg_until_the_leg_is_forgotten() {
        let mut demux = demux();
        demux.note_proof(path(1), ONE);
        assert_eq!(demux.route(path(1), &RTP), Ok(Route::Proved(ONE)));
        demux.forget(ONE);
        assert_eq!(demux.route(path(1), &RTP), Err(Dropped::UnknownAddress));
    }

    #[test]
    fn a_path_is_proved_for_its_protocol_and_both_of_its_ends() {
        let mut demux = demux();
        demux.note_proof(path(1), ONE);
        let by_tcp = Path {
            protocol: Protocol::Tcp,
            ..path(1)
        };
        let elsewhere = Path {
            destination: ([10, 0, 0, 3], 7301).into(),
            ..path(1)
        };
        for other in [by_tcp, elsewhere, path(2)] {
            assert_eq!(demux.owner(other), None);
        }
    }

    #[test]
    fn a_path_has_one_leg_and_a_leg_a_bounded_number_of_paths() {
        let mut demux = demux();
        demux.note_proof(path(1), ONE);
        demux.note_proof(path(1), TWO);
        for port in 100..200 {
            demux.note_proof(path(port), ONE);
        }
        assert_eq!(demux.owner(path(1)), Some(TWO));
        assert_eq!(demux.owner(path(100)), None);
        assert_eq!(demux.owner(path(199)), Some(ONE));
        assert_eq!(demux.by_path.len(), 1 + MAX_PATHS_PER_LEG);
    }

    #[test]
    fn a_new_connection_of_a_leg_starts_without_paths() {
        let mut demux = demux();
        demux.note_proof(path(1), ONE);
        demux.register(ONE, "three".into());
        assert_eq!(demux.owner(path(1)), None);
        assert!(!demux.by_ufrag.contains_key("one"));
    }
}
