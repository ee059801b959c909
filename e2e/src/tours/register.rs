//! The register of a morning.

use super::{Observer, operator};
use crate::patience::{A_WHILE, until};
use crate::wire::Socket;
use crate::world::World;
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// What was written, how it was rated, and what the operator noted.
const CHATS: [(&str, u8, &str, &str, &str); 4] = [
    (
        "Do you ship to Norway?",
        5,
        "Fast, thank you!",
        "resolved",
        "Ships in 4 days; sent the link.",
    ),
    (
        "My order 4711 came without poles.",
        4,
        "",
        "follow_up",
        "Sends the poles; calls back on Monday.",
    ),
    (
        "Which wax for minus ten?",
        5,
        "Knows his skis.",
        "resolved",
        "Blue.",
    ),
    (
        "Can I return a tent that was used?",
        2,
        "Not what I hoped.",
        "not_resolved",
        "No, but offered repair.",
    ),
];

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let mut anna = world.bare_desk("Anna Berg").await?;
    anna.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    for (text, stars, remark, disposition, note) in CHATS {
        let (mut visitor, _) = world.bare_visitor().await?;
        visitor
            .say(&json!({"kind": "chat", "request": "r1"}))
            .await?;
        let contact = takes(&mut anna).await?;
        says(&mut visitor, &contact, text).await?;
        says(&mut anna, &contact, "Let me look that up for you.").await?;
        anna.say(&json!({"kind": "hang_up", "contact": contact}))
            .await?;
        anna.say(&json!({"kind": "wrap_up", "contact": contact, "disposition": disposition, "note": note, "finish": true}))
            .await?;
        anna.next_of_kind("saved").await?;
        let remark = (!remark.is_empty()).then_some(remark);
        visitor
            .say(&json!({"kind": "rate", "contact": contact, "stars": stars, "remark": remark}))
            .await?;
    }
    for (request, number) in [("r2", "+81312345678"), ("r3", "+4315121234")] {
        let (mut visitor, _) = world.bare_visitor().await?;
        anna.say(&json!({"kind": "presence", "presence": "break"}))
            .await?;
        visitor
            .say(&json!({"kind": "callback", "request": request, "number": number, "zone": "Europe/Vienna"}))
            .await?;
        visitor.next_of_kind("contact").await?;
    }
    let (mut impatient, _) = world.bare_visitor().await?;
    impatient
        .say(&json!({"kind": "call", "request": "r4"}))
        .await?;
    let contact = impatient.next_of_kind("contact").await?["contact"].clone();
    impatient
        .say(&json!({"kind": "hang_up", "contact": contact}))
        .await?;

    let page = world.browser("supervisor", &operator(observer)).await?;
    observer.fit(&page).await?;
    world
        .signs_in(&page, "supervisor", ("/register", "register-row"))
        .await?;
    until("the whole morning", A_WHILE, async || {
        let rows = "return [...document.querySelectorAll('[data-test=register-row]')].map((row) => row.innerText).join()";
        let rows = page.run(rows).await?;
        ensure!(rows.as_str().is_some_and(|rows| rows.contains("Blue.")), "{rows}");
        Ok(())
    })
    .await?;
    observer.page(&page, "register").await?;
    let first = world
        .session("Sue", &["supervisor"])?
        .gets("/api/register?text=Norway")?
        .json();
    let first = first["contacts"][0]["contact"]
        .as_str()
        .context("no chat about Norway")?
        .to_owned();
    page.open(&format!(
        "{}/register?contact={first}",
        world.origins().desk()
    ))
    .await?;
    page.says("detail", "Norway", A_WHILE).await?;
    observer.page(&page, "register-detail").await?;
    page.open(&format!(
        "{}/register?text=nothing+like+this",
        world.origins().desk()
    ))
    .await?;
    page.shown_within("empty", A_WHILE).await?;
    observer.page(&page, "register-empty").await
}

async fn takes(anna: &mut Socket) -> Result<Value> {
    loop {
        let told = anna.next_of_kind("chats").await?;
        let chats = told["chats"].as_array().context("no chats")?;
        if let Some(chat) = chats.iter().find(|chat| chat["state"] == "ringing") {
            anna.say(&json!({"kind": "accept", "contact": chat["contact"], "ring": chat["ring"]}))
                .await?;
            return Ok(chat["contact"].clone());
        }
    }
}

async fn says(who: &mut Socket, contact: &Value, text: &str) -> Result<()> {
    who.say(&json!({"kind": "line", "contact": contact, "key": "k1", "text": text}))
        .await?;
    who.next_of_kind("line").await.map(drop)
}
