//! What everybody writes, as fast as they can.

use crate::Load;
use crate::guest::Guest;
use anyhow::{Context as _, Result, ensure};
use bellpull_e2e::http;
use bellpull_e2e::patience::{A_WHILE, until};
use bellpull_e2e::world::World;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::task::spawn_blocking;

/// What one visitor may say without meeting the limit for people.
const LINES_EACH: usize = 150;

/// How many lines are under way at a time.
const AT_ONCE: usize = 10;

/// One visitor after the other: a chat, its lines, a hang-up.
pub async fn chats(load: &Load<'_>, number: usize) -> Result<()> {
    let mut story = 0;
    while !load.over.get() {
        story += 1;
        let mut guest = Guest::new(load.world).await?;
        let mut contact = String::new();
        let chat = json!({"kind": "chat", "request": "chat"});
        guest
            .insists(&[chat], |told| is_contact(told, &mut contact))
            .await?;
        for part in 0..LINES_EACH / AT_ONCE {
            if load.over.get() {
                break;
            }
            let keys = (0..AT_ONCE).map(|line| format!("g{number}-{story}-{part}-{line}"));
            says(load, &mut guest, &contact, keys.collect()).await?;
        }
        let hang_up = json!({"kind": "hang_up", "contact": contact});
        guest
            .insists(&[hang_up], |told| {
                let ended = told["kind"] == "contact" && told["state"] == "ended";
                let gone = ["contact_ended", "unknown_contact"];
                let known = told["about"] == "hang_up"
                    && gone.contains(&told["code"].as_str().unwrap_or_default());
                ended || known
            })
            .await?;
        load.history.borrow_mut().hang_ups.insert(contact);
    }
    Ok(())
}

async fn says(
    load: &Load<'_>,
    guest: &mut Guest<'_>,
    contact: &str,
    keys: BTreeSet<String>,
) -> Result<()> {
    let line = |key: &String| json!({"kind": "line", "contact": contact, "key": key, "text": format!("words of {key}")});
    let lines: Vec<Value> = keys.iter().map(line).collect();
    let mut unsure = keys;
    guest
        .insists(&lines, |told| {
            if told["kind"] == "line"
                && let (Some(key), Some(seq)) = (told["key"].as_str(), told["seq"].as_u64())
            {
                load.history.borrow_mut().line(contact, key, seq);
                unsure.remove(key);
            }
            unsure.is_empty()
        })
        .await
}

/// One visitor after the other: a callback by phone.
pub async fn asks_for_callbacks(load: &Load<'_>) -> Result<()> {
    while !load.over.get() {
        let mut guest = Guest::new(load.world).await?;
        let mut contact = String::new();
        let callback = json!({"kind": "callback", "request": "back", "number": "+4315121234", "zone": "Europe/Vienna"});
        guest
            .insists(&[callback], |told| is_contact(told, &mut contact))
            .await?;
        load.history.borrow_mut().callbacks.insert(contact);
    }
    Ok(())
}

/// One visitor after the other: an entry.
pub async fn enters_the_draw(load: &Load<'_>) -> Result<()> {
    let origin = load.world.origins().widget();
    while !load.over.get() {
        let token = Guest::new(load.world).await?.token;
        let body = json!({"token": token, "promotion": "draw-1", "request": "mine"}).to_string();
        let entry = until("the entry", A_WHILE, async || {
            let (origin, body) = (origin.clone(), body.clone());
            // The client blocks; everybody else goes on.
            let answer = spawn_blocking(move || {
                let headers = [
                    ("origin", origin.as_str()),
                    ("content-type", "application/json"),
                ];
                http::post(
                    &format!("{origin}/api/promotions/demo/enter"),
                    &headers,
                    &body,
                )
            })
            .await??;
            ensure!(answer.status == 200, "{} {}", answer.status, answer.text);
            answer.json()["entry"]
                .as_str()
                .map(str::to_owned)
                .context("no entry")
        })
        .await?;
        load.history.borrow_mut().entries.insert(entry);
    }
    Ok(())
}

/// A draw that is open for the length of the load.
pub fn open_draw(world: &World) -> Result<()> {
    let marketer = world.session("Mara", &["marketer"])?;
    let now = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let content = json!({
        "prizes": 1, "starts_ms": now, "ends_ms": now + 24 * 3_600_000, "zone": "Europe/Vienna", "default_language": "en",
        "texts": {"en": {"title": "Win a rope", "body": "Sixty metres.", "rules": "One entry each."}}
    });
    let of = |step: &str| format!("/api/marketer/demo/promotions/draw-1/{step}");
    let saved = marketer.posts(&of("save"), &json!({"revision": 0, "content": content}))?;
    let revision = saved.json()["revision"].clone();
    marketer.posts(&of("publish"), &json!({ "revision": revision }))?;
    Ok(())
}

fn is_contact(told: &Value, contact: &mut String) -> bool {
    match told["contact"].as_str() {
        Some(id) if told["kind"] == "contact" => {
            id.clone_into(contact);
            true
        }
        Some(_) | None => false,
    }
}
