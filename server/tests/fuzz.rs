//! What strangers choose byte by byte: offers, and datagrams at the port.

#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

#[path = "../../protocol/tests/support/damage.rs"]
mod damage;
mod support;

use std::sync::Mutex;
use std::time::Duration;

use bellpull_protocol::Sdp;
use bellpull_server::demux::{Demux, Route};
use bellpull_server::leg::LegNo;
use bellpull_server::offer;
use bellpull_server::path::Path;
use bellpull_server::prompt::Prompt;
use damage::{Count, damaged, damaged_bytes, executions};
use str0m::net::Protocol;
use support::World;
use support::stun::binding_request;

/// How the executions of this file are shared out. What reaches str0m, or reads a whole file, costs a thousand times
/// as much as what only our own checks see.
#[derive(Clone, Copy)]
enum Share {
    Deep,
    Offers,
    Datagrams,
}

impl Share {
    fn executions(self) -> usize {
        let all = executions();
        match self {
            Self::Deep => all / 200,
            Self::Offers => all / 20,
            Self::Datagrams => all - 3 * (all / 200) - all / 20,
        }
    }
}

fn path() -> Path {
    Path {
        protocol: Protocol::Udp,
        source: ([192, 0, 2, 1], 5000).into(),
        destination: ([192, 0, 2, 2], 7301).into(),
    }
}

#[test]
fn an_offer_that_passes_the_checks_has_what_they_promise() {
    let whole = World::new().prepare_offer("vera");
    let count = Count::of("offers");
    bolero::check!()
        .with_iterations(Share::Offers.executions())
        .for_each(|choices: &[u8]| {
            count.add(1);
            let text = damaged(&[whole.expose()], choices);
            if let Ok(passed) = offer::check(&Sdp::new(text)) {
                let count = |start: &str| {
                    let lines = passed.lines();
                    lines.filter(|line| line.starts_with(start)).count()
                };
                assert_eq!(count("m="), count("m=audio "));
                assert!((1..=2).contains(&count("m=")));
                assert_eq!((count("a=candidate:"), count("a=crypto:")), (0, 0));
                assert!(count("a=fingerprint:") >= 1);
            }
        });
}

#[test]
fn no_offer_stops_the_engine() {
    let world = Mutex::new(World::new());
    let whole = world.lock().unwrap().prepare_offer("vera");
    let count = Count::of("engine");
    bolero::check!()
        .with_iterations(Share::Deep.executions())
        .for_each(|choices: &[u8]| {
            count.add(1);
            let mut world = world.lock().unwrap();
            world.open("vera", 1, Sdp::new(damaged(&[whole.expose()], choices)));
            world.close("vera");
            world.reports.clear();
            assert_eq!(world.legs(), []);
        });
}

#[test]
fn no_datagram_leads_where_it_has_not_proved_to_belong() {
    let mut demux = Demux::default();
    demux.register(LegNo(1), "known".into());
    let demux = demux;
    let samples = samples("known:me");
    let samples: Vec<&[u8]> = samples.iter().map(Vec::as_slice).collect();
    assert_eq!(demux.route(path(), samples[0]), Ok(Route::Claims(LegNo(1))));
    let count = Count::of("datagrams");
    bolero::check!()
        .with_iterations(Share::Datagrams.executions())
        .for_each(|choices: &[u8]| {
            count.add(1);
            let contents = damaged_bytes(&samples, choices);
            let claims = contents.windows(5).any(|name| name == b"known");
            let route = demux.route(path(), &contents);
            assert!(route.is_err() || (claims && route == Ok(Route::Claims(LegNo(1)))));
        });
}

#[test]
fn no_datagram_of_a_party_stops_the_call() {
    let world = World::with_bridge();
    let answer = world.answers("vera", 1).remove(0);
    let mut lines = answer.expose().lines();
    let ufrag = lines.find_map(|line| line.strip_prefix("a=ice-ufrag:"));
    let samples = samples(&format!("{}:me", ufrag.unwrap()));
    let samples: Vec<&[u8]> = samples.iter().map(Vec::as_slice).collect();
    let world = Mutex::new(world);
    let count = Count::of("call");
    bolero::check!()
        .with_iterations(Share::Deep.executions())
        .for_each(|choices: &[u8]| {
            count.add(1);
            let mut world = world.lock().unwrap();
            let vera = world.browsers["vera"].address;
            world.now += Duration::from_millis(10);
            world.inject(vera, &damaged_bytes(&samples, choices));
            assert_eq!((world.legs().len(), world.strays), (2, 0));
        });
}

#[test]
fn no_file_stops_the_reader_of_prompts() {
    let whole = include_bytes!("../prompts/waiting.opus");
    let count = Count::of("prompts");
    bolero::check!()
        .with_iterations(Share::Deep.executions())
        .for_each(|choices: &[u8]| {
            count.add(1);
            let mut file = whole.to_vec();
            for damage in choices.chunks_exact(4) {
                let place = usize::from(u16::from_le_bytes([damage[0], damage[1]]));
                let length = file.len();
                file[place % length] = damage[2];
            }
            // Refused or not, it was read.
            let _ = Prompt::read(&file);
        });
}

/// What comes to the port in life: STUN, of somebody without the password, sound, its reports and the beginning of a
/// handshake.
fn samples(username: &str) -> Vec<Vec<u8>> {
    vec![
        binding_request(username, "guessed"),
        [&[0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9][..], &[0x5a; 60]].concat(),
        [&[0x80, 200, 0, 6, 0, 0, 0, 9][..], &[0x11; 24]].concat(),
        [
            &[22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 1, 0, 0, 28][..],
            &[7; 28],
        ]
        .concat(),
    ]
}
