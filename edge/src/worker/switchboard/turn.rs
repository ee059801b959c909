//! One turn: the heart decides, one transaction stores, then letters leave and the alarm is set.

use super::peers::Peers;
use super::running::{Here, Running};
use crate::refusing;
use crate::register;
use crate::signalling::{Letter, Post, Recipient, post};
use crate::storage::Statement;
use crate::worker::sockets;
use bellpull_hotline::Input;
use std::iter;
use worker::{Result, WebSocket};

/// What is to be handled.
#[derive(Default)]
pub struct Turn<'a> {
    pub inputs: Vec<Input>,
    /// The alarm rang.
    pub is_timeout: bool,
    /// Who asked for the last input and hears when it is refused, and what it was.
    pub asker: Option<(&'a WebSocket, &'a str)>,
    /// Answers the asker's hello before anything else is told.
    pub welcome: Option<String>,
    /// What the shell itself has to store and to tell, beside what the heart wants.
    pub statements: Vec<Statement>,
    pub letters: Vec<Letter>,
}

impl Turn<'_> {
    /// Nobody waits for an answer.
    pub fn of(inputs: impl IntoIterator<Item = Input>) -> Self {
        let inputs = inputs.into_iter().collect();
        Self {
            inputs,
            ..Self::default()
        }
    }
}

impl Running {
    /// # Errors
    /// When storing fails. The heart is then ahead of the disk, and the object must be aborted.
    pub fn turn(&mut self, here: Here<'_>, turn: Turn<'_>) -> Result<()> {
        let mut refusals = Vec::new();
        for input in turn.inputs {
            refusals.extend(self.heart.handle_input(here.now, input).err());
        }
        if turn.is_timeout {
            self.heart.handle_timeout(here.now);
        }

        let effects: Vec<_> = iter::from_fn(|| self.heart.poll_effect()).collect();
        let told = register::outbox::items(&effects);
        let (mut statements, mut letters) = (turn.statements, Vec::new());
        for item in &told {
            statements.push(register::outbox::put(item)?);
        }
        for effect in effects {
            match post(effect, &self.names)? {
                Post::Store(rows) => statements.extend(rows),
                Post::Send(letter) => letters.push(letter),
            }
        }
        here.object.transaction(&statements)?;
        if !told.is_empty() {
            self.outbox.delivery.filled(here.now);
        }
        self.arm(here)?;

        if let Some((socket, about)) = turn.asker {
            if let Some(welcome) = &turn.welcome {
                sockets::send(socket, welcome);
            }
            for refusal in refusals {
                sockets::refuse(socket, refusing::code_of(refusal), about);
            }
        }
        letters
            .iter()
            .chain(&turn.letters)
            .for_each(|letter| deliver(&self.peers, letter));
        Ok(())
    }
}

impl Running {
    /// Sets the one alarm for whatever comes first: the heart, a socket to close, the outbox.
    pub(super) fn arm(&self, here: Here<'_>) -> Result<()> {
        let heart = self.heart.poll_timeout().map(|(at, _)| at);
        let shell = [self.peers.deadline(), self.outbox.delivery.deadline()];
        let first = heart.into_iter().chain(shell.into_iter().flatten()).min();
        here.object.arm(first)
    }
}

/// Letters to somebody who is not connected are dropped: on return they are told the whole state.
fn deliver(peers: &Peers, letter: &Letter) {
    let send = |socket: &WebSocket| sockets::send(socket, &letter.text);
    match &letter.to {
        Recipient::Visitor(visitor) => {
            peers
                .visitors
                .get(visitor)
                .into_iter()
                .for_each(|peer| send(&peer.socket));
        }
        Recipient::AllVisitors => peers.visitors.values().for_each(|peer| send(&peer.socket)),
        Recipient::VisitorsOf(hotline) => {
            let theirs = peers.visitors.values();
            theirs
                .filter(|peer| peer.party.hotline == *hotline)
                .for_each(|peer| send(&peer.socket));
        }
        Recipient::Operator(operator) => {
            peers
                .operators
                .get(operator)
                .into_iter()
                .for_each(|peer| send(&peer.socket));
        }
        Recipient::AllOperators => peers.operators.values().for_each(|peer| send(&peer.socket)),
        Recipient::Media => peers.media.iter().for_each(|peer| send(&peer.socket)),
    }
}
