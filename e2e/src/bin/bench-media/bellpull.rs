//! Bellpull's media server, and as much of an edge as it needs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use bellpull_protocol::limits::{PING, PONG};
use bellpull_protocol::media::{FromMedia, Side, ToMedia};
use bellpull_protocol::{LegId, OrganisationId, Sdp, VERSION};
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};

use crate::call::{Call, Switch};
use crate::process::Server;

/// The node dials as soon as it has started.
const STARTS_WITHIN: Duration = Duration::from_secs(10);

type Socket = WebSocketStream<TcpStream>;
type Reports = Rc<RefCell<HashMap<LegId, mpsc::UnboundedSender<FromMedia>>>>;

pub struct Bellpull {
    pub process: Server,
    switchboard: Rc<Mutex<SplitSink<Socket, Message>>>,
    /// Whom to tell of which leg.
    reports: Reports,
    _links: JoinSet<()>,
}

/// With one media thread: the comparison is by the core.
pub async fn start(program: &Path, address: IpAddr) -> Result<Switch> {
    ensure!(
        program.is_file(),
        "there is no {}; build it with `cargo build --release -p bellpull-server`",
        program.display()
    );
    let edge = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let mut command = Command::new(program);
    command
        .args(["--edge", &format!("ws://{}", edge.local_addr()?)])
        .args(["--announce", &address.to_string()])
        .args(["--port", &free_port(address)?.to_string()])
        .args(["--threads", "1"])
        .env("BELLPULL_NODE_SECRET", "bench")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let process = Server::spawn(&mut command)?;
    let links = timeout(STARTS_WITHIN, welcome(&edge)).await;
    let (pool, switchboard) = links.context("the media server did not dial its edge")??;
    Ok(Switch::Bellpull(Bellpull::new(process, pool, switchboard)))
}

impl Bellpull {
    fn new(process: Server, pool: Socket, switchboard: Socket) -> Self {
        let reports = Reports::default();
        let (to_switchboard, mut from_switchboard) = switchboard.split();
        let (mut to_pool, mut from_pool) = pool.split();
        let mut links = JoinSet::new();
        links.spawn_local(async move {
            while let Some(Ok(frame)) = from_pool.next().await {
                if is_ping(&frame) && to_pool.send(Message::text(PONG)).await.is_err() {
                    return;
                }
            }
        });
        let switchboard = Rc::new(Mutex::new(to_switchboard));
        let (told, answers) = (reports.clone(), switchboard.clone());
        links.spawn_local(async move {
            while let Some(Ok(frame)) = from_switchboard.next().await {
                if is_ping(&frame) {
                    // A broken link shows in the other direction.
                    let _ = answers.lock().await.send(Message::text(PONG)).await;
                } else {
                    tell(&told, &frame);
                }
            }
        });
        Self {
            process,
            switchboard,
            reports,
            _links: links,
        }
    }

    /// As an edge does: both legs are opened, and bridged as soon as both are up.
    pub async fn bridge(&self, call: &Call) -> Result<()> {
        let (caller, callee) = (leg(call, "caller")?, leg(call, "callee")?);
        let (report, mut reports) = mpsc::unbounded_channel();
        for leg in [&caller, &callee] {
            self.reports
                .borrow_mut()
                .insert(leg.clone(), report.clone());
        }
        let offer = call.caller.borrow_mut().offer()?;
        self.open(&caller, Side::Visitor, None, offer).await?;
        let offer = call.callee.borrow_mut().offer()?;
        self.open(&callee, Side::Operator, Some(caller.clone()), offer)
            .await?;
        let mut up = 0;
        while let Some(report) = reports.recv().await {
            match report {
                FromMedia::LegAnswered { leg, sdp, .. } => {
                    let peer = if leg == caller {
                        &call.caller
                    } else {
                        &call.callee
                    };
                    peer.borrow_mut().accept(sdp.expose())?;
                }
                FromMedia::LegUp { .. } => {
                    up += 1;
                    if up == 2 {
                        let (a, b) = (caller.clone(), callee.clone());
                        let third = None;
                        self.say(&ToMedia::Bridge { a, b, third }).await?;
                    }
                }
                FromMedia::Bridged { .. } => return Ok(()),
                FromMedia::LegRefused { code, .. } => bail!("refused: {}", code.sentence()),
                FromMedia::LegClosed { cause, .. } => bail!("a leg was closed: {cause:?}"),
                FromMedia::LegLost { .. } => bail!("a leg was lost"),
                FromMedia::Hello { .. } | FromMedia::Legs { .. } | FromMedia::Unknown => {}
            }
        }
        bail!("the media server hung up")
    }

    async fn open(
        &self,
        leg: &LegId,
        side: Side,
        beside: Option<LegId>,
        offer: String,
    ) -> Result<()> {
        self.say(&ToMedia::OpenLeg {
            leg: leg.clone(),
            attempt: 1,
            side,
            beside,
            sdp: Sdp::new(offer),
        })
        .await
    }

    async fn say(&self, message: &ToMedia) -> Result<()> {
        let text = serde_json::to_string(message)?;
        Ok(self
            .switchboard
            .lock()
            .await
            .send(Message::text(text))
            .await?)
    }
}

fn is_ping(frame: &Message) -> bool {
    frame.to_text().is_ok_and(|text| text == PING)
}

/// Passes a report on to whoever sets its call up.
fn tell(reports: &Reports, frame: &Message) {
    let Ok(Ok(report)) = frame.to_text().map(serde_json::from_str::<FromMedia>) else {
        return;
    };
    let leg = match &report {
        FromMedia::LegAnswered { leg, .. }
        | FromMedia::LegRefused { leg, .. }
        | FromMedia::LegUp { leg, .. }
        | FromMedia::LegLost { leg, .. }
        | FromMedia::LegClosed { leg, .. }
        | FromMedia::Bridged { a: leg, .. } => leg,
        FromMedia::Hello { .. } | FromMedia::Legs { .. } | FromMedia::Unknown => return,
    };
    if let Some(report_to) = reports.borrow().get(leg) {
        // Whoever set the call up no longer listens.
        let _ = report_to.send(report);
    }
}

/// The node's two links: to the pool, which says whom to serve, and to that organisation's switchboard.
async fn welcome(edge: &TcpListener) -> Result<(Socket, Socket)> {
    let mut pool = accept(edge).await?;
    let organisation = OrganisationId::new("bench")?;
    send(&mut pool, &ToMedia::Serve { organisation }).await?;
    Ok((pool, accept(edge).await?))
}

async fn accept(edge: &TcpListener) -> Result<Socket> {
    let mut socket = accept_async(edge.accept().await?.0).await?;
    while let Some(frame) = socket.next().await {
        let frame = frame?;
        if let Ok(FromMedia::Hello { .. }) = serde_json::from_str(frame.to_text()?) {
            send(&mut socket, &ToMedia::Welcome { version: VERSION }).await?;
            return Ok(socket);
        }
    }
    bail!("the media server hung up before it said hello")
}

async fn send(socket: &mut Socket, message: &ToMedia) -> Result<()> {
    Ok(socket
        .send(Message::text(serde_json::to_string(message)?))
        .await?)
}

fn leg(call: &Call, who: &str) -> Result<LegId> {
    Ok(LegId::new(format!("{who}-{}", call.number))?)
}

/// Free at this moment, which is enough on a machine that measures.
fn free_port(address: IpAddr) -> Result<u16> {
    let socket = UdpSocket::bind(SocketAddr::new(address, 0))?;
    Ok(socket.local_addr()?.port())
}
