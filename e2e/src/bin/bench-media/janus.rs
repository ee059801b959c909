//! Janus with its video call plugin, which relays between two parties as a bridge of ours does; used for sound only.
//!
//! Settings are the package's own but for what makes the two servers alike: one address, ICE-lite, no other plugin
//! and no other transport.

mod client;
mod config;

use std::cell::RefCell;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::call::{Call, Switch};
use crate::process::Server;
use client::{Client, Handle};

const STARTS_WITHIN: Duration = Duration::from_secs(10);

pub struct Janus {
    pub process: Server,
    client: Client,
    /// One for each leg, in the order of the peers.
    handles: RefCell<Vec<Handle>>,
    _folder: TempDir,
}

/// Whether there is a Janus that can take part.
pub fn find() -> Result<()> {
    ensure!(version().is_some(), "janus is not installed");
    config::libraries()?;
    Ok(())
}

pub fn version() -> Option<String> {
    let output = Command::new("janus").arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text
        .lines()
        .find(|line| line.starts_with("Janus version"))?;
    Some(line.trim().to_owned())
}

pub async fn start(address: IpAddr) -> Result<Switch> {
    ensure!(
        !address.is_loopback(),
        "Janus does not use 127.0.0.1 and there is no other address"
    );
    let folder = tempfile::tempdir()?;
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    config::write(folder.path(), address, port)?;
    let mut command = Command::new("janus");
    command
        .arg("--configs-folder")
        .arg(folder.path())
        .arg("--config")
        .arg(folder.path().join("janus.jcfg"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut process = Server::spawn(&mut command)?;
    let client = reach(&mut process, port).await?;
    Ok(Switch::Janus(Janus {
        process,
        client,
        handles: RefCell::default(),
        _folder: folder,
    }))
}

async fn reach(process: &mut Server, port: u16) -> Result<Client> {
    let begun = Instant::now();
    loop {
        match Client::open(port).await {
            Ok(client) => return Ok(client),
            Err(error) if begun.elapsed() > STARTS_WITHIN => {
                return Err(error.context("Janus does not answer"));
            }
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
        if let Some(status) = process.ended() {
            bail!("Janus ended at once ({status})");
        }
    }
}

impl Janus {
    /// Janus wants everybody to be known by a name before they call; not part of set-up.
    pub async fn register(&self, legs: usize) -> Result<()> {
        for leg in 0..legs {
            let mut handle = self.client.attach().await?;
            handle
                .ask(
                    json!({ "request": "register", "username": name(leg) }),
                    None,
                )
                .await?;
            handle.event("registered").await?;
            self.handles.borrow_mut().push(handle);
        }
        Ok(())
    }

    /// The caller offers to Janus, Janus offers to the callee, and the answers go back the same way.
    pub async fn bridge(&self, call: &Call) -> Result<()> {
        let (mut caller, mut callee) = {
            let mut handles = self.handles.borrow_mut();
            let [caller, callee] =
                [0, 1].map(|side| handles.get_mut(call.number * 2 + side).map(Handle::take));
            caller
                .zip(callee)
                .context("nobody of that name is registered")?
        };
        let offer = call.caller.borrow_mut().offer()?;
        let body = json!({ "request": "call", "username": name(call.number * 2 + 1) });
        caller.ask(body, Some(jsep("offer", &offer))).await?;

        let offer = callee.event("incomingcall").await?;
        let answer = call.callee.borrow_mut().answer(&sdp(&offer)?)?;
        callee
            .ask(
                json!({ "request": "accept" }),
                Some(jsep("answer", &answer)),
            )
            .await?;

        let answer = caller.event("accepted").await?;
        call.caller.borrow_mut().accept(&sdp(&answer)?)
    }
}

fn name(leg: usize) -> String {
    format!("leg-{leg}")
}

fn jsep(kind: &str, sdp: &str) -> Value {
    json!({ "type": kind, "sdp": sdp, "trickle": false })
}

/// Janus 1.1.2 names the section twice in an answer that it passes on. Browsers do not mind, str0m does.
fn sdp(event: &Value) -> Result<String> {
    let text = event["jsep"]["sdp"]
        .as_str()
        .context("Janus said that without SDP")?;
    let mut is_named = false;
    let once = |line: &&str| !line.starts_with("a=mid:") || !std::mem::replace(&mut is_named, true);
    Ok(text
        .lines()
        .filter(once)
        .flat_map(|line| [line, "\r\n"])
        .collect())
}
