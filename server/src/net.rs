//! The sockets of a media thread and the loop that carries datagrams, orders and time to its engine.

use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket as StdUdpSocket};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::io::ReadBuf;
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::connection::Datagram;
use crate::engine::{Effect, Engine, Input};
use crate::threads::{Board, Order};

/// No datagram of WebRTC is larger: paths carry 1500 bytes at most.
const MAX_DATAGRAM_BYTES: usize = 2_000;

/// How many datagrams are taken in before orders and deadlines have their turn again.
const DATAGRAMS_PER_TURN: usize = 64;

/// Without legs nothing is due; any pause will do.
const IDLE: Duration = Duration::from_secs(3600);

/// The socket of an announced address could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    #[error("UDP port {} on {} is taken; stop the other program or choose another --port", .0.port(), .0.ip())]
    Taken(SocketAddr),
    #[error("{} is not an address of this machine; correct --announce", .0.ip())]
    NotOurs(SocketAddr),
    #[error("UDP port {} on {} cannot be opened: {error}", .address.port(), .address.ip())]
    Other {
        address: SocketAddr,
        error: io::Error,
    },
}

/// One socket per announced address: what a datagram was sent to must equal the candidate it was sent for.
///
/// # Errors
/// When a port is taken or an address is not this machine's.
pub fn bind(addresses: &[IpAddr], port: u16) -> Result<Vec<StdUdpSocket>, BindError> {
    let open = |&ip: &IpAddr| {
        let address = SocketAddr::new(ip, port);
        let socket = StdUdpSocket::bind(address).and_then(|socket| {
            socket.set_nonblocking(true)?;
            Ok(socket)
        });
        socket.map_err(|error| {
            if error.kind() == io::ErrorKind::AddrInUse {
                BindError::Taken(address)
            } else if error.kind() == io::ErrorKind::AddrNotAvailable {
                BindError::NotOurs(address)
            } else {
                BindError::Other { address, error }
            }
        })
    };
    addresses.iter().map(open).collect()
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
    let socket = StdUdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Starts a media thread with an engine of its own. It ends by [`Order::Stop`], or when nobody is left to
/// order anything.
///
/// # Errors
/// When the sockets or the thread cannot be set up.
pub fn spawn(
    name: String,
    sockets: Vec<StdUdpSocket>,
    engine: Engine,
    orders: mpsc::UnboundedReceiver<Order>,
    board: Board,
) -> io::Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let media_thread = {
        let _inside = runtime.enter();
        let sockets: io::Result<Vec<Socket>> = sockets.into_iter().map(Socket::new).collect();
        MediaThread {
            sockets: sockets?,
            engine,
            orders,
            board,
        }
    };
    thread::Builder::new()
        .name(name)
        .spawn(move || runtime.block_on(media_thread.run()))
}

struct MediaThread {
    sockets: Vec<Socket>,
    engine: Engine,
    orders: mpsc::UnboundedReceiver<Order>,
    board: Board,
}

struct Socket {
    socket: UdpSocket,
    address: SocketAddr,
}

/// Where a datagram came in.
struct Arrival {
    source: SocketAddr,
    destination: SocketAddr,
    length: usize,
}

impl MediaThread {
    async fn run(mut self) {
        let mut buffer = [0; MAX_DATAGRAM_BYTES];
        loop {
            let deadline = self
                .engine
                .poll_timeout()
                .unwrap_or_else(|| Instant::now() + IDLE);
            tokio::select! {
                arrival = receive(&self.sockets, &mut buffer) => self.take_in(&arrival, &mut buffer),
                order = self.orders.recv() => match order {
                    Some(Order::Command { organisation, command }) => {
                        self.board.note_begun(&organisation, &command);
                        self.engine.handle_input(Instant::now(), Input::Command { organisation, command });
                    }
                    Some(Order::List { organisation, reply }) => {
                        // The link that asked may be gone.
                        let _ = reply.send(self.engine.legs(&organisation));
                    }
                    Some(Order::Stop) | None => {
                        self.engine.shut_down();
                        return self.perform_effects();
                    }
                },
                () = sleep_until(deadline.into()) => {}
            }
            self.engine.handle_timeout(Instant::now());
            self.perform_effects();
        }
    }

    /// Takes in what woke the thread and what else is there already.
    fn take_in(&mut self, first: &Arrival, buffer: &mut [u8]) {
        self.handle(first, &buffer[..first.length]);
        for _ in 1..DATAGRAMS_PER_TURN {
            let Some(arrival) = self
                .sockets
                .iter()
                .find_map(|socket| socket.try_receive(buffer))
            else {
                return;
            };
            self.handle(&arrival, &buffer[..arrival.length]);
        }
    }

    fn handle(&mut self, arrival: &Arrival, contents: &[u8]) {
        let Arrival {
            source,
            destination,
            ..
        } = *arrival;
        let datagram = Datagram {
            source,
            destination,
            contents,
        };
        self.engine
            .handle_input(Instant::now(), Input::Datagram(datagram));
        self.perform_effects();
    }

    fn perform_effects(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            match effect {
                Effect::Transmit(transmit) => {
                    let socket = self
                        .sockets
                        .iter()
                        .find(|socket| socket.address == transmit.source);
                    if let Some(socket) = socket {
                        // A full socket loses the packet as a full network would.
                        let _ = socket
                            .socket
                            .try_send_to(&transmit.contents, transmit.destination);
                    }
                }
                Effect::Report {
                    organisation,
                    message,
                } => self.board.publish(&organisation, message),
                Effect::Forget(key) => self.board.forget(&key),
            }
        }
    }
}

impl Socket {
    fn new(socket: StdUdpSocket) -> io::Result<Self> {
        let socket = UdpSocket::from_std(socket)?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address })
    }

    fn try_receive(&self, buffer: &mut [u8]) -> Option<Arrival> {
        let (length, source) = self.socket.try_recv_from(buffer).ok()?;
        Some(Arrival {
            source,
            destination: self.address,
            length,
        })
    }

    fn poll_receive(&self, context: &mut Context<'_>, buffer: &mut [u8]) -> Poll<Arrival> {
        loop {
            let mut read = ReadBuf::new(buffer);
            match self.socket.poll_recv_from(context, &mut read) {
                Poll::Ready(Ok(source)) => {
                    let length = read.filled().len();
                    return Poll::Ready(Arrival {
                        source,
                        destination: self.address,
                        length,
                    });
                }
                // An ICMP error about something sent earlier; the socket goes on.
                Poll::Ready(Err(_)) => {}
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// The next datagram of any socket.
async fn receive(sockets: &[Socket], buffer: &mut [u8]) -> Arrival {
    poll_fn(|context| {
        let ready = sockets
            .iter()
            .find_map(|socket| match socket.poll_receive(context, buffer) {
                Poll::Ready(arrival) => Some(arrival),
                Poll::Pending => None,
            });
        ready.map_or(Poll::Pending, Poll::Ready)
    })
    .await
}
