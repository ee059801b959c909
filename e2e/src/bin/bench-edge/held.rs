//! Thousands of open pages at one switchboard, a few of them chatting.

use crate::chatter::Chatter;
use anyhow::{Context as _, Result};
use bellpull_e2e::figure::{cannot, percentile, tell};
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::World;
use futures_util::{StreamExt as _, TryStreamExt as _, future::try_join_all, stream};
use rustix::process::{Resource, getrlimit};
use std::fs;
use std::time::{Duration, Instant};
use tokio::time::{Instant as Tick, interval_at};

const SOCKETS: usize = 5_000;

/// Of them; each says a line a second, so 200 messages come a second.
const CHATTERS: usize = 200;

const SECONDS: usize = 15;

/// How many shake hands at a time.
const AT_ONCE: usize = 50;

/// The edge takes three quarters of its files for sockets, two for each, and keeps a tenth of the sockets for desks and
/// nodes: below this it would rightly turn visitors away.
const FILES_NEEDED: u64 = 15_000;

pub async fn measure(world: &World) -> Result<()> {
    let allowed = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    if allowed < FILES_NEEDED {
        let reason = format!(
            "the limit of open files is {allowed} and {FILES_NEEDED} are needed: raise it (ulimit -Hn)"
        );
        for figure in ["held", "kb_each", "ack_p99_ms"] {
            cannot(&format!("edge.sockets.{figure}"), &reason);
        }
        return Ok(());
    }

    let before = memory_kb(world)?;
    let begun = Instant::now();
    let silent: Vec<Socket> = stream::iter(0..SOCKETS - CHATTERS)
        .map(|_| async { Ok::<_, anyhow::Error>(world.bare_visitor().await?.0) })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    eprintln!(
        "{SOCKETS} sockets after {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let grown = memory_kb(world)? - before;
    // Last, because nobody's page pings here: who chats is present for as long as they say something.
    let mut chatters = try_join_all((0..CHATTERS).map(|_| Chatter::new(world))).await?;

    let spread = Duration::from_secs(1) / CHATTERS as u32;
    let begin = Tick::now();
    let talks = chatters.iter_mut().enumerate().map(|(number, chatter)| {
        let first = begin + spread * number as u32;
        async move {
            let mut clock = interval_at(first, Duration::from_secs(1));
            let mut times = Vec::new();
            for _ in 0..SECONDS {
                clock.tick().await;
                times.extend(chatter.says(1).await?);
            }
            Ok::<_, anyhow::Error>(times)
        }
    });
    let mut times = try_join_all(talks).await?.concat();
    times.sort_by(f64::total_cmp);

    let held = world.figures()?["sockets"].as_f64().unwrap_or_default();
    eprintln!(
        "{held} held; p50 {:.1} ms, greatest {:.1} ms",
        percentile(&times, 50),
        percentile(&times, 100)
    );
    tell("edge.sockets.held", held);
    tell("edge.sockets.kb_each", grown / silent.len() as f64);
    tell("edge.sockets.ack_p99_ms", percentile(&times, 99));
    Ok(())
}

/// What the edge's process keeps in memory.
fn memory_kb(world: &World) -> Result<f64> {
    let pid = world.stack().edge_pid().context("the edge is not there")?;
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.split_whitespace().next());
    Ok(kb.context("no VmRSS")?.parse()?)
}
