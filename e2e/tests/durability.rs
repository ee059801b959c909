//! What was acknowledged stays, exactly once, however often the edge dies.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::morning::{is_told, rings};
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::wire::{Heard, Socket};
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

const ROUNDS: usize = 10;

/// One visitor's side as a stubborn page would keep it: it repeats what was not acknowledged.
struct Guest {
    socket: Socket,
    token: String,
    contact: String,
    /// By number, as told.
    lines: BTreeMap<u64, String>,
}

impl Guest {
    async fn chats(world: &World, request: &str) -> Result<Self> {
        let (mut socket, token) = world.bare_visitor().await?;
        socket
            .say(&json!({"kind": "chat", "request": request}))
            .await?;
        let contact = socket.next_of_kind("contact").await?;
        Ok(Self {
            contact: contact["contact"].as_str().context("no id")?.to_owned(),
            socket,
            token,
            lines: BTreeMap::new(),
        })
    }

    /// Comes back with its token and asks for all lines after the last it has.
    async fn comes_back(&mut self, world: &World) -> Result<Value> {
        self.socket = until("the edge to be there again", A_WHILE, async || {
            let mut socket = world.visitor_socket("demo").await?;
            socket
                .say(&json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en", "token": self.token}))
                .await?;
            socket.next_of_kind("welcome").await?;
            Ok(socket)
        })
        .await?;
        let contact = self.socket.next_of_kind("contact").await?;
        let after = self.lines.keys().max().copied().unwrap_or_default();
        self.socket
            .say(&json!({"kind": "lines", "contact": self.contact, "after": after}))
            .await?;
        Ok(contact)
    }

    /// Sends a line until it is acknowledged; `false` when the connection broke before.
    async fn says(&mut self, key: &str) -> Result<bool> {
        let line = json!({"kind": "line", "contact": self.contact, "key": key, "text": format!("words of {key}")});
        if self.socket.say(&line).await.is_err() {
            return Ok(false);
        }
        loop {
            match self.socket.next().await? {
                Heard::Message(told) if told["kind"] == "line" => {
                    let seq = told["seq"].as_u64().context("a line without a number")?;
                    let text = told["text"].as_str().unwrap_or_default().to_owned();
                    let before = self.lines.insert(seq, text.clone());
                    ensure!(
                        before.as_ref().is_none_or(|before| *before == text),
                        "line {seq} was {before:?} and is {text:?}"
                    );
                    if told["key"] == key {
                        return Ok(true);
                    }
                }
                Heard::Message(_) => {}
                Heard::Closed(_) => return Ok(false),
            }
        }
    }
}

/// A draw that is open for the length of the test.
fn open_draw(world: &World) -> Result<()> {
    let marketer = world.session("Mara", &["marketer"])?;
    let now = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let content = json!({
        "prizes": 1, "starts_ms": now, "ends_ms": now + 3_600_000, "zone": "Europe/Vienna", "default_language": "en",
        "texts": {"en": {"title": "Win a rope", "body": "Sixty metres.", "rules": "One entry each."}}
    });
    let of = |step: &str| format!("/api/marketer/demo/promotions/draw-1/{step}");
    let saved = marketer.posts(&of("save"), &json!({"revision": 0, "content": content}))?;
    let revision = saved.json()["revision"].clone();
    marketer
        .posts(&of("publish"), &json!({ "revision": revision }))
        .map(drop)
}

fn enter(world: &World, token: &str, request: &str) -> Result<Value> {
    let origin = world.origins().widget();
    let headers = [
        ("origin", origin.as_str()),
        ("content-type", "application/json"),
    ];
    let body = json!({"token": token, "promotion": "draw-1", "request": request}).to_string();
    let answer = http::post(
        &format!("{origin}/api/promotions/demo/enter"),
        &headers,
        &body,
    )?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text);
    Ok(answer.json())
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_or_doubled_when_the_edge_is_killed_in_the_middle() {
    scenario(async |world| {
        open_draw(world)?;
        let mut chatter = Guest::chats(world, "chat").await?;
        let mut callers = Vec::new();
        let mut entries = Vec::new();

        for round in 0..ROUNDS {
            // Half of the rounds die with a line that nobody has acknowledged yet.
            for part in 0..3 {
                ensure!(chatter.says(&format!("k{round}-{part}")).await?, "the edge left by itself");
            }
            let unsure = format!("k{round}-unsure");
            let line = json!({"kind": "line", "contact": chatter.contact, "key": unsure, "text": format!("words of {unsure}")});
            chatter.socket.say(&line).await?;

            let (mut caller, token) = world.bare_visitor().await?;
            caller
                .say(&json!({"kind": "callback", "request": "back", "number": "+4315121234", "zone": "Europe/Vienna"}))
                .await?;
            let ticket = caller.next_of_kind("contact").await?;
            entries.push(enter(world, &token, "mine")?);
            callers.push((token, ticket));

            world.stack().kill_edge()?;
            world.stack().start_edge()?;
            world.stack().wait_until_healthy()?;
            chatter.comes_back(world).await?;
            ensure!(chatter.says(&unsure).await?, "the edge left by itself");
        }

        // Every acknowledged line once, in the same order for whoever reads all of them again.
        let known = std::mem::take(&mut chatter.lines);
        chatter.comes_back(world).await?;
        ensure!(chatter.says("last").await?, "the edge left by itself");
        let last = chatter.lines.remove(&(known.len() as u64 + 1));
        assert_eq!(last.as_deref(), Some("words of last"));
        assert_eq!(chatter.lines, known);
        assert_eq!(known.len(), ROUNDS * 4);
        let mut words: Vec<_> = known.values().collect();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), ROUNDS * 4, "a line stands twice");

        // Every callback holds its place, and every entry is the one that was told.
        for ((token, ticket), entry) in callers.iter().zip(&entries) {
            let mut back = Guest {
                socket: world.visitor_socket("demo").await?,
                token: token.clone(),
                contact: ticket["contact"].as_str().unwrap_or_default().to_owned(),
                lines: BTreeMap::new(),
            };
            let now = back.comes_back(world).await?;
            for same in ["contact", "entered_ms", "channel", "state"] {
                assert_eq!(now[same], ticket[same], "{same} of {now}");
            }
            assert_eq!(&enter(world, token, "mine")?, entry);
        }
        let marketer = world.session("Mara", &["marketer"])?;
        let told = marketer.gets("/api/marketer/demo/promotions")?.json();
        assert_eq!(told["promotions"][0]["draw"]["entries"], json!(ROUNDS), "{told}");

        // The register has each of them once.
        let supervisor = world.session("Sue", &["supervisor"])?;
        until("the register", A_WHILE, async || {
            let page = supervisor.gets("/api/register")?.json();
            ensure!(page["total"] == json!(ROUNDS + 1), "{page}");
            let detail = supervisor.gets(&format!("/api/register/{}", chatter.contact))?.json();
            let lines = detail["lines"].as_array().map_or(0, Vec::len);
            ensure!(lines == ROUNDS * 4 + 1, "{lines} lines in the register");
            Ok(())
        })
        .await
    })
    .await;
}

