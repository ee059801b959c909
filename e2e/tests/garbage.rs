//! A hundred thousand frames and as many datagrams that nobody should send, while two people talk.

use anyhow::{Context as _, Result, bail, ensure};
use bellpull_e2e::desk::Desk;
use bellpull_e2e::garbage::{frame, pour, throw};
use bellpull_e2e::http;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::rig::Chance;
use bellpull_e2e::tone::{OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::visitor::Visitor;
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::{World, scenario_with};
use bellpull_xtask::stack::{StackConfig, free_ports};
use serde_json::json;
use std::fs;
use std::net::Ipv4Addr;
use tokio::net::UdpSocket;
use tokio::{select, try_join};

/// What is sent at each door: together 100,000.
const BY_EACH_OF_FOUR_VISITORS: usize = 20_000;
const BY_A_DESK: usize = 10_000;
const BY_A_NODE: usize = 10_000;

/// From these addresses together 100,000 datagrams.
const THROWERS: [Ipv4Addr; 4] = [
    Ipv4Addr::new(127, 0, 0, 71),
    Ipv4Addr::new(127, 0, 0, 72),
    Ipv4Addr::new(127, 0, 0, 73),
    Ipv4Addr::new(127, 0, 0, 74),
];
const DATAGRAMS_EACH: u32 = 25_000;

/// Frames on one socket, after which another is opened.
const PER_SOCKET: usize = 1_000;

/// How much more memory a process may hold afterwards: the runtime's heap grows by some 80 MB under the first flood before
/// it collects.
const MORE_KB: u64 = 150_000;

#[tokio::test]
async fn a_hundred_thousand_garbage_frames_and_datagrams_disturb_no_call() {
    let (metrics, _) = free_ports().expect("a free port");
    let metrics = format!("127.0.0.1:{metrics}");
    let shown = |config: &mut StackConfig| {
        config
            .server_args
            .extend(["--metrics".into(), metrics.clone()])
    };
    scenario_with(shown, async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.call().await?;
        anna.answers().await?;
        hear_each_other(&anna, &visitor).await?;
        let contact = world.journal()?.contacts().pop().context("no contact")?;
        let before = memory(world)?;
        let links = world.stack().media_log().matches("link up").count();

        let sent = during(&anna, &visitor, frames(world, &contact)).await?;
        assert!(sent >= 100_000, "only {sent} frames were sent");
        let known = vec![contact.clone(), format!("{contact}.v")];
        let answers = during(&anna, &visitor, datagrams(world, &known)).await?;
        assert_eq!(answers, 0, "bytes went to who has proved nothing");
        all_were_dropped(&metrics).await?;

        hear_each_other(&anna, &visitor).await?;
        let (log, journal) = (world.stack().media_log(), world.journal()?);
        assert_eq!(log.matches("leg lost").count(), 0, "{log}");
        assert_eq!(log.matches("leg opened").count(), 2, "{log}");
        assert_eq!(log.matches("link up").count(), links, "{log}");
        assert_eq!(journal.contacts().len(), 1, "{journal}");
        assert_eq!(journal.of("ended").count(), 0, "{journal}");
        for ((part, before), (_, after)) in before.into_iter().zip(memory(world)?) {
            assert!(
                after < before + MORE_KB,
                "{part}: {before} KB before, {after} KB after"
            );
        }

        visitor.hangs_up().await?;
        anna.sees("wrap-up", SOON).await?;
        anna.finishes().await?;
        visitor.browser().click("call-again").await?;
        anna.answers().await?;
        hear_each_other(&anna, &visitor).await
    })
    .await;
}

/// The media server has seen and dropped nearly all; the kernel may have lost some before.
async fn all_were_dropped(metrics: &str) -> Result<()> {
    let most = u64::from(DATAGRAMS_EACH) * 4 * 9 / 10;
    until("the garbage to be counted", SOON, async || {
        let told = http::get(&format!("http://{metrics}/metrics"), &[])?.text;
        let lines = told
            .lines()
            .filter(|line| line.starts_with("bellpull_media_dropped_total{"));
        let counts = lines.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok());
        let dropped: u64 = counts.sum();
        ensure!(dropped >= most, "{dropped} were dropped:\n{told}");
        Ok(())
    })
    .await
}

async fn hear_each_other(anna: &Desk, visitor: &Visitor) -> Result<()> {
    anna.browser().hear(VISITOR_HZ, A_WHILE).await?;
    visitor.browser().hear(OPERATOR_HZ, A_WHILE).await
}

