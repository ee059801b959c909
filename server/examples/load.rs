//! Bridged calls over real sockets, for profiling the media thread: `load CALLS SECONDS`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/support/browser.rs"]
#[allow(dead_code)]
mod browser;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bellpull_protocol::media::{FromMedia, Side};
use bellpull_protocol::{LegId, OrganisationId};
use bellpull_server::command::Command;
use bellpull_server::doors::{Carriers, Doors};
use bellpull_server::engine::Engine;
use bellpull_server::gate::Bounds;
use bellpull_server::metrics::Meter;
use bellpull_server::net::{self, MediaThread};
use bellpull_server::prompt::Prompt;
use bellpull_server::threads::MediaThreads;
use browser::Browser;
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

fn media_cpu() -> Duration {
    for task in std::fs::read_dir("/proc/self/task").unwrap() {
        let path = task.unwrap().path();
        if std::fs::read_to_string(path.join("comm"))
            .unwrap()
            .starts_with("media-")
        {
            let stat = std::fs::read_to_string(path.join("schedstat")).unwrap();
            return Duration::from_nanos(stat.split(' ').next().unwrap().parse().unwrap());
        }
    }
    Duration::ZERO
}

fn rss_kb() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<u64> = std::env::args()
        .skip(1)
        .map(|a| a.parse().unwrap())
        .collect();
    let (calls, seconds) = (arguments[0], arguments[1]);
    let doors = Doors::open(&[[127, 0, 0, 1].into()], 0, Carriers::Both).unwrap();
    let server = doors.list().unwrap()[0].address;
    let (sender, orders) = mpsc::unbounded_channel();
    let threads = MediaThreads::new(vec![sender]);
    let tone = Arc::new(Prompt::built_in_waiting_tone().unwrap());
    let engine = Engine::new(doors.list().unwrap(), tone, Bounds::of_one_in(1));
    let thread = MediaThread {
        doors,
        max_tcp_connections: 100,
        engine,
        orders,
        board: threads.board(),
        meter: Meter::new(0),
    };
    let _thread = net::spawn("media-load".into(), thread).unwrap();
    let organisation = OrganisationId::new("demo").unwrap();
    let mut reports = threads.subscribe(&organisation);
    let (heard_sender, mut heard) = mpsc::unbounded_channel();
    let epoch = Instant::now();
    for number in 0..calls * 2 {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let (mut browser, sdp) = Browser::offering(Instant::now(), address, server);
        let side = if number % 2 == 0 {
            Side::Visitor
        } else {
            Side::Operator
        };
        let leg = LegId::new(format!("leg-{number}")).unwrap();
        threads.command(
            &organisation,
            Command::Open {
                leg,
                attempt: 1,
                side,
                sdp,
            },
            None,
        );
        let answer = loop {
            if let FromMedia::LegAnswered { sdp, .. } = reports.recv().await.unwrap() {
                break sdp;
            }
        };
        browser.accept(Instant::now(), &answer);
        let heard_sender = heard_sender.clone();
        tokio::spawn(async move {
            let mut buffer = [0; 2000];
            let speak_at =
                epoch + Duration::from_millis(4000) + Duration::from_micros(number * 7919 % 20_000);
            let mut speaking = false;
            loop {
                for contents in browser.poll_sent() {
                    let _ = socket.send_to(&contents, server).await;
                }
                heard_sender.send(browser.heard.len()).unwrap();
                browser.heard.clear();
                let until = browser.poll_timeout();
                tokio::select! {
                    received = socket.recv(&mut buffer) => browser.receive(Instant::now(), &buffer[..received.unwrap()]),
                    () = tokio::time::sleep_until(until.into()) => browser.handle_timeout(Instant::now()),
                }
                if !speaking && Instant::now() > speak_at {
                    speaking = true;
                    browser.speak(speak_at, &"x".repeat(80));
                }
            }
        });
    }
    for call in 0..calls {
        let (a, b) = (
            LegId::new(format!("leg-{}", call * 2)).unwrap(),
            LegId::new(format!("leg-{}", call * 2 + 1)).unwrap(),
        );
        threads.command(&organisation, Command::Bridge { a, b }, None);
    }
    tokio::time::sleep_until((epoch + Duration::from_millis(5500)).into()).await;
    while heard.try_recv().is_ok() {}
    while reports.try_recv().is_ok() {}
    let (cpu, started) = (media_cpu(), Instant::now());
    let mut count = 0;
    let end = tokio::time::Instant::now() + Duration::from_secs(seconds);
    while let Ok(Some(more)) = tokio::time::timeout_at(end, heard.recv()).await {
        count += more;
        if tokio::time::Instant::now() > end {
            break;
        }
    }
    let spent = media_cpu() - cpu;
    println!(
        "{calls} calls: {} packets/s heard, {:.1} us/packet, {:.1} % of a core, rss {} KB (both sides)",
        count as u64 / started.elapsed().as_secs().max(1),
        spent.as_secs_f64() * 1e6 / count as f64,
        100.0 * spent.as_secs_f64() / started.elapsed().as_secs_f64(),
        rss_kb(),
    );
}