#[tokio::test]
async fn a_line_sent_by_two_pages_of_one_visitor_stands_once() {
    scenario(async |world| {
        let mut first = Guest::chats(world, "chat").await?;
        ensure!(first.says("same").await?, "the edge left");

        first.comes_back(world).await?;
        ensure!(first.says("same").await?, "the edge left");
        ensure!(first.says("other").await?, "the edge left");

        assert_eq!(first.lines.len(), 2, "{:?}", first.lines);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn transfers_breaks_and_configurations_that_were_acknowledged_survive_a_kill() {
    scenario(async |world| {
        world.configures(|document| document["breaks"] = json!(["Stock-taking"]))?;
        let mut contacts = Vec::new();
        for round in 0..3 {
            let (mut anna, mut ben) = (
                world.bare_desk("Anna").await?,
                world.bare_desk("Ben").await?,
            );
            let reason = ["lunch", "training", "Stock-taking"][round];
            let name = format!("Alpenglow {round}");
            let (visitor, contact) = is_given_away(world, &mut anna, &mut ben).await?;
            let revision = world.configures(|document| document["name"] = json!(name))?;
            let rest = json!({"kind": "presence", "presence": "break", "reason": reason});
            anna.say(&rest).await?;
            is_at_rest(&mut anna, reason).await?;

            world.stack().kill_edge()?;
            world.stack().start_edge()?;
            world.stack().wait_until_healthy()?;

            drop((anna, ben, visitor));
            let live = world.administrator_reads("configuration")?;
            assert_eq!(
                (&live["revision"], &live["configuration"]["name"]),
                (&json!(revision), &json!(name))
            );
            let mut anna = world.bare_desk("Anna").await?;
            is_at_rest(&mut anna, reason).await?;
            let mut ben = world.bare_desk("Ben").await?;
            has_in_hand(&mut ben, &contact).await?;
            // The end of the chat, so that there is room for the next.
            ben.say(&json!({"kind": "hang_up", "contact": contact}))
                .await?;
            ben.say(&json!({"kind": "wrap_up", "contact": contact, "finish": true}))
                .await?;
            contacts.push(contact);
        }

        let journal = world.journal()?;
        for contact in &contacts {
            let of = |kind| {
                journal
                    .of(kind)
                    .filter(|fact| fact["contact"] == *contact)
                    .count()
            };
            assert_eq!((of("entered"), of("transferred")), (1, 1), "{journal}");
            assert_eq!(of("chat_accepted"), 2, "{journal}");
        }
        let revisions: Vec<_> = journal
            .of("configured")
            .filter_map(|fact| fact["revision"].as_u64())
            .collect();
        assert!(
            revisions.is_sorted_by(|before, after| before < after),
            "{revisions:?}"
        );
        Ok(())
    })
    .await;
}

/// A chat that Anna accepts and gives to Ben, who accepts it.
async fn is_given_away(
    world: &World,
    anna: &mut Socket,
    ben: &mut Socket,
) -> Result<(Socket, Value)> {
    anna.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    ben.say(&json!({"kind": "presence", "presence": "break", "reason": "break"}))
        .await?;
    is_at_rest(ben, "break").await?;
    let (mut visitor, contact) = world.bare_chat().await?;
    let ring = rings(anna, &contact).await?;
    anna.say(&json!({"kind": "accept", "contact": contact, "ring": ring}))
        .await?;
    is_told(&mut visitor, "chatting").await?;
    ben.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    ben.next_of_kind("desk").await?;
    anna.say(&json!({"kind": "colleagues"})).await?;
    let told = anna.next_of_kind("colleagues").await?;
    let colleague = &told["colleagues"][0]["operator"];
    anna.say(&json!({"kind": "transfer", "contact": contact, "operator": colleague}))
        .await?;
    let ring = rings(ben, &contact).await?;
    ben.say(&json!({"kind": "accept", "contact": contact, "ring": ring}))
        .await?;
    has_in_hand(ben, &contact).await?;
    Ok((visitor, contact))
}

async fn has_in_hand(desk: &mut Socket, contact: &Value) -> Result<()> {
    until("the chat in hand", A_WHILE, async || {
        let told = desk.next_of_kind("chats").await?;
        let mut chats = told["chats"].as_array().into_iter().flatten();
        let ours = chats.any(|chat| chat["contact"] == *contact && chat["state"] == "chatting");
        ensure!(ours, "{told}");
        Ok(())
    })
    .await
}

async fn is_at_rest(desk: &mut Socket, reason: &str) -> Result<()> {
    until(reason, A_WHILE, async || {
        let told = desk.next_of_kind("desk").await?;
        ensure!(
            told["presence"] == "break" && told["break_reason"] == reason,
            "{told}"
        );
        Ok(())
    })
    .await
}
