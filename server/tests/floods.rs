//! Hostile traffic at real sockets, while calls are set up and under way.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

mod support;

use std::cell::Cell;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bellpull_protocol::media::{FromMedia, Side};
use bellpull_server::doors::Carriers;
use support::browser::Browser;
use support::leg;
use support::live::{Caller, Live, until_both_hear};
use tokio::sync::{Mutex, Notify};
use tokio::task::JoinSet;

const CALLS: usize = 200;

/// Calls that are set up together: both ends of all of them are computed here, in a build for tests.
const AT_ONCE: usize = 20;

const GARBAGE: usize = 100_000;

/// Far more than the two packets that a call sends meanwhile.
const GARBAGE_AT_ONCE: usize = 80;

/// Each of these tests needs the machine for itself.
static ALONE: Mutex<()> = Mutex::const_new(());

/// DTLS begins with its record's type: change cipher spec to application data.
fn is_dtls(contents: &[u8]) -> bool {
    matches!(contents.first(), Some(20..=63))
}

/// A DTLS 1.2 ClientHello without extensions.
fn client_hello() -> Vec<u8> {
    let body: Vec<u8> = [
        &[0xfe, 0xfd][..],
        &[7; 32],
        &[0, 0],
        &[0, 2, 0xc0, 0x2b],
        &[1, 0],
    ]
    .concat();
    let length = (body.len() as u32).to_be_bytes();
    let handshake = [
        &[1][..],
        &length[1..],
        &[0, 0, 0, 0, 0],
        &length[1..],
        &body,
    ]
    .concat();
    let record = (handshake.len() as u16).to_be_bytes();
    [
        &[22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0][..],
        &record,
        &handshake,
    ]
    .concat()
}

fn stranger() -> UdpSocket {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_nonblocking(true).unwrap();
    socket
}

fn has_been_answered(stranger: &UdpSocket) -> bool {
    stranger.recv(&mut [0; 2000]).is_ok()
}

/// How many parties hear each other.
type Count = Arc<AtomicUsize>;

/// Connects while a stranger says hello, sends garbage and repeats the browser's own DTLS, all of it after ICE
/// and before the browser's handshake. Speaks until `together` parties are connected, and stays silently until all
/// are: a port that is given back may become a stranger's.
async fn connect_under_attack(
    mut caller: Caller,
    server: SocketAddr,
    connected: Count,
    together: usize,
) {
    let stranger = stranger();
    let mut has_attacked = false;
    while !has_attacked {
        let datagrams = caller.hold_back();
        let (dtls, others): (Vec<_>, Vec<_>) =
            datagrams.into_iter().partition(|sent| is_dtls(sent));
        caller.send_all(&others).await;
        if !dtls.is_empty() || caller.browser.is_ice_connected() {
            let garbage = [vec![22; 64], vec![0xfe; 64], client_hello()];
            for contents in garbage.iter().chain(&dtls) {
                stranger.send_to(contents, server).unwrap();
            }
            has_attacked = true;
            caller.send_all(&dtls).await;
        } else {
            caller.step().await;
        }
    }
    caller.speak("hello?");
    caller
        .run_until(|browser| browser.words_heard("hello?") >= 5)
        .await;
    connected.fetch_add(1, Ordering::Relaxed);
    for enough in [together, 2 * CALLS] {
        caller
            .run_until(|_| connected.load(Ordering::Relaxed) >= enough)
            .await;
        caller.browser.fall_silent();
    }
    assert!(!has_been_answered(&stranger));
}

