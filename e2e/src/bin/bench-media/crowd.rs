//! All callers of a round, on one thread: they speak in their turns and hear what comes.

use std::cell::RefCell;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::pace::Pace;
use crate::peer::Peer;
use crate::tally::Tally;

/// How often connections are asked whether something is due that no packet caused: retransmissions of a handshake,
/// consent, reports. Nothing of it is in more of a hurry.
const LOOK_AROUND: Duration = Duration::from_millis(5);

/// How often set-up looks whether a connection stands. It delays every server alike.
const LOOK: Duration = Duration::from_millis(1);

const MAX_DATAGRAM_BYTES: usize = 2_000;

pub struct Crowd {
    pub peers: Vec<Rc<RefCell<Peer>>>,
    pub tally: Rc<RefCell<Tally>>,
    stop: Arc<AtomicBool>,
    /// Ended when the crowd goes home.
    _tasks: JoinSet<()>,
}

impl Crowd {
    /// Needs a `LocalSet` around it.
    pub async fn gather(legs: usize, address: IpAddr) -> Result<Self> {
        let tally = Rc::new(RefCell::new(Tally::new()));
        let mut peers = Vec::new();
        for leg in 0..legs as u32 {
            let peer = Peer::new(leg, address, tally.clone()).await?;
            peers.push(Rc::new(RefCell::new(peer)));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let mut tasks = JoinSet::new();
        for peer in &peers {
            tasks.spawn_local(listen(peer.clone()));
        }
        tasks.spawn_local(speak(peers.clone(), start_pace(legs, stop.clone())));
        tasks.spawn_local(look_around(peers.clone()));
        Ok(Self {
            peers,
            tally,
            stop,
            _tasks: tasks,
        })
    }

    pub fn fall_silent(&self) {
        for peer in &self.peers {
            peer.borrow_mut().fall_silent();
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Waits until it is so of both.
pub async fn until(peers: [&Rc<RefCell<Peer>>; 2], is_so: impl Fn(&Peer) -> bool) {
    while !peers.iter().all(|peer| is_so(&peer.borrow())) {
        sleep(LOOK).await;
    }
}

/// A thread keeps the pace, because tokio's clock knows only whole milliseconds: packets would meet at each.
fn start_pace(legs: usize, stop: Arc<AtomicBool>) -> mpsc::UnboundedReceiver<usize> {
    let (turn, turns) = mpsc::unbounded_channel();
    thread::spawn(move || {
        Pace::new(legs).run(&stop, |leg| {
            // Nobody listens any more just before it is stopped.
            let _ = turn.send(leg);
        });
    });
    turns
}

async fn speak(peers: Vec<Rc<RefCell<Peer>>>, mut turns: mpsc::UnboundedReceiver<usize>) {
    while let Some(leg) = turns.recv().await {
        complain(peers[leg].borrow_mut().take_turn(Instant::now()));
    }
}

async fn listen(peer: Rc<RefCell<Peer>>) {
    let socket = peer.borrow().socket();
    let mut buffer = [0; MAX_DATAGRAM_BYTES];
    while let Ok((length, source)) = socket.recv_from(&mut buffer).await {
        complain(
            peer.borrow_mut()
                .receive(Instant::now(), source, &buffer[..length]),
        );
    }
}

async fn look_around(peers: Vec<Rc<RefCell<Peer>>>) {
    let mut ticks = interval(LOOK_AROUND);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        for peer in &peers {
            complain(peer.borrow_mut().handle_deadline(Instant::now()));
        }
    }
}

/// What a connection cannot use shows as loss or as a call that never stands; the reason helps to find out why.
fn complain(outcome: Result<()>) {
    if let Err(error) = outcome {
        eprintln!("a caller's connection: {error:#}");
    }
}
