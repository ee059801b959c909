//! One turn: the heart decides; what it wants stored and told is gathered until the next commit.

use super::running::{Here, Running};
use crate::logbook::of_fact;
use crate::refusing;
use crate::register;
use crate::signalling::{Letter, Post, menus, post};
use crate::storage::Statement;
use bellpull_hotline::{Effect, Input};
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
    /// When something cannot be written as JSON. The heart is then ahead of what is gathered, and the object must be
    /// aborted.
    pub fn turn(&mut self, here: Here<'_>, turn: Turn<'_>) -> Result<()> {
        let mut refusals = Vec::new();
        for input in turn.inputs {
            refusals.extend(self.heart.handle_input(here.now, input).err());
        }
        if turn.is_timeout {
            self.heart.handle_timeout(here.now);
        }

        let effects: Vec<_> = iter::from_fn(|| self.heart.poll_effect()).collect();
        let pending = &mut self.pending;
        let before = pending.statements.len();
        pending.statements.extend(turn.statements);
        for item in register::outbox::items(&effects) {
            pending.statements.push(register::outbox::put(&item)?);
            pending.fills_outbox = true;
        }
        let mut letters = Vec::new();
        if effects.contains(&Effect::TellConfigured) {
            let visitors = self.peers.visitors.values().map(|peer| &peer.party);
            letters.extend(menus(visitors, &self.names, &self.heart)?);
        }
        for effect in effects {
            if let Effect::Journal(fact) = &effect {
                pending.noted.extend(of_fact(fact));
            }
            match post(effect, &self.names)? {
                Post::Store(rows) => pending.statements.extend(rows),
                Post::Send(letter) => letters.push(letter),
            }
        }
        if pending.statements.len() > before {
            pending.figures.turns += 1;
        }

        if let Some((socket, about)) = turn.asker {
            if let Some(welcome) = turn.welcome {
                pending.text(socket, welcome);
            }
            for refusal in refusals {
                pending.refusal(socket, refusing::code_of(refusal), about);
            }
        }
        for letter in letters.into_iter().chain(turn.letters) {
            pending.letter(letter, &self.peers);
        }
        Ok(())
    }
}
