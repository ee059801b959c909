//! Callbacks of both ways.

use super::{Observer, guest, operator};
use crate::patience::{A_WHILE, SOON};
use crate::world::World;
use anyhow::Result;
use serde_json::json;
use tokio::try_join;

pub(super) async fn tour(world: &World, observer: &impl Observer) -> Result<()> {
    let (operator, guest) = (operator(observer), guest(observer));
    let (anna, visitor) = try_join!(
        world.desk_with("Anna Berg", &operator),
        world.visitor_with("visitor", &guest)
    )?;
    for browser in [anna.browser(), visitor.browser()] {
        observer.fit(browser).await?;
    }
    visitor.call().await?;
    visitor.browser().click("to-callback").await?;
    visitor.browser().click("callback-phone").await?;
    visitor.browser().shown("phone-number").await?;
    observer.widget(&visitor, "callback-form").await?;
    visitor.browser().click("callback-browser").await?;
    visitor.browser().click("request-callback").await?;
    visitor
        .browser()
        .shown_within("callback-note", SOON)
        .await?;
    observer.widget(&visitor, "callback").await?;

    let (mut caller, _) = world.bare_visitor().await?;
    caller
        .say(&json!({"kind": "callback", "request": "r1", "number": "+81312345678", "zone": "Asia/Tokyo"}))
        .await?;
    caller.next_of_kind("contact").await?;
    observer.turn_to(anna.browser(), "queue").await?;
    anna.browser()
        .shown_within("owed-callback", A_WHILE)
        .await?;
    observer.page(anna.browser(), "desk-callbacks").await?;
    observer.turn_to(anna.browser(), "desk").await?;
    anna.goes_online().await?;
    anna.sees("ringing", A_WHILE).await?;
    observer
        .page(anna.browser(), "desk-callback-ringing")
        .await?;
    anna.browser().click("answer").await?;
    visitor
        .browser()
        .shown_within("answer-ring-back", A_WHILE)
        .await?;
    observer.widget(&visitor, "ring-back").await?;
    observer.page(anna.browser(), "desk-ringing-back").await?;
    visitor.browser().click("answer-ring-back").await?;
    visitor.hears_the_operator(A_WHILE).await?;
    anna.hangs_up().await?;
    anna.finishes().await?;

    anna.sees("ringing", A_WHILE).await?;
    anna.browser().click("answer").await?;
    anna.browser().shown_within("phone-number", SOON).await?;
    observer.page(anna.browser(), "desk-dialling").await
}
