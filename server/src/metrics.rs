//! What is counted, as Prometheus reads it; docs/METRICS.md says what each name means. No label names a person, an
//! organisation or an address.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};

use crate::engine::Engine;
use crate::tally::{CAUSES, Dropped};
use crate::tcp::Tcp;

/// How often a thread shows its numbers. Scrapers come every 15 s or so.
const SHOW_EVERY: Duration = Duration::from_secs(1);

/// Upper ends, in seconds, for how long a turn of a media thread takes. A frame of sound is 20 ms.
const TURN_BUCKETS: [f64; 8] = [0.000_1, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.1];

const TURN: &str = "bellpull_media_turn_seconds";

/// Begins to answer scrapers at this address; what is counted without it goes nowhere. Must be called inside a
/// runtime, which answers.
///
/// # Errors
/// When the address cannot be listened at.
pub fn serve(address: SocketAddr) -> Result<(), BuildError> {
    PrometheusBuilder::new()
        .with_http_listener(address)
        .set_buckets(&TURN_BUCKETS)?
        .install()
}

/// Shows the numbers of one media thread.
pub struct Meter {
    next_at: Instant,
    legs: Gauge,
    bridges: Gauge,
    packets: [Counter; 2],
    bytes: [Counter; 2],
    dropped: [Counter; Dropped::ALL.len()],
    handshakes: [Counter; 2],
    refused: [Counter; 2],
    closed: [Counter; CAUSES.len()],
    tcp_connections: Gauge,
    tcp_ended: [Counter; 3],
    tcp_accepted: Counter,
    turn: Histogram,
}

impl Meter {
    /// `thread` counts from 0.
    #[must_use]
    pub fn new(thread: usize) -> Self {
        let thread = thread.to_string();
        let plain = |name: &'static str| counter!(name, "thread" => thread.clone());
        let labelled = |name: &'static str, label: &'static str, value: &'static str| counter!(name, "thread" => thread.clone(), label => value);
        let gauge = |name: &'static str| gauge!(name, "thread" => thread.clone());
        Self {
            next_at: Instant::now(),
            legs: gauge("bellpull_media_legs"),
            bridges: gauge("bellpull_media_bridges"),
            packets: ["in", "out"]
                .map(|way| labelled("bellpull_media_packets_total", "direction", way)),
            bytes: ["in", "out"]
                .map(|way| labelled("bellpull_media_bytes_total", "direction", way)),
            dropped: Dropped::ALL
                .map(|why| labelled("bellpull_media_dropped_total", "reason", why.name())),
            handshakes: ["begun", "done"]
                .map(|stage| labelled("bellpull_media_handshakes_total", "stage", stage)),
            refused: ["bad_sdp", "full"]
                .map(|why| labelled("bellpull_media_legs_refused_total", "reason", why)),
            closed: CAUSES
                .map(|(_, name)| labelled("bellpull_media_legs_closed_total", "cause", name)),
            tcp_connections: gauge("bellpull_media_tcp_connections"),
            tcp_ended: ["no_seat", "unproved", "slow"]
                .map(|why| labelled("bellpull_media_tcp_refused_total", "reason", why)),
            tcp_accepted: plain("bellpull_media_tcp_accepted_total"),
            turn: histogram!(TURN, "thread" => thread.clone()),
        }
    }

    #[must_use]
    pub fn next_at(&self) -> Instant {
        self.next_at
    }

    /// How long the thread was busy before it waited again.
    pub fn note_turn(&self, length: Duration) {
        self.turn.record(length);
    }

    /// Shows everything anew, when it is time.
    pub fn show(&mut self, now: Instant, engine: &Engine, tcp: &Tcp) {
        if now < self.next_at {
            return;
        }
        self.next_at = now + SHOW_EVERY;
        let tally = engine.tally();
        let (legs, bridges) = engine.census();
        self.legs.set(legs as f64);
        self.bridges.set(bridges as f64);
        absolute(&self.packets, [tally.received.packets, tally.sent.packets]);
        absolute(&self.bytes, [tally.received.bytes, tally.sent.bytes]);
        absolute(&self.dropped, Dropped::ALL.map(|why| tally.dropped(why)));
        absolute(&self.handshakes, [tally.opened, tally.came_up]);
        absolute(&self.refused, [tally.bad_offers, tally.refused_full]);
        absolute(&self.closed, CAUSES.map(|(cause, _)| tally.closed(cause)));
        let by_tcp = tcp.tally();
        self.tcp_connections.set(tcp.connections() as f64);
        absolute(
            &self.tcp_ended,
            [by_tcp.refused, by_tcp.unproved, by_tcp.slow],
        );
        self.tcp_accepted.absolute(by_tcp.accepted);
    }
}

fn absolute<const COUNT: usize>(counters: &[Counter; COUNT], values: [u64; COUNT]) {
    for (counter, value) in counters.iter().zip(values) {
        counter.absolute(value);
    }
}
