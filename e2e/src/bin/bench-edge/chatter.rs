//! Somebody who chats as fast as told.

use anyhow::{Context as _, Result, bail};
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::World;
use serde_json::json;
use std::time::Instant;

pub struct Chatter {
    socket: Socket,
    contact: String,
    said: u64,
}

impl Chatter {
    /// Waits for an operator who never comes.
    pub async fn new(world: &World) -> Result<Self> {
        let (mut socket, _) = world.bare_visitor().await?;
        let chat = json!({"kind": "chat", "request": "bench"});
        socket.say(&chat).await?;
        let contact = socket.next_of_kind("contact").await?;
        let contact = contact["contact"].as_str().context("no id")?.to_owned();
        Ok(Self {
            socket,
            contact,
            said: 0,
        })
    }

    /// Says so many lines without waiting, and gives the milliseconds until each was told back.
    pub async fn says(&mut self, lines: u64) -> Result<Vec<f64>> {
        let mut sent = Vec::new();
        for _ in 0..lines {
            self.said += 1;
            let line = json!({"kind": "line", "contact": self.contact, "key": format!("k{}", self.said), "text": "How long is the rope?"});
            sent.push(Instant::now());
            self.socket.say(&line).await?;
        }
        let mut times = Vec::new();
        for sent in sent {
            self.is_told_a_line().await?;
            times.push(sent.elapsed().as_secs_f64() * 1_000.0);
        }
        Ok(times)
    }

    async fn is_told_a_line(&mut self) -> Result<()> {
        loop {
            match self.socket.next().await? {
                Heard::Message(told) if told["kind"] == "line" => return Ok(()),
                Heard::Message(told) if told["kind"] == "refused" => bail!("refused: {told}"),
                Heard::Message(_) => {}
                Heard::Closed(code) => bail!("closed with {code}"),
            }
        }
    }
}
