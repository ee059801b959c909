//! The hotline is closed.

use crate::guest;
use crate::photographer::Photographer;
use anyhow::Result;
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::world::World;
use serde_json::json;

/// Open on weekday mornings by the clocks of a place where it is night or afternoon now.
const HOURS: &str = include_str!("hours.json");

pub async fn tour(world: &World, photographer: &Photographer<'_>) -> Result<()> {
    let visitor = world.visitor_with("visitor", &guest(photographer)).await?;
    photographer.fit(visitor.browser()).await?;
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
    photographer.widget(&visitor, "closed").await?;
    visitor.browser().click("leave-message").await?;
    let text = visitor.browser().shown("message-text").await?;
    text.send_keys("The zip of my Kestrel tent broke. Can you send me a new slider?")
        .await?;
    photographer.widget(&visitor, "message").await?;
    visitor.browser().click("send-message").await?;
    visitor.browser().shown_within("message-note", SOON).await?;
    photographer.widget(&visitor, "message-left").await
}
