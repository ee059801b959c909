//! What was decided and is not committed: statements for one transaction, and letters that leave after it, in order.

use super::Core;
use super::peers::{Peer, Peers};
use super::running::{Here, Running};
use crate::figures::Figures;
use crate::gathering::{Gathering, PAUSE, Then};
use crate::logbook::Logged;
use crate::party::VisitorParty;
use crate::signalling::{Letter, Recipient};
use crate::storage::Statement;
use crate::worker::{log, sockets};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::limits::{MAX_UNREAD_BYTES, MAX_UNREAD_BYTES_OF_STAFF};
use std::rc::Rc;
use std::time::Duration;
use worker::{Delay, Result, WebSocket};

/// Lost with the memory when the object is aborted; nobody was told any of it.
pub struct Pending {
    pub statements: Vec<Statement>,
    /// Something for the register is among the statements.
    pub fills_outbox: bool,
    /// What the log is told of it.
    pub noted: Vec<Logged>,
    outgoing: Vec<Outgoing>,
    gathering: Gathering,
    /// Whether every turn is committed alone, to compare with.
    one_by_one: bool,
    pub figures: Figures,
}

enum Outgoing {
    /// To whoever had said hello by then: a newer page is told the whole state anyway, and its welcome first.
    Letter {
        letter: Letter,
        admissions: u64,
    },
    Text {
        socket: WebSocket,
        text: String,
    },
    /// The socket is told why, and closed.
    Dismissal {
        socket: WebSocket,
        code: RefusalCode,
    },
}

impl Pending {
    pub fn new(one_by_one: bool) -> Self {
        Self {
            statements: Vec::new(),
            fills_outbox: false,
            noted: Vec::new(),
            outgoing: Vec::new(),
            gathering: Gathering::default(),
            one_by_one,
            figures: Figures::default(),
        }
    }

    pub fn text(&mut self, socket: &WebSocket, text: String) {
        let socket = socket.clone();
        self.outgoing.push(Outgoing::Text { socket, text });
    }

    pub fn letter(&mut self, letter: Letter, peers: &Peers) {
        let admissions = peers.admissions();
        self.outgoing.push(Outgoing::Letter { letter, admissions });
    }

    pub fn refusal(&mut self, socket: &WebSocket, code: RefusalCode, about: &str) {
        self.text(socket, sockets::refusal(code, about));
    }

    /// It is not heard any more from now on.
    pub fn dismissal(&mut self, socket: &WebSocket, code: RefusalCode) {
        if code == RefusalCode::TooSlow {
            self.figures.too_slow += 1;
        }
        sockets::ignore(socket);
        let socket = socket.clone();
        self.outgoing.push(Outgoing::Dismissal { socket, code });
    }

    /// Whether to commit now.
    pub fn decided(&mut self, here: Here<'_>) -> Then {
        if self.one_by_one {
            return Then::Commit;
        }
        self.gathering
            .decided(here.now, self.statements.len(), self.outgoing.len())
    }
}

impl Running {
    /// Stores everything that was decided in one transaction, sets the alarm with it, then lets the letters leave.
    ///
    /// # Errors
    /// When storing fails. The heart is then ahead of the disk, and the object must be aborted.
    pub fn commit(&mut self, here: Here<'_>) -> Result<()> {
        loop {
            let slow = self.commit_once(here)?;
            if slow.is_empty() {
                return Ok(());
            }
            // They are told nothing any more, so this ends.
            for socket in slow {
                self.dismiss(here, &socket, RefusalCode::TooSlow)?;
            }
        }
    }

