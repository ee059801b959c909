//! The real program over real sockets: a WebSocket that plays the edge, and a browser of str0m on UDP.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

mod support;

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bellpull_protocol::limits::PING;
use bellpull_protocol::media::{CloseCause, FromMedia, Side, ToMedia};
use bellpull_protocol::{RefusalCode, Sdp};
use futures_util::{SinkExt, StreamExt};
use support::browser::Browser;
use support::{leg, organisation};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};

const SECRET: &str = "hush";

/// Only a test that hangs ever waits this long.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_leg_is_opened_hears_the_tone_and_is_closed() {
    let edge = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let metrics = free_address();
    let server = Server::start_with(&edge, &["--metrics", &metrics.to_string()]);
    let mut link = welcome_to_switchboard(&edge).await;
    assert_eq!(link.receive().await, FromMedia::Legs { legs: vec![] });

    let (browser, sdp) = UdpBrowser::offering();
    let vera = leg("vera");
    link.send(&ToMedia::OpenLeg {
        leg: vera.clone(),
        attempt: 1,
        side: Side::Visitor,
        beside: None,
        sdp,
    })
    .await;
    let FromMedia::LegAnswered { sdp, .. } = link.receive().await else {
        panic!("an answer was due")
    };
    tokio::task::spawn_blocking(move || browser.connect_and_listen(&sdp))
        .await
        .unwrap();
    assert_eq!(
        link.receive().await,
        FromMedia::LegUp {
            leg: vera.clone(),
            attempt: 1
        }
    );

    link.send(&ToMedia::CloseLeg { leg: vera.clone() }).await;
    let closed = FromMedia::LegClosed {
        leg: vera,
        attempt: 1,
        cause: CloseCause::Asked,
    };
    assert_eq!(link.receive().await, closed);
    assert_documented(&scrape(metrics).await);
    for happened in [
        "bellpull_media_legs{thread=\"0\"} 0",
        "bellpull_media_handshakes_total{thread=\"0\",stage=\"done\"} 1",
        "bellpull_media_legs_closed_total{thread=\"0\",cause=\"asked\"} 1",
        "bellpull_media_turn_seconds_count",
    ] {
        wait_until_shown(metrics, happened).await;
    }
    server.stop();
}

#[tokio::test]
async fn a_lost_switchboard_is_dialled_again_and_told_the_legs() {
    let edge = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server = Server::start(&edge);
    let mut link = welcome_to_switchboard(&edge).await;
    link.receive().await;
    let (_browser, sdp) = UdpBrowser::offering();
    link.send(&ToMedia::OpenLeg {
        leg: leg("vera"),
        attempt: 3,
        side: Side::Visitor,
        beside: None,
        sdp,
    })
    .await;
    link.receive().await;

    drop(link);
    let mut link = Link::accept(&edge).await;
    link.welcome().await;

    let FromMedia::Legs { legs } = link.receive().await else {
        panic!("the legs were due")
    };
    assert_eq!((legs.len(), legs[0].attempt, legs[0].up), (1, 3, false));
    server.stop();
}

#[tokio::test]
async fn a_refused_node_says_why_and_does_not_hurry() {
    let edge = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server = Server::start(&edge);
    let mut link = Link::accept(&edge).await;
    let code = RefusalCode::BadNodeSecret;
    link.receive().await;
    link.send(&ToMedia::Refused {
        code,
        sentence: code.sentence().into(),
    })
    .await;

    // What the node still says before it has heard the refusal is its keep-alive, and nothing else.
    while let Some(Ok(frame)) = link.socket.next().await {
        if frame.is_close() {
            break;
        }
        assert_eq!(frame.to_text().unwrap(), PING);
    }
    assert!(server.stop().contains(code.sentence()));
}

#[tokio::test]
async fn visitors_are_spread_over_ports_and_an_operator_comes_to_hers() {
    let edge = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let server = Server::start_with(&edge, &["--threads", "2"]);
    let mut link = welcome_to_switchboard(&edge).await;
    link.receive().await;

    let vera = link.port_of("vera", None).await;
    let victor = link.port_of("victor", None).await;
    let anna = link.port_of("anna", Some("victor")).await;

    assert_ne!(vera, victor);
    assert_eq!(anna, victor);
    server.stop();
}

