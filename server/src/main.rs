//! The media server as a program: options, start, signals.

use std::io::IsTerminal;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use bellpull_protocol::{NodeId, NodeSecret};
use bellpull_server::doors::{self, Carriers, Doors};
use bellpull_server::engine::Engine;
use bellpull_server::gate::Bounds;
use bellpull_server::link::{self, Edge};
use bellpull_server::metrics::{self, Meter};
use bellpull_server::net::{self, MediaThread};
use bellpull_server::prompt::Prompt;
use bellpull_server::tcp::MAX_CONNECTIONS;
use bellpull_server::threads::{MediaThreads, Order};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tracing::{error, info};
use tracing_subscriber::EnvFilter;

const SECRET: &str = "BELLPULL_NODE_SECRET";

const DEFAULT_LOG: &str = "info";

/// str0m, its ICE and its DTLS tell addresses of callers; the WebSocket library repeats whole messages, with SDP and the
/// node's secret. Ours tell neither.
const TELL_PRIVATE: [&str; 5] = ["str0m", "is", "dimpl", "tungstenite", "tokio_tungstenite"];

/// Bellpull's media server: carries the sound of calls that the edge decides about.
///
/// The secret that lets it in is read from the environment variable BELLPULL_NODE_SECRET.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Where the edge is.
    #[arg(long, default_value = "ws://127.0.0.1:7300")]
    edge: String,
    /// Name of this node, unique at its edge.
    #[arg(long, default_value = "local-1")]
    node: String,
    /// Port for all browsers, the same number for UDP and TCP; further media threads take the ports after it.
    #[arg(long, default_value_t = 7301)]
    port: u16,
    /// Media threads, each with a port of its own; one carries some hundred calls [default: one for two cores, at
    /// most 8].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
    /// What browsers may come by. They take TCP only where their network lets no UDP through.
    #[arg(long, value_enum, default_value_t = Carriers::Both)]
    carriers: Carriers,
    /// Address and port at which Prometheus may read the metrics, such as 127.0.0.1:9464. Anybody who reaches it
    /// may read them, so keep it on loopback or behind a firewall [default: no metrics].
    #[arg(long)]
    metrics: Option<SocketAddr>,
    /// Addresses under which browsers reach this machine, separated by commas [default: 127.0.0.1 and the
    /// address of the network interface].
    #[arg(long, value_delimiter = ',')]
    announce: Vec<IpAddr>,
    /// Folder whose `waiting.opus` replaces the built-in waiting tone.
    #[arg(long)]
    prompts: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let wished = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let filter = EnvFilter::try_new(log_filter(&wished))
        .unwrap_or_else(|_| EnvFilter::new(log_filter(DEFAULT_LOG)));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    report_panics_without_their_text();
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bellpull-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is wished for, without what tells private things: that is logged only when it is asked for by its name.
fn log_filter(wished: &str) -> String {
    let wished = if wished.trim().is_empty() {
        DEFAULT_LOG
    } else {
        wished
    };
    let is_named = |target: &str| {
        wished
            .split(',')
            .filter_map(|directive| directive.split(['=', '[']).next())
            .any(|named| named.trim() == target)
    };
    let silenced = TELL_PRIVATE
        .into_iter()
        .filter(|target| !is_named(target))
        .map(|target| format!(",{target}=off"));
    std::iter::once(wished.to_owned()).chain(silenced).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn run(options: Options) -> anyhow::Result<()> {
    let edge = read_edge(&options)?;
    let tone = Arc::new(read_tone(&options)?);
    if let Some(address) = options.metrics {
        metrics::serve(address)
            .with_context(|| format!("--metrics: cannot listen at {address}"))?;
    }
    let (threads, mut ended) = start_threads(&options, &tone)?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        () = link::keep(edge, threads.clone()) => {
            return Err(anyhow!("the links to the edge stopped unexpectedly; please restart and report it"));
        }
        _ = terminate.recv() => info!("asked to stop"),
        _ = interrupt.recv() => info!("asked to stop"),
        _ = ended.recv() => return Err(anyhow!("a media thread stopped unexpectedly; please restart and report it")),
    }
    threads.stop();
    // Every thread holds a sender until it has said goodbye to its browsers.
    while ended.recv().await.is_some() {}
    Ok(())
}

