//! Calls over TCP, and who else may try to hold a connection.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

mod support;

use std::net::{Ipv4Addr, SocketAddr};

use bellpull_protocol::media::Side;
use bellpull_server::doors::Carriers;
use bellpull_server::framing::frame;
use bellpull_server::tcp::{self, Tcp};
use support::leg;
use support::live::{Live, PATIENCE, until_both_hear};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Returns once the server has disconnected; it must not say anything.
async fn assert_disconnected(mut stream: TcpStream) {
    let ended = timeout(PATIENCE, stream.read(&mut [0; 16])).await.unwrap();
    assert!(
        matches!(ended, Ok(0) | Err(_)),
        "nothing is said to strangers"
    );
}

async fn stranger(server: SocketAddr, says: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(says).await.unwrap();
    stream
}

#[tokio::test]
async fn two_parties_hear_each_other_over_tcp_and_udp() {
    let mut live = Live::start(Carriers::Both);
    let mut vera = live.tcp_caller(leg("vera"), Side::Visitor).await;
    let mut anna = live.udp_caller(leg("anna"), Side::Operator).await;
    live.bridge(leg("vera"), leg("anna"));
    vera.speak("hello?");
    anna.speak("Alpenglow!");
    until_both_hear((&mut vera, "Alpenglow!"), (&mut anna, "hello?"), 50).await;
}

#[tokio::test]
async fn a_server_without_udp_still_carries_calls() {
    let mut live = Live::start(Carriers::Tcp);
    let mut vera = live.tcp_caller(leg("vera"), Side::Visitor).await;
    vera.run_until(|browser| browser.heard.len() >= 10).await;
}

#[tokio::test]
async fn who_proves_nothing_with_the_first_datagram_is_disconnected() {
    let live = Live::start(Carriers::Both);
    let stun = [&[0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42][..], &[7; 12]].concat();
    for says in [
        frame(&stun).unwrap(),
        frame(&[22, 0xfe, 0xfd, 0]).unwrap(),
        frame(&[]).unwrap(),
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
    ] {
        assert_disconnected(stranger(live.server, &says).await).await;
    }
}

#[tokio::test]
async fn who_does_not_take_what_is_sent_is_disconnected() {
    let socket = tcp::bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let server = socket.local_addr().unwrap();
    let mut server_side = Tcp::listen(vec![socket], 10).unwrap();
    let _reads_nothing = stranger(server, &frame(b"hello").unwrap()).await;
    let pair = server_side.next().await.unwrap().pair;

    let mut sent_bytes = 0;
    while server_side.connections() > 0 {
        server_side.send(pair, &[0; 1_000]);
        sent_bytes += 1_000;
        assert!(sent_bytes < 50_000_000, "what waits is bounded");
        tokio::task::yield_now().await;
    }
    assert_eq!(server_side.tally().slow, 1);
}

#[tokio::test]
async fn one_address_cannot_take_all_connections() {
    let live = Live::start(Carriers::Both);
    let mut held = Vec::new();
    for _ in 0..64 {
        held.push(stranger(live.server, &[]).await);
    }
    assert_disconnected(stranger(live.server, &[]).await).await;
}

#[tokio::test]
async fn who_says_nothing_is_disconnected_after_some_seconds() {
    let live = Live::start(Carriers::Both);
    assert_disconnected(stranger(live.server, &[0]).await).await;
}
