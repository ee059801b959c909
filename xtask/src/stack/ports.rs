//! Ports: free ones for tests, and a clear word when a wanted one is taken.

use std::io;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::ops::Range;
use std::process;
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::{Result, bail, ensure};

/// Below the numbers by which Linux lets connections leave: one of those could take the port again before its new owner
/// has bound it.
const PORTS: Range<u16> = 10_000..32_000;

/// The next port to be tried. Processes begin at different ones, so that they seldom want the same.
static NEXT: LazyLock<Mutex<u16>> = LazyLock::new(|| {
    let count = u32::from(PORTS.end - PORTS.start);
    let offset = process::id().wrapping_mul(101) % count;
    Mutex::new(PORTS.start + u16::try_from(offset).unwrap_or_default())
});

/// A free TCP port of this machine, and one that is free for UDP and TCP, never the same twice in one process.
pub fn free_ports() -> Result<(u16, u16)> {
    let http = next(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop))?;
    let media = next(|port| {
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port))?;
        TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).map(drop)
    })?;
    Ok((http, media))
}

fn next(is_free: impl Fn(u16) -> io::Result<()>) -> Result<u16> {
    let mut next = NEXT.lock().unwrap_or_else(PoisonError::into_inner);
    for _ in PORTS {
        let port = *next;
        *next = if port + 1 < PORTS.end {
            port + 1
        } else {
            PORTS.start
        };
        if is_free(port).is_ok() {
            return Ok(port);
        }
    }
    bail!("This machine has no free port from {} on.", PORTS.start)
}

/// Refuses when something else holds the HTTP port (TCP, loopback) or the media port (UDP and TCP).
pub fn require_free(http: u16, media: u16) -> Result<()> {
    ensure!(
        TcpListener::bind((Ipv4Addr::LOCALHOST, http)).is_ok(),
        "Port {http} is taken: stop the program that uses it, or choose another with `--port`.",
    );
    ensure!(
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, media)).is_ok(),
        "UDP port {media}, for the sound, is taken: stop the program that uses it, or choose others with `--port` \
         (the sound takes the port after it).",
    );
    ensure!(
        TcpListener::bind((Ipv4Addr::UNSPECIFIED, media)).is_ok(),
        "TCP port {media}, for the sound where UDP does not get through, is taken: stop the program that uses it, or \
         choose others with `--port` (the sound takes the port after it).",
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_http_port_is_named_with_the_way_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let (_, media) = free_ports().unwrap();

        let sentence = require_free(port, media).unwrap_err().to_string();

        assert!(
            sentence.contains(&format!("Port {port} is taken")),
            "{sentence}"
        );
        assert!(sentence.contains("--port"), "{sentence}");
    }

    #[test]
    fn a_taken_media_port_is_named_with_the_way_out() {
        let taken = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let (http, _) = free_ports().unwrap();

        let sentence = require_free(http, port).unwrap_err().to_string();

        assert!(sentence.contains(&format!("UDP port {port}")), "{sentence}");
    }

    #[test]
    fn free_ports_are_free_and_differ() {
        let first = free_ports().unwrap();
        let second = free_ports().unwrap();

        assert_ne!(first, second);
        assert!(require_free(first.0, first.1).is_ok());
    }
}
