//! A media thread at real sockets, and callers who reach it over UDP or TCP.

use std::cell::Cell;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bellpull_protocol::media::{FromMedia, Side};
use bellpull_protocol::{LegId, OrganisationId, Sdp};
use bellpull_server::command::Command;
use bellpull_server::doors::{Carriers, Doors};
use bellpull_server::engine::Engine;
use bellpull_server::framing::{Deframer, frame};
use bellpull_server::gate::Bounds;
use bellpull_server::metrics::Meter;
use bellpull_server::net::{self, MediaThread};
use bellpull_server::prompt::Prompt;
use bellpull_server::tcp::MAX_CONNECTIONS;
use bellpull_server::threads::MediaThreads;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::sync::mpsc;
use tokio::time::{sleep_until, timeout};

use super::browser::Browser;
use super::organisation;

/// Only a test that hangs ever waits this long.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Live {
    pub server: SocketAddr,
    threads: MediaThreads,
    organisation: OrganisationId,
    reports: mpsc::UnboundedReceiver<FromMedia>,
}

impl Live {
    pub fn start(carriers: Carriers) -> Self {
        let doors = Doors::open(&[Ipv4Addr::LOCALHOST.into()], 0, carriers).unwrap();
        let listed = doors.list().unwrap();
        let server = listed[0].address;
        let (sender, orders) = mpsc::unbounded_channel();
        let threads = MediaThreads::new(vec![sender]);
        let tone = Arc::new(Prompt::built_in_waiting_tone().unwrap());
        let thread = MediaThread {
            doors,
            max_tcp_connections: MAX_CONNECTIONS,
            engine: Engine::new(listed, tone, Bounds::of_one_in(1)),
            orders,
            board: threads.board(),
            meter: Meter::new(0),
        };
        net::spawn("media-test".into(), thread).unwrap();
        let organisation = organisation("demo");
        Self {
            server,
            reports: threads.subscribe(&organisation),
            threads,
            organisation,
        }
    }

    pub async fn udp_caller(&mut self, leg: LegId, side: Side) -> Caller {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = socket.local_addr().unwrap();
        let (browser, sdp) = Browser::offering(Instant::now(), address, self.server);
        let wire = Wire::Udp(socket);
        self.connect(leg, side, browser, &sdp, wire).await
    }

    pub async fn tcp_caller(&mut self, leg: LegId, side: Side) -> Caller {
        let stream = TcpStream::connect(self.server).await.unwrap();
        let address = stream.local_addr().unwrap();
        let (browser, sdp) = Browser::offering_tcp(Instant::now(), address, self.server);
        let wire = Wire::Tcp(stream, Deframer::default());
        self.connect(leg, side, browser, &sdp, wire).await
    }

    pub fn bridge(&self, a: LegId, b: LegId) {
        self.command(Command::Bridge { a, b, third: None });
    }

    /// Waits until the thread has reported this.
    pub async fn until(&mut self, wanted: &FromMedia) {
        while self.next_report().await != *wanted {}
    }

    async fn connect(
        &mut self,
        leg: LegId,
        side: Side,
        mut browser: Browser,
        sdp: &Sdp,
        wire: Wire,
    ) -> Caller {
        self.command(Command::Open {
            leg,
            attempt: 1,
            side,
            sdp: sdp.clone(),
        });
        let answer = loop {
            if let FromMedia::LegAnswered { sdp, .. } = self.next_report().await {
                break sdp;
            }
        };
        browser.accept(Instant::now(), &answer);
        Caller { browser, wire }
    }

    fn command(&self, command: Command) {
        self.threads.command(&self.organisation, command, None);
    }

    async fn next_report(&mut self) -> FromMedia {
        timeout(PATIENCE, self.reports.recv())
            .await
            .unwrap()
            .unwrap()
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.threads.stop();
    }
}

/// Both live until each has heard the other say a word so often; who is ready first goes on speaking.
pub async fn until_both_hear(a: (&mut Caller, &str), b: (&mut Caller, &str), times: usize) {
    let (a_is_done, b_is_done) = (Cell::new(false), Cell::new(false));
    let a_hears = a.0.run_until(|browser| {
        a_is_done.set(browser.words_heard(a.1) >= times);
        a_is_done.get() && b_is_done.get()
    });
    let b_hears = b.0.run_until(|browser| {
        b_is_done.set(browser.words_heard(b.1) >= times);
        a_is_done.get() && b_is_done.get()
    });
    // The one that sees both done first leaves the other to its own next look.
    tokio::join!(a_hears, b_hears);
}

pub struct Caller {
    pub browser: Browser,
    wire: Wire,
}

enum Wire {
    Udp(UdpSocket),
    Tcp(TcpStream, Deframer),
}

impl Caller {
    pub fn speak(&mut self, word: &str) {
        self.browser.speak(Instant::now(), word);
    }

    /// Lives until something is true of the browser.
    pub async fn run_until(&mut self, is_done: impl Fn(&Browser) -> bool) {
        let whole = async {
            while !is_done(&self.browser) {
                self.send().await;
                self.step().await;
            }
        };
        timeout(PATIENCE, whole).await.unwrap();
    }

    /// What the browser wants to send next; none of it is sent.
    pub fn hold_back(&mut self) -> Vec<Vec<u8>> {
        self.browser.poll_sent()
    }

    pub async fn send_all(&mut self, datagrams: &[Vec<u8>]) {
        let server = self.browser.server;
        for contents in datagrams {
            match &mut self.wire {
                // A full socket loses a datagram as a full network would.
                Wire::Udp(socket) => drop(socket.send_to(contents, server).await),
                Wire::Tcp(stream, _) => {
                    stream.write_all(&frame(contents).unwrap()).await.unwrap();
                }
            }
        }
    }

    /// Waits for a datagram or the next deadline, and takes it in.
    pub async fn step(&mut self) {
        let mut buffer = [0; 4096];
        let deadline = self.browser.poll_timeout();
        let length = tokio::select! {
            length = self.wire.receive(&mut buffer) => length,
            () = sleep_until(deadline.into()) => {
                return self.browser.handle_timeout(Instant::now());
            }
        };
        let contents = &buffer[..length];
        match &mut self.wire {
            Wire::Udp(_) => self.browser.receive(Instant::now(), contents),
            Wire::Tcp(_, deframer) => {
                for contents in deframer.take_in(contents).unwrap() {
                    self.browser.receive(Instant::now(), &contents);
                }
            }
        }
    }

    async fn send(&mut self) {
        let datagrams = self.hold_back();
        self.send_all(&datagrams).await;
    }
}

impl Wire {
    async fn receive(&mut self, buffer: &mut [u8]) -> usize {
        match self {
            Self::Udp(socket) => socket.recv(buffer).await.unwrap(),
            Self::Tcp(stream, _) => {
                let length = stream.read(buffer).await.unwrap();
                assert!(length > 0, "the server disconnected a caller");
                length
            }
        }
    }
}
