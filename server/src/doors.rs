//! The ports at which browsers reach a media thread, before anybody listens.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use socket2::SockRef;
use str0m::net::Protocol;
use tokio::net::TcpSocket;

use crate::path::Door;
use crate::tcp;

/// With port 0 the system chooses the UDP port, and somebody else may have the same one for TCP.
const TRIES: usize = 20;

/// One socket takes in all calls of its thread. The system's usual 200 KB hold 25 ms of a hundred calls, and a thread that
/// is kept from running that long would lose sound that a moment later is still good; this holds half a second.
const RECEIVE_BUFFER_BYTES: usize = 4 << 20;

/// What browsers may come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Carriers {
    Udp,
    Tcp,
    Both,
}

/// One socket per announced address and protocol: what a datagram was sent to must equal the candidate it was sent
/// for.
pub struct Doors {
    pub udp: Vec<UdpSocket>,
    pub tcp: Vec<TcpSocket>,
}

/// The socket of an announced address could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error("{carrier} port {} on {} is taken; stop the other program or choose another --port", .address.port(), .address.ip())]
    Taken {
        carrier: &'static str,
        address: SocketAddr,
    },
    #[error("{} is not an address of this machine; correct --announce", .0.ip())]
    NotOurs(SocketAddr),
    #[error("{carrier} port {} on {} cannot be opened: {error}", .address.port(), .address.ip())]
    Other {
        carrier: &'static str,
        address: SocketAddr,
        error: io::Error,
    },
}

impl Doors {
    /// Takes the same port for all of it.
    ///
    /// # Errors
    /// When a port is taken or an address is not this machine's.
    pub fn open(addresses: &[IpAddr], port: u16, carriers: Carriers) -> Result<Self, BindError> {
        let mut doors = Self {
            udp: Vec::new(),
            tcp: Vec::new(),
        };
        for &ip in addresses {
            doors.open_at(SocketAddr::new(ip, port), carriers)?;
        }
        Ok(doors)
    }

    /// As candidates.
    ///
    /// # Errors
    /// As the system says.
    pub fn list(&self) -> io::Result<Vec<Door>> {
        let udp = self
            .udp
            .iter()
            .map(|socket| (Protocol::Udp, socket.local_addr()));
        let tcp = self
            .tcp
            .iter()
            .map(|socket| (Protocol::Tcp, socket.local_addr()));
        udp.chain(tcp)
            .map(|(protocol, address)| {
                Ok(Door {
                    protocol,
                    address: address?,
                })
            })
            .collect()
    }

    fn open_at(&mut self, address: SocketAddr, carriers: Carriers) -> Result<(), BindError> {
        match carriers {
            Carriers::Udp => self.udp.push(open_udp(address)?),
            Carriers::Tcp => self.tcp.push(open_tcp(address)?),
            Carriers::Both => {
                let (udp, tcp) = open_both(address)?;
                self.udp.push(udp);
                self.tcp.push(tcp);
            }
        }
        Ok(())
    }
}

fn open_both(address: SocketAddr) -> Result<(UdpSocket, TcpSocket), BindError> {
    let tries = if address.port() == 0 { TRIES } else { 1 };
    let mut latest = Err(BindError::Taken {
        carrier: "TCP",
        address,
    });
    for _ in 0..tries {
        let udp = open_udp(address)?;
        let chosen = udp.local_addr().unwrap_or(address);
        latest = open_tcp(chosen).map(|tcp| (udp, tcp));
        if latest.is_ok() {
            break;
        }
    }
    latest
}

fn open_udp(address: SocketAddr) -> Result<UdpSocket, BindError> {
    let open = || {
        let socket = UdpSocket::bind(address)?;
        socket.set_nonblocking(true)?;
        // A system that allows less gives what it allows.
        let _ = SockRef::from(&socket).set_recv_buffer_size(RECEIVE_BUFFER_BYTES);
        Ok(socket)
    };
    open().map_err(|error| complain("UDP", address, error))
}

fn open_tcp(address: SocketAddr) -> Result<TcpSocket, BindError> {
    tcp::bind(address).map_err(|error| complain("TCP", address, error))
}

fn complain(carrier: &'static str, address: SocketAddr, error: io::Error) -> BindError {
    if error.kind() == io::ErrorKind::AddrInUse {
        BindError::Taken { carrier, address }
    } else if error.kind() == io::ErrorKind::AddrNotAvailable {
        BindError::NotOurs(address)
    } else {
        BindError::Other {
            carrier,
            address,
            error,
        }
    }
}

/// 127.0.0.1 and the address this machine would reach others from. Enough for browsers on the same machine and
/// in its network; some browsers refuse loopback, hence both.
#[must_use]
pub fn default_addresses() -> Vec<IpAddr> {
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut addresses = vec![loopback];
    addresses.extend(interface_address().filter(|&address| address != loopback));
    addresses
}

/// Connecting a UDP socket sends nothing; it only asks the routing table which address would be used. 192.0.2.1
/// is reserved for documentation.
fn interface_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
