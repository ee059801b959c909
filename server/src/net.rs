//! The sockets of a media thread and the loop that carries datagrams, orders and time to its engine.

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, UdpSocket as StdUdpSocket};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use str0m::net::{Protocol, Transmit};
use tokio::io::ReadBuf;
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::doors::Doors;
use crate::engine::{Effect, Engine, Input};
use crate::framing::MAX_DATAGRAM_BYTES;
use crate::metrics::Meter;
use crate::path::{Datagram, Path};
use crate::tcp::{Arrival as TcpArrival, Pair, Tcp};
use crate::threads::{Board, Order};

/// How many datagrams are taken in before orders and deadlines have their turn again.
const DATAGRAMS_PER_TURN: usize = 64;

/// Starts a media thread with an engine of its own. It ends by [`Order::Stop`], or when nobody is left to
/// order anything.
///
/// # Errors
/// When the sockets or the thread cannot be set up.
pub fn spawn(name: String, thread: MediaThread) -> io::Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let running = {
        let _inside = runtime.enter();
        Running::start(thread)?
    };
    thread::Builder::new()
        .name(name)
        .spawn(move || runtime.block_on(running.run()))
}

/// What a media thread is made of.
pub struct MediaThread {
    pub doors: Doors,
    pub max_tcp_connections: usize,
    pub engine: Engine,
    pub orders: mpsc::UnboundedReceiver<Order>,
    pub board: Board,
    pub meter: Meter,
}

struct Running {
    sockets: Vec<Socket>,
    tcp: Tcp,
    engine: Engine,
    orders: mpsc::UnboundedReceiver<Order>,
    board: Board,
    meter: Meter,
}

struct Socket {
    socket: UdpSocket,
    address: SocketAddr,
}

/// Where a datagram came in.
struct Arrival {
    path: Path,
    length: usize,
}

impl Running {
    fn start(thread: MediaThread) -> io::Result<Self> {
        let sockets: io::Result<Vec<Socket>> =
            thread.doors.udp.into_iter().map(Socket::new).collect();
        Ok(Self {
            sockets: sockets?,
            tcp: Tcp::listen(thread.doors.tcp, thread.max_tcp_connections)?,
            engine: thread.engine,
            orders: thread.orders,
            board: thread.board,
            meter: thread.meter,
        })
    }

    async fn run(mut self) {
        let mut buffer = [0; MAX_DATAGRAM_BYTES + 1];
        loop {
            let deadline = self
                .engine
                .poll_timeout()
                .into_iter()
                .fold(self.meter.next_at(), Instant::min);
            // What woke the thread is not of the turn's making; waiting is not part of it.
            let begun = tokio::select! {
                arrival = receive(&self.sockets, &mut buffer) => {
                    let begun = Instant::now();
                    self.take_in(&arrival, &mut buffer);
                    begun
                }
                Some(arrival) = self.tcp.next() => {
                    let begun = Instant::now();
                    self.take_in_by_tcp(&arrival);
                    begun
                }
                order = self.orders.recv() => {
                    let begun = Instant::now();
                    if self.is_last(order) {
                        self.engine.shut_down();
                        return self.perform_effects();
                    }
                    begun
                }
                () = sleep_until(deadline.into()) => Instant::now(),
            };
            self.engine.handle_timeout(Instant::now());
            self.perform_effects();
            self.meter.note_turn(begun.elapsed());
            self.meter.show(begun, &self.engine, &self.tcp);
        }
    }

    /// Carries out an order. Returns whether it was to end.
    fn is_last(&mut self, order: Option<Order>) -> bool {
        match order {
            Some(Order::Command {
                organisation,
                command,
            }) => {
                self.board.note_begun(&organisation, &command);
                let input = Input::Command {
                    organisation,
                    command,
                };
                self.engine.handle_input(Instant::now(), input);
                false
            }
            Some(Order::List {
                organisation,
                reply,
            }) => {
                // The link that asked may be gone.
                let _ = reply.send(self.engine.legs(&organisation));
                false
            }
            Some(Order::Stop) | None => true,
        }
    }

    /// Takes in what woke the thread and what else is there already.
    fn take_in(&mut self, first: &Arrival, buffer: &mut [u8]) {
        self.handle(first.path, &buffer[..first.length]);
        for _ in 1..DATAGRAMS_PER_TURN {
            let Some(arrival) = self
                .sockets
                .iter()
                .find_map(|socket| socket.try_receive(buffer))
            else {
                return;
            };
            self.handle(arrival.path, &buffer[..arrival.length]);
        }
    }

    fn take_in_by_tcp(&mut self, arrival: &TcpArrival) {
        let Pair { ours, theirs } = arrival.pair;
        let path = Path {
            protocol: Protocol::Tcp,
            source: theirs,
            destination: ours,
        };
        self.handle(path, &arrival.contents);
        self.tcp.dismiss_unless_proved(arrival.pair);
    }

    fn handle(&mut self, path: Path, contents: &[u8]) {
        let datagram = Datagram { path, contents };
        self.engine
            .handle_input(Instant::now(), Input::Datagram(datagram));
        self.perform_effects();
    }

    fn perform_effects(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            match effect {
                Effect::Transmit(transmit) => self.transmit(&transmit),
                Effect::Report {
                    organisation,
                    message,
                } => self.board.publish(&organisation, message),
                Effect::Forget(key) => self.board.forget(&key),
            }
        }
    }

    fn transmit(&mut self, transmit: &Transmit) {
        if transmit.proto == Protocol::Tcp {
            let pair = Pair {
                ours: transmit.source,
                theirs: transmit.destination,
            };
            return self.tcp.send(pair, &transmit.contents);
        }
        let sends = |socket: &&Socket| socket.address == transmit.source;
        if let Some(socket) = self.sockets.iter().find(sends) {
            // A full socket loses the packet as a full network would.
            let _ = socket
                .socket
                .try_send_to(&transmit.contents, transmit.destination);
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
        Some(self.arrival(source, length))
    }

    fn arrival(&self, source: SocketAddr, length: usize) -> Arrival {
        let path = Path {
            protocol: Protocol::Udp,
            source,
            destination: self.address,
        };
        Arrival { path, length }
    }

    fn poll_receive(&self, context: &mut Context<'_>, buffer: &mut [u8]) -> Poll<Arrival> {
        loop {
            let mut read = ReadBuf::new(buffer);
            match self.socket.poll_recv_from(context, &mut read) {
                Poll::Ready(Ok(source)) => {
                    return Poll::Ready(self.arrival(source, read.filled().len()));
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
