//! What the figures were measured on.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::thread;

use crate::janus;

/// Once at the beginning, for people.
pub fn describe() {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let information = read("/proc/cpuinfo");
    let processor = information
        .lines()
        .find(|line| line.starts_with("model name"))
        .and_then(|line| line.split_once(": "))
        .map_or("unknown processor", |(_, name)| name);
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let load = read("/proc/loadavg");
    eprintln!(
        "{processor}, {cores} cores, Linux {}, load {}, {}",
        read("/proc/sys/kernel/osrelease").trim(),
        load.split_whitespace().next().unwrap_or("unknown"),
        janus::version().unwrap_or_else(|| "no Janus".into()),
    );
    if cores < 2 {
        eprintln!("server and generator share one core; figures will be rough");
    }
}

/// The address of the network interface, which Janus insists on; between processes of one machine its packets take
/// the same way as those to 127.0.0.1. Connecting a UDP socket sends nothing, and 192.0.2.1 is reserved for
/// documentation.
pub fn address() -> IpAddr {
    let ask = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    ask().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}