#[tokio::test]
async fn two_hundred_calls_connect_although_a_stranger_shakes_hands_first() {
    let _alone = ALONE.lock().await;
    let mut live = Live::start(Carriers::Udp);
    let server = live.server;
    let connected = Count::default();
    let mut callers = JoinSet::new();
    for call in 0..CALLS {
        let together = 2 * (call / AT_ONCE + 1) * AT_ONCE;
        let (visitor, operator) = (leg(&format!("v{call}")), leg(&format!("o{call}")));
        for (name, side) in [(&visitor, Side::Visitor), (&operator, Side::Operator)] {
            let caller = live.udp_caller(name.clone(), side).await;
            callers.spawn(connect_under_attack(
                caller,
                server,
                connected.clone(),
                together,
            ));
        }
        live.bridge(visitor, operator);
        while call + 1 == together / 2 && connected.load(Ordering::Relaxed) < together {
            tokio::select! {
                // Only one that failed ends this early.
                Some(ended) = callers.join_next(), if together < 2 * CALLS => ended.unwrap(),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    while let Some(ended) = callers.join_next().await {
        ended.unwrap();
    }
    assert_eq!(connected.load(Ordering::Relaxed), 2 * CALLS);
}

#[tokio::test]
async fn a_call_under_way_is_not_disturbed_by_garbage_and_nothing_leaves() {
    let _alone = ALONE.lock().await;
    let mut live = Live::start(Carriers::Both);
    let server = live.server;
    let mut vera = live.udp_caller(leg("vera"), Side::Visitor).await;
    let mut anna = live.udp_caller(leg("anna"), Side::Operator).await;
    live.bridge(leg("vera"), leg("anna"));
    vera.speak("hello?");
    anna.speak("Alpenglow!");
    until_both_hear((&mut vera, "Alpenglow!"), (&mut anna, "hello?"), 20).await;
    live.until(&FromMedia::Bridged {
        a: leg("vera"),
        b: leg("anna"),
        third: None,
    })
    .await;
    for caller in [&mut vera, &mut anna] {
        caller.browser.heard.clear();
    }

    let stranger = stranger();
    let heard = Notify::new();
    tokio::select! {
        () = send_garbage(&stranger, server, &heard) => {}
        () = vera.run_until(tell_of_hearing(&heard)) => {}
        () = anna.run_until(tell_of_hearing(&heard)) => {}
    }

    assert!(!has_been_answered(&stranger));
    for caller in [&vera, &anna] {
        assert_whole(caller);
    }
}

/// For ever.
fn tell_of_hearing(heard: &Notify) -> impl Fn(&Browser) -> bool {
    let known = Cell::new(0);
    move |browser| {
        if known.replace(browser.heard.len()) < browser.heard.len() {
            heard.notify_one();
        }
        false
    }
}

/// The kernel's queue in front of the server may lose a packet on a machine that is busy with other tests.
fn assert_whole(caller: &Caller) {
    let heard = &caller.browser.heard;
    let first = heard.first().map_or(0, |packet| packet.sequence);
    let last = heard.last().map_or(0, |packet| packet.sequence);
    let sent = last - first + 1;
    assert!(sent >= 100, "only {sent} packets were sent");
    let lost = sent - heard.len() as u64;
    assert!(lost * 100 <= sent * 2, "{lost} of {sent} packets were lost");
}

/// As fast as the server takes it: some more for every packet that a caller hears. The kernel's queue in front
/// of the server would otherwise overflow whenever the machine does something else, and that is not ours to test.
async fn send_garbage(stranger: &UdpSocket, server: SocketAddr, heard: &Notify) {
    let starts: [&[u8]; 6] = [
        &[],
        &[0, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42],
        &[22, 0xfe, 0xfd],
        &[0x80, 111, 0, 1],
        &[0x80, 200, 0, 6],
        &[0xff],
    ];
    let mut sent = 0;
    while sent < GARBAGE {
        heard.notified().await;
        for _ in 0..GARBAGE_AT_ONCE {
            let length = if sent % 500 == 0 {
                3_000
            } else {
                sent * 7 % 200
            };
            let mut contents = starts[sent % starts.len()].to_vec();
            contents.resize(length, sent as u8);
            // The stranger's own queue may be full for a moment.
            sent += usize::from(stranger.send_to(&contents, server).is_ok());
        }
    }
}
