//! How much strangers may cost: bounds on legs, on handshakes under way, and on STUN of sources that have proved
//! nothing yet.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

use crate::bucket::{Bucket, Rate};

/// Opus sends 50 packets a second, some browsers 100; RTCP and STUN add a few. The burst is what a path that was
/// stuck for two seconds lets go at once.
pub const LEG_RATE: Rate = Rate {
    every: Duration::from_millis(5),
    burst: 400,
};

/// STUN from addresses that no leg has proved. Connecting takes a handful of requests and then one every few
/// seconds; a whole office may share a source.
const SOURCE_RATE: Rate = Rate {
    every: Duration::from_millis(5),
    burst: 1_000,
};

/// Sources remembered at once (about 100 bytes each). A flood with forged sources fills them; then all are
/// forgotten, because bounded memory matters more than an exact rate.
const MAX_SOURCES: usize = 10_000;

/// What one media thread takes on.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub legs: usize,
    /// Legs that are not up yet. A handshake costs about a thousand times as much as a packet.
    pub handshakes: usize,
}

impl Bounds {
    /// A node's bounds, divided evenly.
    #[must_use]
    pub fn of_one_in(threads: usize) -> Self {
        let share = |whole: usize| whole.div_ceil(threads.max(1));
        Self {
            legs: share(MAX_LEGS),
            handshakes: share(MAX_HANDSHAKES),
        }
    }
}

/// About 600 MB of connections; a node is busy long before.
const MAX_LEGS: usize = 4_000;

/// Ten seconds of them ([`crate::leg::UP_WITHIN`]) keep one core busy for about one second.
const MAX_HANDSHAKES: usize = 600;

#[derive(Default)]
pub struct Gate {
    sources: HashMap<IpAddr, Bucket>,
}

impl Gate {
    /// Whether STUN of a source that has proved nothing may be looked at.
    pub fn admits(&mut self, now: Instant, source: IpAddr) -> bool {
        if self.sources.len() >= MAX_SOURCES {
            self.sources.clear();
        }
        let bucket = self.sources.entry(one_household(source)).or_default();
        bucket.take(now, SOURCE_RATE)
    }
}

/// Who has one IPv6 address has its whole /64.
fn one_household(source: IpAddr) -> IpAddr {
    match source {
        IpAddr::V4(_) => source,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(gate: &mut Gate, now: Instant, source: &str, tries: usize) -> usize {
        let source: IpAddr = source.parse().unwrap();
        (0..tries).filter(|_| gate.admits(now, source)).count()
    }

    #[test]
    fn a_flood_from_one_source_leaves_the_others_alone() {
        let now = Instant::now();
        let mut gate = Gate::default();
        assert_eq!(admitted(&mut gate, now, "192.0.2.1", 5_000), 1_000);
        assert_eq!(admitted(&mut gate, now, "192.0.2.2", 100), 100);
        assert_eq!(
            admitted(&mut gate, now + Duration::from_secs(1), "192.0.2.1", 5_000),
            200
        );
    }

    #[test]
    fn a_household_of_ipv6_shares_one_rate() {
        let now = Instant::now();
        let mut gate = Gate::default();
        admitted(&mut gate, now, "2001:db8::1", 1_000);
        assert_eq!(admitted(&mut gate, now, "2001:db8::2", 1), 0);
        assert_eq!(admitted(&mut gate, now, "2001:db8:0:1::2", 1), 1);
    }

    #[test]
    fn forged_sources_fill_no_memory() {
        let now = Instant::now();
        let mut gate = Gate::default();
        for number in 0..50_000_u32 {
            gate.admits(now, IpAddr::V4(number.into()));
        }
        assert!(gate.sources.len() <= MAX_SOURCES);
    }

    #[test]
    fn a_nodes_bounds_are_divided_among_its_threads() {
        assert_eq!(Bounds::of_one_in(1).handshakes, MAX_HANDSHAKES);
        assert_eq!(Bounds::of_one_in(4).legs, MAX_LEGS / 4);
    }
}
