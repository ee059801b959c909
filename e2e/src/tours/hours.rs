//! The hotline is closed.

use super::{Observer, guest};
use crate::patience::{A_WHILE, SOON};
use crate::world::World;
use anyhow::Result;
use serde_json::json;

/// Open on weekday mornings by the clocks of a place where it is night or afternoon now.
const HOURS: &str = include_str!("hours.json");

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let visitor = world.visitor_with("visitor", &guest(observer)).await?;
    observer.fit(visitor.browser()).await?;
    let mut hours: serde_json::Value = serde_json::from_str(HOURS)?;
    // Today is a holiday, whenever the picture is taken.
    for day in ["Date.now()", "Date.now() - 864e5", "Date.now() + 864e5"] {
        let day = visitor
            .browser()
            .run(&format!(
                "return new Date({day}).toISOString().slice(0, 10)"
            ))
            .await?;
        hours["exceptions"][day.as_str().unwrap_or_default()] = json!([]);
    }
    world.administers("hours", &json!({"hotline": "demo", "hours": hours}))?;
    visitor.pull_the_bell().await?;
    visitor
        .browser()
        .shown_within("closed-note", A_WHILE)
        .await?;
    observer.widget(&visitor, "closed").await?;
    visitor.browser().click("leave-message").await?;
    let text = visitor.browser().shown("message-text").await?;
    text.send_keys("The zip of my Kestrel tent broke. Can you send me a new slider?")
        .await?;
    observer.widget(&visitor, "message").await?;
    visitor.browser().click("send-message").await?;
    visitor.browser().shown_within("message-note", SOON).await?;
    observer.widget(&visitor, "message-left").await
}
