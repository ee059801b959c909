//! Where datagrams come in, and on which way.

use std::net::SocketAddr;

use str0m::Candidate;
use str0m::net::{Protocol, TcpType};

/// Where browsers reach a media thread: one candidate of every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// UDP or TCP.
    pub protocol: Protocol,
    pub address: SocketAddr,
}

impl Door {
    /// As answers name it; `None` for an address that cannot be one.
    #[must_use]
    pub fn candidate(&self) -> Option<Candidate> {
        let candidate = match self.protocol {
            Protocol::Tcp => Candidate::builder()
                .tcp()
                .host(self.address)
                .tcptype(TcpType::Passive)
                .build(),
            Protocol::Udp | Protocol::SslTcp | Protocol::Tls => {
                Candidate::host(self.address, self.protocol)
            }
        };
        candidate.ok()
    }
}

/// A datagram as it came from a socket.
#[derive(Debug, Clone, Copy)]
pub struct Datagram<'a> {
    pub path: Path,
    pub contents: &'a [u8],
}

/// The way between a browser and us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Path {
    pub protocol: Protocol,
    pub source: SocketAddr,
    /// The announced address whose socket it came to.
    pub destination: SocketAddr,
}
