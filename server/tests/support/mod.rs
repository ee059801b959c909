//! A world on virtual time: one engine, some browsers made of str0m, and a network between them without delay.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used)] // Clippy knows only functions marked as tests.

pub mod browser;
pub mod live;
pub mod stun;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bellpull_protocol::media::{CloseCause, FromMedia, LegReport, Side};
use bellpull_protocol::{LegId, OrganisationId, Sdp};
use bellpull_server::command::Command;
use bellpull_server::engine::{Effect, Engine, Input};
use bellpull_server::gate::Bounds;
use bellpull_server::path::{Datagram, Door, Path};
use bellpull_server::prompt::Prompt;
use browser::{Browser, Heard};
use str0m::net::Protocol;

pub struct World {
    pub now: Instant,
    pub engine: Engine,
    pub browsers: BTreeMap<&'static str, Browser>,
    pub reports: Vec<FromMedia>,
    pub forgotten: usize,
    /// Datagrams the engine sent to addresses where no browser is.
    pub strays: usize,
    unreachable: BTreeSet<&'static str>,
}

pub fn server_address() -> SocketAddr {
    ([10, 0, 0, 1], 7301).into()
}

fn path_from(source: SocketAddr) -> Path {
    Path {
        protocol: Protocol::Udp,
        source,
        destination: server_address(),
    }
}

pub fn leg(name: &str) -> LegId {
    LegId::new(name).unwrap()
}

pub fn organisation(name: &str) -> OrganisationId {
    OrganisationId::new(name).unwrap()
}

pub fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// One stream without gaps, whose clock goes with the wall's.
pub fn assert_unbroken(heard: &[Heard]) {
    for pair in heard.windows(2) {
        assert_eq!(pair[1].sequence, pair[0].sequence + 1);
        let passed = (pair[1].at - pair[0].at).as_millis() as i64;
        let played = i64::from(pair[1].time.wrapping_sub(pair[0].time)) / 48;
        assert!(
            (played - passed).abs() <= 21,
            "{played} ms of sound in {passed} ms"
        );
    }
}

impl World {
    pub fn new() -> Self {
        Self::with_bounds(Bounds::of_one_in(1))
    }

    pub fn with_bounds(bounds: Bounds) -> Self {
        let tone = Arc::new(Prompt::built_in_waiting_tone().unwrap());
        let door = Door {
            protocol: Protocol::Udp,
            address: server_address(),
        };
        Self {
            now: Instant::now(),
            engine: Engine::new(vec![door], tone, bounds),
            browsers: BTreeMap::new(),
            reports: Vec::new(),
            forgotten: 0,
            strays: 0,
            unreachable: BTreeSet::new(),
        }
    }

