//! `cargo xtask up` where it cannot work: one sentence that says what to do, status 1, and at once.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose preparation fails has failed"
)]

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::Command;

use bellpull_xtask::stack::free_ports;

const XTASK: &str = env!("CARGO_BIN_EXE_bellpull-xtask");

#[test]
fn a_taken_http_port_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();

    let sentence = refusal(&mut up(port, data.path()));

    assert!(
        sentence.contains(&format!("Port {port} is taken")),
        "{sentence}"
    );
    assert!(sentence.contains("--port"), "{sentence}");
}

#[test]
fn a_taken_sound_port_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let (port, taken) = free_port_before_a_taken_one();

    let sentence = refusal(&mut up(port, data.path()));

    let media = taken.local_addr().unwrap().port();
    assert!(
        sentence.contains(&format!("UDP port {media}, for the sound, is taken")),
        "{sentence}"
    );
}

#[test]
fn a_data_folder_that_is_a_file_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("file");
    fs::write(&file, "").unwrap();

    let sentence = refusal(&mut up(free_ports().unwrap().0, &file));

    assert!(sentence.contains("cannot be used"), "{sentence}");
    assert!(sentence.contains("--data"), "{sentence}");
}

#[test]
fn a_data_folder_in_use_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let lock = File::create(data.path().join("lock")).unwrap();
    lock.lock().unwrap();

    let sentence = refusal(&mut up(free_ports().unwrap().0, data.path()));

    assert!(
        sentence.contains("in use by another Bellpull"),
        "{sentence}"
    );
}

#[test]
fn broken_secrets_are_refused_and_kept() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("secrets.json");
    fs::write(&file, "{\"token\":").unwrap();

    let sentence = refusal(&mut up(free_ports().unwrap().0, data.path()));

    assert!(
        sentence.contains("secrets.json is not usable"),
        "{sentence}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"token\":");
}

#[test]
fn a_missing_toolchain_is_refused() {
    let data = tempfile::tempdir().unwrap();

    let sentence = refusal(up(free_ports().unwrap().0, data.path()).env("PATH", data.path()));

    assert!(
        sentence.contains("wasm32-unknown-unknown is missing"),
        "{sentence}"
    );
    assert!(sentence.contains("https://rustup.rs"), "{sentence}");
}

#[test]
fn a_sign_in_without_a_running_bellpull_is_refused() {
    let data = tempfile::tempdir().unwrap();

    let sentence = refusal(
        Command::new(XTASK)
            .args(["sign-in", "Anna", "--data"])
            .arg(data.path()),
    );

    assert!(sentence.contains("No Bellpull is running"), "{sentence}");
    assert!(sentence.contains("cargo xtask up"), "{sentence}");
}

fn up(port: u16, data: &Path) -> Command {
    let mut command = Command::new(XTASK);
    command
        .args(["up", "--port", &port.to_string(), "--data"])
        .arg(data);
    command
}

/// The one line it says; the status is 1 and nothing was printed as if it had worked.
fn refusal(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();

    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(output.stdout, b"");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// The sound takes the port after the pages' one.
fn free_port_before_a_taken_one() -> (u16, UdpSocket) {
    loop {
        let taken = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port() - 1;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return (port, taken);
        }
    }
}
