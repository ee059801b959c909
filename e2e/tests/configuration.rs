//! The configuration changes while people call: all of it or nothing, and nobody on the line notices.

use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::patience::{A_WHILE, SOON, until};
use bellpull_e2e::wire::Socket;
use bellpull_e2e::world::{World, scenario};
use serde_json::{Value, json};

#[tokio::test]
async fn a_change_with_mistakes_is_refused_with_all_of_them_and_changes_nothing() {
    scenario(async |world| {
        let before = world.administrator_reads("configuration")?;
        let mut document = before["configuration"].clone();
        document["name"] = json!("Somebody else");
        document["hotlines"]["demo"]["menu"] = json!(["nowhere"]);
        document["hotlines"]["demo"]["hours"] = json!({"zone": "Europe/Atlantis"});
        let wish = json!({"base": before["revision"], "configuration": document});

        let refused = world.administrator_posts("configuration", &wish)?;

        assert_eq!(refused.status, 422, "{}", refused.text);
        assert_eq!(refused.json()["code"], "mistaken");
        let mistakes = refused.json()["mistakes"].to_string();
        for path in ["hotlines.demo.menu[0]", "hotlines.demo.hours"] {
            assert!(mistakes.contains(path), "{mistakes}");
        }
        assert_eq!(world.administrator_reads("configuration")?, before);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_change_of_an_older_revision_is_stale_and_a_look_changes_nothing() {
    scenario(async |world| {
        let first = world.administrator_reads("configuration")?;
        let mut document = first["configuration"].clone();
        document["name"] = json!("Tents and more");
        let wish = json!({"base": first["revision"], "by": "Ben", "configuration": document});
        let mut look = wish.clone();
        look["dry_run"] = json!(true);

        let looked = world.administrator_posts("configuration", &look)?.json();
        let changed = world.administrator_posts("configuration", &wish)?;
        let stale = world.administrator_posts("configuration", &wish)?;

        assert_eq!(looked["revision"], first["revision"]);
        assert_eq!(looked["changes"], changed.json()["changes"]);
        assert_eq!(looked["changes"][0]["path"], "name");
        assert_eq!(stale.status, 409, "{}", stale.text);
        assert_eq!(stale.json()["revision"], changed.json()["revision"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_older_revision_holds_again_as_a_new_one() {
    scenario(async |world| {
        let first = world.administrator_reads("configuration")?;
        let second = world.configures(|document| document["name"] = json!("A mistake"))?;
        let undo = json!({"to": first["revision"], "base": second, "by": "Ben"});

        let undone = world.administrator_posts("configuration/undo", &undo)?;

        assert_eq!(undone.status, 200, "{}", undone.text);
        let live = world.administrator_reads("configuration")?;
        assert_eq!(live["configuration"], first["configuration"]);
        assert_eq!(live["revision"], json!(second + 1));
        let history = world.administrator_reads("configuration/history")?;
        let by: Vec<_> = history["revisions"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(by.len(), 3, "{history}");
        assert_eq!(
            (&by[0]["by"], &by[0]["changes_count"]),
            (&json!("Ben"), &json!(1))
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn who_waits_keeps_the_place_through_a_change_and_a_kill() {
    scenario(async |world| {
        let mut waiting = Vec::new();
        for _ in 0..3 {
            waiting.push(Waiting::chats(world, "demo").await?);
        }
        let revision = world.configures(|document| {
            document["departments"] = json!({"sales": {"name": {"en": "Sales"}}, "repairs": {}});
            document["hotlines"]["demo"]["menu"] = json!(["sales", "repairs"]);
            document["hotlines"]["demo"]["welcome"] = json!({"en": "Good to see you"});
        })?;
        for one in &mut waiting {
            let told = one.socket.next_of_kind("menu").await?;
            assert_eq!(told["welcome"], "Good to see you");
            assert_eq!(told["menu"][0]["name"], "Sales", "{told}");
        }

        world.stack().kill_edge()?;
        world.stack().start_edge()?;
        world.stack().wait_until_healthy()?;

        for (ahead, one) in waiting.iter_mut().enumerate() {
            let (welcome, contact) = one.comes_back(world, "demo").await?;
            assert_eq!(welcome["menu"][1]["department"], "repairs", "{welcome}");
            assert_eq!(contact["place"], json!(ahead + 1), "{contact}");
            assert_eq!(contact["department"], "sales", "{contact}");
        }
        let live = world.administrator_reads("configuration")?;
        assert_eq!(live["revision"], json!(revision));
        let configured = world.journal()?;
        let last = configured
            .of("configured")
            .last()
            .map(|fact| fact["revision"].clone());
        assert_eq!(last, Some(json!(revision)));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn hotlines_come_and_go_but_not_for_who_is_on_the_line() {
    scenario(async |world| {
        world.configures(|document| {
            let boats = json!({"name": "Boats", "sites": ["https://boats.example"]});
            document["hotlines"]["boats"] = boats;
        })?;
        let frame = format!("{}/frame/boats", world.origins().widget());
        let there = http::get(&frame, &[])?;
        assert_eq!(there.status, 200);
        let policy = there.header("content-security-policy");
        assert!(policy.contains("https://boats.example"), "{policy}");
        let mut customer = Waiting::chats(world, "boats").await?;

        world.configures(|document| {
            let hotlines = document["hotlines"].as_object_mut();
            hotlines.map(|hotlines| hotlines.remove("boats"));
        })?;

        assert_eq!(http::get(&frame, &[])?.status, 404);
        let mut stranger = world.visitor_socket("boats").await?;
        stranger.say(&hello(None)).await?;
        assert_eq!(stranger.next_refusal().await?, "unknown_hotline");
        let (_, contact) = customer.comes_back(world, "boats").await?;
        assert_eq!(contact["state"], "waiting", "{contact}");
        is_served(world, &mut customer).await
    })
    .await;
}

#[tokio::test]
async fn opening_hours_are_a_part_of_the_document() {
    scenario(async |world| {
        let one_day = json!({"2099-01-01": [{"opens": "09:00", "closes": "17:00"}]});
        let hours = json!({"zone": "Europe/Vienna", "week": {}, "exceptions": one_day});
        let set = world.administers("hours", &json!({"hotline": "demo", "hours": hours}))?;
        assert_eq!(set.json()["hotline"], "demo");

        let live = world.administrator_reads("configuration")?;
        let kept = &live["configuration"]["hotlines"]["demo"]["hours"];
        assert_eq!(kept["zone"], "Europe/Vienna");
        let opening = Waiting::looks(world, "demo").await?;
        assert_eq!(opening["open"], false);

        world.configures(|document| {
            document["hotlines"]["demo"]["hours"] = Value::Null;
            let demo = document["hotlines"]["demo"].as_object_mut();
            demo.map(|demo| demo.remove("hours"));
        })?;
        let opening = Waiting::looks(world, "demo").await?;
        assert_eq!(opening["open"], true);
        Ok(())
    })
    .await;
}

/// A visitor without a browser who waits for an answer.
struct Waiting {
    socket: Socket,
    token: Value,
    contact: Value,
}

impl Waiting {
    async fn chats(world: &World, hotline: &str) -> Result<Self> {
        let mut socket = world.visitor_socket(hotline).await?;
        socket.say(&hello(None)).await?;
        let token = socket.next_of_kind("welcome").await?["token"].clone();
        let chat = json!({"kind": "chat", "request": "r1"});
        socket.say(&chat).await?;
        let contact = socket.next_of_kind("contact").await?["contact"].clone();
        Ok(Self {
            socket,
            token,
            contact,
        })
    }

    /// Welcome and contact, as told.
    async fn comes_back(&mut self, world: &World, hotline: &str) -> Result<(Value, Value)> {
        let mut socket = until("the edge to be there", A_WHILE, async || {
            world.visitor_socket(hotline).await
        })
        .await?;
        socket.say(&hello(Some(&self.token))).await?;
        let welcome = socket.next_of_kind("welcome").await?;
        let contact = socket.next_of_kind("contact").await?;
        ensure!(contact["contact"] == self.contact, "{contact}");
        self.socket = socket;
        Ok((welcome, contact))
    }

    /// What a new visitor is told of the opening.
    async fn looks(world: &World, hotline: &str) -> Result<Value> {
        let mut socket = world.visitor_socket(hotline).await?;
        socket.say(&hello(None)).await?;
        Ok(socket.next_of_kind("welcome").await?["opening"].clone())
    }
}

async fn is_served(world: &World, visitor: &mut Waiting) -> Result<()> {
    let mut anna = world.bare_desk("Anna").await?;
    let available = json!({"kind": "presence", "presence": "available"});
    anna.say(&available).await?;
    let ring = until("the ring", A_WHILE, async || {
        let chats = anna.next_of_kind("chats").await?;
        let mut ours = chats["chats"].as_array().into_iter().flatten();
        let ringing = ours.find(|chat| chat["state"] == "ringing");
        ringing.map(|chat| chat["ring"].clone()).context("no ring")
    })
    .await?;
    anna.say(&json!({"kind": "accept", "contact": visitor.contact, "ring": ring}))
        .await?;
    until("the chat", SOON, async || {
        let told = visitor.socket.next_of_kind("contact").await?;
        ensure!(told["state"] == "chatting", "{told}");
        Ok(())
    })
    .await
}

fn hello(token: Option<&Value>) -> Value {
    json!({"kind": "hello", "version": 1, "page_id": "bare", "language": "en", "token": token})
}