/// Lets it happen while both hear each other all the time.
async fn during<T>(
    anna: &Desk,
    visitor: &Visitor,
    happening: impl Future<Output = Result<T>>,
) -> Result<T> {
    let listening = async {
        loop {
            if let Err(error) = hear_each_other(anna, visitor).await {
                break error;
            }
        }
    };
    select! {
        happened = happening => happened,
        error = listening => Err(error),
    }
}

async fn frames(world: &World, contact: &str) -> Result<usize> {
    let (one, two, three, four, desk, node) = try_join!(
        visitors(world, contact, 1),
        visitors(world, contact, 2),
        visitors(world, contact, 3),
        visitors(world, contact, 4),
        colleague(world, contact),
        node(world, contact)
    )?;
    Ok(one + two + three + four + desk + node)
}

/// Visitors who have said hello, one after the other.
async fn visitors(world: &World, contact: &str, seed: u64) -> Result<usize> {
    let mut chance = Chance::new(seed);
    let mut sent = 0;
    while sent < BY_EACH_OF_FOUR_VISITORS {
        // An edge that is busy with us may let us wait too long; that is our own fault.
        let Ok(mut socket) = world.visitor_socket("demo").await else {
            continue;
        };
        let hello = json!({"kind": "hello", "version": 1, "page_id": "garbage", "language": "en"});
        // An edge that has had enough of us may close at once.
        let _ = socket.say(&hello).await;
        let most = PER_SOCKET.min(BY_EACH_OF_FOUR_VISITORS - sent);
        sent += pour(socket, (0..most).map(|_| frame(&mut chance, contact))).await;
    }
    Ok(sent)
}

/// A colleague whose page has gone mad: signed in, and not the one who talks.
async fn colleague(world: &World, contact: &str) -> Result<usize> {
    let mut chance = Chance::new(5);
    let mut sent = 0;
    while sent < BY_A_DESK {
        let Ok(socket) = world.bare_desk("Mallory").await else {
            continue;
        };
        let most = PER_SOCKET.min(BY_A_DESK - sent);
        sent += pour(socket, (0..most).map(|_| frame(&mut chance, contact))).await;
    }
    Ok(sent)
}

/// Somebody at the door of media nodes, without the secret: the first frame ends it.
async fn node(world: &World, contact: &str) -> Result<usize> {
    let mut chance = Chance::new(6);
    let host = format!("127.0.0.1:{}", world.stack().http_port());
    let mut sent = 0;
    while sent < BY_A_NODE {
        for path in ["/ws/media/pool", "/ws/media/switchboard/demo"] {
            let Ok(socket) = Socket::open(&host, path, &[]).await else {
                continue;
            };
            sent += pour(socket, (0..200).map(|_| frame(&mut chance, contact))).await;
        }
    }
    Ok(sent)
}

/// Bytes that came back.
async fn datagrams(world: &World, known: &[String]) -> Result<usize> {
    let [one, two, three, four] = THROWERS;
    let (one, two, three, four) = try_join!(
        datagrams_from(world, known, one),
        datagrams_from(world, known, two),
        datagrams_from(world, known, three),
        datagrams_from(world, known, four),
    )?;
    Ok(one + two + three + four)
}

async fn datagrams_from(world: &World, known: &[String], from: Ipv4Addr) -> Result<usize> {
    let socket = UdpSocket::bind((from, 0)).await?;
    socket
        .connect((Ipv4Addr::LOCALHOST, world.stack().media_port()))
        .await?;
    let mut chance = Chance::new(u64::from(from.to_bits()));
    throw(&socket, &mut chance, known, DATAGRAMS_EACH).await?;
    let mut buffer = [0; 2_048];
    let mut received = 0;
    while let Ok(length) = socket.try_recv(&mut buffer) {
        received += length;
    }
    Ok(received)
}

/// What both processes hold, in KB of resident memory.
fn memory(world: &World) -> Result<Vec<(&'static str, u64)>> {
    let config = world.stack().data().join("workerd.capnp");
    let port = format!("--port\0{}\0", world.stack().media_port());
    let marks = [
        ("edge", config.to_string_lossy().into_owned()),
        ("media", port),
    ];
    let measure = |(part, mark): (&'static str, String)| anyhow::Ok((part, resident_kb(&mark)?));
    marks.into_iter().map(measure).collect()
}

/// Of the process whose command line has this in it.
fn resident_kb(mark: &str) -> Result<u64> {
    for process in fs::read_dir("/proc")? {
        let process = process?.path();
        let line = fs::read(process.join("cmdline")).unwrap_or_default();
        if !String::from_utf8_lossy(&line).contains(mark) {
            continue;
        }
        let status = fs::read_to_string(process.join("status"))?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = resident.and_then(|text| text.split_whitespace().next());
        return Ok(number.context("no resident memory")?.parse()?);
    }
    bail!("no process has {mark:?} in its command line")
}
