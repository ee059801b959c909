//! TCP for browsers whose network lets no UDP through (passive candidates of RFC 6544).
//!
//! A connection is worth nothing until a leg answers on it: whoever says anything but STUN that shows a leg's
//! password is disconnected after the first datagram.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::demux::looks_like_stun;
use crate::framing::{Deframer, frame};
use crate::seats::Seats;

/// Connections of one node. Each is a file descriptor, and many systems give a process 1,024.
pub const MAX_CONNECTIONS: usize = 512;

/// A browser sends its first STUN at once.
const PROVED_WITHIN: Duration = Duration::from_secs(5);

/// Browsers keep a connection beside a better UDP path for long and send STUN on it; one that carries no sound is
/// not kept for them.
const IDLE: Duration = Duration::from_secs(30);

/// More than a second of sound that could not be sent is worth nothing any more.
const QUEUED_DATAGRAMS: usize = 64;

/// What the system queues behind that. Its default grows to megabytes, which is minutes of delay.
const SEND_BUFFER_BYTES: u32 = 32 * 1024;

/// What has arrived and not been looked at yet, of all connections together: a full queue slows them down.
const ARRIVALS: usize = 256;

/// What waits for the listener to be accepted.
const BACKLOG: u32 = 128;

/// After the system refused a connection (no file descriptors are left).
const AFTER_REFUSAL: Duration = Duration::from_millis(200);

/// Both ends of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pair {
    pub ours: SocketAddr,
    pub theirs: SocketAddr,
}

/// A datagram that came on a connection.
pub struct Arrival {
    pub pair: Pair,
    pub contents: Vec<u8>,
}

/// Counted since the thread began.
#[derive(Debug, Default, Clone, Copy)]
pub struct TcpTally {
    pub accepted: u64,
    /// No seat was left, in all or for the address.
    pub refused: u64,
    /// The first datagram proved nothing.
    pub unproved: u64,
    /// Did not take what was sent.
    pub slow: u64,
}

pub struct Tcp {
    connections: HashMap<Pair, Connection>,
    seats: Seats,
    next_number: u64,
    happenings: mpsc::Receiver<Happening>,
    tell: mpsc::Sender<Happening>,
    tally: TcpTally,
    /// Ends the listeners with this thread.
    _listeners: JoinSet<()>,
}

struct Connection {
    /// Tells it from an earlier one between the same ends.
    number: u64,
    outgoing: mpsc::Sender<Vec<u8>>,
    is_proved: bool,
    /// Ends with the connection.
    _carrier: JoinSet<()>,
}

enum Happening {
    Accepted(Pair, TcpStream),
    Arrived(Pair, u64, Vec<u8>),
    Ended(Pair, u64),
}

/// Takes the port; nobody can connect before [`Tcp::listen`].
///
/// # Errors
/// As the system says.
pub fn bind(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // Otherwise the port stays taken for a minute after a restart.
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    Ok(socket)
}

impl Tcp {
    /// Must be called inside the thread's runtime.
    ///
    /// # Errors
    /// As the system says.
    pub fn listen(sockets: Vec<TcpSocket>, max_connections: usize) -> io::Result<Self> {
        let (tell, happenings) = mpsc::channel(ARRIVALS);
        let mut listeners = JoinSet::new();
        for socket in sockets {
            let ours = socket.local_addr()?;
            listeners.spawn(accept(socket.listen(BACKLOG)?, ours, tell.clone()));
        }
        Ok(Self {
            connections: HashMap::new(),
            seats: Seats::new(max_connections),
            next_number: 0,
            happenings,
            tell,
            tally: TcpTally::default(),
            _listeners: listeners,
        })
    }

    /// The next datagram of any connection; may be dropped and called again.
    pub async fn next(&mut self) -> Option<Arrival> {
        loop {
            match self.happenings.recv().await? {
                Happening::Accepted(pair, stream) => self.admit(pair, stream),
                Happening::Ended(pair, number) if self.is_current(pair, number) => {
                    self.disconnect(pair);
                }
                Happening::Arrived(pair, number, contents) if self.is_current(pair, number) => {
                    return Some(Arrival { pair, contents });
                }
                Happening::Ended(..) | Happening::Arrived(..) => {}
            }
        }
    }

