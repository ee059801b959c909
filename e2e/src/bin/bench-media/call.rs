//! How a call comes to stand, whichever server carries it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::time::timeout;

use crate::bellpull::Bellpull;
use crate::crowd::{Crowd, until};
use crate::janus::Janus;
use crate::peer::Peer;
use crate::process::Server;

/// Calls that are being set up at the same time. A hotline's worst minute, not a flood: with all at once each
/// server would mostly wait for handshakes that are sent again.
const AT_ONCE: usize = 10;

/// Only a server that cannot carry the load ever needs this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Two legs that are to hear each other.
pub struct Call {
    pub number: usize,
    pub caller: Rc<RefCell<Peer>>,
    pub callee: Rc<RefCell<Peer>>,
}

/// A server under test and how one speaks with it.
pub enum Switch {
    Bellpull(Bellpull),
    Janus(Janus),
}

impl Switch {
    pub fn process(&self) -> &Server {
        match self {
            Self::Bellpull(bellpull) => &bellpull.process,
            Self::Janus(janus) => &janus.process,
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Bellpull(_) => "bellpull",
            Self::Janus(_) => "janus",
        }
    }

    /// What happens before anybody calls.
    async fn prepare(&self, calls: &[Call]) -> Result<()> {
        match self {
            Self::Bellpull(_) => Ok(()),
            Self::Janus(janus) => janus.register(calls.len() * 2).await,
        }
    }

    async fn bridge(&self, call: &Call) -> Result<()> {
        match self {
            Self::Bellpull(bellpull) => bellpull.bridge(call).await,
            Self::Janus(janus) => janus.bridge(call).await,
        }
    }
}

/// How long it takes from the first offer until in all calls both have heard each other.
pub async fn set_up_all(switch: &Switch, crowd: &Crowd) -> Result<Duration> {
    let calls: Vec<Call> = crowd.peers.chunks_exact(2).enumerate().map(call).collect();
    switch.prepare(&calls).await?;
    let begun = Instant::now();
    let all = stream::iter(calls)
        .map(|call| set_up(switch, call))
        .buffer_unordered(AT_ONCE)
        .try_collect::<Vec<()>>();
    timeout(PATIENCE, all)
        .await
        .context("not all calls came to stand")??;
    Ok(begun.elapsed())
}

fn call((number, legs): (usize, &[Rc<RefCell<Peer>>])) -> Call {
    Call {
        number,
        caller: legs[0].clone(),
        callee: legs[1].clone(),
    }
}

async fn set_up(switch: &Switch, call: Call) -> Result<()> {
    switch
        .bridge(&call)
        .await
        .with_context(|| format!("call {}", call.number))?;
    let both = [&call.caller, &call.callee];
    until(both, Peer::is_connected).await;
    for peer in both {
        peer.borrow_mut().begin_to_speak();
    }
    until(both, Peer::has_heard).await;
    Ok(())
}