    /// Gives the sockets whose pages do not read what they are told, each as often as there was something for it.
    fn commit_once(&mut self, here: Here<'_>) -> Result<Vec<WebSocket>> {
        let pending = &mut self.pending;
        let statements = std::mem::take(&mut pending.statements);
        let outgoing = std::mem::take(&mut pending.outgoing);
        pending.gathering.committed();
        here.object.transaction(&statements)?;
        std::mem::take(&mut pending.noted)
            .iter()
            .for_each(log::fact);
        if std::mem::take(&mut pending.fills_outbox) {
            self.outbox.delivery.filled(here.now);
        }
        if !statements.is_empty() {
            pending.figures.commits += 1;
            pending.figures.statements += statements.len() as u64;
        }
        self.arm(here)?;
        let mut slow = Vec::new();
        let mut send = |socket: &WebSocket, text: &str, most: usize| {
            if sockets::backlog(socket) > most {
                slow.push(socket.clone());
            } else {
                sockets::send(socket, text);
            }
        };
        for outgoing in outgoing {
            match outgoing {
                Outgoing::Letter { letter, admissions } => {
                    deliver(&self.peers, &letter, admissions, &mut send);
                }
                Outgoing::Text { socket, text } => {
                    let attachment = sockets::attachment(&socket);
                    let most = attachment.map(|attachment| attachment.party.max_unread_bytes());
                    send(&socket, &text, most.unwrap_or(MAX_UNREAD_BYTES));
                }
                Outgoing::Dismissal { socket, code } => sockets::refuse_and_close(&socket, code),
            }
        }
        Ok(slow)
    }

    /// Sets the one alarm for whatever comes first: the heart, a socket to close, the outbox.
    fn arm(&self, here: Here<'_>) -> Result<()> {
        let heart = self.heart.poll_timeout().map(|(at, _)| at);
        let shell = [self.peers.deadline(), self.outbox.delivery.deadline()];
        let first = heart.into_iter().chain(shell.into_iter().flatten()).min();
        here.object.arm(first)
    }

    fn pause_over(&mut self, here: Here<'_>) -> Result<Option<Then>> {
        let then = self.pending.gathering.pause_over();
        if then.is_some() {
            self.commit(here)?;
        }
        Ok(then)
    }
}

/// Commits what comes after each pause, until nothing does.
pub fn pause(core: &Rc<Core>) {
    let keeper = Rc::clone(core);
    core.object.later(async move {
        loop {
            // The runtime writes to the disk once the work at hand is over; the pause begins after that, or on a slow
            // disk it would end before anybody was heard.
            Delay::from(Duration::ZERO).await;
            Delay::from(PAUSE).await;
            // What fails here has aborted the object.
            let then = keeper.work(|running, here| running.pause_over(here));
            if !matches!(then, Ok(Some(_))) {
                return;
            }
        }
    });
}

/// Letters to somebody who is not connected are dropped: on return they are told the whole state.
fn deliver(
    peers: &Peers,
    letter: &Letter,
    admissions: u64,
    send: &mut impl FnMut(&WebSocket, &str, usize),
) {
    let mut send = |socket: &WebSocket, admitted: u64, most: usize| {
        if admitted <= admissions {
            send(socket, &letter.text, most);
        }
    };
    let mut to_visitor =
        |peer: &Peer<VisitorParty>| send(&peer.socket, peer.admitted, MAX_UNREAD_BYTES);
    match &letter.to {
        Recipient::Visitor(visitor) => {
            peers.visitors.get(visitor).into_iter().for_each(to_visitor);
        }
        Recipient::AllVisitors => peers.visitors.values().for_each(to_visitor),
        Recipient::VisitorsOf(hotline) => {
            let theirs = peers.visitors.values();
            theirs
                .filter(|peer| peer.party.hotline == *hotline)
                .for_each(&mut to_visitor);
        }
        Recipient::Operator(operator) => {
            let peer = peers.operators.get(operator).into_iter();
            peer.for_each(|peer| send(&peer.socket, peer.admitted, MAX_UNREAD_BYTES_OF_STAFF));
        }
        Recipient::AllOperators => {
            let all = peers.operators.values();
            all.for_each(|peer| send(&peer.socket, peer.admitted, MAX_UNREAD_BYTES_OF_STAFF));
        }
        Recipient::Media => {
            let node = peers.media.iter();
            node.for_each(|peer| send(&peer.socket, peer.admitted, MAX_UNREAD_BYTES_OF_STAFF));
        }
    }
}
