//! An operator as a stubborn desk keeps them: it comes back and does again what was not acknowledged.

use crate::Load;
use crate::office::{BACK_OFFICE, COLLEAGUE};
use anyhow::Result;
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::World;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::timeout;

/// How often somebody to whom nothing is told looks whether the load is over.
const A_MOMENT: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Copy)]
pub struct Clerk {
    pub name: &'static str,
    /// Else keeps chats until their visitors hang up.
    pub gives_away: bool,
}

/// Answers everything that rings; calls nobody back in vain more than once at a time.
pub async fn answers(load: &Load<'_>, clerk: Clerk) -> Result<()> {
    let mut desk = Desk {
        load,
        clerk,
        socket: connect(load.world, clerk.name).await?,
        giving: BTreeSet::new(),
        dialling: None,
        colleague: Value::Null,
    };
    desk.begin().await;
    while !load.over.get() {
        match timeout(A_MOMENT, desk.socket.next()).await {
            Err(_) => {}
            Ok(Ok(Heard::Message(told))) => desk.is_told(&told).await,
            Ok(Ok(Heard::Closed(_)) | Err(_)) => {
                desk.socket = connect(load.world, clerk.name).await?;
                desk.begin().await;
            }
        }
    }
    Ok(())
}

/// A desk after its welcome, as soon as the edge is there.
pub async fn connect(world: &World, name: &str) -> Result<Socket> {
    until("the edge to be there", A_WHILE, async || {
        world.bare_desk(name).await
    })
    .await
}

struct Desk<'a> {
    load: &'a Load<'a>,
    clerk: Clerk,
    socket: Socket,
    /// Chats whose transfer was asked for and not acknowledged.
    giving: BTreeSet<String>,
    /// The callback in hand, with the number of the try.
    dialling: Option<(String, u64)>,
    /// The colleague's id, once it is known.
    colleague: Value,
}

impl Desk<'_> {
    async fn begin(&mut self) {
        self.say(json!({"kind": "colleagues"})).await;
    }

    async fn is_told(&mut self, told: &Value) {
        match told["kind"].as_str().unwrap_or_default() {
            "desk" => self.desk_told(told).await,
            "chats" => {
                for chat in told["chats"].as_array().into_iter().flatten() {
                    self.chat_told(chat).await;
                }
            }
            "colleagues" => {
                let mut rows = told["colleagues"].as_array().into_iter().flatten();
                let colleague = rows.find(|row| row["name"] == COLLEAGUE);
                self.colleague = colleague.map_or(Value::Null, |row| row["operator"].clone());
            }
            // No room there: the queue of the back office takes it.
            "refused" if told["about"] == "transfer" => {
                for contact in self.giving.clone() {
                    self.say(
                        json!({"kind": "transfer", "contact": contact, "department": BACK_OFFICE}),
                    )
                    .await;
                }
            }
            _ => {}
        }
    }

    async fn desk_told(&mut self, told: &Value) {
        if told["presence"] != "available" {
            self.say(json!({"kind": "presence", "presence": "available"}))
                .await;
        }
        let contact = &told["contact"];
        let activity = told["activity"].as_str().unwrap_or_default();
        if activity != "dialling"
            && let Some(tried) = self.dialling.take()
        {
            self.load.history.borrow_mut().tries.insert(tried);
        }
        match activity {
            "ringing" => {
                self.say(json!({"kind": "accept", "contact": contact, "ring": told["ring"]}))
                    .await;
            }
            "dialling" => {
                let tried = told["tries"].as_u64().unwrap_or_default() + 1;
                self.dialling = contact.as_str().map(|contact| (contact.to_owned(), tried));
                self.say(json!({"kind": "tried", "contact": contact, "outcome": "no_answer"}))
                    .await;
            }
            "wrap_up" => self.finish(contact).await,
            _ => {}
        }
    }

    async fn chat_told(&mut self, chat: &Value) {
        let contact = &chat["contact"];
        let id = contact.as_str().unwrap_or_default();
        match chat["state"].as_str().unwrap_or_default() {
            "ringing" => {
                self.say(json!({"kind": "accept", "contact": contact, "ring": chat["ring"]}))
                    .await;
            }
            "chatting" if self.clerk.gives_away => {
                // Every second one to a colleague, as far as anybody knows one.
                let to_colleague = self.giving.insert(id.to_owned())
                    && id.bytes().last().is_some_and(|last| last % 2 == 0)
                    && !self.colleague.is_null();
                let wish = if to_colleague {
                    json!({"kind": "transfer", "contact": contact, "operator": self.colleague})
                } else {
                    json!({"kind": "transfer", "contact": contact, "department": BACK_OFFICE})
                };
                self.say(wish).await;
            }
            "ended" => {
                // One whose visitor hung up meanwhile was perhaps never given away.
                if self.giving.remove(id) && chat["reason"].is_null() {
                    let mut history = self.load.history.borrow_mut();
                    *history.transfers.entry(id.to_owned()).or_default() += 1;
                }
                self.finish(contact).await;
            }
            _ => {}
        }
    }

    async fn finish(&mut self, contact: &Value) {
        self.say(json!({"kind": "wrap_up", "contact": contact, "disposition": "resolved", "finish": true}))
            .await;
    }

    /// Into a socket that is closed nothing is said; the next look at it tells.
    async fn say(&mut self, message: Value) {
        self.socket.say(&message).await.ok();
    }
}
