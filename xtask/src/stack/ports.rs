//! Ports: free ones for tests, and a clear word when a wanted one is taken.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, ensure};

/// What this process was given before: the system may hand out a port again before its new owner has bound it.
static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// A free TCP port and a free UDP port of this machine, never the same twice in one process.
pub fn free_ports() -> Result<(u16, u16)> {
    let http = fresh(|| {
        Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port())
    })?;
    let media = fresh(|| {
        Ok(UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?
            .local_addr()?
            .port())
    })?;
    Ok((http, media))
}

fn fresh(ask: impl Fn() -> Result<u16>) -> Result<u16> {
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    for _ in 0..100 {
        let port = ask().context("this machine gives no free port")?;
        if given.insert(port) {
            return Ok(port);
        }
    }
    anyhow::bail!("this machine gives no free port")
}

/// Refuses when something else holds the HTTP port (TCP, loopback) or the media port (UDP).
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
