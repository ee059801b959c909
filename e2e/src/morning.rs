//! Some contacts that came and went, so that there is something to count.

use crate::patience::{A_WHILE, SOON, until};
use crate::wire::Socket;
use crate::world::World;
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// After so many contacts a department's handling time is known, and visitors are told an estimate.
pub const KNOWN_FROM: usize = 3;

impl World {
    /// Two visitors give up, then Anna answers two chats and resolves them.
    ///
    /// # Errors
    /// When anything of it comes out otherwise.
    pub async fn has_a_morning(&self) -> Result<()> {
        for _ in 0..2 {
            let (mut visitor, contact) = self.bare_chat().await?;
            visitor
                .say(&json!({"kind": "hang_up", "contact": contact}))
                .await?;
            is_told(&mut visitor, "ended").await?;
        }
        let mut anna = self.bare_desk("Anna").await?;
        anna.say(&json!({"kind": "presence", "presence": "available"}))
            .await?;
        self.resolves_chats(&mut anna, 2).await
    }

    /// So many visitors chat with this desk, one after the other.
    ///
    /// # Errors
    /// When one of them rings elsewhere or ends otherwise.
    pub async fn resolves_chats(&self, desk: &mut Socket, number: usize) -> Result<()> {
        for _ in 0..number {
            let (mut visitor, contact) = self.bare_chat().await?;
            resolves(desk, &mut visitor, &contact).await?;
        }
        Ok(())
    }

    /// A visitor without a browser who waits for a chat, and the contact's id.
    ///
    /// # Errors
    /// When they are not let in.
    pub async fn bare_chat(&self) -> Result<(Socket, Value)> {
        let (mut visitor, _) = self.bare_visitor().await?;
        visitor
            .say(&json!({"kind": "chat", "request": "r1"}))
            .await?;
        let contact = visitor.next_of_kind("contact").await?["contact"].clone();
        Ok((visitor, contact))
    }
}

/// From the ring to the saved outcome.
async fn resolves(desk: &mut Socket, visitor: &mut Socket, contact: &Value) -> Result<()> {
    let ring = rings(desk, contact).await?;
    desk.say(&json!({"kind": "accept", "contact": contact, "ring": ring}))
        .await?;
    is_told(visitor, "chatting").await?;
    desk.say(&json!({"kind": "hang_up", "contact": contact}))
        .await?;
    let outcome =
        json!({"kind": "wrap_up", "contact": contact, "disposition": "resolved", "finish": true});
    desk.say(&outcome).await?;
    desk.next_of_kind("saved").await?;
    is_told(visitor, "ended").await
}

/// Waits for the ring of this chat and gives its number.
///
/// # Errors
/// When it does not ring.
pub async fn rings(desk: &mut Socket, contact: &Value) -> Result<Value> {
    until("the ring", A_WHILE, async || {
        let chats = desk.next_of_kind("chats").await?;
        let mut chats = chats["chats"].as_array().into_iter().flatten();
        let ours = chats.find(|chat| chat["contact"] == *contact && chat["state"] == "ringing");
        ours.map(|chat| chat["ring"].clone()).context("no ring yet")
    })
    .await
}

/// Waits until a visitor's page is told this state.
///
/// # Errors
/// When it is told others only.
pub async fn is_told(visitor: &mut Socket, state: &str) -> Result<()> {
    until(state, SOON, async || {
        let told = visitor.next_of_kind("contact").await?;
        ensure!(told["state"] == state, "{told}");
        Ok(())
    })
    .await
}