    /// A world in which these browsers are connected, each as the leg of its name; `vera` and `victor` visit.
    pub fn with_legs(names: &[&'static str]) -> Self {
        let mut world = Self::new();
        for name in names {
            world.offer(name, 1);
        }
        world.run(seconds(1));
        for name in names {
            assert!(world.is_up(name), "{name} should be up");
        }
        world
    }

    pub fn with_bridge() -> Self {
        let mut world = Self::with_legs(&["vera", "anna"]);
        world.bridge("vera", "anna");
        world
    }

    /// A new page of `name` offers; the answer reaches it.
    pub fn offer(&mut self, name: &'static str, attempt: u32) {
        let sdp = self.prepare_offer(name);
        self.open(name, attempt, sdp);
        self.deliver_answer(name, attempt);
    }

    /// A page of an earlier version offers, which has no section for a third party.
    pub fn offer_one_section(&mut self, name: &'static str, attempt: u32) {
        let sdp = self.prepare(name, Browser::offering_one_section);
        self.open(name, attempt, sdp);
        self.deliver_answer(name, attempt);
    }

    pub fn prepare_offer(&mut self, name: &'static str) -> Sdp {
        self.prepare(name, Browser::offering)
    }

    fn prepare(
        &mut self,
        name: &'static str,
        offering: fn(Instant, SocketAddr, SocketAddr) -> (Browser, Sdp),
    ) -> Sdp {
        let port = 5000 + self.browsers.len() as u16;
        let port = self
            .browsers
            .get(name)
            .map_or(port, |old| old.address.port() + 100);
        let (browser, sdp) = offering(self.now, ([10, 0, 1, 1], port).into(), server_address());
        self.browsers.insert(name, browser);
        sdp
    }

    pub fn open(&mut self, name: &str, attempt: u32, sdp: Sdp) {
        let side = if name.starts_with('v') {
            Side::Visitor
        } else {
            Side::Operator
        };
        self.command(Command::Open {
            leg: leg(name),
            attempt,
            side,
            sdp,
        });
    }

    pub fn deliver_answer(&mut self, name: &'static str, attempt: u32) {
        let answer = self.answers(name, attempt).pop().unwrap();
        let now = self.now;
        self.browser(name).accept(now, &answer);
        self.exchange();
    }

    pub fn answers(&self, name: &str, attempt: u32) -> Vec<Sdp> {
        let answer = |report: &FromMedia| {
            let FromMedia::LegAnswered {
                leg,
                attempt: answered,
                sdp,
            } = report
            else {
                return None;
            };
            (leg.as_str() == name && *answered == attempt).then(|| sdp.clone())
        };
        self.reports.iter().filter_map(answer).collect()
    }

    pub fn bridge(&mut self, a: &str, b: &str) {
        self.command(Command::Bridge {
            a: leg(a),
            b: leg(b),
            third: None,
        });
    }

    pub fn bridge_three(&mut self, a: &str, b: &str, third: &str) {
        self.command(Command::Bridge {
            a: leg(a),
            b: leg(b),
            third: Some(leg(third)),
        });
    }

    pub fn close(&mut self, name: &str) {
        self.command(Command::Close { leg: leg(name) });
    }

    pub fn command(&mut self, command: Command) {
        self.command_of("demo", command);
    }

    pub fn command_of(&mut self, name: &str, command: Command) {
        let input = Input::Command {
            organisation: organisation(name),
            command,
        };
        self.engine.handle_input(self.now, input);
        self.exchange();
    }

    pub fn browser(&mut self, name: &str) -> &mut Browser {
        self.browsers.get_mut(name).unwrap()
    }

    pub fn cut(&mut self, name: &'static str) {
        self.unreachable.insert(name);
    }

    pub fn mend(&mut self, name: &'static str) {
        self.unreachable.remove(name);
    }

    /// A datagram from anywhere; returns how many the engine sent because of it.
    pub fn inject(&mut self, source: SocketAddr, contents: &[u8]) -> usize {
        self.replies(source, contents).len()
    }

    /// A datagram from anywhere; returns what the engine sent because of it.
    pub fn replies(&mut self, source: SocketAddr, contents: &[u8]) -> Vec<Vec<u8>> {
        let datagram = Datagram {
            path: path_from(source),
            contents,
        };
        self.engine
            .handle_input(self.now, Input::Datagram(datagram));
        let sent = self.drain_engine();
        let replies = sent.iter().map(|(_, contents)| contents.clone()).collect();
        self.carry(sent);
        replies
    }

    /// What the browser would send next; none of it is carried.
    pub fn intercept(&mut self, name: &str) -> Vec<Vec<u8>> {
        let now = self.browsers[name].poll_timeout();
        self.now = self.now.max(now);
        let now = self.now;
        self.browser(name).handle_timeout(now);
        self.browser(name).poll_sent()
    }

    /// Lets time pass; everything happens at its own deadline.
    pub fn run(&mut self, duration: Duration) {
        let end = self.now + duration;
        loop {
            self.exchange();
            let browsers = self.browsers.values().map(Browser::poll_timeout);
            let next = browsers
                .chain(self.engine.poll_timeout())
                .min()
                .unwrap_or(end);
            if next > end {
                break;
            }
            self.now = next.max(self.now + Duration::from_micros(100));
            self.engine.handle_timeout(self.now);
            for browser in self.browsers.values_mut() {
                browser.handle_timeout(self.now);
            }
        }
        self.now = end;
    }

    pub fn legs(&self) -> Vec<LegReport> {
        self.engine.legs(&organisation("demo"))
    }

    pub fn is_up(&self, name: &str) -> bool {
        self.legs()
            .iter()
            .any(|report| report.leg.as_str() == name && report.up)
    }

    pub fn count(&self, wanted: &FromMedia) -> usize {
        self.reports
            .iter()
            .filter(|report| *report == wanted)
            .count()
    }

    pub fn was_closed(&self, name: &str, cause: CloseCause) -> bool {
        let closed = |report: &FromMedia| matches!(report, FromMedia::LegClosed { leg, cause: c, .. } if leg.as_str() == name && *c == cause);
        self.reports.iter().any(closed)
    }

    /// Carries datagrams to and fro until nobody has any left.
    pub fn exchange(&mut self) {
        loop {
            let to_browsers = self.drain_engine();
            let is_quiet = to_browsers.is_empty();
            self.carry(to_browsers);
            let mut to_engine = Vec::new();
            for (name, browser) in &mut self.browsers {
                let sent = browser.poll_sent();
                if !self.unreachable.contains(name) {
                    to_engine.extend(sent.into_iter().map(|contents| (browser.address, contents)));
                }
            }
            if is_quiet && to_engine.is_empty() {
                return;
            }
            for (source, contents) in to_engine {
                let datagram = Datagram {
                    path: path_from(source),
                    contents: &contents,
                };
                self.engine
                    .handle_input(self.now, Input::Datagram(datagram));
            }
        }
    }

    fn drain_engine(&mut self) -> VecDeque<(SocketAddr, Vec<u8>)> {
        let mut sent = VecDeque::new();
        while let Some(effect) = self.engine.poll_effect() {
            match effect {
                Effect::Transmit(transmit) => {
                    assert_eq!(transmit.source, server_address());
                    sent.push_back((transmit.destination, transmit.contents.to_vec()));
                }
                Effect::Report { message, .. } => self.reports.push(message),
                Effect::Forget(_) => self.forgotten += 1,
            }
        }
        sent
    }

    fn carry(&mut self, datagrams: VecDeque<(SocketAddr, Vec<u8>)>) {
        for (destination, contents) in datagrams {
            let found = self
                .browsers
                .iter_mut()
                .find(|(_, browser)| browser.address == destination);
            match found {
                Some((name, browser)) if !self.unreachable.contains(name) => {
                    browser.receive(self.now, &contents)
                }
                Some(_) => {}
                None => self.strays += 1,
            }
        }
    }
}