fn read_edge(options: &Options) -> anyhow::Result<Edge> {
    let secret = std::env::var(SECRET).unwrap_or_default();
    if secret.is_empty() {
        return Err(anyhow!("set {SECRET} to the node secret of the edge"));
    }
    let node = NodeId::new(options.node.clone()).map_err(|error| anyhow!("--node: {error}"))?;
    if !options.edge.starts_with("ws://") {
        return Err(anyhow!(
            "--edge must begin with ws://, such as ws://127.0.0.1:7300"
        ));
    }
    Ok(Edge {
        url: options.edge.trim_end_matches('/').to_owned(),
        node,
        secret: NodeSecret::new(secret),
    })
}

fn read_tone(options: &Options) -> anyhow::Result<Prompt> {
    let Some(folder) = &options.prompts else {
        return Ok(Prompt::built_in_waiting_tone()?);
    };
    let path = folder.join("waiting.opus");
    let file = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Prompt::read(&file).with_context(|| format!("cannot use {}", path.display()))
}

/// The receiver gets something when a thread panicked, and ends when all threads have ended.
fn start_threads(
    options: &Options,
    tone: &Arc<Prompt>,
) -> anyhow::Result<(MediaThreads, mpsc::Receiver<()>)> {
    let addresses = match options.announce.as_slice() {
        [] => doors::default_addresses(),
        announced => announced.to_vec(),
    };
    let count = options.threads.unwrap_or_else(default_threads);
    let (senders, receivers): (Vec<_>, Vec<_>) = (0..count)
        .map(|_| mpsc::unbounded_channel::<Order>())
        .unzip();
    let threads = MediaThreads::new(senders);
    let bounds = Bounds::of_one_in(usize::from(count));
    let (running, ended) = mpsc::channel(1);
    for (index, orders) in receivers.into_iter().enumerate() {
        let port = nth_port(options.port, index)?;
        let doors = Doors::open(&addresses, port, options.carriers)?;
        let media_thread = MediaThread {
            engine: Engine::new(doors.list()?, tone.clone(), bounds),
            doors,
            max_tcp_connections: MAX_CONNECTIONS / usize::from(count),
            orders,
            board: threads.board(),
            meter: Meter::new(index),
        };
        let thread = net::spawn(format!("media-{port}"), media_thread)?;
        let running = running.clone();
        tokio::task::spawn_blocking(move || {
            if thread.join().is_err() {
                let _ = running.try_send(());
            }
        });
        info!(port, addresses = addresses.len(), "media thread listening");
    }
    Ok((threads, ended))
}

/// With port 0 the system chooses each.
fn nth_port(first: u16, index: usize) -> anyhow::Result<u16> {
    if first == 0 {
        return Ok(0);
    }
    let port = u16::try_from(index)
        .ok()
        .and_then(|index| first.checked_add(index));
    port.ok_or_else(|| anyhow!("--threads: there are not as many ports from {first} on"))
}

/// The other half is for the system's network work, the edge, and whatever else runs there.
fn default_threads() -> u16 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    (cores / 2).clamp(1, 8) as u16
}

/// The text of a panic may repeat what a stranger sent; where it happened is enough to find it.
fn report_panics_without_their_text() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        error!(place, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_private_things_is_silent_whatever_the_level() {
        let silent = "str0m=off,is=off,dimpl=off,tungstenite=off,tokio_tungstenite=off";
        for wished in ["info", "trace", "warn,bellpull_server=debug"] {
            assert_eq!(log_filter(wished), format!("{wished},{silent}"));
        }
        assert_eq!(log_filter(""), format!("info,{silent}"));
    }

    #[test]
    fn what_tells_private_things_is_logged_when_it_is_named() {
        assert_eq!(
            log_filter("info, str0m=debug"),
            "info, str0m=debug,is=off,dimpl=off,tungstenite=off,tokio_tungstenite=off"
        );
        let all = "str0m,is,dimpl,tungstenite,tokio_tungstenite";
        assert_eq!(log_filter(all), all);
    }

    #[test]
    fn every_filter_made_of_a_good_wish_is_understood() {
        for wished in ["", "info", "info,str0m=debug", "bellpull_server[leg]=trace"] {
            assert!(EnvFilter::try_new(log_filter(wished)).is_ok(), "{wished}");
        }
    }
}
