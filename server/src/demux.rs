//! Finds the leg a datagram belongs to, on one UDP port for all.
//!
//! Most datagrams are found by the address they come from. An address enters the map only by a STUN request
//! that names a leg's ufrag *and* that the leg's own connection accepted, because its integrity shows the
//! leg's password: whoever merely guesses or overhears a ufrag changes nothing. Whatever is found neither way
//! gets no answer, so that the port reflects nothing.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::panic::catch_unwind;

use str0m::ice::StunMessage;

use crate::leg::LegNo;

/// A browser roams between a handful of addresses; more per leg would let one leg fill the map.
const MAX_ADDRESSES_PER_LEG: usize = 8;

/// The shortest STUN message is its header.
const STUN_HEADER_BYTES: usize = 20;

#[derive(Default)]
pub struct Demux {
    by_ufrag: HashMap<String, LegNo>,
    by_address: HashMap<SocketAddr, LegNo>,
    of_leg: HashMap<LegNo, Addresses>,
}

struct Addresses {
    ufrag: String,
    confirmed: Vec<SocketAddr>,
}

/// Whom a datagram is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// STUN that claims to be for this leg; the leg's connection must accept it first.
    Claims(LegNo),
    /// From an address that this leg's connection accepted before.
    Confirmed(LegNo),
}

impl Demux {
    /// The leg is reached by this ufrag from now on, and by no address yet.
    pub fn register(&mut self, leg: LegNo, ufrag: String) {
        self.forget(leg);
        self.by_ufrag.insert(ufrag.clone(), leg);
        self.of_leg.insert(
            leg,
            Addresses {
                ufrag,
                confirmed: Vec::new(),
            },
        );
    }

    pub fn forget(&mut self, leg: LegNo) {
        let Some(addresses) = self.of_leg.remove(&leg) else {
            return;
        };
        self.by_ufrag.remove(&addresses.ufrag);
        for address in addresses.confirmed {
            self.by_address.remove(&address);
        }
    }

    #[must_use]
    pub fn route(&self, source: SocketAddr, contents: &[u8]) -> Option<Route> {
        if looks_like_stun(contents) {
            let ufrag = local_ufrag(contents)?;
            return self.by_ufrag.get(&ufrag).copied().map(Route::Claims);
        }
        self.owner(source).map(Route::Confirmed)
    }

    /// The leg that an address is confirmed for.
    #[must_use]
    pub fn owner(&self, address: SocketAddr) -> Option<LegNo> {
        self.by_address.get(&address).copied()
    }

    /// The leg's connection accepted a STUN request from this address.
    pub fn confirm(&mut self, address: SocketAddr, leg: LegNo) {
        if self.owner(address) == Some(leg) {
            return;
        }
        let Some(addresses) = self.of_leg.get_mut(&leg) else {
            return;
        };
        addresses.confirmed.push(address);
        let oldest = (addresses.confirmed.len() > MAX_ADDRESSES_PER_LEG)
            .then(|| addresses.confirmed.remove(0));
        if let Some(oldest) = oldest {
            self.by_address.remove(&oldest);
        }
        if let Some(previous) = self.by_address.insert(address, leg)
            && let Some(addresses) = self.of_leg.get_mut(&previous)
        {
            addresses.confirmed.retain(|&other| other != address);
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
fn looks_like_stun(contents: &[u8]) -> bool {
    contents.len() >= STUN_HEADER_BYTES && contents[0] < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: LegNo = LegNo(1);
    const TWO: LegNo = LegNo(2);
    const RTP: [u8; 4] = [0x80, 0x6f, 0, 1];

    fn address(port: u16) -> SocketAddr {
        ([10, 0, 0, 1], port).into()
    }

    fn demux() -> Demux {
        let mut demux = Demux::default();
        demux.register(ONE, "one".into());
        demux.register(TWO, "two".into());
        demux
    }

    #[test]
    fn an_unknown_address_leads_nowhere() {
        assert_eq!(demux().route(address(1), &RTP), None);
        assert_eq!(demux().route(address(1), &[]), None);
        assert_eq!(demux().route(address(1), &[0; 20]), None);
    }

    #[test]
    fn a_confirmed_address_leads_to_its_leg_until_the_leg_is_forgotten() {
        let mut demux = demux();
        demux.confirm(address(1), ONE);
        assert_eq!(demux.route(address(1), &RTP), Some(Route::Confirmed(ONE)));
        demux.forget(ONE);
        assert_eq!(demux.route(address(1), &RTP), None);
    }

    #[test]
    fn an_address_has_one_leg_and_a_leg_a_bounded_number_of_addresses() {
        let mut demux = demux();
        demux.confirm(address(1), ONE);
        demux.confirm(address(1), TWO);
        for port in 10..30 {
            demux.confirm(address(port), ONE);
        }
        assert_eq!(demux.owner(address(1)), Some(TWO));
        assert_eq!(demux.owner(address(10)), None);
        assert_eq!(demux.owner(address(29)), Some(ONE));
        assert_eq!(demux.by_address.len(), 1 + MAX_ADDRESSES_PER_LEG);
    }

    #[test]
    fn a_new_connection_of_a_leg_starts_without_addresses() {
        let mut demux = demux();
        demux.confirm(address(1), ONE);
        demux.register(ONE, "three".into());
        assert_eq!(demux.route(address(1), &RTP), None);
        assert!(!demux.by_ufrag.contains_key("one"));
    }
}