    /// A leg has something for this connection, which proves that it is one of its browser's.
    pub fn send(&mut self, pair: Pair, datagram: &[u8]) {
        let Some(connection) = self.connections.get_mut(&pair) else {
            return;
        };
        connection.is_proved = true;
        let is_taken = frame(datagram).is_some_and(|framed| {
            let sent = connection.outgoing.try_send(framed);
            sent.is_ok()
        });
        if !is_taken {
            self.tally.slow += 1;
            self.disconnect(pair);
        }
    }

    /// Call it after a datagram of this connection was handled.
    pub fn dismiss_unless_proved(&mut self, pair: Pair) {
        let is_proved = |connection: &Connection| connection.is_proved;
        if !self.connections.get(&pair).is_none_or(is_proved) {
            self.tally.unproved += 1;
            self.disconnect(pair);
        }
    }

    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.len()
    }

    #[must_use]
    pub fn tally(&self) -> TcpTally {
        self.tally
    }

    fn is_current(&self, pair: Pair, number: u64) -> bool {
        let connection = self.connections.get(&pair);
        connection.is_some_and(|connection| connection.number == number)
    }

    fn admit(&mut self, pair: Pair, stream: TcpStream) {
        self.disconnect(pair);
        if !self.seats.take(pair.theirs.ip()) {
            self.tally.refused += 1;
            return;
        }
        self.tally.accepted += 1;
        self.next_number += 1;
        let number = self.next_number;
        let (outgoing, datagrams) = mpsc::channel(QUEUED_DATAGRAMS);
        let tell = self.tell.clone();
        let mut carrier = JoinSet::new();
        carrier.spawn(async move {
            let (incoming, outgoing) = stream.into_split();
            tokio::select! {
                () = read(incoming, pair, number, &tell) => {}
                () = write(outgoing, datagrams) => {}
            }
            let _ = tell.send(Happening::Ended(pair, number)).await;
        });
        let connection = Connection {
            number,
            outgoing,
            is_proved: false,
            _carrier: carrier,
        };
        self.connections.insert(pair, connection);
    }

    fn disconnect(&mut self, pair: Pair) {
        if self.connections.remove(&pair).is_some() {
            self.seats.give_back(pair.theirs.ip());
        }
    }
}

async fn accept(listener: TcpListener, ours: SocketAddr, tell: mpsc::Sender<Happening>) {
    loop {
        let Ok((stream, theirs)) = listener.accept().await else {
            sleep(AFTER_REFUSAL).await;
            continue;
        };
        // Sound that waits for more to be sent with is late.
        let _ = stream.set_nodelay(true);
        let pair = Pair { ours, theirs };
        if tell.send(Happening::Accepted(pair, stream)).await.is_err() {
            return;
        }
    }
}

/// Ends when the browser ends, is silent, or sends what is not a datagram.
async fn read(mut stream: OwnedReadHalf, pair: Pair, number: u64, tell: &mpsc::Sender<Happening>) {
    let mut deframer = Deframer::default();
    let mut buffer = [0; 4096];
    let mut is_first = true;
    let mut until = Instant::now() + PROVED_WITHIN;
    while let Ok(Ok(length @ 1..)) = timeout_at(until, stream.read(&mut buffer)).await {
        let Ok(datagrams) = deframer.take_in(&buffer[..length]) else {
            return;
        };
        for contents in datagrams {
            if is_first || !looks_like_stun(&contents) {
                is_first = false;
                until = Instant::now() + IDLE;
            }
            let arrived = Happening::Arrived(pair, number, contents);
            if tell.send(arrived).await.is_err() {
                return;
            }
        }
    }
}

/// Ends when the browser does not take a datagram in time.
async fn write(mut stream: OwnedWriteHalf, mut datagrams: mpsc::Receiver<Vec<u8>>) {
    while let Some(framed) = datagrams.recv().await {
        if !matches!(timeout(IDLE, stream.write_all(&framed)).await, Ok(Ok(()))) {
            return;
        }
    }
}
