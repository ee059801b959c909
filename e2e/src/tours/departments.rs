//! What visitors choose, and how long it takes.

use super::{Observer, guest};
use crate::morning::KNOWN_FROM;
use crate::patience::{A_WHILE, SOON};
use crate::world::World;
use anyhow::Result;
use serde_json::json;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    world.configures(|document| {
        document["departments"] = json!({
            "advice": {"name": {"en": "Advice and orders"}, "max_wait": {"after_s": 10, "then": "offer_callback"}},
            "repairs": {"name": {"en": "Repairs and warranty"}}
        });
        document["hotlines"]["demo"]["menu"] = json!(["advice", "repairs"]);
        document["hotlines"]["demo"]["welcome"] = json!({"en": "Questions about gear? Ask us."});
    })?;
    let mut anna = world.bare_desk("Anna Berg").await?;
    anna.say(&json!({"kind": "presence", "presence": "available"}))
        .await?;
    world.resolves_chats(&mut anna, KNOWN_FROM).await?;
    // Rings, so that the next one waits.
    let (mut caller, _) = world.bare_visitor().await?;
    caller
        .say(&json!({"kind": "call", "request": "r1"}))
        .await?;
    caller.next_of_kind("contact").await?;

    let visitor = world.visitor_with("visitor", &guest(observer)).await?;
    observer.fit(visitor.browser()).await?;
    visitor.pull_the_bell().await?;
    visitor
        .browser()
        .shown_within("department", A_WHILE)
        .await?;
    observer.widget(&visitor, "departments").await?;
    visitor.browser().click("call").await?;
    visitor.browser().shown_within("estimate", A_WHILE).await?;
    visitor
        .browser()
        .says("text", "we can call you back", A_WHILE)
        .await?;
    observer.widget(&visitor, "estimate").await?;
    visitor.browser().click("to-callback").await?;
    visitor.browser().click("callback-phone").await?;
    visitor
        .browser()
        .fill("phone-number", "+43 1 5121234")
        .await?;
    visitor.browser().choose("call-time", "–").await?;
    visitor.browser().click("request-callback").await?;
    visitor
        .browser()
        .shown_within("callback-note", SOON)
        .await?;
    observer.widget(&visitor, "callback-at").await
}
