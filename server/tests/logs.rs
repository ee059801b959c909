//! Nothing private reaches the log, at whatever level.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

mod support;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use bellpull_protocol::Sdp;
use support::{World, seconds};
use tracing_subscriber::EnvFilter;

/// Catches what is logged.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is logged meanwhile by what the program lets speak; str0m is silenced there.
fn logged(story: impl FnOnce()) -> String {
    let paper = Paper::default();
    let written = paper.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(
            "bellpull_server=trace,bellpull_protocol=trace",
        ))
        .with_writer(move || paper.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::with_default(subscriber, story);
    String::from_utf8(written.0.lock().unwrap().clone()).unwrap()
}

/// The values of all lines of the session description that open a door or tell where somebody is.
fn secrets(sdp: &Sdp) -> Vec<String> {
    let secret = ["a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:", "o=", "c="];
    let lines = sdp.expose().lines();
    let values = lines.filter_map(|line| secret.iter().find_map(|name| line.strip_prefix(name)));
    values.map(str::to_owned).collect()
}

#[test]
fn a_call_refused_offers_and_garbage_leave_neither_sdp_nor_address_nor_content_in_the_log() {
    let mut private: Vec<String> = ["10.0.1.", "203.0.113.", "canary"]
        .map(str::to_owned)
        .into();

    let log = logged(|| {
        let mut world = World::new();
        for name in ["vera", "anna"] {
            let offer = world.prepare_offer(name);
            private.extend(secrets(&offer));
            world.open(name, 1, offer);
            private.extend(secrets(&world.answers(name, 1)[0]));
            world.deliver_answer(name, 1);
        }
        world.run(seconds(1));
        world.bridge("vera", "anna");
        for bad in [
            "canary",
            "v=0\r\no=canary 1 1 IN IP4 203.0.113.7\r\nm=audio 9 RTP/AVP 0\r\n",
            "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-pwd:canary\r\na=candidate:canary\r\n",
            "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=crypto:canary\r\n",
        ] {
            world.open("victor", 1, Sdp::new(bad));
        }
        for first in [0, 22, 0x80, 0xff] {
            let garbage = [&[first], b"canary".as_slice()].concat();
            world.inject(([203, 0, 113, 9], 4444).into(), &garbage);
            world.inject(world.browsers["vera"].address, &garbage);
        }
        world.run(seconds(60));
    });

    for event in ["leg opened", "leg up", "bridged", "offer refused"] {
        assert!(log.contains(event), "no {event:?}:\n{log}");
    }
    assert!(log.contains("leg_id=vera"), "{log}");
    for private in private {
        assert!(!log.contains(&private), "{private:?} is logged:\n{log}");
    }
}
