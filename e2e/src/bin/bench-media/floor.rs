//! The least that any server of this design can cost: one UDP receive, one AES-GCM open, one seal and one send for
//! each packet, and nothing else; done by a process on the server's core.

use std::io::{BufRead, BufReader};
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use str0m::crypto::{AeadAes128GcmCipher, CryptoProvider};

use crate::pace::Pace;
use crate::process::Server;
use crate::tally::PAYLOAD_BYTES;

/// RTP's header with the one extension that says the section's name.
const HEADER_BYTES: usize = 20;
const TAG_BYTES: usize = 16;
const DATAGRAM_BYTES: usize = HEADER_BYTES + PAYLOAD_BYTES + TAG_BYTES;

/// Both sides use it; nothing secret goes there.
const KEY: [u8; 16] = [7; 16];

/// After this the processor and the scheduler have come to rest.
const SETTLE: Duration = Duration::from_millis(500);

/// Hundreds of thousands of packets as fast as it can, ten thousand and more at a pace.
const WINDOW: Duration = Duration::from_secs(3);

/// In flight while it is driven as fast as it can: enough to keep it awake, too few to overflow a socket.
const IN_FLIGHT: u64 = 64;

/// Microseconds of processor time for each packet, driven as fast as it can: the strict floor, without the wake-ups
/// that a server pays for at any pace it could keep up with. What they add at the pace of so many calls is told
/// beside it.
pub fn measure(address: IpAddr, calls: usize) -> Result<f64> {
    let flat_out = drive(address, Drive::FlatOut)?;
    let paced = drive(address, Drive::Paced(Pace::new(calls * 2)))?;
    eprintln!("  floor: {flat_out:.2} µs per packet, {paced:.2} µs with the wake-ups of this pace");
    Ok(flat_out)
}

/// What the child does until it is ended.
pub fn echo(address: SocketAddr) -> Result<()> {
    let socket = UdpSocket::bind(address)?;
    announce(&socket)?;
    let (mut opening, mut sealing) = (cipher(false), cipher(true));
    let mut datagram = [0; 2_000];
    let mut plain = [0; PAYLOAD_BYTES + TAG_BYTES];
    loop {
        let (length, source) = socket.recv_from(&mut datagram)?;
        ensure!(length == DATAGRAM_BYTES, "that is no packet of ours");
        let (header, rest) = datagram[..length].split_at_mut(HEADER_BYTES);
        let nonce = nonce(header);
        let opened = opening
            .decrypt(&nonce, &[header], rest, &mut plain)
            .map_err(refused)?;
        sealing
            .encrypt(&nonce, header, &plain[..opened], rest)
            .map_err(refused)?;
        socket.send_to(&datagram[..length], source)?;
    }
}

enum Drive {
    Paced(Pace),
    FlatOut,
}

fn drive(address: IpAddr, how: Drive) -> Result<f64> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("--be-the-floor")
        .arg(SocketAddr::new(address, 0).to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut floor = Server::spawn(&mut command)?;
    let output = floor
        .child()
        .stdout
        .take()
        .context("the floor has no output")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    let socket = UdpSocket::bind((address, 0))?;
    socket.connect(line.trim().parse::<SocketAddr>()?)?;
    // So that the listener notices the end.
    socket.set_read_timeout(Some(Duration::from_millis(100)))?;

    let (stop, echoed) = (AtomicBool::new(false), AtomicU64::new(0));
    thread::scope(|scope| {
        scope.spawn(|| count(&socket, &echoed, &stop));
        scope.spawn(|| send(&socket, &how, &echoed, &stop));
        thread::sleep(SETTLE);
        let (cpu, packets) = (floor.cpu(), echoed.load(Ordering::Relaxed));
        thread::sleep(WINDOW);
        let cpu = floor.cpu()?.saturating_sub(cpu?);
        let packets = echoed.load(Ordering::Relaxed) - packets;
        stop.store(true, Ordering::Relaxed);
        ensure!(packets > 0, "the floor sent nothing back");
        Ok(cpu.as_secs_f64() * 1e6 / packets as f64)
    })
}

fn count(socket: &UdpSocket, echoed: &AtomicU64, stop: &AtomicBool) {
    let mut datagram = [0; 2_000];
    while !stop.load(Ordering::Relaxed) {
        if socket.recv(&mut datagram).is_ok() {
            echoed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn send(socket: &UdpSocket, how: &Drive, echoed: &AtomicU64, stop: &AtomicBool) {
    let mut sealing = cipher(true);
    let mut sent = 0;
    let mut send_next = || {
        // A packet that cannot be sent is not echoed and so not counted.
        if let Some(datagram) = seal(&mut *sealing, sent) {
            let _ = socket.send(&datagram);
        }
        sent += 1;
        sent
    };
    match how {
        Drive::Paced(pace) => pace.run(stop, |_| {
            send_next();
        }),
        Drive::FlatOut => {
            let mut sent = 0;
            while !stop.load(Ordering::Relaxed) {
                if sent < echoed.load(Ordering::Relaxed) + IN_FLIGHT {
                    sent = send_next();
                } else {
                    thread::yield_now();
                }
            }
        }
    }
}

fn seal(sealing: &mut dyn AeadAes128GcmCipher, number: u64) -> Option<[u8; DATAGRAM_BYTES]> {
    let mut datagram = [0; DATAGRAM_BYTES];
    let (header, rest) = datagram.split_at_mut(HEADER_BYTES);
    header[..8].copy_from_slice(&number.to_be_bytes());
    let payload = [0; PAYLOAD_BYTES];
    sealing
        .encrypt(&nonce(header), header, &payload, rest)
        .ok()?;
    Some(datagram)
}

fn cipher(seals: bool) -> Box<dyn AeadAes128GcmCipher> {
    let provider: CryptoProvider = str0m::crypto::from_feature_flags();
    provider
        .srtp_provider
        .aead_aes_128_gcm()
        .create_cipher(KEY, seals)
}

fn nonce(header: &[u8]) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[..8].copy_from_slice(&header[..8]);
    nonce
}

fn refused(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow!("a packet could not be opened or sealed: {error:?}")
}

/// Where the child listens: the only line it ever prints.
#[expect(clippy::print_stdout, reason = "the parent reads it")]
fn announce(socket: &UdpSocket) -> Result<()> {
    println!("{}", socket.local_addr()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_can_be_opened() {
        let mut datagram = seal(&mut *cipher(true), 41).unwrap();
        let (header, rest) = datagram.split_at_mut(HEADER_BYTES);
        let mut plain = [1; PAYLOAD_BYTES + TAG_BYTES];

        let opened = cipher(false)
            .decrypt(&nonce(header), &[header], rest, &mut plain)
            .unwrap();

        assert_eq!(plain[..opened], [0; PAYLOAD_BYTES]);
    }
}
