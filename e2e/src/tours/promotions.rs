//! Promotions: written, seen, entered and drawn.

use super::{Observer, guest, operator};
use crate::http;
use crate::patience::{A_WHILE, SOON, until};
use crate::person::Session;
use crate::world::World;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::try_join;

const DAY: i64 = 86_400_000;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let (writer, reader) = (operator(observer), guest(observer));
    let (page, visitor) = try_join!(
        world.browser("marketer", &writer),
        world.visitor_with("visitor", &reader)
    )?;
    for browser in [&*page, visitor.browser()] {
        observer.fit(browser).await?;
    }
    world
        .signs_in(&page, "marketer", ("/promotions", "new-promotion"))
        .await?;
    observer.page(&page, "promotions-empty").await?;
    let mara = world.session("Mara Lindt", &["marketer"])?;
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    write(&mara, "free-waxing", &free_waxing(now), true)?;
    write(&mara, "win-a-rope", &win_a_rope(now, now + 12 * DAY), true)?;
    write(&mara, "spring", &spring(now), true)?;
    write(&mara, "gloves", &gloves(now), false)?;

    visitor.pull_the_bell().await?;
    visitor
        .browser()
        .says("promotions", "Win a rope", A_WHILE)
        .await?;
    observer.widget(&visitor, "promotions").await?;
    visitor.browser().click("call").await?;
    visitor.browser().shown_within("place", A_WHILE).await?;
    visitor.browser().click("enter-draw").await?;
    visitor.browser().shown_within("entry-note", SOON).await?;
    observer.widget(&visitor, "waiting-with-promotions").await?;

    until("the promotions", A_WHILE, async || {
        let rows = "return document.querySelectorAll('[data-test=promotion-row]').length";
        let rows = page.run(rows).await?;
        ensure!(rows == json!(4), "{rows}");
        Ok(())
    })
    .await?;
    observer.page(&page, "promotions").await?;
    page.click("new-promotion").await?;
    page.click("kind-draw").await?;
    for (field, words) in [
        ("title", "Win a weekend on the Dachstein"),
        (
            "body",
            "Two nights in the hut and a guide for the glacier, for two.",
        ),
        (
            "rules",
            "One entry for each visitor. Winners are drawn after the end and told in this panel.",
        ),
    ] {
        page.shown(field).await?.send_keys(words).await?;
    }
    page.says("preview", "Win a weekend", SOON).await?;
    observer.page(&page, "promotion-editor").await?;

    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    drawn(world, &mara, now).await?;
    page.open(&format!(
        "{}/promotions?promotion=helmet",
        world.origins().desk()
    ))
    .await?;
    page.shown_within("winners", A_WHILE).await?;
    page.says("preview", "Win a rope", SOON).await?;
    observer.page(&page, "promotion-drawn").await
}

/// A draw that is over, with five entries and two winners.
async fn drawn(world: &World, mara: &Session, now: i64) -> Result<()> {
    write(mara, "helmet", &win_a_rope(now, now + 4_000), true)?;
    let origin = world.origins().widget();
    let headers = [
        ("origin", origin.as_str()),
        ("content-type", "application/json"),
    ];
    for guest in 0..5 {
        let (_, token) = world.bare_visitor().await?;
        let entry = json!({"token": token, "promotion": "helmet", "request": format!("g{guest}")});
        http::post(
            &format!("{origin}/api/promotions/demo/enter"),
            &headers,
            &entry.to_string(),
        )?;
    }
    until("the end of the draw", A_WHILE, async || {
        mara.posts("/api/marketer/demo/promotions/helmet/draw", &json!({}))
    })
    .await
    .map(drop)
}

fn write(mara: &Session, id: &str, content: &Value, publish: bool) -> Result<()> {
    let of = |step: &str| format!("/api/marketer/demo/promotions/{id}/{step}");
    let saved = mara.posts(&of("save"), &json!({"revision": 0, "content": content}))?;
    if publish {
        let revision = saved.json()["revision"].clone();
        mara.posts(&of("publish"), &json!({ "revision": revision }))?;
    }
    Ok(())
}

fn content(prizes: Option<u32>, (starts, ends): (i64, i64), texts: &Value) -> Value {
    let mut content = json!({
        "starts_ms": starts, "ends_ms": ends, "zone": "Europe/Vienna", "default_language": "en", "texts": texts
    });
    if let Some(prizes) = prizes {
        content["prizes"] = json!(prizes);
    }
    content
}

fn free_waxing(now: i64) -> Value {
    let texts = json!({
        "en": {"title": "Free ski waxing until Sunday", "body": "Bring your skis to any of our shops; we wax them while you have a coffee."},
        "de": {"title": "Bis Sonntag Skiwachsen gratis", "body": "Bringen Sie Ihre Ski in einen unserer Läden, wir wachsen sie bei einem Kaffee."}
    });
    content(None, (now, now + 6 * DAY), &texts)
}

fn win_a_rope(now: i64, ends: i64) -> Value {
    let texts = json!({
        "en": {"title": "Win a rope", "body": "Three ropes of 60 metres for everybody who waits with us.", "rules": "One entry for each visitor. Winners are drawn after the end and told in this panel."}
    });
    content(Some(2), (now, ends), &texts)
}

fn spring(now: i64) -> Value {
    let texts =
        json!({"en": {"title": "Spring trails", "body": "Twenty new trails in our guide."}});
    content(None, (now + 20 * DAY, now + 40 * DAY), &texts)
}

fn gloves(now: i64) -> Value {
    let texts = json!({"en": {"title": "Gloves, two for one", "body": "While they last."}});
    content(None, (now + 3 * DAY, now + 5 * DAY), &texts)
}