#[test]
fn a_taken_port_and_a_missing_secret_are_said_in_one_sentence() {
    let taken = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = |secret: &str| {
        let output = program()
            .env("BELLPULL_NODE_SECRET", secret)
            .args(["--port", &port])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(run(SECRET).contains(&format!("UDP port {port} on 127.0.0.1 is taken")));
    assert!(run("").contains("set BELLPULL_NODE_SECRET to the node secret of the edge"));
}

fn free_address() -> SocketAddr {
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    taken.local_addr().unwrap()
}

/// Reads the metrics as Prometheus does, until they say this.
async fn wait_until_shown(metrics: SocketAddr, wanted: &str) {
    let read = async {
        while !scrape(metrics).await.contains(wanted) {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, read)
        .await
        .unwrap_or_else(|_| panic!("{wanted} was never shown"));
}

/// `# TYPE name kind`
fn assert_documented(metrics: &str) {
    let document = include_str!("../../docs/METRICS.md");
    let types = metrics
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "));
    let names: Vec<&str> = types.filter_map(|line| line.split(' ').next()).collect();
    assert!(names.len() >= 11, "{names:?}");
    for name in names {
        assert!(document.contains(&format!("`{name}`")), "{name}");
    }
}

async fn scrape(metrics: SocketAddr) -> String {
    let mut stream = TcpStream::connect(metrics).await.unwrap();
    let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bellpull-server"));
    command
        .args(["--announce", "127.0.0.1"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

struct Server(Child);

impl Server {
    fn start(edge: &TcpListener) -> Self {
        Self::start_with(edge, &[])
    }

    fn start_with(edge: &TcpListener, options: &[&str]) -> Self {
        let url = format!("ws://{}", edge.local_addr().unwrap());
        let child = program()
            .env("BELLPULL_NODE_SECRET", SECRET)
            .args(["--edge", &url, "--port", "0"])
            .args(options)
            .spawn();
        Self(child.unwrap())
    }

    /// Stops the program as a supervisor would; returns its log.
    fn stop(mut self) -> String {
        Command::new("kill")
            .arg(self.0.id().to_string())
            .status()
            .unwrap();
        let mut log = String::new();
        std::io::Read::read_to_string(self.0.stderr.as_mut().unwrap(), &mut log).unwrap();
        assert!(self.0.wait().unwrap().success());
        assert!(!log.contains(SECRET));
        log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone unless the test failed.
        let _ = self.0.kill();
    }
}

/// The edge's end of a link.
struct Link {
    socket: WebSocketStream<TcpStream>,
}

async fn welcome_to_switchboard(edge: &TcpListener) -> Link {
    let mut pool = Link::accept(edge).await;
    pool.welcome().await;
    pool.send(&ToMedia::Serve {
        organisation: organisation("demo"),
    })
    .await;
    let mut switchboard = Link::accept(edge).await;
    switchboard.welcome().await;
    // The pool's link stays open as long as the test's runtime runs.
    tokio::spawn(async move { while pool.socket.next().await.is_some() {} });
    switchboard
}

impl Link {
    async fn accept(edge: &TcpListener) -> Self {
        let (stream, _) = timeout(PATIENCE, edge.accept()).await.unwrap().unwrap();
        Self {
            socket: accept_async(stream).await.unwrap(),
        }
    }

    async fn welcome(&mut self) {
        let FromMedia::Hello { secret, .. } = self.receive().await else {
            panic!("a hello was due")
        };
        assert_eq!(secret.expose(), SECRET);
        self.send(&ToMedia::Welcome {
            version: bellpull_protocol::VERSION,
        })
        .await;
    }

    /// Opens a leg; returns where its answer sends the browser.
    async fn port_of(&mut self, name: &str, beside: Option<&str>) -> u16 {
        let (_browser, sdp) = UdpBrowser::offering();
        self.send(&ToMedia::OpenLeg {
            leg: leg(name),
            attempt: 1,
            side: Side::Visitor,
            beside: beside.map(leg),
            sdp,
        })
        .await;
        let FromMedia::LegAnswered { sdp, .. } = self.receive().await else {
            panic!("an answer was due")
        };
        candidate(&sdp).port()
    }

    async fn send(&mut self, message: &ToMedia) {
        let text = serde_json::to_string(message).unwrap();
        self.socket.send(Message::text(text)).await.unwrap();
    }

    async fn receive(&mut self) -> FromMedia {
        loop {
            let frame = timeout(PATIENCE, self.socket.next())
                .await
                .unwrap()
                .unwrap()
                .unwrap();
            if let Ok(message) = serde_json::from_str(frame.to_text().unwrap()) {
                return message;
            }
        }
    }
}

struct UdpBrowser {
    socket: UdpSocket,
    browser: Browser,
}

impl UdpBrowser {
    fn offering() -> (Self, Sdp) {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = socket.local_addr().unwrap();
        let (browser, sdp) = Browser::offering(Instant::now(), address, address);
        (Self { socket, browser }, sdp)
    }

    /// Returns once sound has arrived.
    fn connect_and_listen(mut self, answer: &Sdp) {
        self.browser.server = candidate(answer);
        self.browser.accept(Instant::now(), answer);
        let started = Instant::now();
        while self.browser.heard.len() < 5 {
            assert!(started.elapsed() < PATIENCE);
            for contents in self.browser.poll_sent() {
                self.socket.send_to(&contents, self.browser.server).unwrap();
            }
            let wait = self
                .browser
                .poll_timeout()
                .saturating_duration_since(Instant::now());
            self.socket
                .set_read_timeout(Some(wait.max(Duration::from_millis(1))))
                .unwrap();
            let mut buffer = [0; 2000];
            match self.socket.recv(&mut buffer) {
                Ok(length) => self.browser.receive(Instant::now(), &buffer[..length]),
                Err(_) => self.browser.handle_timeout(Instant::now()),
            }
        }
    }
}

/// `a=candidate:1 1 udp 2130706175 127.0.0.1 7301 typ host`
fn candidate(answer: &Sdp) -> SocketAddr {
    let line = answer
        .expose()
        .lines()
        .find(|line| line.starts_with("a=candidate:"))
        .unwrap();
    let words: Vec<&str> = line.split(' ').collect();
    SocketAddr::new(words[4].parse().unwrap(), words[5].parse().unwrap())
}
