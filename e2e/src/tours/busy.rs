//! What makes a hotline look lived in.

use crate::wire::Socket;
use crate::world::World;
use anyhow::Result;
use serde_json::{Value, json};

/// A colleague for whom somebody else's call rings, so that the desks are staffed and there is a queue.
pub struct Busy {
    colleague: Socket,
    caller: Socket,
    contact: Value,
}

impl Busy {
    pub async fn begin(world: &World) -> Result<Self> {
        let mut colleague = world.bare_desk("Ben").await?;
        colleague
            .say(&json!({"kind": "presence", "presence": "available"}))
            .await?;
        let (mut caller, _) = world.bare_visitor().await?;
        caller
            .say(&json!({"kind": "call", "request": "r1"}))
            .await?;
        let contact = caller.next_of_kind("contact").await?["contact"].clone();
        Ok(Self {
            colleague,
            caller,
            contact,
        })
    }

    pub async fn end(&mut self) -> Result<()> {
        self.colleague
            .say(&json!({"kind": "presence", "presence": "offline"}))
            .await?;
        self.caller
            .say(&json!({"kind": "hang_up", "contact": self.contact}))
            .await
    }
}
