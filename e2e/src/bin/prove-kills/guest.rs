//! A visitor as a stubborn page keeps it: it comes back with its token and repeats what was not acknowledged.

use anyhow::{Context as _, Result};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::World;
use serde_json::{Value, json};

pub struct Guest<'a> {
    world: &'a World,
    socket: Socket,
    pub token: String,
}

impl<'a> Guest<'a> {
    pub async fn new(world: &'a World) -> Result<Self> {
        let (socket, token) = connect(world, None).await?;
        Ok(Self {
            world,
            socket,
            token,
        })
    }

    /// Sends messages, and all of them again after every cut, until `is_over` of what is told.
    pub async fn insists(
        &mut self,
        messages: &[Value],
        mut is_over: impl FnMut(&Value) -> bool,
    ) -> Result<()> {
        loop {
            let mut heard = Heard::Closed(1006);
            if self.say(messages).await.is_ok() {
                loop {
                    heard = self.socket.next().await.unwrap_or(Heard::Closed(1006));
                    match &heard {
                        Heard::Message(told) if is_over(told) => return Ok(()),
                        Heard::Message(_) => {}
                        Heard::Closed(_) => break,
                    }
                }
            }
            debug_assert!(matches!(heard, Heard::Closed(_)));
            (self.socket, self.token) = connect(self.world, Some(&self.token)).await?;
        }
    }

    async fn say(&mut self, messages: &[Value]) -> Result<()> {
        for message in messages {
            self.socket.say(message).await?;
        }
        Ok(())
    }
}

async fn connect(world: &World, token: Option<&str>) -> Result<(Socket, String)> {
    until("the edge to be there", A_WHILE, async || {
        let mut socket = world.visitor_socket("demo").await?;
        let mut hello =
            json!({"kind": "hello", "version": 1, "page_id": "stubborn", "language": "en"});
        if let Some(token) = token {
            hello["token"] = token.into();
        }
        socket.say(&hello).await?;
        let welcome = socket.next_of_kind("welcome").await?;
        let token = welcome["token"].as_str().context("no token")?.to_owned();
        Ok((socket, token))
    })
    .await
}
