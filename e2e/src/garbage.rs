//! Garbage by the thousand, the same for the same seed: frames and datagrams that nobody should ever send.

use crate::rig::Chance;
use crate::wire::Socket;
use bellpull_protocol::limits::MAX_FRAME_BYTES;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use std::cell::Cell;
use std::time::Duration;
use str0m::crypto::from_feature_flags;
use str0m::ice::{StunMessage, TransId};
use tokio::net::UdpSocket;
use tokio::time::{MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::Message;

/// Kinds that our protocol has, of all directions; none of them makes a contact by itself.
const KINDS: [&str; 12] = [
    "hello", "hang_up", "offer", "line", "lines", "typing", "rate", "accept", "decline", "tried",
    "wrap_up", "leg_up",
];

/// Datagrams to one tick of a millisecond: a socket's buffer holds some hundred, and what falls out of it is not tried.
const AT_ONCE: u32 = 20;

/// One frame; `foreign` is the id of somebody else's contact.
#[must_use]
pub fn frame(chance: &mut Chance, foreign: &str) -> Message {
    match chance.below(100) {
        0 => Message::text("x".repeat(usize_below(chance, MAX_FRAME_BYTES as u64 + 2))),
        1..10 => Message::binary(bytes(chance, 300)),
        10..30 => Message::text(String::from_utf8_lossy(&bytes(chance, 200)).into_owned()),
        30..45 => {
            let whole = meaningful(chance, foreign);
            let cut = usize_below(chance, whole.len() as u64);
            Message::text(whole.get(..cut).unwrap_or_default().to_owned())
        }
        45..55 => {
            let depth = usize_below(chance, 2_000);
            let opening = ["[", "{\"a\":", "[{\"kind\":", "((", "\"["];
            Message::text(chance.one_of(&opening).repeat(depth))
        }
        55..65 => Message::text(format!(r#"{{"kind":{}}}"#, chance.below(9_999))),
        65..70 => Message::text(
            json!({"kind": format!("dance{}", chance.below(99)), "contact": foreign}).to_string(),
        ),
        _ => Message::text(meaningful(chance, foreign)),
    }
}

/// Something that would mean something if it came from the right side.
fn meaningful(chance: &mut Chance, foreign: &str) -> String {
    let kind = KINDS[usize_below(chance, KINDS.len() as u64)];
    let contact = match chance.below(3) {
        0 => foreign.to_owned(),
        1 => format!("c{}", chance.below(u64::MAX)),
        _ => "\r\n../\"<\u{202e}".to_owned(),
    };
    let number = chance.below(1 << 53);
    json!({
        "kind": kind, "contact": contact, "ring": number % 3, "attempt": number % 4, "sdp": "v=0\r\n", "stars": number % 7,
        "key": format!("k{number}"), "text": "garbage", "after": number, "version": number % 3, "leg": format!("{foreign}.v"),
        "outcome": "reached", "finish": true, "note": "garbage", "disposition": "spam",
    })
    .to_string()
}

/// Pours frames into a socket, reading and forgetting what comes back, until none is left or the edge has had enough.
/// Gives how many went out.
pub async fn pour(socket: Socket, frames: impl Iterator<Item = Message>) -> usize {
    let (mut sink, mut stream) = socket.into_stream().split();
    let poured = Cell::new(0);
    let pouring = async {
        for frame in frames {
            if sink.send(frame).await.is_err() {
                return;
            }
            poured.set(poured.get() + 1);
        }
        // Whether the farewell arrives is all the same.
        let _ = sink.close().await;
    };
    let listening = async { while let Some(Ok(_)) = stream.next().await {} };
    tokio::select! {
        () = pouring => {}
        () = listening => {}
    }
    poured.get()
}

/// One datagram for a media port; `known` are names and passwords of legs, never together.
#[must_use]
pub fn datagram(chance: &mut Chance, known: &[String]) -> Vec<u8> {
    let body = bytes(chance, 1_200);
    match chance.below(6) {
        0 => body,
        // STUN without integrity (RFC 8489): a header with the magic cookie.
        1 => [
            &[0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42][..],
            &chance.bytes::<12>(),
        ]
        .concat(),
        2 => binding_request(&format!("g{}:x", chance.below(99_999)), "guessed"),
        3 => {
            let name = known.get(usize_below(chance, known.len() as u64));
            binding_request(&format!("{}:x", name.map_or("", String::as_str)), "guessed")
        }
        // DTLS 1.2, a handshake that says it is a ClientHello (RFC 6347).
        4 => [&[22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1][..], &body].concat(),
        // RTP and RTCP.
        _ => [&[0x80, 111, 0, 1][..], &body].concat(),
    }
}

/// Sends so many to where `socket` is connected; what the kernel refuses is sent again.
///
/// # Errors
/// When the socket is broken.
pub async fn throw(
    socket: &UdpSocket,
    chance: &mut Chance,
    known: &[String],
    number: u32,
) -> std::io::Result<()> {
    let mut beat = interval(Duration::from_millis(1));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for sent in 0..number {
        if sent % AT_ONCE == 0 {
            beat.tick().await;
        }
        socket.send(&datagram(chance, known)).await?;
    }
    Ok(())
}

fn binding_request(username: &str, password: &str) -> Vec<u8> {
    let provider = from_feature_flags();
    let hmac =
        |key: &[u8], payloads: &[&[u8]]| provider.sha1_hmac_provider.sha1_hmac(key, payloads);
    let request = StunMessage::binding_request(username, TransId::new(), true, 1, 1, true);
    let mut buffer = [0; 512];
    let length = request
        .to_bytes(Some(password.as_bytes()), &mut buffer, hmac)
        .unwrap_or_default();
    buffer[..length].to_vec()
}

fn bytes(chance: &mut Chance, most: u64) -> Vec<u8> {
    let length = chance.below(most);
    (0..length).map(|_| chance.bytes::<1>()[0]).collect()
}

fn usize_below(chance: &mut Chance, bound: u64) -> usize {
    usize::try_from(chance.below(bound)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_garbage() {
        let known = ["name".to_owned()];
        let (mut one, mut other) = (Chance::new(7), Chance::new(7));
        for _ in 0..1_000 {
            assert_eq!(frame(&mut one, "c1"), frame(&mut other, "c1"));
            // Transactions of STUN have chance of their own.
            assert_eq!(
                datagram(&mut one, &known).len(),
                datagram(&mut other, &known).len()
            );
        }
    }

    #[test]
    fn there_are_texts_bytes_long_ones_and_some_that_are_json() {
        let mut chance = Chance::new(1);
        let frames: Vec<Message> = (0..2_000).map(|_| frame(&mut chance, "c1")).collect();
        let count = |is: fn(&Message) -> bool| frames.iter().filter(|frame| is(frame)).count();
        assert!(count(Message::is_binary) > 50);
        assert!(count(|frame| frame.len() > 10_000) > 5);
        let is_json = |frame: &Message| {
            frame
                .to_text()
                .is_ok_and(|text| serde_json::from_str::<serde_json::Value>(text).is_ok())
        };
        assert!((400..1_600).contains(&count(is_json)));
    }
}
